package cgosize

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/preamble"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// signatures holds each exported function against the prototypes and the
// function pointer types of the package's C and headers. That of the export's
// own file agrees, or the C compiler would refuse it; nothing compares it with
// those of other files.
func (c *checker) signatures() {
	if len(c.src.Exports()) == 0 {
		return
	}
	pointers, typedefs := c.pointers()
	known := c.sums.FunctionTypes(typedefs)
	reported := make(map[string]bool)
	for _, export := range c.src.Exports() {
		if p := known.Functions[export.Name]; p != nil && export.Func != nil {
			reported[export.Name] = c.signature(p, export, nil)
		}
	}
	for _, cast := range known.Casts {
		to := cast.To
		if to == nil {
			to = known.Pointers[cast.Type]
		}
		if export := c.export(cast.Func); export != nil && to != nil && !reported[cast.Func] {
			reported[cast.Func] = c.signature(to, *export, nil)
		}
	}
	for _, p := range pointers {
		if to := known.Pointers[p.to]; to != nil && !reported[p.export.Name] {
			c.signature(to, *p.export, p.call)
		}
	}
}

// export returns the exported function with a name in C, whose type is known, or nil.
func (c *checker) export(name string) *cgosource.Export {
	export := c.src.ExportNamed(name)
	if export == nil || export.Func == nil {
		return nil
	}
	return export
}

// A pointer is a conversion of C.f, for an exported function f, to a function
// pointer type of C.
type pointer struct {
	call   *ast.CallExpr
	to     string // the type's name
	export *cgosource.Export
}

// pointers returns the conversions of exports to function pointer types, and
// the names of these types.
func (c *checker) pointers() (all []pointer, typedefs map[string]bool) {
	typedefs = make(map[string]bool)
	files := make(map[*ast.File]bool)
	for _, ref := range c.src.Refs() {
		if ref.Kind == cgosource.FuncValue && c.export(ref.Name) != nil {
			files[c.src.File(ref.Pos())] = true
		}
	}
	for _, file := range c.src.Files {
		if !files[file] {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !c.src.IsConversion(call) {
				return true
			}
			export, to := c.export(c.src.PassedFunc(call)), c.src.Ref(ast.Unparen(call.Fun))
			if export == nil || to == nil {
				return true
			}
			all = append(all, pointer{call, to.Name, export})
			typedefs[to.Name] = true
			return false
		})
	}
	return all, typedefs
}

// signature compares an export with a C type and reports the first parameter
// that differs, at a place or else at the parameter. It returns whether it
// reported one.
func (c *checker) signature(p *preamble.Prototype, export cgosource.Export, at ast.Node) bool {
	sig := export.Func.Signature()
	if sig.Recv() != nil || sig.Variadic() || p.Open {
		return false
	}
	what := "the prototype"
	switch {
	case p.Typedef && p.Name == "":
		what = "the function pointer type"
	case p.Typedef:
		what = "the type " + p.Name
	}
	report := func(n ast.Node, text string) bool {
		if at != nil {
			n = at
		}
		c.src.Report(c.pass, analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Category: "signature", Message: text})
		return true
	}
	if n := sig.Params().Len(); n != len(p.Params) {
		return report(export.Decl.Name, fmt.Sprintf("%s has %d parameters, but %s through which C calls it has %d", export.Name, n, what, len(p.Params)))
	}
	for i := range sig.Params().Len() {
		param := sig.Params().At(i)
		if text := c.differ(param.Type(), p.Params[i]); text != "" {
			return report(fieldAt(export.Decl.Type.Params, i),
				fmt.Sprintf("%s takes %s as %s, but %s through which C calls it passes %s", export.Name, param.Name(), text, what, c.sized(p.Params[i])))
		}
	}
	return c.result(p, export, what, report)
}

// result compares the results. One that C does not look at is none of
// anybody's business.
func (c *checker) result(p *preamble.Prototype, export cgosource.Export, what string, report func(ast.Node, string) bool) bool {
	results := export.Func.Signature().Results()
	switch {
	case p.Result == "void" || results.Len() > 1:
		return false
	case results.Len() == 0:
		if _, known := c.cShape(p.Result); !known {
			return false // words of macros may stand before void
		}
		return report(export.Decl.Name, fmt.Sprintf("%s returns nothing, but %s through which C calls it returns %s: C reads what is left in a register", export.Name, what, p.Result))
	}
	if text := c.differ(results.At(0).Type(), p.Result); text != "" {
		return report(export.Decl.Type.Results, fmt.Sprintf("%s returns %s, but %s through which C calls it returns %s", export.Name, text, what, c.sized(p.Result)))
	}
	return false
}

// fieldAt returns the field that declares parameter i.
func fieldAt(list *ast.FieldList, i int) ast.Node {
	for _, f := range list.List {
		i -= max(1, len(f.Names))
		if i < 0 {
			return f
		}
	}
	return list
}

// differ compares a Go type with the text of a C type. It returns the Go type
// with its size when C has another size or kind, and "" when they agree or
// when either is not known.
func (c *checker) differ(t types.Type, text string) string {
	mine, ok1 := c.goShape(t)
	theirs, ok2 := c.cShape(text)
	if !ok1 || !ok2 || mine.size == theirs.size && mine.float == theirs.float {
		return ""
	}
	name := cgosource.TypeString(t)
	if _, ok := t.(*types.Basic); ok {
		name = "Go's " + name // an int of Go is none of C
	}
	return fmt.Sprintf("%s, of %d bytes", name, mine.size)
}

// sized returns the text of a C type with its size.
func (c *checker) sized(text string) string {
	s, _ := c.cShape(text)
	return fmt.Sprintf("%s, of %d", text, s.size)
}
