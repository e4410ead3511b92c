// Package entries looks up what C asks for, and uses it as if it were there.
package entries

/*
static void stop(int id) { (void)id; }
extern void onClose(int id);
*/
import "C"

import "sync"

type conn struct {
	closed  func()
	pending int
}

var (
	mu    sync.Mutex
	conns = map[int]*conn{}
	tasks = map[int]func(){}
	peers = map[int]*conn{}
)

func Open(id int, c *conn) {
	mu.Lock()
	conns[id], tasks[id], peers[id] = c, c.closed, c
	mu.Unlock()
}

func Forget(id int) {
	mu.Lock()
	delete(conns, id)
	delete(tasks, id)
	delete(peers, id)
	mu.Unlock()
}

// By a variable.
//
//export onTask
func onTask(id C.int) {
	mu.Lock()
	f := tasks[int(id)] // want `^low: onTask uses the entry of tasks without asking whether it exists: a late call from C, after it was deleted, ends the program in onTask$`
	mu.Unlock()
	f()
}

func find(id int) *conn {
	mu.Lock()
	defer mu.Unlock()
	return conns[id]
}

// By a function that looks it up, and a method that needs it.
//
//export onData
func onData(id C.int) {
	find(int(id)).add() // want `low: onData uses the entry of conns without asking whether it exists`
}

func (c *conn) add() { c.pending++ }

func peer(id int) *conn {
	mu.Lock()
	c := peers[id]
	mu.Unlock()
	return c
}

//export onPeer
func onPeer(id C.int) C.int {
	c := peer(int(id)) // want `low: onPeer uses the entry of peers`
	return C.int(c.pending)
}

// A table that keeps its size.
var slots = make([]conn, 8)

//export onSlot
func onSlot(i C.uint) C.int {
	return C.int(slots[i].pending) // want `onSlot indexes slots, which has 8 elements, by an unchecked number from C`
}

// right

//export onFound
func onFound(id C.int) C.int {
	c := find(int(id))
	if c == nil {
		return -1
	}
	return C.int(c.pending)
}

func (c *conn) count() int {
	if c == nil {
		return 0
	}
	return c.pending
}

//export onCount
func onCount(id C.int) C.int { return C.int(find(int(id)).count()) }

func findOrNew(id int) *conn {
	mu.Lock()
	defer mu.Unlock()
	c, ok := conns[id]
	if !ok {
		c = &conn{}
	}
	return c
}

//export onAny
func onAny(id C.int) C.int { return C.int(findOrNew(int(id)).pending) }

// C makes no call for an entry that it was told to stop.
var streams = map[int]*conn{}

func CloseStream(id int) {
	C.stop(C.int(id))
	mu.Lock()
	delete(streams, id)
	mu.Unlock()
}

func stream(id int) *conn {
	mu.Lock()
	defer mu.Unlock()
	return streams[id]
}

//export onStream
func onStream(id C.int) C.int { return C.int(stream(int(id)).pending) }

// A mask keeps the number within the table.
//
//export onMasked
func onMasked(i C.uint) C.int {
	i &= 7
	return C.int(slots[i].pending)
}

// A call of C is over when its entry goes.
var handlers = map[int]*conn{}

type context struct{ id int }

func begin(c *conn) *context {
	mu.Lock()
	defer mu.Unlock()
	handlers[len(handlers)+1] = c
	return &context{len(handlers)}
}

func remove(id int) {
	mu.Lock()
	delete(handlers, id)
	mu.Unlock()
}

func (c *context) close() { remove(c.id) }

func Work(c *conn) {
	ctx := begin(c)
	C.stop(C.int(ctx.id))
	ctx.close()
}

func WorkDeferred(c *conn) {
	ctx := begin(c)
	defer ctx.close()
	C.stop(C.int(ctx.id))
}

func handler(id int) *conn {
	mu.Lock()
	defer mu.Unlock()
	return handlers[id]
}

//export onError
func onError(id C.int) { handler(int(id)).pending++ }
