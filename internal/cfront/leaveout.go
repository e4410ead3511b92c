package cfront

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"modernc.org/cc/v4"
	"modernc.org/token"
)

// The parser refuses a unit for one expression that it takes for wrong. Most
// of these stand in a function body: without it the rest can be read, and the
// function is one whose code is not known.

// A bodyExtent is where the body of a function stands, from brace to brace.
type bodyExtent struct {
	function    string
	start       token.Position // of the definition, its types and name included
	open, close token.Position // of the braces
}

// contains reports whether a position is in the function's definition.
func (e *bodyExtent) contains(file string, line int) bool {
	return file == e.start.Filename && file == e.close.Filename && e.start.Line <= line && line <= e.close.Line
}

// errorAt matches the position that an error of the parser begins with.
var errorAt = regexp.MustCompile(`^(.+?):(\d+):\d+: `)

// withoutBodies parses a unit that could not be translated for err without
// the function bodies that err is about. It returns what was left out, and
// why.
func (r *reader) withoutBodies(s *source, files *fileSystem, err error) (ast *cc.AST, leftOut error) {
	bodies, leftOut := r.refused(s, files, err)
	if len(bodies) == 0 {
		return nil, err
	}
	bare := *s
	bare.text = without(s.text, filepath.ToSlash(s.name), bodies)
	files.edit = func(name string, text []byte) []byte { return without(text, name, bodies) }
	defer func() { files.edit = nil }()
	ast, again := r.parse(&bare, files, cc.Translate)
	if again != nil {
		return nil, err
	}
	return ast, leftOut
}

// refused returns the bodies of the functions in which the errors are. There
// are none when an error is elsewhere.
func (r *reader) refused(s *source, files *fileSystem, err error) (bodies []bodyExtent, leftOut error) {
	if strings.Contains(err.Error(), "Config.ExpansionLimit") {
		return nil, nil // it would be met again
	}
	ast, parseErr := r.parse(s, files, cc.Parse)
	if parseErr != nil {
		return nil, nil
	}
	all := extents(ast)
	var because []error
	for line := range strings.Lines(err.Error()) {
		at := errorAt.FindStringSubmatch(line)
		if at == nil {
			return nil, nil
		}
		number, _ := strconv.Atoi(at[2])
		i := slices.IndexFunc(all, func(e bodyExtent) bool { return e.contains(at[1], number) })
		if i < 0 {
			return nil, nil
		}
		if !slices.Contains(bodies, all[i]) {
			bodies = append(bodies, all[i])
			because = append(because, fmt.Errorf("the body of %s: %s", all[i].function, strings.TrimSpace(line)))
		}
	}
	return bodies, errors.Join(because...)
}

// extents returns the bodies of all functions of a unit.
func extents(ast *cc.AST) []bodyExtent {
	var all []bodyExtent
	for tu := ast.TranslationUnit; tu != nil; tu = tu.TranslationUnit {
		if tu.ExternalDeclaration.Case != cc.ExternalDeclarationFuncDef {
			continue
		}
		def := tu.ExternalDeclaration.FunctionDefinition
		block := def.CompoundStatement
		all = append(all, bodyExtent{def.Declarator.Name(), def.Position(), block.Token.Position(), block.Token2.Position()})
	}
	return all
}

// lineDirective matches the directive that numbers the lines after it.
var lineDirective = regexp.MustCompile(`^[ \t]*#[ \t]*line[ \t]+(\d+)[ \t]+"([^"]*)"`)

// without returns the text of a file with the function bodies that stand in
// it replaced by semicolons, and the lines numbered as before. A brace that
// comes from a macro is not in the text: that body stays.
func without(text []byte, name string, bodies []bodyExtent) []byte {
	offsets := make(map[token.Position]int)
	offset, number := 0, 0
	for line := range bytes.Lines(text) {
		number++
		for _, b := range bodies {
			for _, brace := range []token.Position{b.open, b.close} {
				if brace.Filename == name && brace.Line == number && brace.Column <= len(line) {
					offsets[brace] = offset + brace.Column - 1
				}
			}
		}
		offset += len(line)
		if m := lineDirective.FindSubmatch(line); m != nil {
			number, _ = strconv.Atoi(string(m[1]))
			number--
			name = string(m[2])
		}
	}
	text = bytes.Clone(text)
	for _, b := range bodies {
		from, opens := offsets[b.open]
		to, closes := offsets[b.close]
		if !opens || !closes || from >= to || text[from] != '{' || text[to] != '}' {
			continue
		}
		for i := from; i <= to; i++ {
			if text[i] != '\n' {
				text[i] = ' '
			}
		}
		text[from] = ';'
	}
	return text
}
