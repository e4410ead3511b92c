package driver

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
)

// githubRoot is the variable that names the directory of the checkout.
const githubRoot = "GITHUB_WORKSPACE"

// printGitHub prints commands of GitHub Actions, of which it makes
// annotations:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-warning-message
//
// The message begins with the place, because the log shows only the message.
func (p *printer) printGitHub(out io.Writer, r *report) error {
	w := bufio.NewWriter(out)
	texts := make(sources)
	for _, f := range r.findings {
		file := repositoryPath(githubRoot, f.Start.File)
		start, end := texts.characters(f.Start), texts.characters(f.End)
		where := fmt.Sprintf("file=%s,line=%d,col=%d", escapeProperty(file), start.Line, start.Column)
		if end.Line > start.Line {
			where += fmt.Sprintf(",endLine=%d", end.Line) // columns are for one line alone
		} else if end.Column > start.Column {
			where += fmt.Sprintf(",endLine=%d,endColumn=%d", end.Line, end.Column)
		}
		text := fmt.Sprintf("%s:%d:%d: %s (%s)", file, f.Start.Line, f.Start.Column, f.Message, f.Check)
		fmt.Fprintf(w, "::%s title=cgolint (%s),%s::%s\n", command(f.Severity()), escapeProperty(f.Check), where, escapeData(text))
	}
	return w.Flush()
}

// command returns the command that makes an annotation of a severity.
func command(s finding.Severity) string {
	if s == finding.Note {
		return "notice"
	}
	return string(s)
}

// escapeData and escapeProperty escape what would end a command's text, or one of its
// properties (actions/toolkit, packages/core/src/command.ts).
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace
)
