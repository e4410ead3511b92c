package driver

import (
	"path/filepath"
	"testing"
)

func TestPatternsMatch(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, "module example.com/m\n", dir, "m", "go.mod")
	tests := []struct {
		pattern, id, file string
		want              bool
	}{
		{"./...", "example.com/m", "m/a.go", true},
		{"./...", "example.com/m/x/y", "m/x/y/a.go", true},
		{"./...", "example.com/m/x", "elsewhere/a.h", true},
		{"./...", "example.com/m/x_test", "m/x/a_test.go", true},
		{"./...", "example.com/o/x", "o/x/a.go", false},
		{"./...", "example.com/m/testdata/x", "m/testdata/x/a.go", false},
		{"./...", "example.com/m/_x", "m/_x/a.go", false},
		{"./testdata/...", "example.com/m/testdata/x", "m/testdata/x/a.go", true},
		{".", "example.com/m", "m/a.go", true},
		{".", "example.com/m_test", "m/a_test.go", true},
		{".", "example.com/m/x", "m/x/a.go", false},
		{"./x", "example.com/m/xy", "m/xy/a.go", false},
		{"./x...", "example.com/m/xy", "m/xy/a.go", true},
		{"../o", "example.com/o", "o/a.go", true},
		{"../o", "example.com/o/x", "o/x/a.go", false},
		{"../o/...", "example.com/o/x", "o/x/a.go", true},
		{filepath.Join(dir, "m", "x"), "example.com/m/x", "m/x/a.go", true},
		{"example.com/m/...", "example.com/m", "m/a.go", true},
		{"example.com/m/x", "example.com/m/x_test", "m/x/a_test.go", true},
		{"example.com/m/x", "example.com/m/x/y", "m/x/y/a.go", false},
		{"m.x/y", "mox/y", "mox/y/a.go", false},
		{"a.go", "command-line-arguments", "m/a.go", true},
	}
	for _, test := range tests {
		p, err := newPatterns(&options{packages: []string{"./none", test.pattern}}, filepath.Join(dir, "m"))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.match(test.id, filepath.Join(dir, test.file)); got != test.want {
			t.Errorf("%s matches %s (%s): %v, want %v", test.pattern, test.id, test.file, got, test.want)
		}
	}
}

func TestNamedFlags(t *testing.T) {
	dir := t.TempDir()
	main, std := filepath.Join(dir, "main"), filepath.Join(dir, "std")
	writeFile(t, "module m\n", main, "go.mod")
	writeFile(t, "module n\n", main, "nested", "go.mod")
	writeFile(t, "module std\n", std, "go.mod")
	tests := []struct {
		dir  string
		args []string
		same bool // whether the cache is shared with other runs
	}{
		{main, []string{"."}, true},
		{main, []string{"./...", "./x", filepath.Join(main, "y")}, true},
		{filepath.Join(main, "x"), []string{"../..."}, true},
		{main, []string{"./nested"}, false},
		{main, []string{"./nested/..."}, false},
		{main, []string{"..."}, false},
		{main, []string{"./...", "net"}, false},
		{main, []string{"./vendor/x"}, false},
		{main, []string{"../std"}, false},
		{std, []string{"./net"}, false},
		{dir, []string{"."}, false},
	}
	seen := make(map[string]bool)
	for _, test := range tests {
		flags := namedFlags(test.args, test.dir)
		if (flags == nil) != test.same {
			t.Errorf("in %s, %v: flags %v", test.dir, test.args, flags)
		}
		if flags != nil && seen[flags[0]] {
			t.Errorf("in %s, %v: the flags are those of other packages", test.dir, test.args)
		} else if flags != nil {
			seen[flags[0]] = true
		}
	}
	if a, b := namedFlags([]string{"net", "os"}, dir), namedFlags([]string{"os", "net"}, dir); a[0] != b[0] {
		t.Errorf("the flags are %s or %s by the order of packages", a, b)
	}
}
