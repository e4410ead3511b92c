package cpp

import "github.com/cgolint/cgolint/internal/ctoken"

// A context is a list of tokens that are read before what is below it.
type context struct {
	tokens []ctoken.Token
	at     int
	macro  *Macro       // that the tokens come from, or nil
	pos    ctoken.Pos   // of all tokens, or 0 when they have their own
	before ctoken.Flags // white space before the first token
	owned  bool         // the tokens can be used again
}

// A stack has what is read before the file: the topmost context first.
type stack struct {
	contexts []context
	free     [][]ctoken.Token // lists that can be used again
}

// leave ends the topmost context.
func (s *stack) leave(c *context) {
	if c.macro != nil {
		c.macro.disabled = false
	}
	if c.owned {
		s.give(c.tokens)
	}
	s.contexts = s.contexts[:len(s.contexts)-1]
}

// take returns an empty list of tokens.
func (s *stack) take() []ctoken.Token {
	if n := len(s.free); n > 0 {
		list := s.free[n-1]
		s.free = s.free[:n-1]
		return list
	}
	return make([]ctoken.Token, 0, 32)
}

// give takes a list back that is not needed any more.
func (s *stack) give(list []ctoken.Token) {
	if cap(list) > 0 && cap(list) < 1<<14 && len(s.free) < 64 {
		s.free = append(s.free, list[:0])
	}
}

// unread gives a token back.
func (s *stack) unread(t ctoken.Token) {
	if t.Kind != ctoken.EOF {
		s.contexts = append(s.contexts, context{tokens: append(s.take(), t), before: t.Flags & blanks, owned: true})
	}
}
