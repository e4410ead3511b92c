package selection

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
)

// PathSettings are what is different for the packages in some folders.
type PathSettings struct {
	// Enable stands in place of the settings' own list, when it is not empty.
	Enable []string `json:"enable"`
	// Disable lists what not to show besides.
	Disable []string `json:"disable"`
	// Confidence stands in place of the settings' own.
	Confidence string `json:"confidence"`
	// Anew says that Enable also overrides what is disabled above.
	Anew bool `json:"-" yaml:"-"`
	// File is the configuration file that says so, or "" when it is that of
	// the settings.
	File string `json:"-" yaml:"-"`
}

// A FileError is an error in another configuration file than that of the
// settings.
type FileError struct {
	File string
	Err  error
}

func (e *FileError) Error() string { return e.File + ": " + e.Err.Error() }

func (e *FileError) Unwrap() error { return e.Err }

// A pathSelection is what is different in the folders that a pattern matches.
type pathSelection struct {
	pattern         string
	match           *regexp.Regexp
	enable, disable []string
	anew            bool
	confidence      *finding.Confidence
}

// newPaths compiles the settings of paths. They are in the order in which they
// count: the longer a pattern, the more.
func newPaths(c finding.Catalogue, paths map[string]PathSettings) ([]pathSelection, error) {
	var all []pathSelection
	for _, pattern := range slices.Sorted(maps.Keys(paths)) {
		s := paths[pattern]
		p, err := newPath(c, pattern, s)
		if err != nil && s.File != "" {
			err = &FileError{s.File, err}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b pathSelection) int {
		return cmp.Or(len(a.pattern)-len(b.pattern), strings.Compare(a.pattern, b.pattern))
	})
	return all, nil
}

func newPath(c finding.Catalogue, pattern string, s PathSettings) (p pathSelection, err error) {
	if err := checkPattern(pattern); err != nil {
		return p, &ValueError{pattern, err}
	}
	for _, name := range slices.Concat(s.Enable, s.Disable) {
		if err := checkName(c, name); err != nil {
			return p, fmt.Errorf("path %s: %w", pattern, err)
		}
	}
	p = pathSelection{pattern: pattern, match: folders(pattern), enable: s.Enable, disable: s.Disable, anew: s.Anew}
	if s.Confidence != "" {
		confidence, err := finding.ParseConfidence(s.Confidence)
		if err != nil {
			return p, &ValueError{s.Confidence, fmt.Errorf("path %s: %w", pattern, err)}
		}
		p.confidence = &confidence
	}
	return p, nil
}

// checkPattern reports patterns that match no folder.
func checkPattern(pattern string) error {
	if strings.ContainsAny(pattern, `*?[\`) {
		return fmt.Errorf("path %s: patterns are those of packages: a/b is a folder, a/... all below it, and ... any text", pattern)
	}
	if stem := strings.ReplaceAll(pattern, "...", "x"); !filepath.IsLocal(filepath.FromSlash(stem)) {
		return fmt.Errorf("path %s: a pattern is relative to the folder of the configuration, and leads to what is below it", pattern)
	}
	return nil
}

// folders returns the expression for a pattern of folders, in which "..." is
// any text, and "x/..." also matches x; as in package patterns.
func folders(pattern string) *regexp.Regexp {
	pattern = trimmed(pattern)
	expr := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\.\.\.`, `.*`)
	if stem, ok := strings.CutSuffix(expr, "/.*"); ok {
		expr = stem + "(/.*)?"
	}
	return regexp.MustCompile("^" + expr + "$")
}

// trimmed returns a pattern without what means nothing in it.
func trimmed(pattern string) string {
	return strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
}

// MatchesFolder reports whether a pattern matches a folder at or below base.
func MatchesFolder(base, pattern string) bool {
	stem, rest, wild := strings.Cut(trimmed(pattern), "...")
	if rest == "" && (stem == "" || !wild || strings.HasSuffix(stem, "/")) {
		info, err := os.Stat(filepath.Join(base, filepath.FromSlash(stem)))
		return err == nil && info.IsDir()
	}
	match, found := folders(pattern), false
	root := filepath.Join(base, filepath.FromSlash(path.Dir(stem+"x")))
	filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return nil // what cannot be read has no packages
		case name != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		}
		if rel, err := filepath.Rel(base, name); err == nil && match.MatchString(filepath.ToSlash(rel)) {
			found = true
			return filepath.SkipAll
		}
		return nil
	})
	return found
}

// In returns the selection for a file.
func (s *Selection) In(file string) *Selection {
	if len(s.paths) == 0 {
		return s
	}
	rel, err := filepath.Rel(s.base, filepath.Dir(file))
	if err != nil || !filepath.IsLocal(rel) {
		return s
	}
	own := *s
	for _, p := range s.paths {
		if p.match.MatchString(filepath.ToSlash(rel)) {
			own.add(p)
		}
	}
	return &own
}

// add makes a selection differ as in some folders.
func (s *Selection) add(p pathSelection) {
	if len(p.enable) > 0 {
		s.enable = p.enable
		if p.anew {
			s.disable = nil
		}
	}
	s.disable = slices.Concat(s.disable, p.disable)
	if p.confidence != nil {
		s.confidence = *p.confidence
	}
}
