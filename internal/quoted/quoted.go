// Package quoted splits text into words, some of them quoted, by the rules of
// cgo, of the go command, and of a shell.
//
// None of them is in a package that can be imported and is maintained: what the
// go command has is internal, google/shlex takes # for a comment, and
// mvdan.cc/sh expands what a list of flags must keep.
package quoted

import (
	"errors"
	"fmt"
	"strings"
)

// words collects words, which may be empty.
type words struct {
	all  []string
	word strings.Builder
	open bool // there is a word, if only an empty one
}

func (w *words) add(r rune) {
	w.word.WriteRune(r)
	w.open = true
}

func (w *words) end() {
	if w.open {
		w.all = append(w.all, w.word.String())
	}
	w.word.Reset()
	w.open = false
}

// Cgo splits what follows the colon of a #cgo line, as go/build's splitQuoted
// does: quotes may stand anywhere in a word, and a backslash takes the next
// character as it is, in quotes of both kinds too. With an error come the words
// up to there.
func Cgo(text string) ([]string, error) {
	var w words
	quote, escaped := rune(0), false
	for _, r := range text {
		switch {
		case escaped:
			escaped = false
			w.add(r)
		case r == '\\':
			escaped, w.open = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && isQuote(r):
			quote, w.open = r, true
		case quote == 0 && (r == ' ' || r == '\t' || r == '\r'):
			w.end()
		default:
			w.add(r)
		}
	}
	w.end()
	switch {
	case quote != 0:
		return w.all, errors.New("#cgo line has an unclosed quote")
	case escaped:
		return w.all, errors.New("#cgo line ends in a backslash")
	}
	return w.all, nil
}

// Go splits a variable of the go command, such as CC, CGO_CFLAGS or GOFLAGS, as
// its package cmd/internal/quoted does: quotes count at the beginning of a word
// alone, and nothing is escaped. A quote that is not closed, which the go
// command refuses, goes to the end.
func Go(text string) []string {
	var all []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if isQuote(rune(text[0])) {
			word, rest, _ := strings.Cut(text[1:], text[:1])
			all, text = append(all, word), rest
			continue
		}
		end := strings.IndexAny(text, " \t\r\n")
		if end < 0 {
			end = len(text)
		}
		all, text = append(all, text[:end]), text[end:]
	}
	return all
}

// Shell splits a command line as a POSIX shell does (Shell Command Language,
// 2.2), with nothing expanded: quotes may stand anywhere, a backslash takes the
// next character as it is, and in double quotes it does so for those that are
// special there. pkg-config and compilation databases quote in this way. With
// an error come the words up to there.
func Shell(text string) ([]string, error) {
	var w words
	quote, escaped := rune(0), false
	for _, r := range text {
		switch {
		case escaped:
			if quote == '"' && !strings.ContainsRune("\"\\$`", r) {
				w.add('\\')
			}
			escaped = false
			w.add(r)
		case r == '\\' && quote != '\'':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && isQuote(r):
			quote, w.open = r, true
		case quote == 0 && (r == ' ' || r == '\t' || r == '\r' || r == '\n'):
			w.end()
		default:
			w.add(r)
		}
	}
	if escaped {
		w.add('\\')
	}
	w.end()
	if quote != 0 {
		return w.all, fmt.Errorf("a quote %c is not closed", quote)
	}
	return w.all, nil
}

func isQuote(r rune) bool { return r == '"' || r == '\'' }
