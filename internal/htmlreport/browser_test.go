package htmlreport_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/cgolint/cgolint/internal/htmlreport"
)

// measuring is added to a page to tell how wide it is, and framing is a page
// around it: Chromium's own window has some 500 pixels at least.
const (
	measuring = `<script>parent.postMessage(document.documentElement.scrollWidth, "*")</script>`
	framing   = `<!DOCTYPE html><html><body><script>onmessage = (e) => { document.documentElement.dataset.wide = e.data }</script>` +
		`<iframe src="report.html" width="%d" height="900" style="border: 0"></iframe></body></html>`
)

// A browser shows pages without a window.
type browser struct {
	t    *testing.T
	exe  string
	page string
}

// newBrowser returns the browser that CGOLINT_BROWSER names, with a page.
func newBrowser(t *testing.T, r *htmlreport.Report) *browser {
	exe := os.Getenv("CGOLINT_BROWSER")
	if exe == "" {
		t.Skip("CGOLINT_BROWSER names no browser: see .ci/report")
	}
	var out bytes.Buffer
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "report.html")
	text := strings.Replace(out.String(), "</body>", measuring+"</body>", 1)
	if err := os.WriteFile(page, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return &browser{t, exe, page}
}

// show shows the page, and returns it as the script has made it.
func (b *browser) show(query string, width int) *html.Node {
	b.t.Helper()
	cmd := exec.Command(b.exe, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--user-data-dir="+b.t.TempDir(),
		"--window-size="+strconv.Itoa(width)+",900", "--virtual-time-budget=5000", "--dump-dom", "file://"+b.page+query)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		b.t.Fatalf("%v\n%s", err, errs.String())
	}
	for line := range strings.Lines(errs.String()) {
		if strings.Contains(line, "CONSOLE") {
			b.t.Errorf("the page says: %s", line)
		}
	}
	page, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		b.t.Fatal(err)
	}
	return page
}

// visible returns the IDs of the elements of a class that are not hidden.
func visible(page *html.Node, name, class string) []string {
	var ids []string
	for _, n := range elements(page, name, class) {
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) {
			ids = append(ids, attr(n, "id"))
		}
	}
	return ids
}

func TestBrowserSearch(t *testing.T) {
	b := newBrowser(t, sample(""))
	page := b.show("?q=libx", 1280)
	if got := visible(page, "div", "crow"); !slices.Equal(got, []string{"p0-c1"}) {
		t.Errorf("a search for libx shows %q", got)
	}
	if got := visible(page, "article", "finding"); len(got) > 0 {
		t.Errorf("a search for libx shows %q", got)
	}
	if page := b.show("?q=nowhere", 1280); len(visible(page, "p", "empty")) == 0 {
		t.Error("a search without a result says nothing")
	}
}

func TestBrowserByPackage(t *testing.T) {
	page := newBrowser(t, sample("")).show("?by=package&theme=dark", 1280)
	groups := elements(page, "section", "group")
	if len(groups) != 1 || attr(groups[0], "data-check") != "" || len(elements(groups[0], "article", "finding")) != 1 {
		t.Errorf("%d groups by package", len(groups))
	}
	if root := elements(page, "html", "")[0]; attr(root, "data-theme") != "dark" {
		t.Error("the page is not dark")
	}
}

// The page is no wider than the window, also that of a telephone, and nothing
// in it runs that comes from what it is about.
func TestBrowserWidth(t *testing.T) {
	for _, text := range []string{"", hostile, strings.Repeat("long", 200)} {
		b := newBrowser(t, sample(text))
		for _, width := range []int{400, 1280} {
			frame := fmt.Appendf(nil, framing, width)
			b.page = filepath.Join(filepath.Dir(b.page), "frame.html")
			if err := os.WriteFile(b.page, frame, 0o666); err != nil {
				t.Fatal(err)
			}
			page := b.show("", width+100)
			if wide, _ := strconv.Atoi(attr(elements(page, "html", "")[0], "data-wide")); wide == 0 || wide > width {
				t.Errorf("with %.20q the page is %d pixels wide in a window of %d", text, wide, width)
			}
		}
	}
}

func TestBrowserLarge(t *testing.T) {
	page := newBrowser(t, large(10_000)).show("?q=function7", 1280)
	if got := len(visible(page, "details", "row")); got != 111 {
		t.Errorf("a search among 10,000 crossings shows %d functions, want 111", got)
	}
}
