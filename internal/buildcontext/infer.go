package buildcontext

import (
	"go/build"
	"go/build/constraint"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A Package is what is known of a package by the files that the go command
// takes for it.
type Package struct {
	Included, Ignored []string // files, absolute
	// Tags are others that matter: of C files, and of #cgo lines.
	Tags []string
	Read func(name string) ([]byte, error)
}

// Infer infers which tags were given on the command line, where the driver is
// not told: a package has the files that it has because of them. It adds them
// to the context, and returns the tags that may or may not have been given.
func Infer(ctx *build.Context, p *Package) (open []string) {
	s := &solver{value: make(map[string]truth), steps: 20000}
	custom := make(map[string]bool)
	for _, tag := range p.Tags {
		custom[tag] = true
	}
	add := func(files []string, included truth) {
		for _, name := range files {
			if text, err := p.Read(name); err == nil && nameMatches(ctx, name) {
				if expr := constraintOf(text); expr != nil {
					s.facts = append(s.facts, fact{expr, included})
					tagsOf(expr, custom)
				}
			}
		}
	}
	add(p.Included, yes)
	add(p.Ignored, no)
	for tag := range custom {
		switch {
		case matches(ctx, tag):
			s.value[tag] = yes
		case !isCustom(tag):
			s.value[tag] = no
		}
	}
	for _, tag := range slices.Sorted(maps.Keys(custom)) {
		if s.value[tag] != maybe {
			continue
		}
		on, off := s.possible(tag, yes), s.possible(tag, no)
		switch {
		case on && !off:
			s.value[tag] = yes
			ctx.BuildTags = append(ctx.BuildTags, tag)
		case off && !on:
			s.value[tag] = no
		default:
			open = append(open, tag)
		}
	}
	return open
}

// cgoLine matches a #cgo line with what it depends on, and whose flags say
// something about C: those for the linker don't.
var cgoLine = lazyregexp.New(`(?m)^\s*(?://)?\s*#cgo\s+([^:\n]*?)\s*(?:CFLAGS|CPPFLAGS|pkg-config)\s*:`)

// TagsOfC returns the tags that the C files of a directory and the #cgo lines
// of its Go files depend on.
func TagsOfC(dir string, read func(name string) ([]byte, error)) []string {
	tags := make(map[string]bool)
	names, _ := filepath.Glob(filepath.Join(dir, "*")) // the pattern is well-formed, or dir is odd and has none
	for _, name := range names {
		ext := filepath.Ext(name)
		if !slices.Contains([]string{".go", ".c", ".cc", ".cpp", ".cxx", ".m"}, ext) {
			continue
		}
		text, err := read(name)
		if err != nil {
			continue
		}
		if ext != ".go" {
			tagsOf(constraintOf(text), tags)
			continue
		}
		for _, m := range cgoLine.FindAllSubmatch(text, -1) {
			for _, tag := range strings.FieldsFunc(string(m[1]), func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == '!' }) {
				tags[tag] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(tags))
}

// A truth is what is known of a tag or an expression.
type truth int

const (
	maybe truth = iota
	yes
	no
)

func (t truth) not() truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return maybe
}

// A fact is an expression that is known to hold, or not to.
type fact struct {
	expr  constraint.Expr
	holds truth
}

// A solver looks for values of tags that make all facts hold.
type solver struct {
	facts []fact
	value map[string]truth // of tags: what is known, or tried
	steps int              // left, for all questions together
}

// possible reports whether a tag may have a value.
func (s *solver) possible(tag string, value truth) bool {
	s.value[tag] = value
	defer delete(s.value, tag)
	return s.solve()
}

// solve reports whether the tags without a value can have some with which all
// facts hold. Out of steps, it takes that for possible.
func (s *solver) solve() bool {
	s.steps--
	if s.steps < 0 {
		return true
	}
	open := ""
	for _, f := range s.facts {
		switch got := s.eval(f.expr); {
		case got == f.holds.not():
			return false
		case got == maybe && open == "":
			open = s.openTag(f.expr)
		}
	}
	return open == "" || s.possible(open, yes) || s.possible(open, no)
}

// openTag returns a tag of the expression that has no value.
func (s *solver) openTag(expr constraint.Expr) string {
	tags := make(map[string]bool)
	tagsOf(expr, tags)
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		if s.value[tag] == maybe {
			return tag
		}
	}
	return ""
}

func (s *solver) eval(expr constraint.Expr) truth {
	switch expr := expr.(type) {
	case *constraint.TagExpr:
		return s.value[expr.Tag]
	case *constraint.NotExpr:
		return s.eval(expr.X).not()
	case *constraint.AndExpr:
		return both(s.eval(expr.X), s.eval(expr.Y))
	case *constraint.OrExpr:
		return both(s.eval(expr.X).not(), s.eval(expr.Y).not()).not()
	}
	return maybe
}

func both(x, y truth) truth {
	switch {
	case x == no || y == no:
		return no
	case x == yes && y == yes:
		return yes
	}
	return maybe
}
