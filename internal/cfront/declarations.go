package cfront

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"modernc.org/cc/v4"
)

// What the parser refuses outside of function bodies is left out too, as a
// whole: the declaration, or the definition of the function. What uses it is
// then refused as well, and left out in the next round.

// rounds bounds how often a unit is parsed again, each time without what was
// refused the time before; leftOutAtMost, how many declarations are left out.
const (
	rounds        = 8
	leftOutAtMost = 40
)

// A lineOf is a line of a file, as the parser has it.
type lineOf struct {
	file string
	line int
}

// withoutDeclarations parses a unit that could not be translated for err
// without the declarations that err is about. It returns what was left out,
// and why.
func (r *reader) withoutDeclarations(s *source, files *fileSystem, err error) (ast *cc.AST, leftOut error) {
	refused := make(map[lineOf]string) // why
	defer func() { files.edit = nil }()
	for range rounds {
		if strings.Contains(err.Error(), "Config.ExpansionLimit") || r.late(context.Background()) != nil || !addRefused(refused, err) {
			return nil, err
		}
		bare := *s
		found := 0
		edit := func(name string, text []byte) []byte {
			text, n := withoutLines(text, name, refused)
			found += n
			return text
		}
		bare.text = edit(filepath.ToSlash(s.name), s.text)
		files.edit = edit
		var again error
		if ast, again = r.parse(&bare, files, cc.Translate); again == nil {
			return ast, refusals(refused)
		}
		if found == 0 {
			return nil, err
		}
		err = again
	}
	return nil, err
}

// addRefused adds the lines that an error is about. It returns false when
// there is nothing new, or too much.
func addRefused(refused map[lineOf]string, err error) bool {
	before := len(refused)
	for text := range strings.Lines(err.Error()) {
		at := errorAt.FindStringSubmatch(text)
		if at == nil || strings.HasPrefix(at[1], "<") {
			continue // of text that is not the user's, where an error comes of another
		}
		line, _ := strconv.Atoi(at[2])
		// After a wrong declaration the parser also refuses the next.
		if strings.HasPrefix(text[len(at[0]):], "unexpected ") && before < len(refused) {
			break
		}
		if key := (lineOf{at[1], line}); refused[key] == "" {
			refused[key] = strings.TrimSpace(text)
		}
	}
	return before < len(refused) && len(refused) <= leftOutAtMost
}

func refusals(refused map[lineOf]string) error {
	var all []error
	for _, why := range slices.Sorted(maps.Values(refused)) {
		all = append(all, fmt.Errorf("a declaration: %s", why))
	}
	return errors.Join(all...)
}

// withoutLines returns the text of a file with blanks in place of the
// declarations that stand on the lines, and how many there are. Of a function
// that is defined there, its declaration stays when the line is in its body.
func withoutLines(text []byte, name string, refused map[lineOf]string) ([]byte, int) {
	var offsets [][2]int
	offset := 0
	line := lineOf{name, 0}
	for row := range bytes.Lines(text) {
		line.line++
		if refused[line] != "" {
			offsets = append(offsets, [2]int{offset, offset + len(row)})
		}
		offset += len(row)
		if m := lineDirective.FindSubmatch(row); m != nil {
			line.line, _ = strconv.Atoi(string(m[1]))
			line.line--
			line.file = string(m[2])
		}
	}
	if len(offsets) == 0 {
		return text, 0
	}
	edited := bytes.Clone(text)
	left := 0
	for _, d := range declarations(text) {
		for _, o := range offsets {
			if d.end <= o[0] || o[1] <= d.start {
				continue
			}
			left++
			if d.body > d.start && d.body < o[0] {
				blank(edited, d.body, d.end)
				edited[d.body] = ';'
			} else {
				blank(edited, d.start, d.end)
			}
			break
		}
	}
	return edited, left
}

