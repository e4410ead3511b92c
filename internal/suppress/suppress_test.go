package suppress_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cgolint/cgolint/internal/suppress"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		comment string
		inC     bool
		want    *suppress.Directive
	}{
		{"//cgolint:ignore cgoloop it is short", false, &suppress.Directive{Word: "cgolint:ignore", Names: []string{"cgoloop"}, Reason: "it is short", WordAt: 2, NamesAt: 17, NamesEnd: 24}},
		{"//cgolint:ignore cgoloop,mutexid why // more", false, &suppress.Directive{Word: "cgolint:ignore", Names: []string{"cgoloop", "mutexid"}, Reason: "why", WordAt: 2, NamesAt: 17, NamesEnd: 32}},
		{"//cgolint:ignore", false, &suppress.Directive{Word: "cgolint:ignore", Names: []string{}, WordAt: 2, NamesAt: 16, NamesEnd: 16}},
		{"//cgolint:ignore cgoloop\r", false, &suppress.Directive{Word: "cgolint:ignore", Names: []string{"cgoloop"}, WordAt: 2, NamesAt: 17, NamesEnd: 24}},
		{"// cgolint:ignore cgoloop why", false, &suppress.Directive{Word: "cgolint:ignore", Names: []string{"cgoloop"}, Reason: "why", Spaced: true, WordAt: 3, NamesAt: 18, NamesEnd: 25}},
		{"/* cgolint:ignore cgoloop why */", true, &suppress.Directive{Word: "cgolint:ignore", Names: []string{"cgoloop"}, Reason: "why", WordAt: 3, NamesAt: 18, NamesEnd: 25}},
		{"// cgolint:file-ignore all it is made", true, &suppress.Directive{Word: "cgolint:file-ignore", Names: []string{"all"}, Reason: "it is made", WordAt: 3, NamesAt: 23, NamesEnd: 26}},
		{"//lint:ignore SA4006,cgoloop why", false, &suppress.Directive{Word: "lint:ignore", Names: []string{"SA4006", "cgoloop"}, Reason: "why", WordAt: 2, NamesAt: 14, NamesEnd: 28}},
		{"//nolint:cgolint,errcheck // for now", false, &suppress.Directive{Word: "nolint", Names: []string{"cgolint", "errcheck"}, Reason: "for now", WordAt: 2, NamesAt: 9, NamesEnd: 25}},
		{"//nolint:cgolint", false, &suppress.Directive{Word: "nolint", Names: []string{"cgolint"}, WordAt: 2, NamesAt: 9, NamesEnd: 16}},
		{"//nolint", false, nil},
		{"// nolint:cgolint", false, nil},
		{"// lint:ignore cgoloop why", false, nil},
		{"//cgolint:ignores cgoloop why", false, nil},
		{"/*cgolint:ignore cgoloop why*/", false, nil},
		{"// see //cgolint:ignore", false, nil},
	} {
		got, ok := suppress.Parse(test.comment, test.inC)
		if ok != (test.want != nil) {
			t.Errorf("%s: directive: %v", test.comment, ok)
		} else if ok {
			if diff := cmp.Diff(test.want, &got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.comment, diff)
			}
		}
	}
}

func TestComments(t *testing.T) {
	const text = `int a; // one
char *s = "/* no */ // no"; /* two
lines */ char c = '"'; // three
char *t = "not ended
/* not ended`
	var got []string
	for _, c := range suppress.Comments(text) {
		got = append(got, text[c.Start:c.End])
	}
	want := []string{"// one", "/* two\nlines */", "// three", "/* not ended"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestLoopEnd(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"\tfor (;;) { if (x) { f(); } } g();", "\tfor (;;) { if (x) { f(); } }"},
		{"for (i = 0; i < n; i++)\n\tf(i);\ng();", "for (i = 0; i < n; i++)\n\tf(i);"},
		{"while (*s != '}') { s++; /* } */ }\n}", "while (*s != '}') { s++; /* } */ }"},
		{"do { f(\"}\"); } while (x); g();", "do { f(\"}\"); }"},
		{"forward(1);", ""},
		{"for (;;) {", "for (;;) {"},
	} {
		const before = "int f(void) {\n"
		end := suppress.LoopEnd(before+test.text, len(before))
		if got := strings.TrimPrefix((before + test.text)[:end], before); got != test.want {
			t.Errorf("%q ends at %q, want %q", test.text, got, test.want)
		}
	}
}
