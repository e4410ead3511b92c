package lsp

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/session"
)

// A place is a finding in the text of its file as it is now.
type place struct {
	session.Finding
	start, end int
	current    bool // the file, and all that its fixes edit, is as it was analysed
	texts      map[string][]byte
}

// places returns the findings of the folder by file. What was found in a text
// that has changed since is where the same text is now, if it is.
func (f *folder) places() map[string][]place {
	byFile := make(map[string][]place)
	newest := make(map[string][]byte)
	now := func(name string) []byte {
		text, ok := newest[name]
		if !ok {
			text = f.docs.newest(name)
			newest[name] = text
		}
		return text
	}
	for _, part := range f.sortedParts() {
		for _, finding := range part.findings {
			p := place{Finding: finding, start: finding.Start, end: finding.End, current: true, texts: part.texts}
			for _, name := range files(finding) {
				text, ok := part.texts[name]
				p.current = p.current && (!ok || bytes.Equal(text, now(name)))
			}
			if text, ok := part.texts[finding.File]; ok {
				if p.start, p.end, ok = moved(text, now(finding.File), p.start, p.end); !ok {
					continue
				}
			}
			byFile[finding.File] = append(byFile[finding.File], p)
		}
	}
	return byFile
}

// files returns the files that a finding and its fixes are about.
func files(f session.Finding) []string {
	names := []string{f.File}
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			names = append(names, e.File)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// publish sends the diagnostics of all files that have or had some. When the
// folder was closed, there are none.
func (f *folder) publish() {
	f.publishing.Lock()
	defer f.publishing.Unlock() // so that what is sent last is what is newest
	var byFile map[string][]place
	if f.ctx.Err() == nil {
		byFile = f.places()
	}
	names := maps.Clone(f.published)
	for name := range byFile {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		doc := f.docs.get(name)
		params := publishDiagnosticsParams{URI: uriOf(name), Diagnostics: []diagnostic{}}
		if doc != nil {
			params.URI, params.Version = doc.uri, &doc.version
		}
		params.Diagnostics = append(params.Diagnostics, f.diagnostics(name, byFile[name])...)
		if len(byFile[name]) == 0 {
			delete(f.published, name)
		} else {
			f.published[name] = true
		}
		_ = f.conn.Notify(f.server.ctx, "textDocument/publishDiagnostics", params) // fails when the client has gone
	}
}

// diagnostics returns what is published of the places in one file.
func (f *folder) diagnostics(name string, places []place) []diagnostic {
	if len(places) == 0 {
		return nil
	}
	m := newMapper(f.docs.newest(name))
	var list []diagnostic
	for _, p := range places {
		list = append(list, f.diagnostic(m, p))
	}
	slices.SortStableFunc(list, func(a, b diagnostic) int {
		return cmp.Or(a.Range.Start.Line-b.Range.Start.Line, a.Range.Start.Character-b.Range.Start.Character)
	})
	return list
}

// severityOf returns what the protocol calls the severity of a group.
func severityOf(g finding.Group) int {
	switch g.Severity() {
	case finding.Error:
		return severityError
	case finding.Note:
		return severityInformation
	}
	return severityWarning
}

func (f *folder) diagnostic(m *mapper, p place) diagnostic {
	d := diagnostic{
		Range: m.span(p.start, p.end), Severity: severityOf(p.Group),
		Code: p.Check, Source: "cgolint", Message: p.Message,
	}
	if p.URL != "" {
		d.CodeDescription = &codeDescription{p.URL}
	}
	for _, rel := range p.Related {
		text, ok := p.texts[rel.File]
		if !ok {
			text = f.docs.newest(rel.File)
		}
		at := location{uriOf(rel.File), newMapper(text).span(rel.Start, rel.End)}
		d.RelatedInformation = append(d.RelatedInformation, relatedInformation{at, rel.Message})
	}
	return d
}
