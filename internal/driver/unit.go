package driver

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/unitchecker"
)

// A unit is the description of a package that the tool is to analyse.
type unit struct {
	*unitchecker.Config
	file string
}

func readUnit(file string) (*unit, error) {
	c, err := unitchecker.ReadConfig(file)
	if err != nil {
		return nil, err
	}
	return &unit{c, file}, nil
}

// prepareUnit returns the name of the description that the unit checker is to
// work on, or "" if there is nothing to do.
//
// The go command also runs its tool on the packages that those named import,
// for their facts only. To such a run there are three answers. Most packages
// have nothing to tell: those of the standard library, and those from which
// no C can be reached; they are not even parsed. Packages of other modules
// are analysed for their facts.
//
// For packages of the main module the answer must be the whole result: the go
// command (1.26) stores the output under a key which does not tell a run for
// facts from one for diagnostics, so what is not printed now would be missing
// when the package itself is named later. (With -fix, the result is in an
// archive, which has a key of its own.)
func prepareUnit(u *unit, flags []string, facts bool) (string, error) {
	switch {
	case !u.VetxOnly:
		return u.file, nil
	case isMain(u.Config):
		if hasOwnTests(u.Config) || hasFlag(flags, "fix") {
			return u.file, nil
		}
		return asNamed(u.file)
	case !facts || isStandard(u.Config) || !reachesC(u.Config):
		return "", os.WriteFile(u.VetxOutput, nil, 0o666)
	}
	return u.file, nil
}

// isMain reports whether the package is of the main module.
func isMain(unit *unitchecker.Config) bool {
	return !isStandard(unit) && unit.ModuleVersion == ""
}

// hasOwnTests reports whether the package has test files that are part of it.
// When such a package is named, it is analysed together with them, which is
// another unit than the package alone.
func hasOwnTests(unit *unitchecker.Config) bool {
	names, _ := filepath.Glob(filepath.Join(unit.Dir, "*_test.go")) // the pattern is well-formed, or Dir is odd and has none
	for _, name := range names {
		if slices.Contains(unit.IgnoredFiles, name) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		if err == nil && !strings.HasSuffix(f.Name.Name, "_test") {
			return true
		}
	}
	return false
}

// isStandard reports whether the package is of the standard library.
func isStandard(unit *unitchecker.Config) bool {
	goroot := os.Getenv("GOROOT") // the go command sets it for its tools
	if unit.ModulePath != "" || goroot == "" {
		return false
	}
	rel, err := filepath.Rel(filepath.Join(goroot, "src"), unit.Dir)
	return err == nil && filepath.IsLocal(rel)
}

// reachesC reports whether the package uses cgo, or imports one that has
// facts. Facts are about the crossing into C, and about the locks of packages
// that are analysed for it; a package that has none is as good as one that
// cannot reach it.
func reachesC(unit *unitchecker.Config) bool {
	if unit.UsesCgo() {
		return true
	}
	for _, facts := range unit.PackageVetx {
		if info, err := os.Stat(facts); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}

// asNamed writes the description anew, as for a package that is named on the
// command line, beside the old one, and returns its name.
func asNamed(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return "", err
	}
	fields["VetxOnly"] = json.RawMessage("false")
	data, err = json.Marshal(fields)
	if err != nil {
		return "", err
	}
	named := strings.TrimSuffix(file, ".cfg") + ".named.cfg"
	return named, os.WriteFile(named, data, 0o666)
}

// anyFacts reports whether one of the analyzers, or of those that they
// require, has facts.
func anyFacts(analyzers []*analysis.Analyzer) bool {
	return slices.ContainsFunc(analyzers, func(a *analysis.Analyzer) bool {
		return len(a.FactTypes) > 0 || anyFacts(a.Requires)
	})
}
