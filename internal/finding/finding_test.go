package finding_test

import (
	"encoding/json"
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
)

func TestAttach(t *testing.T) {
	related := make([]analysis.RelatedInformation, 1, 2)
	related[0] = analysis.RelatedInformation{Pos: 7, Message: "here"}
	d := analysis.Diagnostic{Pos: 3, End: 5, Message: "bad", Related: related}
	info := finding.Info{Confidence: finding.Medium, Group: finding.Pedantic, NoFix: `it needs "go1.24"`}
	attached := finding.Attach(d, info)
	if len(attached.Related) != 2 || attached.Related[1].Pos != token.Pos(3) || len(d.Related) != 1 {
		t.Errorf("attached: %+v", attached)
	}
	back, got := finding.Detach(attached)
	if got != info || len(back.Related) != 1 || back.Message != "bad" {
		t.Errorf("detached: %+v, %+v", back, got)
	}
	if plain := finding.Attach(d, finding.Info{}); len(plain.Related) != 1 {
		t.Errorf("nothing to attach: %+v", plain)
	}
	if back, got := finding.Detach(d); got != (finding.Info{}) || len(back.Related) != 1 {
		t.Errorf("nothing to detach: %+v, %+v", back, got)
	}
}

func TestConfidence(t *testing.T) {
	for _, c := range []finding.Confidence{finding.High, finding.Medium, finding.Low} {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back finding.Confidence
		if err := json.Unmarshal(text, &back); err != nil || back != c {
			t.Errorf("%s becomes %v, %v", text, back, err)
		}
	}
	if _, err := finding.ParseConfidence("sure"); err == nil {
		t.Error("sure is a confidence")
	}
}

func TestSeverity(t *testing.T) {
	worse := finding.Error
	for _, g := range finding.Groups {
		if s := g.Severity(); !worse.AtLeast(s) {
			t.Errorf("%s is an %s, worse than the group before", g, s)
		} else {
			worse = s
		}
	}
	if s, err := finding.ParseSeverity("warning"); s != finding.Warning || err != nil {
		t.Errorf("warning is %q, %v", s, err)
	}
	if _, err := finding.ParseSeverity("bad"); err == nil {
		t.Error("bad is a severity")
	}
}

const code = `package p

import "C"

// two calls of the same
func (t *T[K]) get() {
	C.f(t.x)
	C.f( t.x /* again */ )
}

var v = C.f(1)
`

func keys(text string) []finding.Key {
	k := finding.NewKeyer(func(string) string { return text })
	var all []finding.Key
	add := func(line, column, end int) {
		f := &finding.Finding{Check: "check", Package: "example.com/p", Start: finding.Position{File: "p.go", Line: line, Column: column}}
		f.End = f.Start
		f.End.Column = end
		all = append(all, k.Key(f))
	}
	add(7, 2, 10)
	add(8, 2, 24)
	add(11, 9, 15)
	add(99, 1, 2) // changed meanwhile
	return all
}

func TestKey(t *testing.T) {
	want := []finding.Key{
		{Check: "check", Package: "example.com/p", Function: "(*T).get", Code: "C . f ( t . x )"},
		{Check: "check", Package: "example.com/p", Function: "(*T).get", Code: "C . f ( t . x )", Number: 1},
		{Check: "check", Package: "example.com/p", Code: "C . f ( 1 )"},
		{Check: "check", Package: "example.com/p"},
	}
	ids := make(map[string]bool)
	for i, key := range keys(code) {
		if key != want[i] {
			t.Errorf("key %d is %+v, want %+v", i, key, want[i])
		}
		ids[key.ID()] = true
	}
	if len(ids) != len(want) {
		t.Errorf("%d keys have %d IDs", len(want), len(ids))
	}
}

func TestURL(t *testing.T) {
	for _, test := range []struct{ page, category, want string }{
		{"https://example.com/c.md", "name", "https://example.com/c.md#name"},
		{"https://example.com/c.md", "", "https://example.com/c.md"},
		{"", "name", ""},
	} {
		if got := finding.URL(test.page, test.category); got != test.want {
			t.Errorf("%s and %s make %s", test.page, test.category, got)
		}
	}
}

func TestNoFixOf(t *testing.T) {
	c := finding.Catalogue{{
		Analyzer: &analysis.Analyzer{Name: "a"}, NoFix: "of the check",
		Categories: []finding.Category{{Name: "b", NoFix: "of the category"}, {Name: "c"}},
	}}
	for _, test := range []struct{ check, category, own, want string }{
		{"a", "b", "its own", "its own"},
		{"a", "b", "", "of the category"},
		{"a", "c", "", "of the check"},
		{"a", "a", "", "of the check"},
		{"other", "b", "", ""},
		{"other", "b", "its own", "its own"},
	} {
		if got := c.NoFixOf(test.check, test.category, finding.Info{NoFix: test.own}); got != test.want {
			t.Errorf("a finding of %s, %s that says %q has no fix because %q, want %q", test.check, test.category, test.own, got, test.want)
		}
	}
}

func TestGroupOf(t *testing.T) {
	c := finding.Catalogue{{
		Analyzer: &analysis.Analyzer{Name: "one"}, Group: finding.Suspicious,
		Categories: []finding.Category{{Name: "strict", Group: finding.Pedantic}, {Name: "plain"}},
	}}
	for _, test := range []struct {
		check, category string
		info            finding.Info
		want            finding.Group
	}{
		{"one", "one", finding.Info{}, finding.Suspicious},
		{"one", "plain", finding.Info{}, finding.Suspicious},
		{"one", "strict", finding.Info{}, finding.Pedantic},
		{"one", "strict", finding.Info{Group: finding.Correctness}, finding.Correctness},
		{"two", "", finding.Info{}, finding.Suspicious},
	} {
		if got := c.GroupOf(test.check, test.category, test.info); got != test.want {
			t.Errorf("%s, %s is %s, want %s", test.check, test.category, got, test.want)
		}
	}
}
