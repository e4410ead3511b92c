package driver

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/cgolint/cgolint/internal/finding"
)

func TestOutputRead(t *testing.T) {
	const stream = "# example.com/p\n{}\nwarning\n{\n\t\"p\": {}\n}\n# example.com/q\n{\r\n\t\"q\": {}\r\n}\r\nlast\n{\n\tcut off"
	var got output
	n := 0
	got.read(strings.NewReader(stream), func() { n++ })
	if n != 3 {
		t.Errorf("%d packages", n)
	}
	want := []string{"{\n\t\"p\": {}\n}\n", "{\r\n\t\"q\": {}\r\n}\r\n"}
	var trees []string
	for _, tree := range got.trees {
		trees = append(trees, string(tree))
	}
	if diff := cmp.Diff(want, trees); diff != "" {
		t.Errorf("trees (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("# example.com/p\nwarning\n# example.com/q\nlast\n{\n\tcut off", got.text.String()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestCleanText(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"# p\n# q\n# r\n", ""},
		{"# p\ncgolint: a.go:1:2: undefined: x\nexit status 1\n# q\n# r\nb.go:1: bad\n", "# p\na.go:1:2: undefined: x\n# r\nb.go:1: bad"},
		{"# p\nfatal error: x.h: No such file\n", "# p\nfatal error: x.h: No such file"},
		{"# p\npanic: oh\n\ngoroutine 1 [running]:\nmain.main()\n", "# p\npanic: oh\n\ngoroutine 1 [running]:\nmain.main()\ncgolint: " + reportBug},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, cleanText(test.text, "/tmp/x.1/cgolint")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestByPackage(t *testing.T) {
	got := byPackage("# q\nb.go:1: bad\nb.go:2: bad\n# p\na.go:1: bad\n")
	want := []string{"# p\na.go:1: bad", "# q\nb.go:1: bad\nb.go:2: bad"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestParsePosition(t *testing.T) {
	tests := map[string]finding.Position{
		"/a/b.go:3:14":     {File: "/a/b.go", Line: 3, Column: 14},
		`C:\a b\c.go:1:1`:  {File: `C:\a b\c.go`, Line: 1, Column: 1},
		"-":                {File: "-"},
		"x.go:3":           {File: "x.go:3"},
		"odd:name.go:12:1": {File: "odd:name.go", Line: 12, Column: 1},
	}
	for text, want := range tests {
		if got := parsePosition(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

// A file that changed after the analysis began is not fixed.
func TestReadChangedFile(t *testing.T) {
	name := writeFile(t, "package p", t.TempDir(), "p.go")
	l := &linter{printer: printer{opts: new(options), stderr: io.Discard}, analysed: time.Now().Add(-time.Hour)}
	if _, err := l.read(name); err == nil || !strings.Contains(err.Error(), "was changed while it was analysed") {
		t.Errorf("error %v", err)
	}
	l.analysed = time.Now().Add(time.Second)
	if text, err := l.read(name); err != nil || string(text) != "package p" {
		t.Errorf("%q, %v", text, err)
	}
}
