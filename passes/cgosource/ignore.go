package cgosource

import (
	"bytes"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
)

// ignoreDirective begins a comment that has findings ignored.
const ignoreDirective = "//cgolint:ignore"

// Report reports a finding with high confidence, in the group of its check
// and category. See [Package.ReportWith].
func (p *Package) Report(pass *analysis.Pass, d analysis.Diagnostic) {
	p.ReportWith(pass, d, finding.Info{})
}

// ReportWith reports a finding of which there is more to say than
// analysis.Diagnostic has fields for. The evidence is d.Related, and what is
// no finding by default is not shown: of low confidence, or pedantic.
//
// It reports nothing where the user's file says to ignore it: by
//
//	//cgolint:ignore NAME[,NAME...] reason
//
// at the end of the line that d is about, or on a line of its own before it.
// The place may also be in the preamble. A directive without a reason ignores
// nothing, and the diagnostic says so.
func (p *Package) ReportWith(pass *analysis.Pass, d analysis.Diagnostic, info finding.Info) {
	for _, line := range p.linesAround(d.Pos) {
		checks, reason, pos := line.directive()
		if !slices.Contains(checks, pass.Analyzer.Name) && (info.Formerly == "" || !slices.Contains(checks, info.Formerly)) {
			continue
		}
		if reason != "" {
			return
		}
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: "this directive gives no reason, so it ignores nothing"})
	}
	switch {
	case p.settings.AttachInfo:
		pass.Report(finding.Attach(d, info))
	case info.Confidence != finding.Low && info.Group != finding.Pedantic:
		pass.Report(d)
	}
}

// A line is the extent of a line in a file, without its newline.
type line struct {
	file       *token.File
	src        []byte
	start, end int // offsets
}

// linesAround returns the line of pos and, if it holds nothing but a comment,
// the line before.
func (p *Package) linesAround(pos token.Pos) []line {
	f := p.File(pos)
	if f == nil {
		return nil
	}
	src := p.Source(f)
	offset := int(pos - f.FileStart)
	if src == nil || offset > len(src) {
		return nil
	}
	file := p.Fset.File(f.FileStart)
	own := lineAt(file, src, offset)
	if own.start == 0 {
		return []line{own}
	}
	before := lineAt(file, src, own.start-1)
	if !bytes.HasPrefix(bytes.TrimSpace(src[before.start:before.end]), []byte("//")) {
		return []line{own}
	}
	return []line{own, before}
}

func lineAt(file *token.File, src []byte, offset int) line {
	l := line{file: file, src: src, end: len(src)}
	l.start = bytes.LastIndexByte(src[:offset], '\n') + 1
	if i := bytes.IndexByte(src[offset:], '\n'); i >= 0 {
		l.end = offset + i
	}
	return l
}

// directive returns what a line has to be ignored, why, and where it says so.
func (l line) directive() (checks []string, reason string, pos token.Pos) {
	text := string(l.src[l.start:l.end])
	i := strings.Index(text, ignoreDirective+" ")
	if i < 0 {
		return nil, "", token.NoPos
	}
	names, reason, _ := strings.Cut(strings.TrimSpace(text[i+len(ignoreDirective):]), " ")
	return strings.Split(names, ","), strings.TrimSpace(reason), l.file.Pos(l.start + i)
}
