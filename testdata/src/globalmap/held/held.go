// Package held keeps a lock while something else runs.
package held

/*
static int total;
static void add(int n) { total += n; }
*/
import "C"

import "sync"

var (
	mu        sync.Mutex
	listeners = map[int]func(int){} // want "every caller of goNotify and goNotifyFree waits for mu"
	last      int
)

func subscribe(f func(int)) int {
	mu.Lock()
	defer mu.Unlock()
	last++
	listeners[last] = f
	C.add(1) // want "^C.add is called while mu is held: everybody who needs listeners waits for it$"
	return last
}

//export goNotify
func goNotify(id, n C.int) {
	mu.Lock()
	defer mu.Unlock()
	if f, ok := listeners[int(id)]; ok {
		f(int(n)) // want "the callback f runs while mu is held: everybody who needs listeners waits for it"
	}
}

//export goNotifyAll
func goNotifyAll(n C.int) {
	mu.Lock()
	for _, f := range listeners {
		f(int(n)) // want "the callback f runs while mu is held"
	}
	mu.Unlock()
}

//export goNotifyFree
func goNotifyFree(id, n C.int) {
	mu.Lock()
	f := listeners[int(id)]
	mu.Unlock()
	f(int(n))
	C.add(n)
}
