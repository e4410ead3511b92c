package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/doc/comment"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/fixes"
)

// codeActions returns what can be done about the findings in a range: their
// fixes, of which those that change behavior say so in their titles and are
// never preferred; a directive that ignores one of each check, and an
// explanation of it; and, when asked for by name,
// all safe fixes of the file at once.
func (s *server) codeActions(ctx context.Context, p *codeActionParams) (any, error) {
	name, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	f := s.folders[filepath.Dir(name)]
	s.mu.Unlock()
	doc := s.docs.get(name)
	if f == nil || doc == nil {
		return []codeAction{}, nil
	}
	places := f.places()[name]
	actions := []codeAction{}
	if wants(p.Context.Only, fixAll) && len(p.Context.Only) > 0 {
		if a := f.fixAll(name, places); a != nil {
			actions = append(actions, *a)
		}
	}
	if !wants(p.Context.Only, quickFix) {
		return actions, ctx.Err()
	}
	m := newMapper(doc.text)
	var explained []string
	var explanations []codeAction // after all fixes, with what ignores a finding
	for _, place := range places {
		d := f.diagnostic(m, place)
		if !touches(d.Range, p.Range) || ctx.Err() != nil {
			continue
		}
		actions = append(actions, f.quickFixes(place, d)...)
		if !slices.Contains(explained, place.Check) {
			explained = append(explained, place.Check)
			explanations = append(explanations, f.ignore(place, d)...)
			explanations = append(explanations, explain(place.Check, d))
		}
	}
	return append(actions, explanations...), ctx.Err()
}

// wants reports whether a client that asks only for some kinds wants one.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(k string) bool {
		return k == "" || k == kind || strings.HasPrefix(kind, k+".")
	})
}

// touches reports whether two ranges have a place in common, their ends
// among them.
func touches(a, b span) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

// quickFixes returns the fixes of a finding that apply to the files as they
// are.
func (f *folder) quickFixes(p place, d diagnostic) []codeAction {
	if !p.current {
		return nil // the analysis of what is there now is under way
	}
	var actions []codeAction
	preferred := true
	for _, fix := range p.Fixes {
		edit, err := f.edit([]fixes.Fix{fix})
		if err != nil {
			f.log(messageWarning, "fix %q: %v", fix.Message, err)
			continue
		}
		safe := fixes.IsSafe(fix.Message)
		actions = append(actions, codeAction{
			Title: fix.Message, Kind: quickFix, Diagnostics: []diagnostic{d}, IsPreferred: safe && preferred, Edit: edit,
		})
		preferred = preferred && !safe
	}
	return actions
}

// fixAll returns the action that applies the first safe fix of each finding
// of a file, or nil when there are none.
func (f *folder) fixAll(name string, places []place) *codeAction {
	var list []fixes.Fix
	for _, p := range places {
		for _, fix := range p.Fixes {
			if p.current && fixes.IsSafe(fix.Message) {
				list = append(list, fix)
				break
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	edit, err := f.edit(list)
	if err != nil {
		f.log(messageWarning, "fixes of %s: %v", name, err)
		return nil
	}
	return &codeAction{Title: "Apply all safe fixes of cgolint", Kind: fixAll, Edit: edit}
}

// edit returns the edit that applies the fixes to the files as they are, for
// the versions that they have. It fails when it applies none of them.
func (f *folder) edit(list []fixes.Fix) (*workspaceEdit, error) {
	docs := make(map[string]*document)
	texts := make(map[string][]byte)
	for _, fix := range list {
		for _, e := range fix.Edits {
			docs[e.File] = f.docs.get(e.File)
			texts[e.File] = f.docs.newest(e.File)
			if doc := docs[e.File]; doc != nil {
				texts[e.File] = doc.text
			}
		}
	}
	result := fixes.Apply(texts, list)
	if len(result.Files) == 0 {
		return nil, errors.Join(result.Errors...)
	}
	all := new(workspaceEdit)
	for _, name := range slices.Sorted(maps.Keys(result.Files)) {
		id := versionedIdentifier{URI: uriOf(name)}
		if doc := docs[name]; doc != nil {
			id.URI, id.Version = doc.uri, &doc.version
		}
		all.DocumentChanges = append(all.DocumentChanges, documentEdit{id, edits(texts[name], result.Files[name])})
	}
	if !f.client.Workspace.WorkspaceEdit.DocumentChanges {
		all.Changes = make(map[string][]textEdit)
		for _, e := range all.DocumentChanges {
			all.Changes[e.TextDocument.URI] = e.Edits
		}
		all.DocumentChanges = nil
	}
	return all, nil
}

func explain(check string, d diagnostic) codeAction {
	title := "Explain " + check
	return codeAction{
		Title: title, Kind: quickFix, Diagnostics: []diagnostic{d},
		Command: &command{Title: title, Command: explainCommand, Arguments: []any{check}},
	}
}

// executeCommand runs a command: to explain a check. The text is shown, and
// the result as well.
func (s *server) executeCommand(p *executeCommandParams) (any, error) {
	if p.Command != explainCommand {
		return nil, fmt.Errorf("cgolint has no command %s", p.Command)
	}
	var check string
	if len(p.Arguments) != 1 || json.Unmarshal(p.Arguments[0], &check) != nil {
		return nil, fmt.Errorf("%s needs the name of a check", p.Command)
	}
	known := s.checks.Lookup(check)
	if known == nil {
		return nil, fmt.Errorf("there is no check %q", check)
	}
	text := explanation(known.Analyzer)
	s.show(messageInfo, text)
	return text, nil
}

// explanation returns the documentation of a check as plain text.
func explanation(a *analysis.Analyzer) string {
	title, text, _ := strings.Cut(a.Doc, "\n")
	var parser comment.Parser
	printer := comment.Printer{TextWidth: 78}
	return fmt.Sprintf("%s: %s\n\n%s\n%s", a.Name, strings.TrimPrefix(title, a.Name+": "), printer.Text(parser.Parse(text)), a.URL)
}
