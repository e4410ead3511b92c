package cgoemptyslice

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// message says when the address panics. name is the C function or struct that
// gets it, or "".
func (c *checker) message(a address, name string, cause *bounds.Cause) string {
	place := ""
	if name != "" {
		place = " for C." + name
	}
	return fmt.Sprintf("%s%s panics when %s", c.src.Text(a.expr), place, c.when(a, cause))
}

// when says what makes the slice empty.
func (c *checker) when(a address, cause *bounds.Cause) string {
	switch cause.Origin {
	case bounds.FromCaller:
		return called(cause)
	case bounds.FromElement:
		return holds(cause)
	case bounds.FromField:
		return cause.Object.Name() + " is empty, as another package may leave it"
	case bounds.FromInput:
		return fmt.Sprintf("there is nothing to read: %s is then empty", c.src.Text(a.index.X))
	}
	fn, _, _ := cgosource.CName(cause.Object)
	return fmt.Sprintf("C.%s gives a count of 0: %s is then empty", fn, c.src.Text(a.index.X))
}

// holds says which container has an empty element.
func holds(cause *bounds.Cause) string {
	if param, ok := cause.Value.(*ssa.Parameter); ok {
		return fmt.Sprintf("%s is called with an empty element in %s", name(param.Parent()), param.Name())
	}
	return fmt.Sprintf("an element of %s is empty, as another package may leave it", cause.Object.Name())
}

// called says with what argument a function must be called for it.
func called(cause *bounds.Cause) string {
	param := cause.Value.(*ssa.Parameter)
	fn := name(param.Parent())
	if gotype.IsInteger(param.Type()) {
		return fmt.Sprintf("%s is called with 0 for %s", fn, param.Name())
	}
	if param.Parent().Signature.Recv() != nil && param == param.Parent().Params[0] {
		return fmt.Sprintf("%s is called on an empty %s", fn, param.Name())
	}
	return fmt.Sprintf("%s is called with an empty %s", fn, param.Name())
}

// name returns the name of a function, a method's with its type's.
func name(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "the function literal"
	}
	recv := fn.Signature.Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}
