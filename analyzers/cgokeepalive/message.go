package cgokeepalive

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/finalize"
)

// message says which call may use memory that the finalizers of which objects
// free.
func (c *checker) message(f *lossGroup) string {
	l := f.losses[0]
	var objects []string
	for _, l := range f.losses[:f.calls] {
		objects = append(objects, c.object(l))
	}
	uses := "C." + l.Func
	if l.Called != nil {
		uses = l.Called.Name() + ", which calls C." + l.Func + ","
	}
	when := "nothing keeps " + sentence.List(objects) + " alive until it returns"
	if l.Early != nil {
		when = "runtime.KeepAlive comes before it"
	}
	return fmt.Sprintf("%s may use freed memory: %s, and the %s of %s frees %s by C.%s%s",
		uses, when, kind(l.Free), objects[0], memory(objects[0], l), l.Free.Func, c.others(f))
}

// others says in how many more functions the same is wrong.
func (c *checker) others(f *lossGroup) string {
	functions := make(map[*ssa.Function]bool)
	for _, l := range f.losses {
		functions[l.In] = true
	}
	switch n := len(functions) - 1; n {
	case 0:
		return ""
	case 1:
		return ", likewise in one more function of this file"
	default:
		return fmt.Sprintf(", likewise in %d more functions of this file", n)
	}
}

func kind(f finalize.Free) string {
	if f.Cleanup {
		return "cleanup"
	}
	return "finalizer"
}

// related leads to where the finalizer is set, and to others of the losses
// that are reported together.
func (c *checker) related(f *lossGroup) []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	if first := f.losses[0]; first.Setter.IsValid() {
		all = append(all, analysis.RelatedInformation{Pos: first.Setter, Message: "the " + kind(first.Free) + " is set here"})
	}
	const most = 2
	for _, l := range f.losses[f.calls:min(len(f.losses), f.calls+most)] {
		all = append(all, analysis.RelatedInformation{Pos: l.Pos, Message: "nothing keeps " + c.object(l) + " alive here either"})
	}
	return all
}

// object names an object as the user does.
func (c *checker) object(l *finalize.Loss) string {
	if v := variable(c.src, l.Object); v != nil {
		return v.Name() + fields(v.Type(), l.Via)
	}
	return "the " + cgosource.TypeString(types.NewPointer(l.Type.Type()))
}

// variable returns the variable that a value is in, or nil.
func variable(src *cgosource.Package, v ssa.Value) *types.Var {
	if p, ok := v.(*ssa.Parameter); ok {
		v, _ := p.Object().(*types.Var)
		return v
	}
	for _, instr := range govalue.Referrers(v) {
		ref, ok := instr.(*ssa.DebugRef)
		if !ok || ref.IsAddr {
			continue
		}
		if id, ok := ref.Expr.(*ast.Ident); ok {
			if v, ok := src.Info.ObjectOf(id).(*types.Var); ok && !v.IsField() {
				return v
			}
		}
	}
	return nil
}

// memory names what is freed of an object.
func memory(object string, l *finalize.Loss) string {
	names := fields(l.Type.Type(), l.Path)
	if names == "" || strings.HasPrefix(object, "the ") {
		return "its memory"
	}
	return object + names
}

// fields names the fields of a path from a value of a type, each after a dot,
// as far as they are fields.
func fields(t types.Type, path finalize.Path) string {
	names := ""
	for _, i := range path {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || i < 0 || i >= st.NumFields() {
			break
		}
		names += "." + st.Field(i).Name()
		t = st.Field(i).Type()
	}
	return names
}
