// Package lazyregexp compiles regular expressions when they are first used.
// The vet tool is started once for each package, of which most use none.
package lazyregexp

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// A Regexp is a regular expression that is compiled on first use.
type Regexp struct{ compiled func() *regexp.Regexp }

// New returns the expression without looking at it. It is for variables of
// packages, whose initialization compiles nothing then; tests do compile it
// there, so that each shows a mistake.
func New(expr string) *Regexp {
	re := &Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
	if inTest {
		re.compiled()
	}
	return re
}

var inTest = strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")

// MatchString is that of [regexp.Regexp], as are the other methods.
func (re *Regexp) MatchString(s string) bool { return re.compiled().MatchString(s) }

func (re *Regexp) FindAllString(s string, n int) []string { return re.compiled().FindAllString(s, n) }

func (re *Regexp) FindSubmatch(b []byte) [][]byte { return re.compiled().FindSubmatch(b) }

func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	return re.compiled().FindAllSubmatch(b, n)
}

func (re *Regexp) FindStringSubmatch(s string) []string { return re.compiled().FindStringSubmatch(s) }

func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return re.compiled().FindAllStringSubmatch(s, n)
}

func (re *Regexp) ReplaceAllString(src, with string) string {
	return re.compiled().ReplaceAllString(src, with)
}

func (re *Regexp) ReplaceAllStringFunc(src string, with func(string) string) string {
	return re.compiled().ReplaceAllStringFunc(src, with)
}
