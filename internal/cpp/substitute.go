package cpp

import (
	"errors"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// errLimit says that macros make too much text.
var errLimit = errors.New("the macros expand to too many tokens")

// maxList bounds the tokens that replace one use of a macro, or are one of its
// arguments.
const maxList = 4 << 20

// A substitution makes the text that replaces the use of a macro.
type substitution struct {
	p    *Preprocessor
	m    *Macro
	args *arguments
	pos  ctoken.Pos
	out  []ctoken.Token
	join bool // ## is before what comes next
	none bool // and nothing is before it
}

// substitute returns the text that replaces a use of a macro.
func (p *Preprocessor) substitute(m *Macro, a *arguments, pos ctoken.Pos) []ctoken.Token {
	s := &substitution{p: p, m: m, args: a, pos: pos, out: p.take()}
	s.text(m.Body)
	return s.out
}

func (s *substitution) text(body []ctoken.Token) {
	for i := 0; i < len(body) && s.p.err == nil; i++ {
		t := body[i]
		switch {
		case t.Kind == ctoken.Param:
			s.param(t)
		case s.m.vaOpt && t.Is(ctoken.Word("__VA_OPT__")) && i+1 < len(body) && body[i+1].Kind == ctoken.LParen:
			i = s.vaOpt(body, i)
		case t.Kind == ctoken.Comma && t.Flags&ctoken.Paste != 0 && s.isRest(body, i+1):
			// GNU: , ## __VA_ARGS__ takes the comma away with the arguments.
			i++
			if rest := s.args.raw[body[i].Name]; len(rest) > 0 {
				s.token(t)
				s.join = false
				s.param(body[i])
			} else {
				s.after(body[i].Flags, true)
			}
		default:
			s.token(t)
		}
	}
}

// isRest reports whether the token at i is the parameter for the rest of the
// arguments.
func (s *substitution) isRest(body []ctoken.Token, i int) bool {
	return s.m.Variadic && i < len(body) && body[i].Kind == ctoken.Param && int(body[i].Name) == len(s.m.Params)-1
}

// token adds a token of the macro's text.
func (s *substitution) token(t ctoken.Token) {
	flags := t.Flags
	t.Flags &= blanks
	t.Pos = s.pos
	s.add(t)
	s.after(flags, false)
}

// add adds one token, joined to the one before where ## says so.
func (s *substitution) add(t ctoken.Token) {
	if !s.join || s.none || len(s.out) == 0 {
		s.out = append(s.out, t)
		return
	}
	last := s.out[len(s.out)-1]
	s.out = s.p.paste(s.out[:len(s.out)-1], last, t)
}

// after notes what the flags of an operand say of the next.
func (s *substitution) after(flags ctoken.Flags, nothing bool) {
	s.none = nothing && (!s.join || s.none)
	s.join = flags&ctoken.Paste != 0
	if !s.join {
		s.none = false
	}
}

func (s *substitution) param(t ctoken.Token) {
	i := int(t.Name)
	if t.Flags&ctoken.Stringize != 0 {
		str := s.p.stringize(s.args.raw[i])
		str.Pos, str.Flags = s.pos, t.Flags&blanks
		s.add(str)
		s.after(t.Flags, false)
		return
	}
	list := s.args.raw[i]
	if !s.join && t.Flags&ctoken.Paste == 0 {
		list = s.p.expandedArg(s.args, i)
	}
	if s.p.expanded += len(list); s.p.expanded > s.p.Limit || len(s.out)+len(list) > maxList {
		s.p.fail(errLimit)
		return
	}
	for k, a := range list {
		if k == 0 {
			a.Flags = a.Flags&^blanks | t.Flags&blanks
			s.add(a)
			continue
		}
		s.out = append(s.out, a)
	}
	s.after(t.Flags, len(list) == 0)
}

// vaOpt adds what __VA_OPT__ has in its parentheses, when there are more
// arguments. It returns the index of the closing one.
func (s *substitution) vaOpt(body []ctoken.Token, i int) int {
	depth, end := 0, i+1
	for ; end < len(body); end++ {
		switch body[end].Kind {
		case ctoken.LParen:
			depth++
		case ctoken.RParen:
			depth--
		}
		if depth == 0 {
			break
		}
	}
	if end == len(body) {
		return end
	}
	if len(s.p.expandedArg(s.args, len(s.m.Params)-1)) > 0 {
		s.text(body[i+2 : end])
		s.after(body[end].Flags, end == i+2)
	} else {
		s.after(body[end].Flags, true)
	}
	return end
}

// paste appends the token that two make together. Two that make none stay
// two.
func (p *Preprocessor) paste(out []ctoken.Token, a, b ctoken.Token) []ctoken.Token {
	text := p.Spell(nil, a)
	text = p.Spell(text, b)
	f := ctoken.NewFile("", text, p.Names)
	if len(f.Tokens) != 2 {
		return append(out, a, b)
	}
	t := f.Tokens[0]
	t.Pos, t.Flags = a.Pos, a.Flags&blanks
	return append(out, t)
}

// Spell appends the spelling of a token.
func (p *Preprocessor) Spell(text []byte, t ctoken.Token) []byte {
	if t.Name != 0 && t.Kind != ctoken.Pragma {
		return append(text, p.Names.Text(t.Name)...)
	}
	return append(text, t.Kind.String()...)
}

// stringize makes a string of an argument.
func (p *Preprocessor) stringize(list []ctoken.Token) ctoken.Token {
	text := []byte{'"'}
	for i, t := range list {
		if i > 0 && t.Flags&blanks != 0 {
			text = append(text, ' ')
		}
		start := len(text)
		text = p.Spell(text, t)
		if t.Kind != ctoken.String && t.Kind != ctoken.Char {
			continue
		}
		spelled := string(text[start:])
		text = text[:start]
		for k := range len(spelled) {
			if spelled[k] == '"' || spelled[k] == '\\' {
				text = append(text, '\\')
			}
			text = append(text, spelled[k])
		}
	}
	return ctoken.Token{Kind: ctoken.String, Name: p.Names.Intern(append(text, '"'))}
}
