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
	"honnef.co/go/tools/sarif"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
)

// The parts of SARIF 2.1.0 that are printed and that package sarif lacks, each
// beside what it has:
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
		sarif.ToolComponent
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		sarif.ReportingDescriptor
		Properties sarifProperties `json:"properties"`
	}
	// The properties that GitHub reads:
	// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
	sarifProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
		Severity  string   `json:"problem.severity"`
	}
	sarifInvocation struct {
		sarif.Invocation
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string        `json:"level"`
		Message sarif.Message `json:"message"`
	}
	sarifResult struct {
		sarif.Result
		RuleIndex    int                 `json:"ruleIndex"`
		Fingerprints map[string]string   `json:"partialFingerprints"`
		Suppressions []sarif.Suppression `json:"suppressions,omitempty"`
		Properties   map[string]string   `json:"properties"`
	}
)

// A sarifWriter makes SARIF of a report.
type sarifWriter struct {
	texts sources
	rules finding.Catalogue
}

func (p *printer) printSARIF(out io.Writer, r *report) error {
	w := &sarifWriter{make(sources), p.program.Checks}
	run := sarifRun{
		Tool:       sarifTool{w.driver()},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	done := sarifInvocation{Invocation: sarif.Invocation{ExecutionSuccessful: len(r.failures) == 0}}
	for _, failure := range r.failures {
		done.Notifications = append(done.Notifications, sarifNotification{sarif.Error, sarif.Message{Text: failure}})
	}
	run.Invocations = []sarifInvocation{done}
	for _, f := range r.findings {
		run.Results = append(run.Results, w.result(f))
	}
	return encode(out, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", sarif.Version, []sarifRun{run}})
}

// driver describes the program and its checks.
func (w *sarifWriter) driver() sarifDriver {
	d := sarifDriver{
		ToolComponent: sarif.ToolComponent{Name: "cgolint", InformationURI: "https://github.com/cgolint/cgolint"},
		Rules:         []sarifRule{},
	}
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
		ReportingDescriptor: sarif.ReportingDescriptor{
			ID:                   check.Name,
			ShortDescription:     sarif.Message{Text: summaryOf(check.Analyzer)},
			Help:                 helpText(check.Analyzer),
			HelpURI:              check.URL,
			DefaultConfiguration: sarif.ReportingConfiguration{Enabled: check.Group != finding.Pedantic, Level: level},
		},
		Properties: properties,
	}
}

// helpText returns an analyzer's documentation, which is its summary when
// there is no more.
func helpText(a *analysis.Analyzer) sarif.Message {
	_, text, _ := strings.Cut(a.Doc, "\n")
	if text = strings.TrimSpace(text); text == "" {
		return sarif.Message{Text: summaryOf(a)}
	}
	var parser comment.Parser
	printer := comment.Printer{HeadingID: func(*comment.Heading) string { return "" }}
	doc := parser.Parse(text)
	return sarif.Message{Text: string(printer.Text(doc)), Markdown: string(printer.Markdown(doc))}
}

func (w *sarifWriter) result(f *found) sarifResult {
	result := sarifResult{
		Result: sarif.Result{
			RuleID:    f.Check,
			Kind:      sarif.Fail,
			Level:     string(f.Severity()),
			Message:   sarif.Message{Text: f.Message},
			Locations: []sarif.Location{{PhysicalLocation: w.physical(f.Start, f.End)}},
		},
		RuleIndex:    slices.IndexFunc(w.rules, func(c finding.Check) bool { return c.Name == f.Check }),
		Fingerprints: map[string]string{"cgolint/v2": f.Key.ID()},
		Properties:   map[string]string{"confidence": f.Confidence.String(), "group": string(f.Group)},
	}
	if f.Suppressed != "" {
		kind := "inSource"
		if f.known {
			kind = "external"
		}
		result.Suppressions = []sarif.Suppression{{Kind: kind, Justification: f.Suppressed}}
	}
	if f.builds != nil {
		result.Properties["builds"] = strings.Join(f.builds, ", ")
	}
	for _, rel := range f.Related {
		result.RelatedLocations = append(result.RelatedLocations, sarif.Location{
			Message: &sarif.Message{Text: rel.Message}, PhysicalLocation: w.physical(rel.Start, rel.End),
		})
	}
	for _, fix := range f.Fixes {
		result.Fixes = append(result.Fixes, w.fix(fix))
	}
	return result
}

func (w *sarifWriter) physical(start, end finding.Position) sarif.PhysicalLocation {
	start, end = w.texts.characters(start), w.texts.characters(end)
	return sarif.PhysicalLocation{ArtifactLocation: artifact(start.File), Region: region(start, end)}
}

// region returns what is from start up to end, which counts only when it is
// of the same file.
func region(start, end finding.Position) sarif.Region {
	r := sarif.Region{StartLine: max(start.Line, 1), StartColumn: max(start.Column, 1)}
	if end.File == start.File && end.Line >= start.Line && end.Column > 0 {
		r.EndLine, r.EndColumn = end.Line, end.Column
	}
	return r
}

// artifact names a file: relative to the root of the repository when it is in
// it, so that a forge finds it there.
func artifact(name string) sarif.ArtifactLocation {
	short := repositoryPath(githubRoot, name)
	if filepath.IsLocal(filepath.FromSlash(short)) {
		return sarif.ArtifactLocation{URI: (&url.URL{Path: short}).EscapedPath(), URIBaseID: "%SRCROOT%"}
	}
	if !strings.HasPrefix(short, "/") {
		short = "/" + short // of "C:/x"
	}
	return sarif.ArtifactLocation{URI: (&url.URL{Scheme: "file", Path: short}).String()}
}

func (w *sarifWriter) fix(fix fixes.Fix) sarif.Fix {
	var changes []sarif.ArtifactChange
	for _, e := range fix.Edits {
		i := slices.IndexFunc(changes, func(c sarif.ArtifactChange) bool { return c.ArtifactLocation == artifact(e.File) })
		if i < 0 {
			i = len(changes)
			changes = append(changes, sarif.ArtifactChange{ArtifactLocation: artifact(e.File)})
		}
		changes[i].Replacements = append(changes[i].Replacements, sarif.Replacement{
			DeletedRegion:   region(w.texts.position(e.File, e.Start), w.texts.position(e.File, e.End)),
			InsertedContent: sarif.ArtifactContent{Text: e.New},
		})
	}
	return sarif.Fix{Description: sarif.Message{Text: fix.Message}, ArtifactChanges: changes}
}
