// Package table has what other packages register in.
package table

import "sync"

// A Table holds functions by their numbers; Mu guards it.
type Table struct {
	Mu    sync.Mutex
	Funcs map[uintptr]func(int)
}
