package driver

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/profile"
)

// crossings are the checks whose findings are about the time that a crossing
// takes, of which a profile knows.
var crossings = []string{"cgoloop", "cgocallback"}

func (f *finding) isCrossing() bool { return slices.Contains(crossings, f.check) }

// readProfile reads the profile that was asked for, before anything else is
// done.
func (l *linter) readProfile() (err error) {
	if l.opts.profile != "" {
		if l.profile, err = profile.Read(l.opts.profile); err != nil {
			return fmt.Errorf("flag -profile: %w", err)
		}
	}
	return nil
}

// rank puts the findings in the order of the time that the profile has under
// them, and says of each what share that is. Those without time come last, as
// do those of other checks, in their order.
func (l *linter) rank(r *report) {
	if !slices.ContainsFunc(r.findings, (*finding).isCrossing) {
		return
	}
	if l.profile == nil {
		l.profile = l.defaultProfile()
	}
	if l.profile == nil {
		return
	}
	main, in := l.programs(), make(declarations)
	for _, f := range r.findings {
		if f.isCrossing() {
			f.share = new(l.profile.Share(f.sites(main, in)...))
		}
		if f.share != nil && *f.share > 0 {
			f.message += fmt.Sprintf("; %s %% of the profile's time is this crossing", percent(*f.share))
		}
	}
	slices.SortStableFunc(r.findings, func(a, b *finding) int { return cmp.Compare(b.time(), a.time()) })
}

// time is the share of the profile's time, 0 where there is none.
func (f *finding) time() float64 {
	if f.share == nil {
		return 0
	}
	return *f.share
}

// percent returns a share in percent, with a decimal where it is small.
func percent(share float64) string {
	if share >= 0.1 {
		return fmt.Sprintf("%.0f", 100*share)
	}
	return fmt.Sprintf("%.2g", 100*share)
}

// sites returns the places of a finding as a profile knows them: those that
// explain it are crossings too, or the Go call that leads to one in C. main
// has the packages that are programs.
func (f *finding) sites(main map[string]bool, in declarations) []profile.Site {
	pkg := f.pkg
	if main[pkg] {
		pkg = "main"
	}
	var sites []profile.Site
	for _, p := range append([]related{{start: f.start, end: f.end}}, f.related...) {
		sites = append(sites, profile.Site{
			Package: pkg, Function: in.functionAt(p.start), File: p.start.File,
			From: p.start.Line, To: max(p.start.Line, p.end.Line),
		})
	}
	return sites
}

// declarations are the declared functions of files, by the files' names.
type declarations map[string][]declaration

// A declaration is a function as the linker names it without its package,
// and its first and last line.
type declaration struct {
	name     string
	from, to int
}

// functionAt returns the declared function that a position is in, or "".
func (d declarations) functionAt(p position) string {
	all, ok := d[p.File]
	if !ok {
		all = declared(p.File)
		d[p.File] = all
	}
	for _, fn := range all {
		if fn.from <= p.Line && p.Line <= fn.to {
			return fn.name
		}
	}
	return ""
}

// declared returns the functions of a file; none if it does not parse.
func declared(name string) []declaration {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	var all []declaration
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			d := declaration{fn.Name.Name, fset.Position(fn.Pos()).Line, fset.Position(fn.End()).Line}
			if fn.Recv != nil && len(fn.Recv.List) > 0 {
				d.name = receiver(fn.Recv.List[0].Type) + "." + d.name
			}
			all = append(all, d)
		}
	}
	return all
}

// receiver returns the name of a receiver's type: T or (*T).
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return "(*" + receiver(t.X) + ")"
	case *ast.ParenExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// defaultProfile returns the profile that the go command optimizes the named
// programs by, or nil (go help build, -pgo).
func (l *linter) defaultProfile() *profile.Profile {
	names := l.pgo()
	if len(names) == 0 {
		return nil
	}
	p, err := profile.Read(names...)
	if err != nil {
		l.note("findings are not ranked by time: %v", err)
		return nil
	}
	return p
}

func (l *linter) pgo() []string {
	for _, arg := range l.opts.build {
		switch value, ok := strings.CutPrefix(arg, "-pgo="); {
		case !ok || value == "auto":
		case value == "off":
			return nil
		default:
			return []string{value}
		}
	}
	var names []string
	for _, p := range l.listed() {
		name := filepath.Join(p.Dir, "default.pgo")
		if _, err := os.Stat(name); err == nil && p.Name == "main" {
			names = append(names, name)
		}
	}
	return names
}

// programs returns the IDs of the named packages that are programs. In a test
// they have the names of packages.
func (l *linter) programs() map[string]bool {
	main := make(map[string]bool)
	for _, p := range l.listed() {
		main[p.ImportPath] = p.Name == "main"
	}
	return main
}

// listed returns the named packages, or none if they cannot be listed.
func (l *linter) listed() []*listed {
	if l.packages == nil {
		l.packages, _ = list(l.opts, l.opts.packages, []string{find}) // the analysis has said why
	}
	return l.packages
}
