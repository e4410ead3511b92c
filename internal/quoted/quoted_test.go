package quoted_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/quoted"
)

// TestWords holds the same lines against the three rules; words are divided by
// a bar.
func TestWords(t *testing.T) {
	for _, c := range []struct{ line, cgo, goes, shell string }{
		{`-c  a.c`, `-c|a.c`, `-c|a.c`, `-c|a.c`},
		{``, ``, ``, ``},
		{`'a b' c`, `a b|c`, `a b|c`, `a b|c`},
		{`-I"a b"c ''`, `-Ia bc|`, `-I"a|b"c|`, `-Ia bc|`},
		{`c\ d`, `c d`, `c\|d`, `c d`},
		{`"\"x y\""`, `"x y"`, `\|x|y\""`, `"x y"`},
		{`'\d'`, `d`, `\d`, `\d`},
		{`"C:\dir"`, `C:dir`, `C:\dir`, `C:\dir`},
		{`-DA=#1`, `-DA=#1`, `-DA=#1`, `-DA=#1`},
	} {
		cgo, err := quoted.Cgo(c.line)
		if got := strings.Join(cgo, "|"); got != c.cgo || err != nil {
			t.Errorf("Cgo(%s): got %s, %v, want %s", c.line, got, err, c.cgo)
		}
		if got := strings.Join(quoted.Go(c.line), "|"); got != c.goes {
			t.Errorf("Go(%s): got %s, want %s", c.line, got, c.goes)
		}
		shell, err := quoted.Shell(c.line)
		if got := strings.Join(shell, "|"); got != c.shell || err != nil {
			t.Errorf("Shell(%s): got %s, %v, want %s", c.line, got, err, c.shell)
		}
	}
}

// What is not closed is an error, with the words that there are.
func TestUnclosed(t *testing.T) {
	if words, err := quoted.Cgo(`a "b c`); strings.Join(words, "|") != "a|b c" || err == nil || err.Error() != "#cgo line has an unclosed quote" {
		t.Error(words, err)
	}
	if words, err := quoted.Cgo(`a\`); strings.Join(words, "|") != "a" || err == nil || err.Error() != "#cgo line ends in a backslash" {
		t.Error(words, err)
	}
	if words, err := quoted.Shell(`a 'b c`); strings.Join(words, "|") != "a|b c" || err == nil || err.Error() != "a quote ' is not closed" {
		t.Error(words, err)
	}
	if words := quoted.Go(`a "b c`); strings.Join(words, "|") != "a|b c" {
		t.Error(words)
	}
}
