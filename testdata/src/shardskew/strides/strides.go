//go:build go1.22

// Package strides divides by numbers that come in steps.
package strides

import "sync"

type shard struct {
	sync.Mutex
	m map[uint64]string
}

var shards [64]shard

func shifted(id uint64) *shard {
	key := id << 4
	return &shards[key%64] // want "key varies only in steps of 16: at most 4 of 64 shards are ever used"
}

func multiplied(i int) *shard {
	return &shards[(i*64+1)%len(shards)] // want "varies only in steps of 64: all keys meet in 1 of 64 shards"
}

func alignedCopy(size uint64) *shard {
	rounded := (size + 15) &^ 15
	return &shards[rounded&63] // want "rounded varies only in steps of 16"
}

func sharedFactor(i int) *shard {
	key := i * 12
	return &shards[key%60] // want "key varies only in steps of 12: at most 5 of 60 shards are ever used"
}

func counted() {
	for i := 0; i < 1000; i += 8 {
		shards[i%64].Lock() // want "i varies only in steps of 8"
	}
}

// The bits that select the shard are cut off.
func truncated(h uint64) *shard {
	return &shards[uint8(h<<8)%64] // want "the bits of uint8.h<<8. that select the shard never vary: all keys meet in 1 of 64 shards"
}

// The first byte of a key.
func first(key string) *shard {
	return &shards[key[0]%64] // want "^the shard depends only on the first byte of key: keys that begin alike meet in one shard$"
}
