// Package limits has what the check does not see, or says too much about.
package limits

import "sync"

// A lock behind an interface may be one for reading: it is reported, without a
// fix.
type locker struct {
	mu   sync.Locker
	next int
}

func (l *locker) draw() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++ // want "next counts up inside the locked region of mu"
	return l.next
}

// The order of the numbers on the wire is part of a protocol: the lock must
// be held for the write as well. It is reported, without a fix.
type wire struct {
	mu    sync.Mutex
	seq   uint32
	write func(seq uint32, p []byte)
}

func (w *wire) send(p []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seq++ // want "seq counts up inside the locked region of mu"
	w.write(w.seq, p)
}

// A number that a map gives for each key is no single counter.
type perKey struct {
	mu   sync.Mutex
	next map[string]int
}

func (p *perKey) draw(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next[key]++
	return p.next[key]
}
