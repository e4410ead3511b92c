package toolchain

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	tests := []struct {
		built, goCommand string
		ok               bool
	}{
		{"go1.26.8", "go1.26.0", true},
		{"go1.26.0", "go1.26.8", true},
		{"go1.27.3", "go1.26.8", true},
		{"go1.26.8 X:nodwarf5", "go1.26.9 X:jsonv2", true},
		{"go1.26.8", "devel go1.28-0123abc", true},
		{"go1.26.8", "", true},
		{"go1.26.8", "go1.27.3", false},
		{"go1.26.8", "go1.27rc1", false},
		{"go1.26.8", "go1.27.3 X:jsonv2", false},
	}
	for _, test := range tests {
		err := check(test.built, test.goCommand)
		if (err == nil) != test.ok {
			t.Errorf("built with %s, go command %s: %v", test.built, test.goCommand, err)
		}
		if err == nil {
			continue
		}
		for _, want := range []string{"built with go1.26.8 ", "GOTOOLCHAIN=" + strings.Fields(test.goCommand)[0] + " go install "} {
			if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q is not one line with %q", err, want)
			}
		}
	}
}
