package cgofree

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ownership"
)

// nodeAt returns the call, or else the statement or the name of the function,
// that an instruction's position is of.
func (c *checker) nodeAt(pos token.Pos) ast.Node {
	if call := c.src.CallAt(pos); call != nil {
		return call
	}
	for _, n := range c.src.Enclosing(pos, pos) {
		switch n := n.(type) {
		case *ast.DeferStmt:
			return n.Call
		case *ast.FuncDecl:
			return n.Name
		case ast.Stmt:
			return n
		}
	}
	return nil
}

// callAt returns the call at an event, or nil.
func (c *checker) callAt(e *ownership.Event) *ast.CallExpr {
	call, ok := e.Site.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	return c.src.CallAt(call.Common().Pos())
}

// subject returns what a free gets, as the user writes it, with the part of it
// that is freed.
func (c *checker) subject(e *ownership.Event, part string) string {
	call := c.callAt(e)
	if call == nil {
		return "the memory"
	}
	if c.src.Call(call) == nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && part != "" {
			return c.src.Text(sel.X) + part
		}
	}
	if len(call.Args) == 0 {
		return "the memory"
	}
	text := strings.TrimPrefix(c.src.Text(c.src.Unconverted(call.Args[0])), "&") + part
	const longest = 40
	if len(text) > longest || strings.Contains(text, "\n") {
		return "the memory"
	}
	return text
}

// name returns the function that frees or uses, as the user writes the call.
func (c *checker) name(e *ownership.Event) string {
	if call := c.callAt(e); call != nil {
		if ref := c.src.Ref(call.Fun); ref != nil {
			return "C." + ref.Name
		}
		if _, isLit := ast.Unparen(call.Fun).(*ast.FuncLit); !isLit {
			return c.src.Text(call.Fun)
		}
	}
	return e.By
}

// again says that a deferred call frees what was freed.
func (c *checker) again(e *ownership.Event, part string) string {
	return fmt.Sprintf("%s frees %s, and the deferred call of %s frees it again when the function returns: a double free corrupts the heap",
		c.name(e.After), c.subject(e.After, part), c.name(e))
}

// left says that what was freed stays where others find it.
func (c *checker) left(e *ownership.Event) string {
	when := ""
	if e.After.Deferred {
		when = " when the function returns"
	}
	return fmt.Sprintf("%s frees %s%s, but it stays in %s: whoever reads that uses freed memory", c.name(e.After), c.subject(e.After, ""), when, e.By)
}

// kept says that C keeps what is freed.
func (c *checker) kept(e *ownership.Event) string {
	return fmt.Sprintf("%s frees %s, which %s keeps: C uses freed memory the next time it needs it", c.name(e.After), c.subject(e.After, ""), c.name(e))
}

// shared says that a goroutine may still use what is freed.
func (c *checker) shared(e *ownership.Event) string {
	return fmt.Sprintf("%s frees %s, which a goroutine that the function does not wait for may still use", c.name(e.After), c.subject(e.After, ""))
}

// middle says that a free gets no start of an allocation.
func (c *checker) middle(e *ownership.Event) string {
	return fmt.Sprintf("%s gets a pointer into an allocation and not to its start, which corrupts the heap", c.name(e))
}

// after says what happens to memory that was freed.
func (c *checker) after(e *ownership.Event, part string) string {
	subject, by := c.subject(e.After, part), c.name(e.After)
	what := subject
	if e.Inside {
		what = "a pointer into " + subject
	}
	switch e.What {
	case ownership.Free:
		return fmt.Sprintf("%s frees %s, which %s has freed before: a double free corrupts the heap", c.name(e), subject, by)
	case ownership.Returned:
		if e.After.Deferred {
			return fmt.Sprintf("%s is returned, but the deferred call of %s frees it first: the caller gets freed memory", what, by)
		}
		return fmt.Sprintf("%s is returned after %s has freed it", what, by)
	case ownership.Stored:
		return fmt.Sprintf("%s is stored after %s has freed it", what, by)
	}
	if e.By == "" {
		return fmt.Sprintf("%s is used after %s has freed it", what, by)
	}
	return fmt.Sprintf("%s uses %s after %s has freed it", c.name(e), what, by)
}

// part returns the part of an object that a call frees, as ".c".
func (c *checker) part(r *ownership.Release) string {
	args := r.At.Common().Args
	if r.Part == "" || len(args) == 0 {
		return ""
	}
	return fieldsOf(args[0].Type(), r.Part)
}

// fieldsOf returns the fields that a way from a value of type t leads through,
// as ".c".
func fieldsOf(t types.Type, path string) string {
	name := ""
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '*' || r == '.' }) {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		i, err := strconv.Atoi(step)
		if !ok || err != nil || i >= st.NumFields() {
			return name
		}
		name += "." + st.Field(i).Name()
		t = st.Field(i).Type()
	}
	return name
}

// typeName returns a type as the user writes it.
func typeName(t types.Type) string { return cgosource.TypeString(t) }
