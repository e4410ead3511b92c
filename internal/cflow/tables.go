package cflow

import (
	"fmt"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
)

// A Whole tells that the units are all of a library, and what others can reach
// of it. Of a pointer to a function that only the library sets it is then known
// what it can point to: what is stored in the members of its structures and in
// its variables, by initializers, by assignments, and by its own functions that
// are given the function to store.
type Whole struct {
	Public func(name string) bool // whether others name a function or a variable
	Shown  func(file string) bool // whether others see what a file declares
}

// maxTargets bounds how many functions a pointer is followed to.
const maxTargets = 64

// A holder is a place that holds pointers to functions: a member, by its name in
// any structure; a variable; or a parameter of a function.
type holder struct {
	funcs map[target]bool // that are stored there
	from  []string        // holders from which it is assigned
	open  bool            // it may hold functions that are not known
}

// A target is a function that a pointer can point to: one with a body, or one
// of another library, by its name.
type target struct {
	fn   *function
	name string
}

// A tables finds what pointers to functions can point to.
type tables struct {
	p       *program
	whole   *Whole
	holders map[string]*holder
	statics map[string]bool // variables that nobody else names
	members map[string]bool // members that point to functions
}

// The keys of holders.
func memberKey(name string) string           { return "." + name }
func variableKey(name string) string         { return name }
func parameterKey(f *function, i int) string { return fmt.Sprintf("(%d) %d", f.id, i) }
func callKey(f *function, at int32) string   { return fmt.Sprintf("(%d) at %d", f.id, at) }

// followTables resolves the calls through pointers whose targets are all known.
func (p *program) followTables(units []*cir.Unit, whole *Whole) {
	t := &tables{p: p, whole: whole, holders: make(map[string]*holder), statics: make(map[string]bool), members: make(map[string]bool)}
	for _, u := range units {
		t.declared(u)
	}
	for _, u := range units {
		for _, init := range u.Inits {
			t.initialized(u, init)
		}
	}
	for _, f := range p.funcs {
		t.called(f)
		for i := range f.Code {
			t.instruction(f, &f.Code[i])
		}
	}
	t.close()
	t.propagate()
	for _, f := range p.funcs {
		for i := range f.callees {
			t.resolve(f, &f.callees[i])
		}
	}
}

// holder returns the holder of a key.
func (t *tables) holder(key string) *holder {
	h := t.holders[key]
	if h == nil {
		h = &holder{funcs: make(map[target]bool)}
		t.holders[key] = h
	}
	return h
}

// declared takes in which variables a unit has of its own, and which members
// others than the library may set.
func (t *tables) declared(u *cir.Unit) {
	for _, name := range u.Statics {
		t.statics[name] = true
	}
	for _, m := range u.Members {
		t.members[m.Name] = true
		h := t.holder(memberKey(m.Name))
		h.open = h.open || m.System || m.File == "" || t.whole.Shown(m.File)
	}
}

// initialized takes in a static initializer.
func (t *tables) initialized(u *cir.Unit, init cir.Init) {
	if key, ok := t.place(init.Global, init.Path); ok {
		t.add(t.holder(key), u, init.Func)
	}
	t.statics[init.Global] = t.statics[init.Global] || !t.whole.Public(init.Global)
	t.passedOn(u, init.Func)
}

// passedOn opens the parameters of a function whose address is taken.
func (t *tables) passedOn(u *cir.Unit, name string) {
	if f := t.p.lookup(u, name); f != nil {
		t.openParameters(f)
	}
}

// openParameters tells that a function may be called with anything.
func (t *tables) openParameters(f *function) {
	for i := range f.Params {
		t.holder(parameterKey(f, i)).open = true
	}
}

// add notes that a holder holds a function.
func (t *tables) add(h *holder, u *cir.Unit, name string) {
	h.funcs[target{t.p.lookup(u, name), name}] = true
}

// place returns the key of the place at a path of an object: of the member that
// the path ends with, or of a global variable, when the path has none.
func (t *tables) place(global, path string) (key string, ok bool) {
	for strings.HasSuffix(path, "[]") {
		path = path[:len(path)-2]
	}
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return memberKey(path[i+1:]), true
	}
	return variableKey(global), path == "" && global != ""
}

// placeOf returns the key of the place that an instruction reads or writes.
func (t *tables) placeOf(f *function, in *cir.Instr) (key string, ok bool) {
	global := ""
	if k := f.Const(in.A); k != nil && k.Kind == cir.GlobalConst {
		global = k.Name
	}
	return t.place(global, string(f.path(in)))
}
