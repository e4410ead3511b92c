package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// page makes the page that lists the trophies, of the module in dir.
func page(dir string, trophies []trophy) ([]byte, error) {
	mods, err := requirements(filepath.Join(dir, "go.mod"))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, head, len(trophies), countModules(mods, trophies))
	for _, t := range trophies {
		module, version := moduleOf(mods, t.pkg)
		if module == "" {
			return nil, fmt.Errorf("%s/go.mod has no module of %s", dir, t.pkg)
		}
		place := strings.TrimPrefix(strings.TrimPrefix(t.pkg, module)+"/"+t.place, "/")
		fmt.Fprintf(&b, "| [%s](../testdata/trophies/%s/main.go) | %s | %s | [%s](checks/%s.md) | %s |\n",
			strings.ReplaceAll(t.folder, "-", " "), t.folder, module+" "+version, place, t.check, t.check, t.happens)
	}
	return b.Bytes(), nil
}

const head = `<!-- Made by "go run ./cmd/prove -update". Do not edit. -->

# Seen at run time

%d mistakes that cgolint finds in %d released modules, each with a small program
that makes it show: a panic, a crash, a wrong result, C memory that grows with
each call. Objects that are collected too early are shown with a collector that
runs all the time; with none, the same programs run well.

` + "`.ci/prove`" + ` builds and runs the programs, and looks for the findings at these places.
In a checkout, ` + "`go run ./cmd/prove z85-of-nothing`" + ` runs one of them.

| program | module | place | check | what happens |
|---|---|---|---|---|
`

// requirements returns the versions of the modules that a go.mod requires, by
// path.
func requirements(name string) (map[string]string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	file, err := modfile.Parse(name, text, nil)
	if err != nil {
		return nil, err
	}
	mods := make(map[string]string)
	for _, r := range file.Require {
		mods[r.Mod.Path] = r.Mod.Version
	}
	return mods, nil
}

// moduleOf returns the module of a package: that with the longest path.
func moduleOf(mods map[string]string, pkg string) (path, version string) {
	for m, v := range mods {
		if (pkg == m || strings.HasPrefix(pkg, m+"/")) && len(m) > len(path) {
			path, version = m, v
		}
	}
	return path, version
}

func countModules(mods map[string]string, trophies []trophy) int {
	var all []string
	for _, t := range trophies {
		m, _ := moduleOf(mods, t.pkg)
		all = append(all, m)
	}
	slices.Sort(all)
	return len(slices.Compact(all))
}
