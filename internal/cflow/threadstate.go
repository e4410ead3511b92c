package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// maxKeys bounds how many states of the thread a summary has.
const maxKeys = 16

// A threadUse is what of the calling thread's state a function reads and
// writes.
type threadUse struct {
	reads, writes []string
	path          []summary.Step
}

// A threadState collects what of the calling thread's state a function uses. A
// read of what it has written before, as far as the order of the code tells, is
// no matter of its callers.
type threadState struct{ *collector }

// collect goes through the code of the function.
func (c *threadState) collect() {
	for i := range c.Code {
		at, in := int32(i), &c.Code[i]
		switch in.Op {
		case cir.Load:
			c.readsState(at, c.stateKey(in.A, at, c.path(in)))
		case cir.Store:
			key := c.stateKey(in.A, at, c.path(in))
			if key != "" && !c.lazy(at, in.B) {
				c.writesState(at, key)
			}
		case cir.Return:
			c.readsState(at, c.stateKey(in.A, at, ""))
		case cir.Call:
			c.ownValue(at)
			c.callState(at)
		}
	}
	c.ev.jumps = c.longJump()
}

// ownValues are functions that get and set a value that each thread has of its
// own; the setters take it as their second argument.
var ownValues = map[string]string{
	"pthread_setspecific": "pthread_getspecific()", "tss_set": "tss_get()", "TlsSetValue": "TlsGetValue()", "g_private_set": "g_private_get()",
}

// ownValue notes that a call sets the thread's own value, or gets it. A new
// object that is set where there is none is no matter of others.
func (c *threadState) ownValue(at int32) {
	name := c.calleeAt(at).name
	if key, ok := ownValues[name]; ok {
		if args := c.args(at); len(args) == 2 && !c.lazy(at, args[1]) {
			c.writesState(at, key)
		}
	} else if slices.Contains(perThread, name+"()") {
		c.readsState(at, name+"()")
	}
}

// lazy reports whether a store puts a new object where one is needed: each
// thread makes its own.
func (c *threadState) lazy(at int32, v cir.Value) bool {
	return c.Code[at].Region != 0 && c.p.origin(c.function, v, at, 0).kind == fromHeap
}

// perThread are functions whose result each thread has of its own.
var perThread = []string{"pthread_getspecific()", "TlsGetValue()", "tss_get()", "g_private_get()"}

// stateKey returns the key of the state that is at path of what v points to, or
// "" when it is no state of the thread.
func (c *threadState) stateKey(v cir.Value, at int32, path accesspath.Path) string {
	if v == cir.None {
		return ""
	}
	o := c.p.origin(c.function, v, at, 0)
	if o.kind != fromGlobal && o.kind != fromStatic {
		return ""
	}
	text := strings.TrimLeft(string(o.at(path)), "*(&")
	for _, call := range perThread {
		if strings.HasPrefix(text, call+"->") {
			return text
		}
	}
	end := 0
	for end < len(text) && (strings.IndexByte("_.:", text[end]) >= 0 || '0' <= text[end] && text[end] <= '9' || 'A' <= text[end]&^0x20 && text[end]&^0x20 <= 'Z') {
		end++
	}
	for name := text[:end]; name != ""; name = name[:max(strings.LastIndexByte(name, '.'), 0)] {
		if c.p.threadLocals[name] {
			return strings.TrimSuffix(strings.TrimRight(text, "[])"), ".")
		}
	}
	return ""
}

func (c *threadState) readsState(at int32, key string) {
	t := &c.ev.thread
	if key == "" || slices.Contains(t.writes, key) || slices.Contains(t.reads, key) || len(t.reads) >= maxKeys {
		return
	}
	t.reads = append(t.reads, key)
	c.statePath(at, "reads "+summary.WithoutUnits(key), nil)
}

func (c *threadState) writesState(at int32, key string) {
	t := &c.ev.thread
	if key == "" || slices.Contains(t.writes, key) || len(t.writes) >= maxKeys {
		return
	}
	t.writes = append(t.writes, key)
	c.statePath(at, "writes "+summary.WithoutUnits(key), nil)
}

func (c *threadState) statePath(at int32, what string, rest []summary.Step) {
	if t := &c.ev.thread; t.path == nil && len(rest) < maxDepth {
		t.path = append([]summary.Step{{Pos: c.pos(c.Code[at].Pos), What: what}}, rest...)
	}
}

// callState takes over what a called function does with the thread's state.
func (c *threadState) callState(at int32) {
	callee := c.calleeAt(at)
	for i, arg := range c.args(at) {
		if key := c.stateKey(arg, at, ""); key != "" {
			if callee.writes(i) {
				c.writesState(at, key)
			} else {
				c.readsState(at, key)
			}
		}
	}
	var use threadUse
	switch {
	case callee.fn != nil && callee.fn.ev != nil:
		use = callee.fn.ev.thread
	case callee.contract != nil:
		use = threadUse{reads: callee.contract.Reads, writes: callee.contract.Writes}
	}
	if len(use.reads)+len(use.writes) > 0 {
		c.statePath(at, "calls "+callee.name, use.path)
	}
	for _, key := range use.reads {
		c.readsState(at, key)
	}
	for _, key := range use.writes {
		c.writesState(at, key)
	}
}

// writes reports whether a called function may write what argument i points to.
func (c *callee) writes(i int) bool {
	switch {
	case c.fn != nil && c.fn.may != nil:
		return i < len(c.fn.may.written) && c.fn.may.written[i]
	case c.contract != nil:
		p := c.contract.Param(i)
		return p != nil && p.What&contract.Written != 0
	}
	return false
}

// jumps and landings are the names of longjmp and setjmp.
var (
	jumps    = []string{"longjmp", "siglongjmp", "_longjmp", "__longjmp_chk", "__builtin_longjmp"}
	landings = []string{"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "__builtin_setjmp", "savectx"}
)

// longJump returns the way to a longjmp that leaves the function, or nil. One
// that calls setjmp is where it lands.
func (c *threadState) longJump() []summary.Step {
	for i := range c.callees {
		if slices.Contains(landings, c.callees[i].name) {
			return nil
		}
	}
	for i := range c.callees {
		callee := &c.callees[i]
		step := summary.Step{Pos: c.pos(callee.pos), What: "calls " + callee.name}
		switch {
		case slices.Contains(jumps, callee.name), callee.fn == nil && callee.contract != nil && callee.contract.LongJumps:
			return []summary.Step{step}
		case callee.fn != nil && callee.fn.ev != nil && len(callee.fn.ev.jumps) > 0 && len(callee.fn.ev.jumps) < maxDepth:
			return append([]summary.Step{step}, callee.fn.ev.jumps...)
		}
	}
	return nil
}
