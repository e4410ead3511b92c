package cfront

import (
	"slices"
	"testing"
)

func TestDirectives(t *testing.T) {
	text := "#one 1\n a # b # c\n\t# \ttwo\n   # three\\\n#\n x#no\n#last"
	var got []string
	for line := range directives([]byte(text)) {
		got = append(got, string(line))
	}
	if want := []string{"one 1", "two", "three\\", "", "last"}; !slices.Equal(got, want) {
		t.Errorf("the directives are %q, want %q", got, want)
	}
}
