// Package files has the counter, its lock and their uses in different files.
package files

import "sync"

var lastID int32

type registry struct {
	sync.Mutex
	byID map[int32]string
}
