package cpp

import "github.com/cgolint/cgolint/internal/ctoken"

// A Macro is the definition of one.
type Macro struct {
	Name     ctoken.Name
	Func     bool // it has parameters, or an empty list of them
	Variadic bool
	Params   []ctoken.Name
	Body     []ctoken.Token // with tokens of the kind Param for parameters

	pastes   bool // # or ## is in the body
	vaOpt    bool
	builtin  builtin
	disabled bool // it is being expanded
}

// define returns the macro that the tokens after #define make, or nil.
func define(line []ctoken.Token) *Macro {
	if len(line) == 0 || line[0].Kind != ctoken.Ident {
		return nil
	}
	m := &Macro{Name: line[0].Name}
	line = line[1:]
	if len(line) == 0 || line[0].Kind != ctoken.LParen || line[0].Flags&ctoken.Space != 0 {
		m.Body = line
		m.prepare()
		return m
	}
	m.Func = true
	n := m.params(line[1:])
	if n < 0 {
		return nil
	}
	m.Body = append([]ctoken.Token(nil), line[1+n:]...)
	m.prepare()
	return m
}

// params reads the parameters of a macro, and returns how many tokens they
// are with the parenthesis after them, or -1.
func (m *Macro) params(line []ctoken.Token) int {
	for i := 0; i < len(line); i++ {
		switch t := line[i]; t.Kind {
		case ctoken.RParen:
			return i + 1
		case ctoken.Comma:
		case ctoken.Ident:
			m.Params = append(m.Params, t.Name)
		case ctoken.Ellipsis:
			m.Variadic = true
			if i == 0 || line[i-1].Kind == ctoken.Comma {
				m.Params = append(m.Params, ctoken.Word("__VA_ARGS__"))
			}
		default:
			return -1
		}
	}
	return -1
}

// prepare turns the names of parameters in the body into Param tokens, and #
// and ## into flags.
func (m *Macro) prepare() {
	if !m.Func {
		for _, t := range m.Body {
			m.pastes = m.pastes || t.Kind == ctoken.HashHash
		}
		if !m.pastes {
			return
		}
		m.Body = append([]ctoken.Token(nil), m.Body...)
	}
	out := m.Body[:0]
	for i, t := range m.Body {
		switch {
		case t.Kind == ctoken.HashHash && len(out) > 0 && i+1 < len(m.Body):
			out[len(out)-1].Flags |= ctoken.Paste
			m.pastes = true
			continue
		case t.Kind == ctoken.Ident && m.Func:
			if p := m.param(t.Name); p >= 0 {
				t.Kind, t.Name = ctoken.Param, ctoken.Name(p)
				if n := len(out); n > 0 && out[n-1].Kind == ctoken.Hash {
					t.Flags |= ctoken.Stringize | out[n-1].Flags&ctoken.Space
					m.pastes = true
					out = out[:n-1]
				}
			}
			m.vaOpt = m.vaOpt || m.Variadic && t.Is(ctoken.Word("__VA_OPT__"))
		}
		out = append(out, t)
	}
	m.Body = out
}

func (m *Macro) param(n ctoken.Name) int {
	for i, p := range m.Params {
		if p == n {
			return i
		}
	}
	return -1
}

func (p *Preprocessor) push(c context) {
	if c.macro != nil {
		c.macro.disabled = true
	}
	if p.expanded += len(c.tokens) + 1; p.expanded > p.Limit {
		p.fail(errLimit)
		return
	}
	p.contexts = append(p.contexts, c)
}

const blanks = ctoken.Space | ctoken.LineStart

// expand begins to expand a macro at its use. It returns false when that is
// no use after all.
func (p *Preprocessor) expand(m *Macro, t *ctoken.Token) bool {
	if m.builtin != 0 {
		return p.expandBuiltin(m, t)
	}
	if !m.Func {
		if !m.pastes {
			p.push(context{tokens: m.Body, macro: m, pos: t.Pos, before: t.Flags & blanks})
			return true
		}
		p.push(context{tokens: p.substitute(m, nil, t.Pos), macro: m, before: t.Flags & blanks, owned: true})
		return true
	}
	next := p.lex()
	if next.Kind != ctoken.LParen {
		p.unread(next)
		return false
	}
	a, ok := p.arguments(m)
	if !ok {
		return true
	}
	out := p.substitute(m, a, t.Pos)
	for _, arg := range a.raw {
		p.give(arg)
	}
	p.push(context{tokens: out, macro: m, before: t.Flags & blanks, owned: true})
	return true
}
