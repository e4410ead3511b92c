package plugin

import (
	"path/filepath"
	"testing"
)

// TestDigest holds what the digest covers.
func TestDigest(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "m/go.mod"), "module m\n\nreplace other => ../other\n")
	write(t, filepath.Join(dir, "m/sub/x.go"), "package sub\n")
	write(t, filepath.Join(dir, "go.work"), "use ./m\nuse ./used\n")
	write(t, filepath.Join(dir, "used/go.mod"), "module used\n\nreplace far => ../far\n")
	digest := func() string {
		d, err := digestC(filepath.Join(dir, "m/sub"), filepath.Join(dir, "contracts"))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, test := range []struct {
		file string
		want bool // whether it counts
	}{
		{"m/x.c", true},
		{"m/sub/x.h", true},
		{"m/sub/x.go", false},
		{"m/include/table.inc", true},
		{"m/.git/x.c", false},
		{"other/x.c", true},
		{"used/x.c", true},
		{"far/x.h", true},
		{"elsewhere/x.c", false},
		{"contracts", true},
	} {
		before := digest()
		write(t, filepath.Join(dir, test.file), "new")
		if changed := digest() != before; changed != test.want {
			t.Errorf("%s: digest changed: %v, want %v", test.file, changed, test.want)
		}
	}
	t.Setenv("GOWORK", "off")
	before := digest()
	write(t, filepath.Join(dir, "used/x.c"), "newer")
	if digest() != before {
		t.Error("go.work counts though it is off")
	}
	t.Setenv("CGO_CFLAGS", "-DX")
	if digest() == before {
		t.Error("CGO_CFLAGS does not count")
	}
}
