package shardskew

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
)

//go:embed doc.go
var doc string

// Analyzer reports shard indices that leave shards unused.
var Analyzer = &analysis.Analyzer{
	Name:             "shardskew",
	Doc:              analyzerdoc.Must(doc, "shardskew"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/shardskew.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, guard.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	src   *cgosource.Package
	info  *types.Info
	guard *guard.Package
	calls map[*types.Func]*calls // computed by callsOf
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
	}
	c.info = c.src.Info
	if c.src.Sizes == nil {
		return nil, nil
	}
	for cur := range c.src.Inspector().Root().Preorder((*ast.BinaryExpr)(nil)) {
		e := cur.Node().(*ast.BinaryExpr)
		if e.Op != token.REM && e.Op != token.AND || c.src.IsGenerated(e.Pos()) {
			continue
		}
		if d := c.check(cur, e); d != nil {
			c.src.Report(pass, *d)
		}
	}
	return nil, nil
}

// check returns what is wrong with an expression x % n or x & mask that is
// the index of a shard.
func (c *checker) check(cur inspector.Cursor, e *ast.BinaryExpr) *analysis.Diagnostic {
	if key := c.firstByte(e.X); key != nil && c.shards(cur) != nil {
		return &analysis.Diagnostic{
			Pos: e.Pos(), End: e.End(), Category: "shardskew",
			Message: fmt.Sprintf("the shard depends only on the first byte of %s: keys that begin alike meet in one shard", c.src.Text(key)),
		}
	}
	x := c.valueOf(e.X)
	if x.step == 1 {
		return nil
	}
	n, known := c.modulus(e)
	if n == 0 || n == 1 {
		return nil
	}
	lost := gcd(x.step, n)
	if !known { // a mask that is not constant: of any power of two
		lost = powerOfTwo(x.step)
	}
	indexed := c.indexed(cur, 0)
	if lost == 1 || indexed == nil || !x.pointer && !c.isSharded(indexed) {
		return nil
	}
	d := &analysis.Diagnostic{
		Pos: e.Pos(), End: e.End(), Category: "shardskew",
		Message: fmt.Sprintf("%s varies only in steps of %d: %s", c.src.Text(e.X), x.step, use(n, lost, known)),
	}
	if x.step == 0 {
		d.Message = fmt.Sprintf("the bits of %s that select the shard never vary: %s", c.src.Text(e.X), use(n, lost, known))
	} else {
		d.SuggestedFixes = c.fixes(e)
	}
	return d
}

// use says how many of n shards are used, of which one in lost can be.
func use(n, lost uint64, known bool) string {
	switch {
	case !known:
		return fmt.Sprintf("at most 1 shard in %d is ever used", lost)
	case n == lost:
		return fmt.Sprintf("all keys meet in 1 of %d shards", n)
	}
	return fmt.Sprintf("at most %d of %d shards are ever used", n/lost, n)
}

// shards returns the expression that is indexed with the one at cur, if it
// holds shards.
func (c *checker) shards(cur inspector.Cursor) ast.Expr {
	if indexed := c.indexed(cur, 0); indexed != nil && c.isSharded(indexed) {
		return indexed
	}
	return nil
}

// fixes mixes the bits of x in x % n or x & mask, so that all of them have a
// part in the index, which keeps its type and range.
func (c *checker) fixes(e *ast.BinaryExpr) []analysis.SuggestedFix {
	t := c.info.TypeOf(e)
	b, ok := t.(*types.Basic)
	if !ok || b.Info()&types.IsUntyped != 0 || c.src.Sizes.Sizeof(b) < 4 {
		return nil
	}
	if scope := c.src.Types.Scope().Innermost(e.Pos()); scope != nil {
		for _, name := range []string{b.Name(), "uint64"} {
			if _, obj := scope.LookupParent(name, e.Pos()); obj != types.Universe.Lookup(name) {
				return nil
			}
		}
	}
	// The upper half of the product depends on all bits (Knuth, The Art of
	// Computer Programming, 6.4); one bit less is never negative.
	shift := 32
	if b.Info()&types.IsUnsigned == 0 {
		shift = 33
	}
	text := "uint64(" + c.src.Text(ast.Unparen(e.X)) + ")"
	if b.Kind() == types.Uint64 {
		text = c.src.Text(e.X)
		if _, isBinary := e.X.(*ast.BinaryExpr); isBinary {
			text = "(" + text + ")"
		}
	}
	mixed := fmt.Sprintf("%s(%s*0x9e3779b97f4a7c15>>%d)", b.Name(), text, shift)
	if b.Kind() == types.Uint64 {
		mixed = fmt.Sprintf("(%s * 0x9e3779b97f4a7c15 >> %d)", text, shift)
	}
	return []analysis.SuggestedFix{{
		Message:   "Mix the bits of " + c.src.Text(ast.Unparen(e.X)) + " (behavior change)",
		TextEdits: []analysis.TextEdit{{Pos: e.X.Pos(), End: e.X.End(), NewText: []byte(mixed)}},
	}}
}
