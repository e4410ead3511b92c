package guard

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Locks is the fact that an exported function or method takes or releases a
// lock for its caller.
type Locks struct {
	Op      Op
	Var     string   // the variable of its package that the lock is reached from; empty for the receiver
	Fields  []string // the fields that lead from there to the lock
	Whole   bool     // it does nothing else
	Returns bool     // it returns the function that releases the lock
}

// AFact makes Locks a fact.
func (*Locks) AFact() {}

// String returns the fact as tests expect it: "Lock on mu".
func (f *Locks) String() string {
	s := fmt.Sprintf("%s on %s", f.Op, strings.TrimPrefix(strings.Join(append([]string{f.Var}, f.Fields...), "."), "."))
	if f.Returns {
		s += " until what it returns is called"
	}
	if !f.Whole {
		s += ", among other things"
	}
	return s
}

// HasLocks is the fact of a package whose locks others can take: by functions
// with the fact Locks, or by exported types and variables that are or embed a
// lock.
type HasLocks struct{}

// AFact makes HasLocks a fact.
func (*HasLocks) AFact() {}

// String returns the fact as tests expect it.
func (*HasLocks) String() string { return "has locks" }

// exportFacts exports what others need to know of the package's locks.
func (p *locking) exportFacts(pass *analysis.Pass) {
	if p.src.IsStandard() {
		return
	}
	has := hasExportedLock(p.src.Types)
	for fn, x := range p.wrappers {
		obj := p.src.Object(fn) // of the form that the pass has
		if fn.Pkg() != p.src.Types || !isVisible(fn) || obj == nil || obj.Pkg() != pass.Pkg {
			continue
		}
		fact := &Locks{Op: x.op, Whole: x.whole, Returns: x.returns}
		if isGlobal(x.lock.Root) {
			fact.Var = x.lock.Root.Name()
		}
		if !fact.addFields(x.lock.Steps) {
			continue
		}
		pass.ExportObjectFact(obj, fact)
		has = true
	}
	if has {
		pass.ExportPackageFact(new(HasLocks))
	}
}

func (f *Locks) addFields(steps []Step) bool {
	for _, step := range steps {
		if step.Field == nil {
			return false
		}
		f.Fields = append(f.Fields, step.Field.Name())
	}
	return true
}

// isVisible reports whether other packages can call a function.
func isVisible(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	named := namedOf(recv.Type())
	return named != nil && named.Obj().Exported()
}

func namedOf(t types.Type) *types.Named {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, _ := types.Unalias(t).(*types.Named)
	return named
}

// hasExportedLock reports whether a package has an exported variable or type
// with a lock that others can take.
func hasExportedLock(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if !obj.Exported() {
			continue
		}
		switch obj.(type) {
		case *types.Var, *types.TypeName:
			if IsLock(obj.Type()) || hasLockField(obj.Type()) {
				return true
			}
		}
	}
	return false
}

// hasLockField reports whether a struct, or what it points to, has an
// exported or embedded field that is a lock.
func hasLockField(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Exported() && IsLock(f.Type()) {
			return true
		}
	}
	return false
}

// wrapper returns the wrapper that fn is by its fact.
func (f *Locks) wrapper(fn *types.Func) (wrapper, bool) {
	x := wrapper{op: f.Op, whole: f.Whole, returns: f.Returns}
	var t types.Type
	if f.Var != "" {
		v, ok := fn.Pkg().Scope().Lookup(f.Var).(*types.Var)
		if !ok { // export data leaves out what is not exported
			v = types.NewVar(fn.Pos(), fn.Pkg(), f.Var, types.Typ[types.Invalid])
			x.lock = Path{Root: v}
			return x, len(f.Fields) == 0
		}
		x.lock.Root, t = v, v.Type()
	} else if recv := fn.Signature().Recv(); recv != nil {
		x.lock.Root, t = recv, recv.Type()
	} else {
		return wrapper{}, false
	}
	for _, name := range f.Fields {
		field := findField(t, func(f *types.Var) bool { return f.Name() == name })
		if field == nil {
			return wrapper{}, false
		}
		x.lock.Steps = append(x.lock.Steps, Step{Field: field.Origin()})
		t = field.Type()
	}
	return x, true
}
