package driver

import (
	"encoding/xml"
	"io"

	"github.com/cgolint/cgolint/internal/finding"
)

// The report of Checkstyle, which many tools read:
// https://checkstyle.org/cmdline.html
type (
	checkstyleReport struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

func (p *printer) printCheckstyle(w io.Writer, r *report) error {
	out := checkstyleReport{Version: "10.0"}
	texts := make(sources)
	index := make(map[string]int)
	for _, f := range r.findings {
		name := repositoryPath(githubRoot, f.Start.File)
		i, ok := index[name]
		if !ok {
			i = len(out.Files)
			index[name] = i
			out.Files = append(out.Files, checkstyleFile{Name: name})
		}
		start := texts.characters(f.Start)
		out.Files[i].Errors = append(out.Files[i].Errors, checkstyleError{
			start.Line, start.Column, checkstyleSeverity(f.Severity()), f.Message, "cgolint." + f.Check,
		})
	}
	return encodeXML(w, out)
}

// checkstyleSeverity returns what Checkstyle calls a severity.
func checkstyleSeverity(s finding.Severity) string {
	if s == finding.Note {
		return "info"
	}
	return string(s)
}

// encodeXML prints a value as an XML document.
func encodeXML(w io.Writer, value any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "\t")
	if err := enc.Encode(value); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
