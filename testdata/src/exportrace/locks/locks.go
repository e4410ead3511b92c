// Package locks calls C, and its own functions, while it holds the lock that
// an export would need.
package locks

/*
extern void goDone(int id);
extern void goAsk(int id);
extern void goSent(int id);
void submit_job(int id);
static void run(int id) { goDone(id); }
*/
import "C"

import "sync"

var (
	mu      sync.Mutex
	waiting = make(map[int]func())
)

// Run comes back on the same thread, under the lock: there is no race.
func Run(id int, f func()) {
	mu.Lock()
	defer mu.Unlock()
	waiting[id] = f
	C.run(C.int(id))
}

//export goDone
func goDone(id C.int) {
	waiting[int(id)]()
}

var (
	sendMu sync.Mutex
	sent   = make(map[int]func())
)

// Send calls a function of which nothing is known: it may come back.
func Send(id int, f func()) {
	sendMu.Lock()
	defer sendMu.Unlock()
	sent[id] = f
	C.submit_job(C.int(id))
}

//export goSent
func goSent(id C.int) {
	sent[int(id)]() // want "^sent: goSent looks up without sendMu, 1 write under it; C may come back under the lock$"
}

var (
	askMu   sync.Mutex
	answers = make(map[int]string)
)

// Answer calls, under the lock, the function that C comes to.
func Answer(id int, s string) string {
	askMu.Lock()
	defer askMu.Unlock()
	before := find(id)
	answers[id] = s
	return before
}

func find(id int) string {
	return answers[id] // want "^answers: goAsk looks up without askMu, 1 write under it; a lock would be held twice$"
}

//export goAsk
func goAsk(id C.int) {
	println(find(int(id)))
}
