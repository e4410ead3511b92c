package finding

import (
	"crypto/sha256"
	"fmt"
	"go/scanner"
	"go/token"
	"strings"
)

// A Key identifies a finding from one version of the code to the next. It has
// no line, which moves with every edit above, and no message, which may be
// reworded.
type Key struct {
	Check    string `json:"check"`
	Package  string `json:"package"`
	Function string `json:"function,omitempty"` // as the linker names it without its package; "" outside of one
	Code     string `json:"code"`               // what the finding is about, without comments and layout
	Number   int    `json:"number,omitempty"`   // how many findings before it have the same key but for this
}

// ID returns the key as 32 hexadecimal digits.
func (k Key) ID() string {
	digest := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %d", k.Check, k.Package, k.Function, k.Code, k.Number))
	return fmt.Sprintf("%x", digest[:16])
}

// A Keyer makes the keys of findings, in the order of their places.
type Keyer struct {
	read  func(name string) string
	files map[string]*source
	count map[Key]int
}

type source struct {
	text      string
	functions []Function
}

// NewKeyer returns a Keyer that gets the text of files by read.
func NewKeyer(read func(name string) string) *Keyer {
	return &Keyer{read, make(map[string]*source), make(map[Key]int)}
}

// Key returns the key of a finding whose other fields are set.
func (k *Keyer) Key(f *Finding) Key {
	src := k.files[f.Start.File]
	if src == nil {
		src = &source{text: k.read(f.Start.File)}
		src.functions = Functions(src.text)
		k.files[f.Start.File] = src
	}
	start := Offset(src.text, f.Start)
	end := start
	if f.End.File == f.Start.File {
		end = max(start, Offset(src.text, f.End))
	}
	key := Key{Check: f.Check, Package: f.Package, Function: FunctionAt(src.functions, f.Start.Line), Code: normal(src.text[start:end])}
	number := k.count[key]
	k.count[key]++
	key.Number = number
	return key
}

// Offset returns the byte offset of a position in the text of its file.
func Offset(text string, p Position) int {
	offset := 0
	for line := 1; line < p.Line; line++ {
		i := strings.IndexByte(text[offset:], '\n')
		if i < 0 {
			return len(text)
		}
		offset += i + 1
	}
	return min(offset+max(p.Column-1, 0), len(text))
}

// normal returns code as its tokens, with a space between each two. What is
// no Go, as C in a preamble, has tokens enough in common with it.
func normal(code string) string {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(code)), []byte(code), nil, 0)
	var words []string
	for {
		_, tok, literal := s.Scan()
		switch {
		case tok == token.EOF:
			return strings.Join(words, " ")
		case tok == token.SEMICOLON && literal == "\n":
		case literal != "":
			words = append(words, literal)
		default:
			words = append(words, tok.String())
		}
	}
}
