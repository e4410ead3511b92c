package registry_test

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/cgolint/cgolint/registry"
)

// Conn is something that C code refers to.
type Conn struct{ peer string }

func (c *Conn) received(data string) { fmt.Printf("%s: %s\n", c.peer, data) }

// oldConns is a table as many programs have it: one map from numbers to
// values behind one lock.
var oldConns = struct {
	mu   sync.RWMutex
	next uint64
	m    map[uint64]*Conn
}{m: map[uint64]*Conn{}}

func oldAdd(c *Conn) uint64 {
	oldConns.mu.Lock()
	defer oldConns.mu.Unlock()
	oldConns.next++
	oldConns.m[oldConns.next] = c
	return oldConns.next
}

func oldGet(id uint64) *Conn {
	oldConns.mu.RLock()
	defer oldConns.mu.RUnlock()
	return oldConns.m[id]
}

func oldRemove(id uint64) {
	oldConns.mu.Lock()
	defer oldConns.mu.Unlock()
	delete(oldConns.m, id)
}

// conns takes the place of oldConns and its functions.
var conns registry.Registry[*Conn]

// The talk's "big old map", before and after.
func Example_bigOldMap() {
	c := &Conn{"192.0.2.1"}

	// Before: every goroutine waits for one lock.
	id := oldAdd(c)
	oldGet(id).received("before")
	oldRemove(id)
	fmt.Println("found:", oldGet(id) != nil)

	// After: lookups take no lock.
	h := conns.Register(c)
	conns.Value(h).received("after")
	conns.Delete(h)
	_, ok := conns.Lookup(h)
	fmt.Println("found:", ok)
	// Output:
	// 192.0.2.1: before
	// found: false
	// 192.0.2.1: after
	// found: false
}

// onData and poll stand for a C library, which remembers a function and a
// void * and calls the one with the other:
//
//	typedef void (*data_fn)(void *user, const char *data);
//	void on_data(data_fn f, void *user);
//
// The real thing, with the C code, is in the folder bench/callback of this
// package's repository.
func onData(f func(user unsafe.Pointer, data string), user unsafe.Pointer) {
	callback, userData = f, user
}

func poll() { callback(userData, "hello") }

var (
	callback func(user unsafe.Pointer, data string)
	userData unsafe.Pointer
)

// goData is what cgo would export with //export goData.
func goData(user unsafe.Pointer, data string) {
	c, ok := conns.Lookup(registry.FromPointer(user))
	if !ok {
		fmt.Println("data for a connection that was closed")
		return
	}
	c.received(data)
}

// A value for a C callback that takes a void *.
func ExampleHandle_Pointer() {
	h := conns.Register(&Conn{"192.0.2.1"})
	onData(goData, h.Pointer()) // C.on_data(C.data_fn(C.goData), h.Pointer())
	poll()
	conns.Delete(h)
	poll() // a late callback is no disaster
	// Output:
	// 192.0.2.1: hello
	// data for a connection that was closed
}

// The steps of runtime/cgo.Handle, with a Registry.
func Example_migrateFromCgoHandle() {
	c := &Conn{"192.0.2.1"}
	h := conns.Register(c)      // cgo.NewHandle(c)
	user := uintptr(h)          // C.uintptr_t(h), the same
	h = registry.Handle(user)   // cgo.Handle(user)
	found := conns.Value(h)     // h.Value().(*Conn)
	conns.Delete(h)             // h.Delete()
	_, again := conns.Delete(h) // h.Delete() would panic
	fmt.Println(found == c, again)
	// Output: true false
}

// The steps of github.com/mattn/go-pointer, with a Registry.
func Example_migrateFromGoPointer() {
	c := &Conn{"192.0.2.1"}
	p := conns.Register(c).Pointer()                   // pointer.Save(c)
	found, ok := conns.Lookup(registry.FromPointer(p)) // pointer.Restore(p).(*Conn)
	conns.Delete(registry.FromPointer(p))              // pointer.Unref(p)
	fmt.Println(found == c, ok)
	// Output: true true
}

// A value of another kind than a pointer is boxed.
func ExampleRegistry() {
	var callbacks registry.Registry[func(int) int]
	var names registry.Registry[string]
	double := callbacks.Register(func(x int) int { return 2 * x })
	name := names.Register("gopher")
	fmt.Println(callbacks.Value(double)(21), names.Value(name), names.Len())
	// Output: 42 gopher 1
}

// What is wrong with a handle.
func ExampleRegistry_Value() {
	var names registry.Registry[string]
	defer func() { fmt.Println(recover()) }()
	names.Value(0)
	// Output: registry: the handle is zero
}

// Close all that is left.
func ExampleRegistry_All() {
	var conns registry.Registry[*Conn]
	conns.Register(&Conn{"192.0.2.1"})
	for h, c := range conns.All() {
		conns.Delete(h)
		fmt.Println("closed", c.peer)
	}
	fmt.Println(conns.Len(), "left")
	// Output:
	// closed 192.0.2.1
	// 0 left
}

// A test that fails if handles are left would call t.Error with each Leak.
func ExampleRegistry_Leaks() {
	var conns registry.Registry[*Conn]
	conns.RecordStacks(true)
	conns.Register(&Conn{"192.0.2.1"})
	for _, leak := range conns.Leaks() {
		fmt.Println(len(leak.Handles), "registered by", leak.Stack[0].Function)
	}
	// Output: 1 registered by github.com/cgolint/cgolint/registry_test.ExampleRegistry_Leaks
}

// Counting by key.
func ExampleMap_Compute() {
	var hits registry.Map[string, int]
	for _, page := range []string{"/", "/about", "/"} {
		hits.Compute(page, func(n int, _ bool) (int, bool) { return n + 1, true })
	}
	n, _ := hits.Load("/")
	fmt.Println(n, hits.Len())
	// Output: 2 2
}

// Each goroutine takes its numbers from a block of its own.
func ExampleIDs() {
	var ids registry.IDs
	var requests sync.WaitGroup
	var seen registry.Map[uint64, bool]
	for range 4 {
		requests.Add(1)
		go func() {
			defer requests.Done()
			local := ids.Local()
			for range 100 {
				seen.Store(local.Next(), true)
			}
		}()
	}
	requests.Wait()
	fmt.Println(seen.Len(), "different numbers")
	// Output: 400 different numbers
}
