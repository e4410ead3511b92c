package mutexid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/cgolint/cgolint/passes/guard"
)

// isID reports whether a number that is drawn in a region which does other
// things too is an ID. Statistics are drawn the same way; what tells them
// apart is that they are compared, set, change along with others, or are
// called what statistics are called.
func (c *checker) isID(d *idAlloc, f *flow) bool {
	if !isOne(d.inc) || f.compared || f.indexed {
		return false
	}
	if c.set(d.inc.Var) {
		return false
	}
	if f.key || d.region.Inherited {
		return f.key
	}
	return (f.stored || f.passed || f.returned) && !soundsLikeStatistic(d.inc.Var.Name()) && !c.hasCompany(d) && !c.isVersion(d.inc.Var)
}

// isVersion reports whether a function looks at the number that does not count
// it up: it then tells the state of what the lock guards, with which it has to
// change, as a version does. An ID is of interest only to those who get it.
func (c *checker) isVersion(v *types.Var) bool {
	allocs := make(map[*ast.FuncDecl]bool)
	for _, u := range c.guard.Uses(v) {
		if u.Kind == guard.Add {
			allocs[u.Decl()] = true
		}
	}
	return slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		return u.Kind == guard.Read && !allocs[u.Decl()] && !c.src.IsTest(u.Ident.Pos())
	})
}

func isOne(u *guard.Use) bool { return u.Step != nil && u.Step.ExactString() == "1" }

// set reports whether the counter is ever set to something other than a
// constant, or used in a way that hides what happens to it.
func (c *checker) set(v *types.Var) bool {
	for _, u := range c.guard.Uses(v) {
		switch u.Kind {
		case guard.Other:
			return true
		case guard.Write:
			stmt, ok := u.Stmt.(*ast.AssignStmt)
			if !ok || c.info.Types[stmt.Rhs[0]].Value == nil {
				return true
			}
		}
	}
	return false
}

// hasCompany reports whether the region adds to another variable, or scales
// one, as code does that keeps statistics.
func (c *checker) hasCompany(d *idAlloc) bool {
	for _, u := range c.guard.Touched(d.region) {
		if u.Var == d.inc.Var || !isShared(u.Var, d.region) {
			continue
		}
		if assign, ok := u.Stmt.(*ast.AssignStmt); u.Kind == guard.Add || ok && assign.Tok != token.ASSIGN {
			return true
		}
	}
	return false
}

// soundsLikeStatistic reports whether a word of the name says that the
// variable counts things that there are, rather than naming the next one.
func soundsLikeStatistic(name string) bool {
	for _, word := range statistics {
		for rest := strings.ToLower(name); ; {
			_, after, ok := strings.Cut(rest, word)
			if !ok {
				break
			}
			end := len(name) - len(after)
			start := end - len(word)
			startsWord := start == 0 || name[start-1] == '_' || unicode.IsUpper(rune(name[start]))
			endsWord := end == len(name) || name[end] == '_' || unicode.IsUpper(rune(name[end]))
			if startsWord && endsWord {
				return true
			}
			rest = after
		}
	}
	return false
}

var statistics = []string{
	"count", "cnt", "counts", "total", "len", "size", "hits", "misses", "calls", "times", "refs", "refcount",
	"active", "pending", "running", "errors", "errs", "retries", "attempts", "stat", "stats", "sum",
}
