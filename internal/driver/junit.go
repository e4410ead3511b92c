package driver

import (
	"encoding/xml"
	"fmt"
	"io"
)

// The report of JUnit, as Jenkins and GitLab read it:
// https://github.com/testmoapp/junitxml
type (
	junitReport struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Error   *junitFailure `xml:"error"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// printJUnit prints a suite for each package, in which each finding is a test
// that fails, and one for what could not be analysed.
func (p *printer) printJUnit(w io.Writer, r *report) error {
	out := junitReport{Suites: []junitSuite{}}
	index := make(map[string]int)
	suite := func(name string) *junitSuite {
		i, ok := index[name]
		if !ok {
			i = len(out.Suites)
			index[name] = i
			out.Suites = append(out.Suites, junitSuite{Name: name})
		}
		return &out.Suites[i]
	}
	for _, f := range r.findings {
		s := suite(f.Package)
		s.Tests++
		s.Failures++
		file := repositoryPath(githubRoot, f.Start.File)
		where := fmt.Sprintf("%s:%d:%d", file, f.Start.Line, f.Start.Column)
		s.Cases = append(s.Cases, junitCase{
			Name: f.Check + " " + where, Class: f.Package, File: file, Line: f.Start.Line,
			Failure: &junitFailure{f.Message, string(f.Severity()), fmt.Sprintf("%s: %s (%s)", where, f.Message, f.Check)},
		})
	}
	for _, failure := range r.failures {
		s := suite("cgolint")
		s.Tests++
		s.Errors++
		s.Cases = append(s.Cases, junitCase{
			Name: fmt.Sprintf("analysis %d", s.Errors), Class: "cgolint",
			Error: &junitFailure{"something could not be analysed", "failure", failure},
		})
	}
	return encodeXML(w, out)
}
