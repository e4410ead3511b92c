// Package tries takes locks that may be taken, and locks behind an interface.
package tries

import "sync"

var (
	mu sync.RWMutex
	n  int
)

func try() bool {
	if mu.TryLock() { // want "^lock mu, incomplete: adds to n$"
		n++
		mu.Unlock()
		n = 0
		return true
	}
	n = 1
	return false
}

func tryOrLeave() {
	if !mu.TryRLock() { // want "^lock mu for reading, deferred, incomplete: reads n$"
		return
	}
	defer mu.RUnlock()
	use(n)
}

type guarded struct {
	l    sync.Locker
	cond *sync.Cond
	n    int
}

func (g *guarded) add() {
	g.l.Lock() // want "^lock g.l, incomplete: adds to n$"
	g.n++
	g.l.Unlock()
}

func (g *guarded) wait() {
	g.cond.L.Lock() // want "^lock g.cond, deferred, incomplete: reads n; adds to n$"
	defer g.cond.L.Unlock()
	for g.n == 0 {
		g.cond.Wait()
	}
	g.n--
}

var shards [16]struct {
	sync.Mutex
	n int
}

func inArray(i int) {
	s := &shards[i]
	s.Lock() // want "^lock s.Mutex: adds to n$"
	s.n++
	s.Unlock()
	shards[i].Lock() // want "^lock shards.*Mutex, deferred: adds to n$"
	defer shards[i].Unlock()
	shards[i].n++
}

var locks [16]*sync.Mutex

func ofElement(i int) {
	locks[i].Lock() // want "^lock locks.*: adds to n$"
	n++
	locks[i].Unlock()
}

func use(int) {}
