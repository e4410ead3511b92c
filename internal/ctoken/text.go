package ctoken

import "bytes"

func (l *lexer) word() {
	start := l.at
	i := start
	h := uint32(2166136261)
	for i < len(l.text) && class[l.text[i]]&(letter|digit) != 0 {
		h = (h ^ uint32(l.text[i])) * 16777619
		i++
	}
	if c := l.byteAt(i); c == '"' || c == '\'' {
		if prefix := string(l.text[start:i]); prefix == "L" || prefix == "u" || prefix == "U" || prefix == "u8" {
			l.at = i
			l.literal(start, c)
			return
		}
	}
	l.at = i
	if l.byteAt(i) == '\\' && (l.splice(i) > 0 || l.universal(i)) {
		l.add(Ident, l.names.Intern(l.spliced(start, letter|digit)), start)
		return
	}
	l.add(Ident, l.names.intern(l.text[start:i], h), start)
}

// universal reports whether a universal character name, \u00e9, begins at i.
func (l *lexer) universal(i int) bool { c := l.byteAt(i + 1); return c == 'u' || c == 'U' }

// spliced returns a word that goes on after line splices.
func (l *lexer) spliced(start int, of uint8) []byte {
	word := bytes.Clone(l.text[start:l.at])
	for {
		if n := l.splice(l.at); n > 0 && class[l.byteAt(l.at+n)]&of != 0 {
			l.at += n
		} else if l.byteAt(l.at) == '\\' && l.universal(l.at) {
			word = append(word, '\\')
			l.at++
		} else {
			return word
		}
		for l.at < len(l.text) && class[l.text[l.at]]&of != 0 {
			word = append(word, l.text[l.at])
			l.at++
		}
	}
}

func (l *lexer) number() {
	start := l.at
	h := uint32(2166136261)
	for l.at < len(l.text) {
		c := l.text[l.at]
		switch {
		case class[c]&(letter|digit) != 0 || c == '.':
		case (c == '+' || c == '-') && l.at > start && isExponent(l.text[l.at-1]):
		case c == '\'' && class[l.byteAt(l.at+1)]&(letter|digit) != 0 && !l.endsChar(l.at): // C23's 1'000
		default:
			l.add(Number, l.names.intern(l.text[start:l.at], h), start)
			return
		}
		h = (h ^ uint32(c)) * 16777619
		l.at++
	}
	l.add(Number, l.names.intern(l.text[start:l.at], h), start)
}

// endsChar reports whether what a quote begins looks like a character constant.
func (l *lexer) endsChar(i int) bool { return l.byteAt(i+2) == '\'' }

func isExponent(c byte) bool { return c|0x20 == 'e' || c|0x20 == 'p' }

// literal reads a string or a character constant whose quote is here. One
// that does not end on its line is a stray byte.
func (l *lexer) literal(start int, quote byte) {
	kind := String
	if quote == '\'' {
		kind = Char
	}
	spliced := false
	for i := l.at + 1; i < len(l.text); i++ {
		switch l.text[i] {
		case quote:
			l.at = i + 1
			text := l.text[start:l.at]
			if spliced {
				text = withoutSplices(text)
			}
			l.add(kind, l.names.Intern(text), start)
			return
		case '\\':
			if n := l.splice(i); n > 0 {
				spliced = true
				i += n - 1
			} else {
				i++
			}
		case '\n':
			l.at++
			l.add(Other, l.names.Intern(l.text[start:l.at]), start)
			return
		}
	}
	l.at++
	l.add(Other, l.names.Intern(l.text[start:l.at]), start)
}

func withoutSplices(text []byte) []byte {
	l := lexer{text: text}
	var out []byte
	for i := 0; i < len(text); i++ {
		if n := l.splice(i); n > 0 {
			i += n - 1
			continue
		}
		out = append(out, text[i])
		if text[i] == '\\' && i+1 < len(text) && l.splice(i+1) == 0 {
			i++
			out = append(out, text[i])
		}
	}
	return out
}

func (l *lexer) comment() {
	l.flags |= Space
	if l.text[l.at+1] == '*' {
		end := bytes.Index(l.text[l.at+2:], []byte("*/"))
		if end < 0 {
			l.at = len(l.text)
			return
		}
		l.at += end + 4
		return
	}
	for {
		end := bytes.IndexByte(l.text[l.at:], '\n')
		if end < 0 {
			l.at = len(l.text)
			return
		}
		l.at += end
		before := l.at - 1
		for before > 0 && class[l.text[before]] == blank {
			before--
		}
		if l.text[before] != '\\' {
			return
		}
		l.at++
	}
}
