package cgotruncate

import (
	"fmt"
	"go/ast"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// message says which number loses bits, and on which way.
func (c *checker) message(call *ast.CallExpr, u use) string {
	x := call.Args[0]
	bits := 8 * c.src.Sizes.Sizeof(c.src.Info.TypeOf(call))
	what := fmt.Sprintf("%s loses bits beyond %d", c.src.Text(x), bits)
	switch {
	case u.export != nil:
		return fmt.Sprintf("%s as the result of %s: C gets a wrong number, or a negative one", what, u.export.Name())
	case u.field != nil:
		return fmt.Sprintf("%s on its way to a field of C.%s: C then takes only a part for all", what, u.name)
	case copies[u.name]:
		return fmt.Sprintf("%s on its way to C.%s, which then panics or copies only a part; nothing before bounds it to %s",
			what, u.name, cgosource.TypeString(c.src.Info.TypeOf(call)))
	}
	return fmt.Sprintf("%s on its way to C.%s, which then takes only a part for all", what, u.name)
}
