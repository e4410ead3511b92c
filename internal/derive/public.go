package derive

import (
	"maps"
	"os"
	"regexp"
)

// words matches what may be the names of functions.
var words = regexp.MustCompile(`[A-Za-z_]\w*`)

// comments matches the comments of C.
var comments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)

// publicOf returns those of the defined functions that headers mention outside
// of comments; all of them when there are no headers. Declarations are often
// made by macros, so that nothing more is asked for.
func publicOf(headers []string, defined map[string]bool) map[string]bool {
	if len(headers) == 0 {
		return maps.Clone(defined)
	}
	public := make(map[string]bool)
	for _, name := range headers {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it was there a moment ago
		}
		for _, word := range words.FindAllString(comments.ReplaceAllString(string(text), " "), -1) {
			if defined[word] {
				public[word] = true
			}
		}
	}
	return public
}
