package ctoken

import (
	"strings"
	"unicode/utf8"
)

// SplitLiteral splits a literal in its prefix and what stands between the
// quotes.
func SplitLiteral(text string) (prefix, body string) {
	i := strings.IndexAny(text, `"'`)
	if i < 0 || len(text) < i+2 {
		return "", ""
	}
	return text[:i], text[i+1 : len(text)-1]
}

// AppendUnescaped appends the characters of a literal: bytes, or code points
// when wide is set, as of L"x".
func AppendUnescaped(out []rune, body string, wide bool) []rune {
	for i := 0; i < len(body); {
		c := body[i]
		switch {
		case c == '\\' && i+1 < len(body):
			r, n := escape(body[i:])
			if r >= 0x80 && (body[i+1] == 'u' || body[i+1] == 'U') && !wide {
				for _, b := range []byte(string(r)) {
					out = append(out, rune(b))
				}
			} else {
				out = append(out, r)
			}
			i += n
		case c >= utf8.RuneSelf && wide:
			r, n := utf8.DecodeRuneInString(body[i:])
			out = append(out, r)
			i += n
		default:
			out = append(out, rune(c))
			i++
		}
	}
	return out
}

var simple = [256]byte{'n': '\n', 't': '\t', 'r': '\r', 'a': 7, 'b': 8, 'f': 12, 'v': 11, 'e': 27, 'E': 27}

// escape evaluates the escape sequence that s begins with, and returns its
// length.
func escape(s string) (r rune, n int) {
	c := s[1]
	switch {
	case c == 'x':
		n = 2
		for n < len(s) && hexDigit(s[n]) < 16 {
			r = r<<4 | rune(hexDigit(s[n]))
			n++
		}
		return r, n
	case c >= '0' && c <= '7':
		for n = 1; n < len(s) && n < 4 && s[n] >= '0' && s[n] <= '7'; n++ {
			r = r<<3 | rune(s[n]-'0')
		}
		return r, n
	case c == 'u' || c == 'U':
		digits := 4
		if c == 'U' {
			digits = 8
		}
		for n = 2; n < len(s) && n < 2+digits && hexDigit(s[n]) < 16; n++ {
			r = r<<4 | rune(hexDigit(s[n]))
		}
		return r, n
	case simple[c] != 0:
		return rune(simple[c]), 2
	}
	return rune(c), 2
}

// hexDigit returns the value of a hexadecimal digit, or more than 15.
func hexDigit(c byte) uint64 {
	if c >= 'A' && c <= 'F' {
		c |= 0x20
	}
	return digitValue(c)
}
