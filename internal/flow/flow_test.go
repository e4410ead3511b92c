package flow_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/flow"
)

// function parses and type-checks a function body in which call() stands
// where the question is about, and returns its control flow.
func function(t *testing.T, body string) (*token.FileSet, *ast.FuncDecl, *flow.Graph) {
	t.Helper()
	src := "package p\nimport (\"os\"; \"log\")\nvar _ = os.Exit; var _ = log.Print\nfunc call() int\nfunc cond() bool\nvar xs []int\nvar ys [4]int\nvar seq func(func(int) bool)\nfunc f() error {\n" + body + "\n}"
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object)}
	conf := types.Config{Importer: exits{}, Error: func(error) {}}
	conf.Check("p", fset, []*ast.File{f}, info)
	fn := f.Decls[len(f.Decls)-1].(*ast.FuncDecl)
	return fset, fn, flow.New(fn.Body, info)
}

// exits imports packages that have the functions of os and log that end the
// program.
type exits struct{}

func (exits) Import(path string) (*types.Package, error) {
	pkg := types.NewPackage(path, path)
	any := types.NewParam(token.NoPos, pkg, "", types.NewSlice(types.NewInterfaceType(nil, nil)))
	for _, name := range []string{"Exit", "Fatal", "Print"} {
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(any), nil, true)
		pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, name, sig))
	}
	pkg.MarkComplete()
	return pkg, nil
}

func theCall(t *testing.T, body ast.Node) (call *ast.CallExpr) {
	t.Helper()
	ast.Inspect(body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "call" {
				call = c
			}
		}
		return true
	})
	if call == nil {
		t.Fatal("there is no call()")
	}
	return call
}

func TestAround(t *testing.T) {
	for _, test := range aroundCases {
		t.Run(test.name, func(t *testing.T) {
			_, fn, g := function(t, test.body)
			var got []string
			for _, l := range g.Around(theCall(t, fn)) {
				kind := map[bool]string{true: "for", false: "range"}
				name := "label"
				if _, ok := l.Stmt.(*ast.LabeledStmt); !ok {
					_, isFor := l.Stmt.(*ast.ForStmt)
					name = kind[isFor]
				}
				got = append(got, fmt.Sprint(name, " ", l.Trips))
			}
			if s := strings.Join(got, ", "); s != test.want {
				t.Errorf("call() in %q is repeated by %q, want %q", test.body, s, test.want)
			}
		})
	}
}

// aroundCases are bodies of functions, with the loops around call() in them.
var aroundCases = []struct{ name, body, want string }{
	{"for", "for cond() { call() }", "for -1"},
	{"for ever", "for { call() }", "for -1"},
	{"condition", "for call() > 0 { }", "for -1"},
	{"post", "for ; cond(); call() { }", "for -1"},
	{"init runs once", "for i := call(); i < 9; i++ { }", ""},
	{"range", "for range xs { call() }", "range -1"},
	{"range expression runs once", "for range call() { }", ""},
	{"range over a function", "for range seq { call() }", "range -1"},
	{"nested", "for range xs { for cond() { call() } }", "for -1, range -1"},
	{"left after the call", "for range xs { call(); break }", ""},
	{"returned after the call", "for range xs { if cond() { call(); return nil } }", ""},
	{"exit after the call", "for range xs { if cond() { call(); os.Exit(1) } }", ""},
	{"panic after the call", "for range xs { if cond() { panic(call()) } }", ""},
	{"fatal after the call", "for range xs { if cond() { log.Fatal(call()) } }", ""},
	{"left or continued", "for range xs { call(); if cond() { continue }; break }", "range -1"},
	{"inner loop left", "for range xs { for cond() { call(); break } }", "range -1"},
	{"outer loop continued", "outer: for range xs { for cond() { call(); continue outer } }", "range -1"},
	{"outer loop left", "outer: for range xs { for cond() { call(); break outer } }", ""},
	{"goto back", "again: call(); if cond() { goto again }", "label -1"},
	{"goto back later", "again: cond(); call(); if cond() { goto again }", "label -1"},
	{"goto forward", "if cond() { goto out }\ncall()\nout: return nil", ""},
	{"after a loop", "for cond() { }; call()", ""},
	{"in a loop's literal", "for cond() { _ = func() { call() } }", ""},
	{"switch in a loop", "for cond() { switch { case cond(): call() } }", "for -1"},
	{"break of a switch", "for cond() { switch { case cond(): call(); break } }", "for -1"},
	{"range integer", "for range 3 { call() }", "range 3"},
	{"range array", "for range ys { call() }", "range 4"},
	{"range pointer to array", "for range &ys { call() }", "range 4"},
	{"range literal", "for range []int{1, 2} { call() }", "range 2"},
	{"range keyed literal", "for range []int{7: 2} { call() }", "range -1"},
	{"range variable with a literal", "zs := []int{1, 2}; for range zs { call() }", "range 2"},
	{"range declared variable", "var zs = []int{1, 2}; for range zs { call() }", "range 2"},
	{"range changed variable", "zs := []int{1, 2}; zs = append(zs, 3); for range zs { call() }", "range -1"},
	{"range variable with its address taken", "zs := []int{1, 2}; _ = &zs; for range zs { call() }", "range -1"},
	{"range map literal", "for range map[int]int{1: 1, 2: 2} { call() }", "range 2"},
	{"range constant string", `for range "abc" { call() }`, "range 3"},
	{"counted", "for i := 0; i < 5; i++ { call() }", "for 5"},
	{"counted to the end", "for i := 1; i <= 5; i += 2 { call() }", "for 3"},
	{"counted down", "for i := 5; i > 0; i-- { call() }", "for 5"},
	{"counted by something else", "for i := 0; i < 5; i += call() { }", "for -1"},
	{"never", "for i := 5; i < 5; i++ { call() }", "for 0"},
	{"unreachable", "return nil; for { call() }", ""},
}

func TestReturnsAvoiding(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"always", "call(); return nil", ""},
		{"before", "if cond() { return nil }; call(); return nil", "10:13"},
		{"in a branch", "if cond() { call() }; return nil", "10:23"},
		{"in both branches", "if cond() { call() } else { call() }; return nil", ""},
		{"in the condition", "if call() > 0 { return nil }; return nil", ""},
		{"in a loop that may not run", "for range xs { call() }; return nil", "10:26"},
		{"panic is no return", "if cond() { panic(1) }; call(); return nil", ""},
		{"falling off the end", "if cond() { call() }", "11:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			fset, _, g := function(t, test.body)
			var got []string
			for _, r := range g.ReturnsAvoiding(func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				return ok && call.Fun.(*ast.Ident).Name == "call"
			}) {
				posn := fset.Position(r.Pos())
				got = append(got, fmt.Sprintf("%d:%d", posn.Line, posn.Column))
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("returns avoiding call() in %q are at %q, want %q", test.body, s, test.want)
			}
		})
	}
}
