package analyzertest

import (
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// An expectation is one regular expression of a want comment.
type expectation struct {
	file   string
	line   int
	object string // of a fact; "" for a diagnostic
	re     *regexp.Regexp
	met    bool
}

// checkWants holds the diagnostics and facts of a package against the want
// comments of its files.
func checkWants(t testing.TB, r result) {
	t.Helper()
	var wants []*expectation
	for _, name := range slices.Concat(r.pkg.GoFiles, r.pkg.OtherFiles) {
		wants = append(wants, readWants(t, name)...)
	}
	meet := func(file string, line int, object, text, what string) {
		for _, w := range wants {
			if !w.met && w.file == file && w.line == line && w.object == object && w.re.MatchString(text) {
				w.met = true
				return
			}
		}
		t.Errorf("%s:%d: unexpected %s: %s", file, line, what, text)
	}
	for _, d := range r.diagnostics {
		meet(d.place.file, d.place.line(t), "", d.message, "diagnostic")
	}
	for _, fact := range r.action.AllObjectFacts() {
		if fact.Object.Pkg() == r.pkg.Types && slices.Contains(names(wants), fact.Object.Name()) {
			posn := r.pkg.Fset.Position(fact.Object.Pos())
			meet(posn.Filename, posn.Line, fact.Object.Name(), fmt.Sprint(fact.Fact), "fact of "+types.ObjectString(fact.Object, nil))
		}
	}
	for _, w := range wants {
		if !w.met {
			t.Errorf("%s:%d: nothing matches %q", w.file, w.line, w.re)
		}
	}
}

// names returns the objects whose facts the expectations are about: a file
// that expects no fact of an object does not have to list it.
func names(wants []*expectation) []string {
	var all []string
	for _, w := range wants {
		if w.object != "" {
			all = append(all, w.object)
		}
	}
	return all
}

var (
	wantComment = regexp.MustCompile(`//\s*want((?:\s*[-+]\d+)?)\s+(.*)`)
	wantObject  = regexp.MustCompile(`^[\pL_][\pL_\d]*:`)
)

// readWants returns the expectations of a file.
func readWants(t testing.TB, name string) []*expectation {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var wants []*expectation
	for i, line := range strings.Split(string(src), "\n") {
		m := wantComment.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		offset, _ := strconv.Atoi(strings.TrimSpace(m[1])) // "" is 0
		parsed, err := parseWants(m[2])
		if err != nil {
			t.Errorf("%s:%d: %v", filepath.Base(name), i+1, err)
		}
		for _, w := range parsed {
			w.file, w.line = name, i+1+offset
			wants = append(wants, w)
		}
	}
	return wants
}

// parseWants parses what follows "want".
func parseWants(s string) ([]*expectation, error) {
	var wants []*expectation
	for s = strings.TrimSpace(s); s != "" && !strings.HasPrefix(s, "//") && !strings.HasPrefix(s, "*/"); s = strings.TrimSpace(s) {
		w := new(expectation)
		if object := wantObject.FindString(s); object != "" {
			w.object, s = strings.TrimSuffix(object, ":"), s[len(object):]
		}
		quoted, err := strconv.QuotedPrefix(s)
		if err != nil {
			return nil, fmt.Errorf("want is not followed by quoted regular expressions: %s", s)
		}
		s = s[len(quoted):]
		pattern, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, err
		}
		if w.re, err = regexp.Compile(pattern); err != nil {
			return nil, err
		}
		wants = append(wants, w)
	}
	return wants, nil
}
