package argcheck

import (
	"strings"
	"text/scanner"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// unionsOf returns the names, as C.name, of the unions of the preambles that
// have a pointer among their members. cgo declares a union as an array of
// bytes, so the types do not tell. Unions that headers declare are not seen.
func unionsOf(preambles []*cgosource.Preamble) map[string]bool {
	unions := make(map[string]bool)
	for _, p := range preambles {
		tokens := tokensOf(p.Text.C)
		for i, tok := range tokens {
			if tok == "union" {
				addUnion(unions, tokens, i)
			}
		}
	}
	return unions
}

// tokensOf splits C text into its words and signs.
func tokensOf(text string) []string {
	var s scanner.Scanner
	s.Init(strings.NewReader(text))
	s.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanComments | scanner.SkipComments
	s.Error = func(*scanner.Scanner, string) {}
	var tokens []string
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		tokens = append(tokens, s.TokenText())
	}
	return tokens
}

// addUnion adds the union whose keyword is at tokens[i] under its tag and the
// name that a typedef gives it.
func addUnion(unions map[string]bool, tokens []string, i int) {
	typedef := i > 0 && tokens[i-1] == "typedef"
	tag := ""
	if i++; i < len(tokens) && tokens[i] != "{" {
		tag = tokens[i]
		i++
	}
	if i >= len(tokens) || tokens[i] != "{" {
		if typedef && i < len(tokens) && unions["union_"+tag] {
			unions[tokens[i]] = true
		}
		return
	}
	pointer := false
	for depth := 0; i < len(tokens); i++ {
		switch tokens[i] {
		case "{":
			depth++
		case "}":
			depth--
		case "*":
			pointer = true
		}
		if depth == 0 {
			break
		}
	}
	if !pointer {
		return
	}
	if tag != "" {
		unions["union_"+tag] = true
	}
	if typedef && i+1 < len(tokens) {
		unions[tokens[i+1]] = true
	}
}
