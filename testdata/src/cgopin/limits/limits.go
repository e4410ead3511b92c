// Package limits has what the check does not see.
package limits

import "C"

import "runtime"

// A Pinner that is part of an object may be unpinned wherever the object is
// known.
type Job struct{ pinner runtime.Pinner }

func NewJob(p *int) *Job {
	j := new(Job)
	j.pinner.Pin(p)
	return j
}

// A function that is not known may unpin it.
func Hand(p *int, take func(*runtime.Pinner)) {
	pinner := new(runtime.Pinner)
	pinner.Pin(p)
	take(pinner)
}
