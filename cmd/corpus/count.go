package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/unitchecker"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// counter reports how much cgo a package has. It fails for a package whose
// raw view has type errors, which are ours: the go command has compiled it.
var counter = &analysis.Analyzer{
	Name:     "counter",
	Doc:      "count cgo files and C calls",
	Requires: []*analysis.Analyzer{cgosource.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		if !src.UsesCgo() {
			return nil, nil
		}
		if len(src.TypeErrors) > 0 {
			return nil, fmt.Errorf("the raw view has type errors: %w", src.TypeErrors[0])
		}
		if _, err := src.SSA(); err != nil {
			return nil, err
		}
		files := make(map[string]bool)
		for _, p := range src.Preambles() {
			files[src.Fset.File(p.Import.Pos()).Name()] = true
		}
		pass.Reportf(src.Files[0].Package, "%s %d %d", strings.TrimSuffix(src.Types.Path(), "_test"), len(files), len(src.Calls()))
		return nil, nil
	},
}

// isVettool reports whether the go command runs us as a tool of go vet.
func isVettool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return args[0] == "-flags" || strings.HasPrefix(args[0], "-V") || strings.HasSuffix(args[len(args)-1], ".cfg")
}

func count() { os.Exit(unitchecker.Main(counter)) }

// count returns the cgo files and C calls of the packages that use cgo.
func (t *tools) count(folder string, packages []string) (map[string]counts, error) {
	_, out, err := costOf(folder, "go", append([]string{"vet", "-json", "-vettool=" + t.self}, packages...)...)
	if err != nil {
		return nil, fmt.Errorf("go vet: %w", err)
	}
	all := make(map[string]counts)
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var tree map[string]map[string]json.RawMessage
		if err := d.Decode(&tree); err != nil {
			return nil, err
		}
		for _, results := range tree {
			var reported []struct{ Message string }
			if err := json.Unmarshal(results[counter.Name], &reported); err != nil {
				return nil, fmt.Errorf("counting: %s", results[counter.Name])
			}
			for _, d := range reported {
				var path string
				var c counts
				if _, err := fmt.Sscan(d.Message, &path, &c.files, &c.calls); err != nil {
					return nil, err
				}
				all[path] = c
			}
		}
	}
	return all, nil
}
