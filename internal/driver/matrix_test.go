package driver

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestReadMatrix(t *testing.T) {
	name := filepath.Join(t.TempDir(), "builds")
	text := "# what we ship\n\nlinux:\n  tagged: -tags=a,b -race\nmac: GOOS=darwin CGO_ENABLED=1 CC=\"zig cc -target aarch64-macos\" -tags='a b'\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := readMatrix(name)
	want := []target{
		{name: "linux"},
		{name: "tagged", flags: []string{"-tags=a,b", "-race"}},
		{name: "mac", env: []string{"GOOS=darwin", "CGO_ENABLED=1", "CC=zig cc -target aarch64-macos"}, flags: []string{"-tags=a b"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for text, want := range map[string]string{
		"":                        "names no build",
		"GOOS=linux\n":            ":1: want \"NAME: ",
		"a: GOOS=linux\n\na:\n":   ":3: there is another build a",
		"a: -tags=x GOOS=linux\n": ":1: \"GOOS=linux\" is neither",
		"a: linux\n":              ":1: \"linux\" is neither",
		"a: CC=\"gcc -m32\n":      ":1: a quote \" is not closed",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := readMatrix(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}
