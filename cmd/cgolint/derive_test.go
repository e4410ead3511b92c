package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDerive(t *testing.T) {
	t.Setenv("CGOLINT_CACHE", "off")
	dir := "../../internal/derive/testdata/queue/"
	file := filepath.Join(t.TempDir(), "queue.contracts")
	var out strings.Builder
	args := []string{"-lib", "queue", "-version", "1.2", "-p", dir + "build/compile_commands.json", "-headers", dir + "include/*.h", "-o", file}
	if err := deriveContracts(&out, args); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"queue: 2 units read, 0 not, 1 in other languages than C\n", "queue: 19 functions, 18 with something proven\n", "remote.cc: it is not C\n", "queue: 1 unknown: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(text), "library queue\nderived from queue 1.2\n") {
		t.Errorf("%v, %.100s", err, text)
	}
}

func TestDeriveErrors(t *testing.T) {
	for args, want := range map[string]string{
		"":                                    "usage: ",
		"-lib a -o b":                         "usage: ",
		"-lib a -o b -p none":                 "none",
		"-lib a -o b -headers *.none":         "usage: ",
		"-lib a -o b -headers *.none a.c":     "there is no such file",
		"-lib a -o b -contracts none.txt a.c": "contracts: ",
		"-colour":                             "not defined",
	} {
		if err := deriveContracts(new(strings.Builder), strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", args, err, want)
		}
	}
	var help strings.Builder
	if err := deriveContracts(&help, []string{"-help"}); err != nil || !strings.Contains(help.String(), "-headers GLOB") {
		t.Error(err, help.String())
	}
}
