package driver

import (
	"go/doc/comment"
	"io"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
)

// The parts of SARIF 2.1.0 that are printed:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		ColumnKind  string            `json:"columnKind"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		Help             sarifText `json:"help"`
		HelpURI          string    `json:"helpUri,omitempty"`

		Configuration sarifConfiguration `json:"defaultConfiguration"`
		Properties    sarifProperties    `json:"properties"`
	}
	sarifConfiguration struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	// The properties that GitHub reads:
	// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
	sarifProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
		Severity  string   `json:"problem.severity"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
		Properties   map[string]string `json:"properties"`
	}
	sarifLocation struct {
		Message  *sarifText    `json:"message,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

// A sarifWriter makes SARIF of a report.
type sarifWriter struct {
	texts sources
	rules finding.Catalogue
}

func (l *linter) printSARIF(out io.Writer, r *report) error {
	w := &sarifWriter{make(sources), l.program.Checks}
	run := sarifRun{
		Tool:       sarifTool{w.driver()},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	done := sarifInvocation{ExecutionSuccessful: len(r.failures) == 0}
	for _, failure := range r.failures {
		done.Notifications = append(done.Notifications, sarifNotification{"error", sarifText{Text: failure}})
	}
	run.Invocations = []sarifInvocation{done}
	for _, f := range r.findings {
		run.Results = append(run.Results, w.result(f))
	}
	return encode(out, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// driver describes the program and its checks.
func (w *sarifWriter) driver() sarifDriver {
	d := sarifDriver{Name: "cgolint", InformationURI: "https://github.com/cgolint/cgolint", Rules: []sarifRule{}}
	if info, ok := debug.ReadBuildInfo(); ok {
		d.Version = info.Main.Version
	}
	for _, check := range w.rules {
		d.Rules = append(d.Rules, newRule(check))
	}
	return d
}

func newRule(check finding.Check) sarifRule {
	level := string(check.Group.Severity())
	properties := sarifProperties{Precision: "high", Severity: level}
	if level == string(finding.Note) {
		properties.Severity = "recommendation"
	}
	for _, g := range check.Groups() {
		properties.Tags = append(properties.Tags, string(g))
	}
	return sarifRule{
		ID: check.Name, ShortDescription: sarifText{Text: summaryOf(check.Analyzer)}, Help: helpText(check.Analyzer), HelpURI: check.URL,
		Configuration: sarifConfiguration{check.Group != finding.Pedantic, level}, Properties: properties,
	}
}

// helpText returns an analyzer's documentation, which is its summary when
// there is no more.
func helpText(a *analysis.Analyzer) sarifText {
	_, text, _ := strings.Cut(a.Doc, "\n")
	if text = strings.TrimSpace(text); text == "" {
		return sarifText{Text: summaryOf(a)}
	}
	var parser comment.Parser
	printer := comment.Printer{HeadingID: func(*comment.Heading) string { return "" }}
	doc := parser.Parse(text)
	return sarifText{Text: string(printer.Text(doc)), Markdown: string(printer.Markdown(doc))}
}

func (w *sarifWriter) result(f *found) sarifResult {
	result := sarifResult{
		RuleID: f.Check, Level: string(f.Severity()), Message: sarifText{Text: f.Message},
		RuleIndex:    slices.IndexFunc(w.rules, func(c finding.Check) bool { return c.Name == f.Check }),
		Locations:    []sarifLocation{{Physical: w.physical(f.Start, f.End)}},
		Fingerprints: map[string]string{"cgolint/v2": f.Key.ID()},
		Properties:   map[string]string{"confidence": f.Confidence.String(), "group": string(f.Group)},
	}
	for _, rel := range f.Related {
		result.Related = append(result.Related, sarifLocation{&sarifText{Text: rel.Message}, w.physical(rel.Start, rel.End)})
	}
	for _, fix := range f.Fixes {
		result.Fixes = append(result.Fixes, w.fix(fix))
	}
	return result
}

func (w *sarifWriter) physical(start, end finding.Position) sarifPhysical {
	start, end = w.texts.characters(start), w.texts.characters(end)
	return sarifPhysical{artifact(start.File), region(start, end)}
}

// region returns what is from start up to end, which counts only when it is
// of the same file.
func region(start, end finding.Position) sarifRegion {
	r := sarifRegion{StartLine: max(start.Line, 1), StartColumn: start.Column}
	if end.File == start.File && end.Line >= start.Line && end.Column > 0 {
		r.EndLine, r.EndColumn = end.Line, end.Column
	}
	return r
}

// artifact names a file: relative to the root of the repository when it is in
// it, so that a forge finds it there.
func artifact(name string) sarifArtifact {
	short := repositoryPath(githubRoot, name)
	if filepath.IsLocal(filepath.FromSlash(short)) {
		return sarifArtifact{(&url.URL{Path: short}).EscapedPath(), "%SRCROOT%"}
	}
	if !strings.HasPrefix(short, "/") {
		short = "/" + short // of "C:/x"
	}
	return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: short}).String()}
}

func (w *sarifWriter) fix(fix fixes.Fix) sarifFix {
	s := sarifFix{Description: sarifText{Text: fix.Message}}
	for _, e := range fix.Edits {
		i := slices.IndexFunc(s.Changes, func(c sarifChange) bool { return c.Artifact == artifact(e.File) })
		if i < 0 {
			i = len(s.Changes)
			s.Changes = append(s.Changes, sarifChange{Artifact: artifact(e.File)})
		}
		deleted := region(w.texts.position(e.File, e.Start), w.texts.position(e.File, e.End))
		s.Changes[i].Replacements = append(s.Changes[i].Replacements, sarifReplacement{deleted, sarifText{Text: e.New}})
	}
	return s
}
