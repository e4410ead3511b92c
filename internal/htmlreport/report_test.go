package htmlreport_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/htmlreport"
)

// hostile is what would break out of text, attributes, scripts and comments.
const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'--><!--` + "\u202e\x1b[31m"

func at(line, column int) finding.Position {
	return finding.Position{File: "/home/me/m/m.go", Line: line, Column: column}
}

// sample returns a report with one of everything.
func sample(text string) *htmlreport.Report {
	return &htmlreport.Report{
		Title: "example.com/m" + text, Version: "v1.2.3",
		Failures: []string{"# example.com/bad" + text},
		Text:     func(string) string { return "package m\n\n\tC.keep(p) // " + text + "\n" },
		Short:    func(name string) string { return strings.TrimPrefix(name, "/home/me/m/") },
		Path:     func(name string) string { return strings.TrimPrefix(name, "/home/me/m/") },
		Summary:  func(string) string { return "find what is kept" + text },
		Findings: []*finding.Finding{{
			Check: "cgoretain", Category: "cgoretain", Message: "C.keep keeps p" + text, Package: "example.com/m" + text,
			URL: "https://example.com/cgoretain.md#cgoretain", Start: at(3, 9), End: at(3, 10), Group: finding.Correctness,
			Related: []finding.Related{{Start: at(1, 1), End: at(1, 8), Message: "here" + text}},
			Fixes:   []fixes.Fix{{Message: "Pin p" + text}, {Message: "Copy p (behavior change)"}}, NoFix: "none" + text,
		}},
		Packages: []*boundary.Package{{
			Path: "example.com/m" + text,
			Functions: []boundary.Function{
				{Name: "(*T).Keep" + text, At: at(2, 1)},
				{Name: "goTurn", At: at(9, 1), Export: "goTurn" + text},
			},
			C: []boundary.CFunction{
				{Name: "keep", Basis: boundary.Code, At: at(1, 1), Facts: []string{"calls back" + text}, CallsGo: []string{"goTurn" + text}, Waits: true},
				{Name: "other", Basis: boundary.Table, Library: "libx" + text, Rows: "other  1  retained" + text},
				{Name: "unknown"},
			},
			Calls: []boundary.Call{
				{In: 0, C: "keep", Text: "C.keep(p)" + text, Start: at(3, 2), End: at(3, 11), Kept: true, Hot: "it turns often" + text,
					Args: []boundary.Arg{{Text: "p" + text, Is: []boundary.Fact{{Text: "Go memory" + text, At: at(2, 2)}}, So: "so" + text, Contract: "//cgolint:contract keep 1 not retained"}}},
				{In: 0, C: "other", Text: "C.other()", Start: at(4, 2), End: at(4, 11), Owned: true, Lock: "mu"},
				{In: -1, C: "unknown", Text: "C.unknown()", Start: at(5, 2), End: at(5, 13), Result: []boundary.Fact{{Text: "unknown" + text}}},
			},
			Read:   []boundary.Read{{Name: "/home/me/m/m.c" + text, Functions: 2}},
			Unread: []boundary.Unread{{Name: "/home/me/m/x.cc" + text, Why: "it is not C" + text}}, Problem: "no compiler" + text,
		}},
	}
}

// render writes a report and parses the page.
func render(t *testing.T, r *htmlreport.Report) (text string, page *html.Node) {
	t.Helper()
	var out strings.Builder
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	page, err := html.Parse(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), page
}

