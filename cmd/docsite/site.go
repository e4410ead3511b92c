package main

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/finding"
)

// repository is where files are that the site does not have.
const repository = "https://github.com/cgolint/cgolint/blob/main/"

// A site is all pages, in the order of the navigation.
type site struct {
	root  string
	pages []*page
	files []string // others that pages show, such as pictures, by their names in the repository
}

// A page is one Markdown file.
type page struct {
	source string // its name in the repository, with slashes
	file   string // its name in the site
	part   string // of the navigation
	title  string
	body   template.HTML
	words  string // its text, for the search
}

// guide are the pages of the navigation's first parts, in order.
var guide = []struct {
	part  string
	names []string
}{
	{"Use", []string{"README.md", "docs/cli.md", "docs/fixes.md", "docs/editors.md", "docs/ci.md", "docs/cross.md", "docs/contracts.md", "docs/registry.md", "docs/promises.md"}},
	{"Evidence", []string{"docs/trophies.md", "docs/proof.md", "docs/benchmarks.md", "docs/growth.md"}},
	{"Work on it", []string{"docs/design.md", "CONTRIBUTING.md", "CHANGELOG.md"}},
}

// readSite reads the pages of the repository in a folder.
func readSite(root string) (*site, error) {
	s := &site{root: root}
	for _, g := range guide {
		for _, name := range g.names {
			s.add(name, g.part)
		}
	}
	s.add("docs/checks/README.md", "Checks")
	for _, group := range finding.Groups {
		for _, check := range analyzers.Catalogue {
			if check.Group == group {
				s.add("docs/checks/"+check.Name+".md", "Checks: "+string(group))
			}
		}
	}
	if err := s.addOthers(); err != nil {
		return nil, err
	}
	for _, p := range s.pages {
		if err := s.read(p); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *site) add(source, part string) {
	s.pages = append(s.pages, &page{source: source, file: fileOf(source), part: part})
}

// addOthers adds pages of docs that the navigation has no place for, so that
// none is forgotten. docs/README.md is a list of the others.
func (s *site) addOthers() error {
	names, err := filepath.Glob(filepath.Join(s.root, "docs", "*.md"))
	if err != nil {
		return err
	}
	for _, name := range names {
		source := "docs/" + filepath.Base(name)
		if source != "docs/README.md" && s.page(source) == nil {
			s.add(source, "More")
		}
	}
	return nil
}

// fileOf returns the name of a page in the site.
func fileOf(source string) string {
	switch source {
	case "README.md":
		return "index.html"
	case "docs/checks/README.md":
		return "checks/index.html"
	}
	return strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(source, "docs/"), ".md")) + ".html"
}

// page returns the page of a source, or nil.
func (s *site) page(source string) *page {
	if source == "docs/README.md" {
		source = "README.md"
	}
	i := slices.IndexFunc(s.pages, func(p *page) bool { return p.source == source })
	if i < 0 {
		return nil
	}
	return s.pages[i]
}

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.GFM),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	goldmark.WithRendererOptions(html.WithUnsafe()), // the project's own text has anchors
)

// read reads and renders a page.
func (s *site) read(p *page) error {
	source, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(p.source)))
	if err != nil {
		return err
	}
	doc := markdown.Parser().Parse(text.NewReader(source))
	var words strings.Builder
	err = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 1 && p.title == "" {
				p.title = plainText(n, source)
			}
		case *ast.Link:
			n.Destination = []byte(s.link(p, string(n.Destination)))
		case *ast.Image:
			n.Destination = []byte(s.picture(p, string(n.Destination)))
		case *ast.Text:
			words.Write(n.Segment.Value(source))
			words.WriteByte(' ')
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			words.WriteString(codeText(n, source))
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return err
	}
	if p.title == "" {
		return fmt.Errorf("%s has no title", p.source)
	}
	p.words = strings.Join(strings.Fields(words.String()), " ")
	var body bytes.Buffer
	if err := markdown.Renderer().Render(&body, source, doc); err != nil {
		return fmt.Errorf("%s: %w", p.source, err)
	}
	p.body = template.HTML(body.String())
	return nil
}

// plainText returns the text of a node.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(source))
		} else {
			b.WriteString(plainText(c, source))
		}
	}
	return b.String()
}

// codeText returns the text of a block of code.
func codeText(n ast.Node, source []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(source))
	}
	return b.String()
}

// link returns where a link of a page leads in the site: to another page, or to
// the repository for what the site does not have.
func (s *site) link(from *page, target string) string {
	source, anchor, ok := s.resolve(from, target)
	if !ok {
		return target
	}
	if to := s.page(source); to != nil {
		return relative(from.file, to.file) + anchor
	}
	return repository + source + anchor
}

// picture is link for a picture, which becomes a file of the site.
func (s *site) picture(from *page, target string) string {
	source, _, ok := s.resolve(from, target)
	if !ok {
		return target
	}
	if !slices.Contains(s.files, source) {
		s.files = append(s.files, source)
	}
	return relative(from.file, strings.TrimPrefix(source, "docs/"))
}

// resolve returns the name in the repository of what a link leads to; ok is
// false when it leads elsewhere, or stays on its page.
func (s *site) resolve(from *page, target string) (source, anchor string, ok bool) {
	if strings.Contains(target, "://") || strings.HasPrefix(target, "#") || strings.HasPrefix(target, "mailto:") {
		return "", "", false
	}
	name, fragment, has := strings.Cut(target, "#")
	if has {
		anchor = "#" + fragment
	}
	return path.Join(path.Dir(from.source), name), anchor, true
}

// relative returns the way from one file of the site to another.
func relative(from, to string) string {
	up := strings.Repeat("../", strings.Count(from, "/"))
	return up + to
}
