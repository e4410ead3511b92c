package cparse

import (
	"fmt"

	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
)

// A reader reads the tokens of a unit, or of a body that was put aside.
type reader struct {
	pp  *cpp.Preprocessor
	c23 bool

	tok    ctoken.Token   // the current token
	kw     ctoken.Keyword // that it is
	ahead  []ctoken.Token // what was looked at already
	tape   []ctoken.Token // a body, which is read in place of the unit
	onTape bool
	braces int // open ones
	depth  int // of recursion

	pack  int64 // of #pragma pack
	packs []packState
}

type packState struct {
	label ctoken.Name
	pack  int64
}

// maxRecursion bounds how deep expressions, statements and declarators nest.
const maxRecursion = 2500

// next reads the next token.
func (r *reader) next() {
	switch r.tok.Kind {
	case ctoken.LBrace:
		r.braces++
	case ctoken.RBrace:
		r.braces--
	}
	if len(r.ahead) > 0 {
		r.tok = r.ahead[0]
		r.ahead = r.ahead[:copy(r.ahead, r.ahead[1:])]
	} else {
		r.tok = r.read()
	}
	r.kw = r.keyword(r.tok)
}

// read returns the next token of the unit or the tape.
func (r *reader) read() ctoken.Token {
	for {
		var t ctoken.Token
		if !r.onTape {
			t = r.pp.Next()
		} else if len(r.tape) > 0 {
			t = r.tape[0]
			r.tape = r.tape[1:]
		}
		if t.Kind != ctoken.Pragma {
			return t
		}
		r.pragma(r.pp.Packs[t.Name])
	}
}

// peek returns the token n after the current one, from 1.
func (r *reader) peek(n int) ctoken.Token {
	for len(r.ahead) < n {
		r.ahead = append(r.ahead, r.read())
	}
	return r.ahead[n-1]
}

// keyword returns the keyword that a token is. What became one with C23 is a
// name before.
func (r *reader) keyword(t ctoken.Token) ctoken.Keyword {
	if t.Kind != ctoken.Ident {
		return ctoken.NoKeyword
	}
	k := ctoken.KeywordOf(t.Name)
	if k != ctoken.NoKeyword && !r.c23 && c23Words[t.Name] {
		return ctoken.NoKeyword
	}
	return k
}

var c23Words = func() map[ctoken.Name]bool {
	all := make(map[ctoken.Name]bool)
	for _, w := range []string{"bool", "true", "false", "nullptr", "constexpr", "static_assert", "thread_local", "alignas", "alignof", "typeof_unqual"} {
		all[ctoken.Word(w)] = true
	}
	return all
}()

func (r *reader) accept(k ctoken.Kind) bool {
	if r.tok.Kind != k {
		return false
	}
	r.next()
	return true
}

func (r *reader) expect(k ctoken.Kind) {
	if r.tok.Kind != k {
		r.fail("unexpected %s, expected %s", r.spell(r.tok), k)
	}
	r.next()
}

func (r *reader) acceptWord(k ctoken.Keyword) bool {
	if r.kw != k {
		return false
	}
	r.next()
	return true
}

// isName reports whether the current token is an identifier and no keyword.
func (r *reader) isName() bool { return r.tok.Kind == ctoken.Ident && r.kw == ctoken.NoKeyword }

// name reads an identifier.
func (r *reader) name() ctoken.Name {
	if !r.isName() {
		r.fail("unexpected %s, expected a name", r.spell(r.tok))
	}
	n := r.tok.Name
	r.next()
	return n
}

func (r *reader) spell(t ctoken.Token) string {
	if t.Kind == ctoken.EOF {
		return "end of file"
	}
	return string(r.pp.Spell(nil, t))
}

// A bailout is what leaves a declaration that cannot be read.
type bailout struct {
	pos  ctoken.Pos
	text string
}

func (r *reader) fail(text string, args ...any) { r.failAt(r.tok.Pos, text, args...) }

func (r *reader) failAt(pos ctoken.Pos, text string, args ...any) {
	panic(bailout{pos, fmt.Sprintf(text, args...)})
}

// unexpected leaves a declaration at a token that cannot be there.
func (r *reader) unexpected() { r.fail("unexpected %s", r.spell(r.tok)) }

// enter goes one level deeper, and fails where that is too deep.
func (r *reader) enter() {
	if r.depth++; r.depth > maxRecursion {
		r.fail("it nests too deep")
	}
}

func (r *reader) leave() { r.depth-- }

// pragma heeds #pragma pack.
func (r *reader) pragma(k cpp.Pack) {
	if k.Push {
		r.packs = append(r.packs, packState{k.Label, r.pack})
	}
	if k.Pop && len(r.packs) > 0 {
		i := len(r.packs) - 1
		for j := i; j >= 0 && k.Label != 0; j-- {
			if r.packs[j].label == k.Label {
				i = j
				break
			}
		}
		r.pack = r.packs[i].pack
		r.packs = r.packs[:i]
	}
	if k.Value >= 0 && k.Value <= 16 {
		r.pack = int64(k.Value)
	}
}
