package cpp

import "github.com/cgolint/cgolint/internal/ctoken"

// arguments are those of a use of a macro.
type arguments struct {
	raw      [][]ctoken.Token
	expanded [][]ctoken.Token // nil where they are not known yet
}

// arguments reads the arguments of a macro after the parenthesis. ok is false
// when the text ends first.
func (p *Preprocessor) arguments(m *Macro) (a *arguments, ok bool) {
	a = &arguments{}
	arg := p.take()
	for depth := 0; ; {
		t := p.lex()
		switch t.Kind {
		case ctoken.EOF:
			p.give(arg)
			return nil, false
		case ctoken.LParen:
			depth++
		case ctoken.RParen:
			if depth--; depth < 0 {
				a.raw = append(a.raw, arg)
				a.complete(m)
				return a, true
			}
		case ctoken.Comma:
			if depth == 0 && !(m.Variadic && len(a.raw) == len(m.Params)-1) {
				a.raw = append(a.raw, arg)
				arg = p.take()
				continue
			}
		case ctoken.Ident:
			// A macro that is being expanded is not expanded later either.
			if use := p.macro(t.Name); use != nil && use.disabled {
				t.Flags |= ctoken.NoExpand
			}
		}
		arg = append(arg, t)
	}
}

// complete makes as many arguments as there are parameters.
func (a *arguments) complete(m *Macro) {
	for len(a.raw) < len(m.Params) {
		a.raw = append(a.raw, nil)
	}
	a.raw = a.raw[:max(len(m.Params), 0)]
	a.expanded = make([][]ctoken.Token, len(a.raw))
}

// expandedArg returns an argument with its macros expanded.
func (p *Preprocessor) expandedArg(a *arguments, i int) []ctoken.Token {
	if a.expanded[i] == nil {
		a.expanded[i] = p.expandAll(a.raw[i])
	}
	return a.expanded[i]
}

// expandAll expands the macros of a list of tokens.
func (p *Preprocessor) expandAll(list []ctoken.Token) []ctoken.Token {
	plain := true
	for _, t := range list {
		if t.Kind == ctoken.Ident && p.macro(t.Name) != nil {
			plain = false
			break
		}
	}
	if plain {
		return list
	}
	defer p.isolate(list)()
	out := make([]ctoken.Token, 0, len(list)+8)
	for {
		t := p.Next()
		if t.Kind == ctoken.EOF {
			break
		}
		if out = append(out, t); len(out) > maxList {
			p.fail(errLimit)
			break
		}
	}
	if len(list) > 0 && len(out) > 0 {
		out[0].Flags |= list[0].Flags & blanks
	}
	return out
}

// isolate makes a list of tokens all that there is to read, until back is
// called.
func (p *Preprocessor) isolate(list []ctoken.Token) (back func()) {
	base, isolated := p.base, p.isolated
	p.base, p.isolated = len(p.contexts), true
	p.push(context{tokens: list})
	return func() {
		for len(p.contexts) > p.base {
			p.leave(&p.contexts[len(p.contexts)-1])
		}
		p.base, p.isolated = min(base, len(p.contexts)), isolated
	}
}
