package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
)

// starters are functions that start a thread, with the argument that is the
// function it runs.
var starters = map[string]int{
	"pthread_create": 2, "thrd_create": 1, "g_thread_new": 1, "g_thread_try_new": 1, "SDL_CreateThread": 0,
	"SDL_CreateThreadWithStackSize": 0, "uv_thread_create": 1, "CreateThread": 2, "_beginthreadex": 2, "_beginthread": 0,
	"dispatch_async_f": 2, "GOMP_parallel": 0,
}

// A placeCall is evidence that the function is called that is stored in a
// place.
type placeCall struct {
	place string
	path  []summary.Step
	loop  *summary.GoLoop // the loop that calls it on each turn, or nil; Name is the place
}

// A spawn is evidence that a thread is started.
type spawn struct {
	name string    // of the function that it runs, or "" when that is parameter param
	unit *function // that names it
	path []summary.Step
	par  int
}

// A threads collects the threads that a function starts, and the stored
// functions that it calls.
type threads struct {
	*collector
	index map[string]int // in ev.places, by place
}

// collect goes through the calls of the function.
func (t *threads) collect() {
	for i := range t.callees {
		callee := &t.callees[i]
		at := t.pos(callee.pos)
		if n, ok := starters[callee.name]; ok && callee.fn == nil {
			t.starts(callee, n, []summary.Step{{Pos: at, What: "starts a thread with " + callee.name}})
			continue
		}
		if place := t.calledPlace(callee); place != "" {
			t.callsPlace(callee, placeCall{place: place, path: []summary.Step{{Pos: at, What: "calls " + strings.TrimPrefix(place, ".")}}})
		}
		if callee.fn == nil || callee.fn.ev == nil {
			continue
		}
		t.takePlaces(callee)
		for _, s := range callee.fn.ev.spawns {
			path := append([]summary.Step{{Pos: at, What: "calls " + callee.name}}, s.path...)
			if s.name == "" {
				t.starts(callee, s.par, path)
			} else {
				t.spawns(spawn{name: s.name, unit: s.unit, path: path})
			}
		}
	}
}

// starts notes a thread that runs argument n of a call.
func (t *threads) starts(callee *callee, n int, path []summary.Step) {
	args := t.args(callee.at)
	if n >= len(args) {
		return
	}
	if name := t.funcValue(args[n], 0); name != "" {
		t.spawns(spawn{name: name, unit: t.function, path: path})
		return
	}
	if o := t.p.origin(t.function, args[n], callee.at, 0); o.kind == fromParam && o.path == "" {
		t.spawns(spawn{par: o.n, path: path})
	}
}

func (t *threads) spawns(s spawn) {
	if len(s.path) <= maxDepth && len(t.ev.spawns) < maxCalls {
		t.ev.spawns = append(t.ev.spawns, s)
	}
}

// takePlaces takes over which stored functions a called function calls.
func (t *threads) takePlaces(callee *callee) {
	if len(callee.fn.ev.places) == 0 {
		return
	}
	step := summary.Step{Pos: t.pos(callee.pos), What: "calls " + callee.name}
	inLoop, _ := t.loop(callee.at)
	for _, p := range callee.fn.ev.places {
		// Most are known already, and their paths need not be made.
		i, known := t.index[p.place]
		if len(p.path) >= maxDepth || !known && t.isFull() {
			continue
		}
		if !known || t.ev.places[i].loop == nil && (inLoop || p.loop != nil) {
			t.callsPlace(callee, placeCall{p.place, append([]summary.Step{step}, p.path...), p.loop})
		}
	}
}

// isFull reports whether no more places are noted.
func (t *threads) isFull() bool { return len(t.ev.places) >= maxKept/4 }

// callsPlace notes that a call calls what is stored in a place, in a loop or
// not.
func (t *threads) callsPlace(callee *callee, p placeCall) {
	if len(p.path) > maxDepth {
		return
	}
	if inLoop, where := t.loop(callee.at); inLoop && p.loop == nil {
		p.loop = &summary.GoLoop{Name: p.place, Loop: t.pos(where), Call: t.pos(callee.pos), Path: p.path, Blocks: t.loopWaits(callee.at)}
	}
	i, known := t.index[p.place]
	switch {
	case !known && !t.isFull():
		if t.index == nil {
			t.index = make(map[string]int)
		}
		t.index[p.place] = len(t.ev.places)
		t.ev.places = append(t.ev.places, p)
	case known && t.ev.places[i].loop == nil:
		t.ev.places[i].loop = p.loop
	}
}

// calledPlace returns the place that a called function was loaded from, or "".
func (t *threads) calledPlace(callee *callee) string {
	if callee.name != "" || callee.param >= 0 {
		return ""
	}
	o := t.p.origin(t.function, t.Code[callee.at].A, callee.at, 0)
	if o.kind != fromDeep && o.kind != fromStatic {
		return ""
	}
	return o.text.InAnyObject()
}