// elements returns the elements of a name that have a class, or all.
func elements(page *html.Node, name, class string) []*html.Node {
	var all []*html.Node
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && n.Data == name && (class == "" || slices.Contains(strings.Fields(attr(n, "class")), class)) {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestPage(t *testing.T) {
	text, page := render(t, sample(""))
	for _, want := range []string{
		"C.keep keeps p", "cgoretain", "m.go:3", "<mark>p</mark>", "cgolint why m.go:3", "Pin p", "cgolint -fix -unsafe",
		"1 error", "contract of libx", "nothing is known", "x.cc", "m.c</code>: 2 functions", "contract of libx: <code>other</code>", "exported as goTurn", "# example.com/bad", "v1.2.3",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "</b> <span>", " "), want) {
			t.Errorf("the page has no %q", want)
		}
	}
	for name, n := range map[string]int{"svg": 2, "article": 1, "script": 1, "style": 1} {
		if got := len(elements(page, name, "")); got != n {
			t.Errorf("the page has %d %s, want %d", got, name, n)
		}
	}
	for class, n := range map[string]int{"call": 6, "found": 2, "back": 2} { // half of them in each of two pictures
		if got := len(elements(page, "path", class)); got != n {
			t.Errorf("the pictures have %d curves of class %s, want %d", got, class, n)
		}
	}
}

// Every link within the page leads somewhere, no ID is there twice, and nothing
// is loaded from elsewhere.
func TestSelfContained(t *testing.T) {
	_, page := render(t, sample(""))
	ids := make(map[string]int)
	var links []string
	for n := range page.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		if target, ok := strings.CutPrefix(attr(n, "href"), "#"); ok {
			links = append(links, target)
		}
		if attr(n, "src") != "" || n.Data == "link" || n.Data == "iframe" {
			t.Errorf("<%s> loads something", n.Data)
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements have the ID %s", n, id)
		}
	}
	for _, target := range links {
		if ids[target] == 0 {
			t.Errorf("there is no #%s", target)
		}
	}
}

func TestHostile(t *testing.T) {
	text, page := render(t, sample(hostile))
	if n := len(elements(page, "script", "")); n != 1 {
		t.Errorf("the page has %d scripts", n)
	}
	if len(elements(page, "img", "")) > 0 {
		t.Error("text became an image")
	}
	for n := range page.Descendants() {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
		}
		if n.Type == html.CommentNode {
			t.Errorf("the page has a comment %q", n.Data)
		}
	}
	code := text[strings.Index(text, `<pre class="code">`):]
	code = code[:strings.Index(code, "</pre>")]
	if strings.ContainsAny(code, "\u202e\x1b") {
		t.Errorf("code has characters that are not seen:\n%q", code)
	}
}

func TestNothing(t *testing.T) {
	r := sample("")
	r.Findings, r.Packages, r.Failures = nil, nil, nil
	text, _ := render(t, r)
	for _, want := range []string{"Nothing was found.", "No package uses cgo."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// large returns a report of n crossings.
func large(n int) *htmlreport.Report {
	p := &boundary.Package{Path: "example.com/large"}
	for i := range n / 10 {
		p.Functions = append(p.Functions, boundary.Function{Name: fmt.Sprintf("Function%d", i), At: at(i+1, 1)})
		p.C = append(p.C, boundary.CFunction{Name: fmt.Sprintf("c_function_%d", i), Basis: boundary.Code, At: at(i+1, 1)})
	}
	for i := range n {
		c := boundary.Call{In: i / 10, C: fmt.Sprintf("c_function_%d", (i*7)%(n/10)), Text: "C.c_function(a, b, c)", Start: at(i+1, 2), End: at(i+1, 20)}
		c.Kept = i%500 == 0
		p.Calls = append(p.Calls, c)
	}
	r := sample("")
	r.Packages = []*boundary.Package{p}
	return r
}

// A page of 10,000 crossings lists them all, draws what a reader can follow,
// and is of a size that a browser takes.
func TestLarge(t *testing.T) {
	text, page := render(t, large(10_000))
	if n := len(elements(page, "li", "")); n < 10_000 {
		t.Errorf("%d crossings are listed", n)
	}
	for _, svg := range elements(page, "svg", "") {
		if n := len(elements(svg, "g", "node")); n > 100 {
			t.Errorf("a picture has %d functions", n)
		}
	}
	if len(text) > 4<<20 {
		t.Errorf("the page has %d bytes", len(text))
	}
}

func BenchmarkLarge(b *testing.B) {
	r := large(10_000)
	for b.Loop() {
		if err := r.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
