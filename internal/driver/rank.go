package driver

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/profile"
)

// crossings are the checks whose findings are about the time that a crossing
// takes, of which a profile knows.
var crossings = []string{"cgoloop", "cgocallback"}

func (f *found) isCrossing() bool { return slices.Contains(crossings, f.Check) }

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

// muchTime is the share of a profile's time from which on a crossing is worth a
// word, whatever was guessed of it.
const muchTime = 0.01

// measure finds the share of the profile's time that each crossing takes, and
// drops those that the profile had to tell of and does not.
func (l *linter) measure(r *report) {
	if !slices.ContainsFunc(r.findings, (*found).isCrossing) {
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
	}
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool { return f.unmeasured && f.time() < muchTime })
}

// rank puts the findings in the order of the time that the profile has under
// them, and says of each what share that is. Those without time come last, as
// do those of other checks, in their order.
func rank(r *report) {
	for _, f := range r.findings {
		if f.time() > 0 {
			f.Message += fmt.Sprintf("; %s %% of the profile's time is this crossing", percent(*f.share))
		}
	}
	slices.SortStableFunc(r.findings, func(a, b *found) int { return cmp.Compare(b.time(), a.time()) })
}

// time is the share of the profile's time, 0 where there is none.
func (f *found) time() float64 {
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
func (f *found) sites(main map[string]bool, in declarations) []profile.Site {
	pkg := f.Package
	if main[pkg] {
		pkg = "main"
	}
	var sites []profile.Site
	for _, p := range append([]finding.Related{{Start: f.Start, End: f.End}}, f.Related...) {
		sites = append(sites, profile.Site{
			Package: pkg, Function: in.functionAt(p.Start), File: p.Start.File,
			From: p.Start.Line, To: max(p.Start.Line, p.End.Line),
		})
	}
	return sites
}

// declarations are the declared functions of files, by the files' names.
type declarations map[string][]finding.Function

// functionAt returns the declared function that a position is in, or "".
func (d declarations) functionAt(p finding.Position) string {
	all, ok := d[p.File]
	if !ok {
		text, _ := os.ReadFile(p.File) // without it there are no functions
		all = finding.Functions(string(text))
		d[p.File] = all
	}
	return finding.FunctionAt(all, p.Line)
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
