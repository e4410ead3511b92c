package lsp

import (
	"bytes"

	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/suppress"
)

// ignore returns the action that puts a directive above a finding, whose
// reason is for the user to write: without one it ignores nothing, and the
// check of directives says so at its place.
func (f *folder) ignore(p place, d diagnostic) []codeAction {
	text := f.docs.newest(p.File)
	if p.Check == suppress.Check || p.start > len(text) {
		return nil
	}
	start := bytes.LastIndexByte(text[:p.start], '\n') + 1
	line, _, _ := bytes.Cut(text[start:], []byte("\n"))
	code := bytes.TrimLeft(line, " \t")
	indent := string(line[:len(line)-len(code)])
	if bytes.HasPrefix(code, []byte("//")) {
		indent += "// " // of a preamble
	}
	directive := fixes.Edit{File: p.File, Start: start, End: start, New: indent + "//" + suppress.Ignore + " " + p.Check + " \n"}
	edit, err := f.edit([]fixes.Fix{{Message: "Ignore", Edits: []fixes.Edit{directive}}})
	if err != nil {
		f.log(messageWarning, "%v", err)
		return nil
	}
	return []codeAction{{Title: "Ignore " + p.Check + " here: write the reason", Kind: quickFix, Diagnostics: []diagnostic{d}, Edit: edit}}
}
