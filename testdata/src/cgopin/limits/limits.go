// Package limits has what the check does not see.
package limits

import "C"

import "runtime"

// A Pinner that others see may be unpinned wherever the object is known.
type Job struct{ Pinner runtime.Pinner }

func NewJob(p *int) *Job {
	j := new(Job)
	j.Pinner.Pin(p)
	return j
}

// A function that is not known may unpin it.
func Hand(p *int, take func(*runtime.Pinner)) {
	pinner := new(runtime.Pinner)
	pinner.Pin(p)
	take(pinner)
}
