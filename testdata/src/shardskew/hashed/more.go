package hashed

import "sync"

var wordLocks [16]sync.Mutex

// lockOfWord is in another file, whose fix declares a seed of its own.
func lockOfWord(word string) *sync.Mutex {
	return &wordLocks[int(word[0])%16] // want "the shard depends only on the first byte of word"
}
