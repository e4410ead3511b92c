package buildcontext

import (
	"bufio"
	"bytes"
	"go/build"
	"go/build/constraint"
	"io"
	"path/filepath"
	"strings"
)

// constraintOf returns the build constraint that the text of a file begins
// with, or nil.
func constraintOf(text []byte) constraint.Expr {
	var old constraint.Expr // of lines before Go 1.17
	inComment := false
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		switch {
		case inComment:
			inComment = !strings.Contains(line, "*/")
		case line == "":
		case strings.HasPrefix(line, "/*"):
			inComment = !strings.Contains(line, "*/")
		case constraint.IsGoBuild(line):
			if expr, err := constraint.Parse(line); err == nil {
				return expr
			}
			return old
		case constraint.IsPlusBuild(line):
			if expr, err := constraint.Parse(line); err == nil {
				old = and(old, expr)
			}
		case !strings.HasPrefix(line, "//"):
			return old
		}
	}
	return old
}

func and(x, y constraint.Expr) constraint.Expr {
	if x == nil {
		return y
	}
	return &constraint.AndExpr{X: x, Y: y}
}

// tagsOf adds the tags of an expression to a set.
func tagsOf(expr constraint.Expr, tags map[string]bool) {
	switch expr := expr.(type) {
	case *constraint.TagExpr:
		tags[expr.Tag] = true
	case *constraint.NotExpr:
		tagsOf(expr.X, tags)
	case *constraint.AndExpr:
		tagsOf(expr.X, tags)
		tagsOf(expr.Y, tags)
	case *constraint.OrExpr:
		tagsOf(expr.X, tags)
		tagsOf(expr.Y, tags)
	}
}

// matches reports whether a tag is set in a context, whatever else is known.
func matches(ctx *build.Context, tag string) bool {
	return matchText(ctx, "x.go", "//go:build "+tag+"\n\npackage x\n")
}

// nameMatches reports whether the name of a file, as x_windows.go, is one for
// the platform.
func nameMatches(ctx *build.Context, file string) bool {
	return matchText(ctx, filepath.Base(file), "package x\n")
}

func matchText(ctx *build.Context, name, text string) bool {
	c := *ctx
	c.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
	match, err := c.MatchFile("/", name)
	return err == nil && match
}

// isCustom reports whether a tag that is not set is one that only -tags can
// set.
func isCustom(tag string) bool {
	return !platform[tag] && !strings.HasPrefix(tag, "go1.") && !strings.HasPrefix(tag, "goexperiment.")
}

// platform are the tags that the platform and the compiler decide (go/build,
// and internal/syslist), and the one that is never set.
var platform = make(map[string]bool)

func init() {
	const tags = `aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris
		wasip1 windows zos unix cgo gc gccgo
		ignore 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc
		ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm boringcrypto`
	for tag := range strings.FieldsSeq(tags) {
		platform[tag] = true
	}
}
