package differential_test

import (
	"fmt"
	"slices"
	"strings"
)

// A form is a way to write the beginning of a file, and its lines.
type form struct {
	name    string
	imports string            // "group", "lines", "with C", "one line", "first"
	as      map[string]string // names that packages are imported by
	block   bool              // the preamble is a /* comment */
	stdlib  bool              // the preamble includes stdlib.h
	tag     bool              // a build tag comes first
	crlf    bool
}

// forms of files.
var forms = []form{
	{name: "grouped", imports: "group", block: true, stdlib: true},
	{name: "lines", imports: "lines"},
	{name: "withc", imports: "with C", tag: true},
	{name: "oneline", imports: "one line", block: true},
	{name: "windows", imports: "group", crlf: true, tag: true},
	{name: "windowsblock", imports: "lines", block: true, crlf: true},
	{name: "first", imports: "first", stdlib: true},
	{name: "named", imports: "group", as: map[string]string{"unsafe": "us", "runtime": "rt", "runtime/cgo": "handles", "sync": "locks"}, stdlib: true},
	{name: "dots", imports: "group", as: map[string]string{"unsafe": ".", "runtime": ".", "sync": "."}, stdlib: true},
	{name: "blank", imports: "lines", as: map[string]string{"+unsafe": "_", "+runtime": "_"}, stdlib: true},
}

// header returns the text of a file up to the first declaration, for the
// packages that it uses, with more lines of C in its preamble.
func (f form) header(pkg string, uses, c []string) string {
	var b strings.Builder
	if f.tag {
		b.WriteString("//go:build !plan9\n\n")
	}
	fmt.Fprintf(&b, "package %s\n\n", pkg)
	var specs []string
	for _, path := range uses {
		specs = append(specs, strings.TrimSpace(f.as[path]+" "+fmt.Sprintf("%q", path)))
	}
	for _, path := range []string{"runtime", "unsafe"} {
		if f.as["+"+path] == "_" && !slices.Contains(uses, path) {
			specs = append(specs, fmt.Sprintf("_ %q", path))
		}
	}
	preamble := f.preamble(c)
	switch f.imports {
	case "with C":
		b.WriteString("import (\n\t" + strings.ReplaceAll(strings.TrimSpace(preamble), "\n", "\n\t") + "\n\t\"C\"\n")
		for _, s := range specs {
			b.WriteString("\t" + s + "\n")
		}
		b.WriteString(")\n\n")
	case "first":
		writeGroup(&b, specs)
		b.WriteString(preamble + "import \"C\"\n\n")
	case "one line":
		b.WriteString(preamble + "import \"C\"")
		for _, s := range specs {
			b.WriteString("; import " + s)
		}
		b.WriteString("\n\n")
	case "lines":
		b.WriteString(preamble + "import \"C\"\n")
		for _, s := range specs {
			b.WriteString("import " + s + "\n")
		}
		b.WriteString("\n")
	default:
		b.WriteString(preamble + "import \"C\"\n\n")
		writeGroup(&b, specs)
	}
	return b.String()
}

func writeGroup(b *strings.Builder, specs []string) {
	if len(specs) == 0 {
		return
	}
	b.WriteString("import (\n")
	for _, s := range specs {
		b.WriteString("\t" + s + "\n")
	}
	b.WriteString(")\n\n")
}

func (f form) preamble(c []string) string {
	lines := []string{`#include "library.h"`}
	if f.stdlib {
		lines = []string{"#include <stdlib.h>", `#include "library.h"`}
	}
	lines = append(lines, c...)
	if f.block {
		return "/*\n" + strings.Join(lines, "\n") + "\n*/\n"
	}
	return "// " + strings.Join(lines, "\n// ") + "\n"
}

// named replaces the usual names of packages in code by those that the file
// has for them.
func (f form) named(code string) string {
	for path, name := range f.as {
		base := path[strings.LastIndexByte(path, '/')+1:]
		switch {
		case strings.HasPrefix(path, "+"):
		case name == ".":
			code = strings.ReplaceAll(code, base+".", "")
		default:
			code = strings.ReplaceAll(code, base+".", name+".")
		}
	}
	return code
}
