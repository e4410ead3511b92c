package spelling_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/spelling"
)

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{{"", "", 0}, {"fix", "", 3}, {"mutxid", "mutexid", 1}, {"exit-zreo", "exit-zero", 2}, {"cgolop", "cgoloop", 1}, {"abc", "xyz", 3}}
	for _, test := range tests {
		if got := spelling.Distance(test.a, test.b); got != test.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"cgoloop", "cgolock", "mutexid"}
	for written, want := range map[string]string{"cgolop": "cgoloop", "cgolok": "cgolock", "mutexids": "mutexid", "mutxdi": "", "x": ""} {
		if got := spelling.Nearest(written, names); got != want {
			t.Errorf("%s is taken for %q, want %q", written, got, want)
		}
	}
}
