package ctoken

import "bytes"

// A lexer splits the text of one file.
type lexer struct {
	text  []byte
	at    int
	flags Flags // of the next token
	names *Names
	out   []Token
}

// classes of bytes
const (
	letter = 1 << iota
	digit
	blank
)

var class = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == '$', c >= 0x80:
			t[c] = letter
		case c >= '0' && c <= '9':
			t[c] = digit
		case c == ' ', c == '\t', c == '\v', c == '\f', c == '\r', c == 0:
			t[c] = blank
		}
	}
	return t
}()

// byteAt returns a byte of the text, or 0 after its end.
func (l *lexer) byteAt(i int) byte {
	if i < len(l.text) {
		return l.text[i]
	}
	return 0
}

// splice returns how long the line splice is that begins at i, or 0.
func (l *lexer) splice(i int) int {
	if l.byteAt(i) != '\\' {
		return 0
	}
	j := i + 1
	for l.byteAt(j) == ' ' || l.byteAt(j) == '\t' || l.byteAt(j) == '\r' {
		j++ // gcc takes blanks before the end of the line
	}
	if l.byteAt(j) != '\n' {
		return 0
	}
	return j + 1 - i
}

// run splits the whole text.
func (l *lexer) run() {
	l.flags = LineStart
	if bytes.HasPrefix(l.text, []byte("\xef\xbb\xbf")) {
		l.at = 3
	}
	for l.at < len(l.text) {
		c := l.text[l.at]
		switch cl := class[c]; {
		case cl == letter:
			l.word()
		case cl == blank:
			l.flags |= Space
			l.at++
		case c == '\n':
			l.flags = LineStart | l.flags&Space
			l.at++
		case cl == digit, c == '.' && class[l.byteAt(l.at+1)] == digit:
			l.number()
		case c == '"' || c == '\'':
			l.literal(l.at, c)
		case c == '/' && (l.byteAt(l.at+1) == '*' || l.byteAt(l.at+1) == '/'):
			l.comment()
		default:
			l.punctuator(c)
		}
	}
	l.flags |= LineStart
	l.add(EOF, 0, len(l.text))
}

func (l *lexer) add(k Kind, name Name, at int) {
	if len(l.out) == cap(l.out) {
		l.grow(at)
	}
	l.out = append(l.out, Token{Kind: k, Flags: l.flags, Name: name, Pos: Pos(at)})
	l.flags = 0
}

// grow makes room for as many tokens as the rest of the text is likely to have,
// and for an eighth more at least: a text may have its comments first.
func (l *lexer) grow(at int) {
	more := 64 + len(l.out)/8
	if at > 0 {
		more = max(more, int(float64(len(l.out))/float64(at)*float64(len(l.text)-at)*1.05))
	}
	l.out = append(make([]Token, 0, len(l.out)+more), l.out...)
}

func (l *lexer) punctuator(c byte) {
	if n := l.splice(l.at); n > 0 {
		l.flags |= Space
		l.at += n
		return
	}
	kind, n := punctuator(c, l.byteAt(l.at+1), l.byteAt(l.at+2))
	name := Name(0)
	switch {
	case kind == Other && c == '\\' && l.universal(l.at):
		l.at++
		l.word()
		return
	case kind == Other:
		name = l.names.Intern(l.text[l.at : l.at+1])
	case kind == Percent && n == 3: // %:%:
		if l.byteAt(l.at+3) == ':' {
			kind, n = HashHash, 4
		} else {
			kind, n = Hash, 2
		}
	}
	l.add(kind, name, l.at)
	l.at += n
}
