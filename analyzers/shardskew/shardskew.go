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
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/callgraph"
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
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, guard.Analyzer, callgraph.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker holds what the check asks of one package.
type checker struct {
	evaluator

	// Computed by findSelectors. A nil array is an element of something, a
	// nil expression an index of another kind.
	selected  map[*ast.BinaryExpr][]*types.Var
	selectors map[*types.Var][]*ast.BinaryExpr

	seeds map[*ast.File]string // the names of those that the fixes declare
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{evaluator: evaluator{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		graph: pass.ResultOf[callgraph.Analyzer].(*callgraph.Graph),
	}, seeds: make(map[*ast.File]string)}
	c.info = c.src.Info
	if c.src.Sizes == nil {
		return nil, nil
	}
	for cur := range c.src.Inspector().Root().Preorder((*ast.BinaryExpr)(nil)) {
		e := cur.Node().(*ast.BinaryExpr)
		if e.Op != token.REM && e.Op != token.AND || c.src.SkipsGenerated(e.Pos()) {
			continue
		}
		if d, noFix := c.check(cur, e); d != nil {
			c.src.ReportWith(pass, *d, finding.Info{NoFix: noFix})
		}
	}
	return nil, nil
}

// check returns what is wrong with an expression x % n or x & mask that is
// the index of a shard, and why there is no fix.
func (c *checker) check(cur inspector.Cursor, e *ast.BinaryExpr) (d *analysis.Diagnostic, noFix string) {
	d = &analysis.Diagnostic{Pos: e.Pos(), End: e.End(), Category: "shardskew"}
	if part := c.keyPart(e); part != nil && c.selects(cur, part) {
		d.Message = fmt.Sprintf("the shard depends only on %s of %s: %s", part.what, c.src.Text(part.key), part.land)
		d.SuggestedFixes, noFix = c.hashFix(e, c.partialKey)
		return d, noFix
	}
	x := c.valueOf(e.X)
	n, known := c.modulus(e)
	if n == 0 || n == 1 || c.info.Types[e.X].Value != nil {
		return nil, ""
	}
	most := x.residues(n)
	if most == n {
		return nil, ""
	}
	indexed := c.indexed(cur, 0)
	if indexed == nil || !c.isSharded(indexed) && (!x.pointer || c.isBytes(indexed)) {
		return nil, ""
	}
	if d.Message = c.describe(e, x, most, n, known); d.Message == "" {
		return nil, ""
	}
	if most != n/gcd(x.step, n) || x.step == 0 {
		return d, "no hash makes more of so few values"
	}
	hashed, noFix := c.hashFix(e, operand)
	if d.SuggestedFixes = append(c.mixFix(e), hashed...); len(d.SuggestedFixes) > 0 {
		noFix = ""
	}
	return d, noFix
}

// describe returns the message for an index of n shards, of which at most so
// many are used; or "" when that is not worth one.
func (c *checker) describe(e *ast.BinaryExpr, x value, most, n uint64, known bool) string {
	text := c.src.Text(e.X)
	step := powerOfTwo(x.step)
	switch {
	case !known && e.Op == token.REM: // x % len(shards)
		if !x.pointer || step < 2 {
			return ""
		}
		return fmt.Sprintf("%s varies only in steps of %d: if the number of shards is a power of two, at most 1 in %d is ever used", text, x.step, step)
	case !known && step < 2:
		return ""
	case x.handle:
		return fmt.Sprintf("%s has the same low bits as a thousand other handles of its registry: most of them land in 1 of %d shards", text, n)
	case !known:
		return fmt.Sprintf("%s varies only in steps of %d: at most 1 shard in %d is ever used", text, x.step, step)
	case x.step == 0:
		return fmt.Sprintf("the bits of %s that select the shard never vary: %s", text, use(n, most))
	case most < n/gcd(x.step, n):
		return fmt.Sprintf("%s has at most %d different values: %s", text, most, use(n, most))
	}
	return fmt.Sprintf("%s varies only in steps of %d: %s", text, x.step, use(n, most))
}

// use says how many of n shards are used at most.
func use(n, most uint64) string {
	if most == 1 {
		return fmt.Sprintf("all keys land in 1 of %d shards", n)
	}
	return fmt.Sprintf("at most %d of %d shards are ever used", most, n)
}

// selects reports whether a part of a key at cur selects one of several shards.
// A ring with a place for each second is no shards, whatever locks it has: what
// a time selects must be called so.
func (c *checker) selects(cur inspector.Cursor, part *keyPart) bool {
	indexed := c.shards(cur)
	return indexed != nil && (isText(c.info.TypeOf(part.key)) || dividedName.MatchString(c.src.Text(indexed)))
}

var dividedName = lazyregexp.New(`(?i)shard|stripe|partition`)

// shards returns the expression that is indexed with the one at cur, if it
// holds shards.
func (c *checker) shards(cur inspector.Cursor) ast.Expr {
	if indexed := c.indexed(cur, 0); indexed != nil && c.isSharded(indexed) {
		return indexed
	}
	return nil
}
