package registry

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// A Leak is a group of live handles that were registered by the same calls.
type Leak struct {
	Handles []Handle
	// Stack is the calls that led to Register, the innermost first. It is
	// empty for handles that were registered while stacks were not recorded.
	Stack []runtime.Frame
}

// String gives the number of handles and the stack in the form of a Go
// traceback.
func (l Leak) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d live, the first is %#x", len(l.Handles), uintptr(l.Handles[0]))
	if len(l.Stack) == 0 {
		b.WriteString(", registered while RecordStacks was off")
	}
	for _, f := range l.Stack {
		fmt.Fprintf(&b, "\n%s\n\t%s:%d", f.Function, f.File, f.Line)
	}
	return b.String()
}

// RecordStacks switches the recording of every registration's stack on or
// off. It is off in a new Registry, since it costs Register and Delete a lock
// and a microsecond or so. Switching it off forgets all stacks.
func (r *Registry[V]) RecordStacks(on bool) {
	d := r.dir.Load()
	if d == nil {
		d = r.open(layoutLimits, defaultNumbers(), defaultShards())
	}
	t := d.table
	t.mu.Lock()
	defer t.mu.Unlock()
	next := *r.dir.Load()
	switch {
	case !on:
		next.stacks = nil
	case next.stacks == nil:
		next.stacks = &stackLog{pcs: map[Handle][]uintptr{}}
	}
	r.dir.Store(&next)
}

// Leaks returns the handles that are live, with the consistency of [Registry.All],
// grouped by the stack that registered them, the largest group first. At the
// end of a test or of a C library's life there should be none.
func (r *Registry[V]) Leaks() []Leak {
	d := r.dir.Load()
	if d == nil {
		return nil
	}
	groups := map[string]*Leak{}
	for h := range r.All() {
		pcs := d.stacks.find(h)
		key := fmt.Sprint(pcs)
		if groups[key] == nil {
			groups[key] = &Leak{Stack: frames(pcs)}
		}
		groups[key].Handles = append(groups[key].Handles, h)
	}
	leaks := make([]Leak, 0, len(groups))
	for _, l := range groups {
		leaks = append(leaks, *l)
	}
	slices.SortFunc(leaks, func(a, b Leak) int {
		if d := len(b.Handles) - len(a.Handles); d != 0 {
			return d
		}
		return strings.Compare(a.String(), b.String())
	})
	return leaks
}

// A stackLog remembers where live handles were registered.
type stackLog struct {
	mu  sync.Mutex
	pcs map[Handle][]uintptr
}

// record notes the stack of Register's caller. It is to be called by Register.
func (l *stackLog) record(h Handle) {
	var pcs [32]uintptr
	n := runtime.Callers(3, pcs[:]) // skips Callers, record and Register
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pcs[h] = slices.Clone(pcs[:n])
}

func (l *stackLog) forget(h Handle) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.pcs, h)
}

func (l *stackLog) find(h Handle) []uintptr {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pcs[h]
}

func frames(pcs []uintptr) []runtime.Frame {
	if len(pcs) == 0 {
		return nil
	}
	var stack []runtime.Frame
	for it := runtime.CallersFrames(pcs); ; {
		f, more := it.Next()
		stack = append(stack, f)
		if !more {
			return stack
		}
	}
}
