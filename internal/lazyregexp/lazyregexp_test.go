package lazyregexp

import (
	"slices"
	"testing"
)

func TestMethods(t *testing.T) {
	re := New(`(\w)=(\d)`)
	if !re.MatchString("a=1") || re.MatchString("a=b") {
		t.Error("MatchString")
	}
	if got := re.FindStringSubmatch("x a=1"); !slices.Equal(got, []string{"a=1", "a", "1"}) {
		t.Errorf("FindStringSubmatch: %q", got)
	}
	if got := re.FindAllString("a=1 b=2", -1); !slices.Equal(got, []string{"a=1", "b=2"}) {
		t.Errorf("FindAllString: %q", got)
	}
	if got := re.FindAllStringSubmatch("a=1 b=2", -1); len(got) != 2 || got[1][1] != "b" {
		t.Errorf("FindAllStringSubmatch: %q", got)
	}
	if got := re.FindSubmatch([]byte("a=1")); len(got) != 3 || string(got[2]) != "1" {
		t.Errorf("FindSubmatch: %q", got)
	}
	if got := re.FindAllSubmatch([]byte("a=1 b=2"), -1); len(got) != 2 {
		t.Errorf("FindAllSubmatch: %q", got)
	}
	if got := re.ReplaceAllString("a=1", "$2=$1"); got != "1=a" {
		t.Errorf("ReplaceAllString: %q", got)
	}
	if got := re.ReplaceAllStringFunc("a=1;", func(string) string { return "-" }); got != "-;" {
		t.Errorf("ReplaceAllStringFunc: %q", got)
	}
}

// A mistake shows in each test of the package that has the variable.
func TestMistake(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("New(`(`) does not panic in a test")
		}
	}()
	New(`(`)
}

func TestNotCompiled(t *testing.T) {
	inTest = false
	defer func() { inTest = true }()
	New(`(`)
}
