package driver

import (
	"crypto/sha256"
	"fmt"
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

func (l *linter) printGitLab(r *report) error {
	issues := []gitlabIssue{}
	known := make(fingerprints)
	for _, f := range r.findings {
		path := repositoryPath("CI_PROJECT_DIR", f.start.File)
		issues = append(issues, gitlabIssue{
			Description: f.message, CheckName: f.check, Severity: "minor",
			Fingerprint: known.of(f, path),
			Location:    gitlabLocation{path, gitlabLines{f.start.Line, f.end.Line}},
		})
	}
	return encode(l.stdout, issues)
}

// fingerprints count the findings that say the same of the same file.
type fingerprints map[string]int

// of returns what identifies a finding from one version of the code to the
// next: its check, file and message, and how many like it there are before
// it. The line is left out, since it moves with every edit above.
func (p fingerprints) of(f *finding, path string) string {
	same := fmt.Sprintf("%q %q %q", f.check, path, f.message)
	p[same]++
	digest := sha256.Sum256(fmt.Appendf(nil, "%s %d", same, p[same]))
	return fmt.Sprintf("%x", digest[:16])
}
