// Package limits has what the check does not see, or says too much about.
package limits

// static void use(int n) { (void)n; }
import "C"

import "sync"

// The map is behind a pointer of another kind: an interface.
type table interface{ get(id int) string }

type lockedTable struct {
	mu sync.Mutex
	m  map[int]string
}

func (t *lockedTable) get(id int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.m[id]
}

func (t *lockedTable) put(id int, s string) {
	t.mu.Lock()
	t.m[id] = s
	t.mu.Unlock()
}

var current table = &lockedTable{m: map[int]string{}}

//export goGet
func goGet(id C.int) C.int { return C.int(len(current.get(int(id)))) }

// A map that C calls for once in a while, which nothing tells apart.
var (
	mu      sync.Mutex
	plugins = map[int]string{} // want "one lock, mu, so goPlugin and load contend on it"
)

func load(id int, name string) {
	mu.Lock()
	plugins[id] = name
	mu.Unlock()
}

//export goPlugin
func goPlugin(id C.int) C.int {
	mu.Lock()
	defer mu.Unlock()
	return C.int(len(plugins[int(id)]))
}
