//go:build go1.22

// Package strides divides by numbers that come in steps.
package strides

import "sync"

type shard struct {
	sync.Mutex
	m map[uint64]string
}

var shiftedShards [64]shard

func shifted(id uint64) *shard {
	key := id << 4
	return &shiftedShards[key%64] // want "key varies only in steps of 16: at most 4 of 64 shards are ever used"
}

var multipliedShards [64]shard

func multiplied(i int) *shard {
	return &multipliedShards[(i*64+1)%len(multipliedShards)] // want "varies only in steps of 64: all keys land in 1 of 64 shards"
}

var alignedCopyShards [64]shard

func alignedCopy(size uint64) *shard {
	rounded := (size + 15) &^ 15
	return &alignedCopyShards[rounded&63] // want "rounded varies only in steps of 16"
}

var sharedFactorShards [64]shard

func sharedFactor(i int) *shard {
	key := i * 12
	return &sharedFactorShards[key%60] // want "key varies only in steps of 12: at most 5 of 60 shards are ever used"
}

var countedShards [64]shard

func counted() {
	for i := 0; i < 1000; i += 8 {
		countedShards[i%64].Lock() // want "i varies only in steps of 8"
	}
}

// The bits that select the shard are cut off.
var truncatedShards [64]shard

func truncated(h uint64) *shard {
	return &truncatedShards[uint8(h<<8)%64] // want "the bits of uint8.h<<8. that select the shard never vary: all keys land in 1 of 64 shards"
}

// The first byte of a key.
var firstShards [64]shard

func first(key string) *shard {
	return &firstShards[key[0]%64] // want "^the shard depends only on the first byte of key: keys that agree there land in one shard$"
}

// Two bytes of a longer key; a mask for 64 shards leaves one of them.
type address [53]byte

var pairShards [64]shard

func pair(k address) *shard {
	h := uint(k[0])<<8 | uint(k[1])
	return &pairShards[h%64] // want "^the shard depends only on byte 1 of k: keys that agree there land in one shard$"
}

var primeShards [61]shard

func prime(key []byte) *shard {
	return &primeShards[(int(key[0])+int(key[3]))%61] // want "the shard depends only on bytes 0 and 3 of key"
}

var lengthShards [16]shard

func length(name string) *shard {
	return &lengthShards[len(name)%16] // want "the shard depends only on the length of name: keys of the same length land in one shard"
}
