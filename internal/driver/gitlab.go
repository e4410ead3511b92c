package driver

import (
	"io"

	"github.com/cgolint/cgolint/internal/finding"
)

// The report of GitLab's code quality:
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type (
	gitlabIssue struct {
		Description string         `json:"description"`
		CheckName   string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
		End   int `json:"end,omitempty"`
	}
)

func (p *printer) printGitLab(w io.Writer, r *report) error {
	issues := []gitlabIssue{}
	for _, f := range r.findings {
		path := repositoryPath("CI_PROJECT_DIR", f.Start.File)
		issues = append(issues, gitlabIssue{
			Description: f.Message, CheckName: f.Check, Severity: gitlabSeverity(f.Severity()),
			Fingerprint: f.Key.ID(),
			Location:    gitlabLocation{path, gitlabLines{f.Start.Line, f.End.Line}},
		})
	}
	return encode(w, issues)
}

// gitlabSeverity returns what GitLab calls a severity.
func gitlabSeverity(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "major"
	case finding.Note:
		return "info"
	}
	return "minor"
}
