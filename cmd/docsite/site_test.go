package main

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A made page is a page of the site as a browser reads it.
type made struct {
	ids   map[string]bool
	links []string
	loads []string
}

func read(t *testing.T, name string) *made {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	m := &made{ids: make(map[string]bool)}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				m.ids[a.Val] = true
			case a.Key == "href" && n.Data == "a":
				m.links = append(m.links, a.Val)
			case a.Key == "src" || a.Key == "href" && n.Data == "link":
				m.loads = append(m.loads, a.Val)
			}
		}
	}
	return m
}

// makeSite makes the site of the repository, and reads its pages.
func makeSite(t *testing.T) (dir string, pages map[string]*made) {
	t.Helper()
	s, err := readSite("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := s.write(dir); err != nil {
		t.Fatal(err)
	}
	pages = make(map[string]*made)
	for _, p := range s.pages {
		pages[p.file] = read(t, filepath.Join(dir, filepath.FromSlash(p.file)))
	}
	return dir, pages
}

// Every link within the site leads to a page, and to an anchor that it has;
// links to the repository lead to files that are there.
func TestLinks(t *testing.T) {
	_, pages := makeSite(t)
	for name, page := range pages {
		for _, target := range page.links {
			if source, ok := strings.CutPrefix(target, repository); ok {
				source, _, _ = strings.Cut(source, "#")
				if _, err := os.Stat(filepath.Join("..", "..", source)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if strings.Contains(target, ":") {
				continue
			}
			file, anchor, _ := strings.Cut(target, "#")
			to := page
			if file != "" {
				if to = pages[path.Join(path.Dir(name), file)]; to == nil {
					t.Errorf("%s: there is no page %s", name, target)
					continue
				}
			}
			if anchor != "" && !to.ids[anchor] {
				t.Errorf("%s: there is no anchor %s", name, target)
			}
		}
	}
}

// Nothing is loaded from elsewhere, and what is loaded is there.
func TestNoNetwork(t *testing.T) {
	dir, pages := makeSite(t)
	for name, page := range pages {
		for _, file := range page.loads {
			if strings.Contains(file, ":") || strings.HasPrefix(file, "//") {
				t.Errorf("%s loads %s", name, file)
			} else if _, err := os.Stat(filepath.Join(dir, path.Dir(name), file)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// All pages of checks are there, and the search knows them.
func TestPages(t *testing.T) {
	dir, pages := makeSite(t)
	names, err := filepath.Glob("../../docs/checks/*.md")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if pages[fileOf("docs/checks/"+filepath.Base(name))] == nil {
			t.Errorf("%s is not in the site", name)
		}
	}
	index, err := os.ReadFile(filepath.Join(dir, "search.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"title":"cgoretain","url":"checks/cgoretain.html"`, "Passing pointers", `"url":"cli.html"`} {
		if !strings.Contains(string(index), want) {
			t.Errorf("the search does not know %s", want)
		}
	}
}