// blank overwrites all but line ends and preprocessor lines.
func blank(text []byte, from, to int) {
	for line := range bytes.Lines(text[from:to]) {
		// The rows are parts of text itself.
		if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#")) {
			continue
		}
		for i := range line {
			if line[i] != '\n' && line[i] != '\r' {
				line[i] = ' '
			}
		}
	}
}

// A declaration is where one stands in the text of a file. The body of a
// function begins at body, which otherwise is 0.
type declaration struct{ start, body, end int }

// declarations finds the declarations of a file by its brackets, without
// knowing macros.
func declarations(text []byte) []declaration {
	s := &splitter{text: text}
	for s.offset < len(text) {
		s.step()
	}
	return s.all
}

// A splitter goes through the text of a file.
type splitter struct {
	text   []byte
	offset int
	all    []declaration

	current declaration
	begun   bool  // there is something of the current declaration
	last    byte  // what was before, other than blanks
	depth   int   // of brackets
	outer   []int // depths at the #if lines around
}

// passedOver matches what has no brackets that count: comments, strings,
// characters.
var passedOver = regexp.MustCompile(`^(?s:/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`)

// directiveLine matches a preprocessor line with those that continue it.
var directiveLine = regexp.MustCompile(`^[ \t]*#[ \t]*([a-z]*)((?:\\\r?\n|[^\n])*)`)

func (s *splitter) step() {
	rest := s.text[s.offset:]
	if s.offset == 0 || s.text[s.offset-1] == '\n' {
		if m := directiveLine.FindSubmatch(rest); m != nil {
			s.offset += len(m[0])
			s.directive(string(m[1]), string(m[2]))
			return
		}
	}
	c := rest[0]
	if c == '/' || c == '"' || c == '\'' {
		if n := len(passedOver.Find(rest)); n > 0 {
			s.offset += n
			if c != '/' {
				s.note(s.offset-n, c)
			}
			return
		}
	}
	s.offset++
	if c > ' ' {
		s.note(s.offset-1, c)
		s.bracket(s.offset-1, c)
	}
}

func (s *splitter) note(at int, c byte) {
	if !s.begun {
		s.begun, s.current = true, declaration{start: at}
	}
	if c != '{' {
		s.last = c
	}
}

// bracket ends the declaration at a semicolon outside of brackets, and at the
// end of a function's body: of braces that follow a parenthesis.
func (s *splitter) bracket(at int, c byte) {
	switch c {
	case '(', '[':
		s.depth++
	case ')', ']':
		s.depth = max(0, s.depth-1)
	case '{':
		if s.depth == 0 && s.last == ')' {
			s.current.body = at
		}
		s.depth++
	case '}':
		s.depth = max(0, s.depth-1)
		if s.depth == 0 && s.current.body > 0 {
			s.finish()
		}
	case ';':
		if s.depth == 0 {
			s.finish()
		}
	}
}

func (s *splitter) finish() {
	s.current.end = s.offset
	s.all = append(s.all, s.current)
	s.begun, s.last = false, 0
}

// directive keeps the brackets of the alternatives of an #if apart. What is
// for C++ alone is passed over.
func (s *splitter) directive(name, rest string) {
	switch name {
	case "if", "ifdef", "ifndef":
		s.outer = append(s.outer, s.depth)
		if strings.Contains(rest, "__cplusplus") && name != "ifndef" && !strings.Contains(rest, "!") {
			s.skipAlternative()
		}
	case "else", "elif":
		if len(s.outer) > 0 {
			s.depth = s.outer[len(s.outer)-1]
		}
	case "endif":
		if len(s.outer) > 0 {
			s.outer = s.outer[:len(s.outer)-1]
		}
	}
}

// alternativeEnd matches the line that ends an alternative without others in
// it.
var alternativeEnd = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*(?:else|elif|endif|if)`)

func (s *splitter) skipAlternative() {
	if at := alternativeEnd.FindIndex(s.text[s.offset:]); at != nil {
		s.offset += at[0]
	}
}
