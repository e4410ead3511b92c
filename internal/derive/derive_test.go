package derive

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/contract"
)

var update = flag.Bool("update", false, "write the golden contracts")

// queue reads the library of testdata: two units that link, one in C++ and one
// of a program.
func queue(t *testing.T) *Library {
	t.Helper()
	units, err := ReadDatabase("testdata/queue/build/compile_commands.json")
	if err != nil {
		t.Fatal(err)
	}
	cc, err := ccompiler.Command("")
	if err != nil {
		t.Skip(err)
	}
	compiler, err := ccompiler.Probe(context.Background(), cc, runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	return &Library{
		Name: "queue", Version: "queue 1.2", FoundBy: []string{"queue.h", "-lqueue"}, Units: units,
		Headers: []string{"testdata/queue/include/queue.h"}, Compiler: compiler, Contracts: contract.Library(),
	}
}

func TestDerive(t *testing.T) {
	l := queue(t)
	d := Derive(context.Background(), l)
	golden := "testdata/queue/queue.contracts"
	if *update {
		if err := os.WriteFile(golden, []byte(d.Text()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Text(); got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if _, err := contract.Parse(golden, string(want)); err != nil {
		t.Error(err)
	}
	if d.Read != 2 || d.Public != 19 || len(d.Program) != 1 {
		t.Errorf("%d units, %d functions, programs %v", d.Read, d.Public, d.Program)
	}
	if len(d.Unread) != 1 || filepath.Base(d.Unread[0].Name) != "remote.cc" {
		t.Errorf("not read: %v", d.Unread)
	}
	if n := d.Unknown["passed to a function whose body is not here"]; n != 1 {
		t.Errorf("unknown: %v", d.Unknown)
	}
	slices.Reverse(l.Units)
	if again := Derive(context.Background(), l).Text(); again != d.Text() {
		t.Error("it depends on the order of the units")
	}
}

func TestReadDatabaseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "unexpected end",
		"{}":                      "cannot unmarshal",
		`[{"file": "a.c"}]`:       "entry 0 has no file or no command",
		`[{"command": "cc a.c"}]`: "entry 0 has no file or no command",
	} {
		name := filepath.Join(t.TempDir(), "compile_commands.json")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadDatabase(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestOnly(t *testing.T) {
	one := Command{Directory: "/b", File: "/src/a.c", Flags: []string{"-I."}}
	all, err := Only([]Command{one, {Directory: "/b", File: "/src/c.c"}}, []string{"/src/a.c", "/src/new.c"})
	if err != nil || len(all) != 2 || !slices.Equal(all[0].Flags, one.Flags) || all[1].Directory != "/src" {
		t.Errorf("%v, %v", all, err)
	}
}

// Codes of a library's own may be numbers of errno by chance.
func TestDropChance(t *testing.T) {
	library := func(conventions ...contract.Convention) []*contract.Func {
		var funcs []*contract.Func
		for _, c := range conventions {
			funcs = append(funcs, &contract.Func{Fails: c})
		}
		return funcs
	}
	const minus, other = contract.NegativeErrno, contract.NegativeFails
	for _, c := range []struct {
		funcs []*contract.Func
		kept  bool
	}{
		{library(minus, minus, minus, minus, other), true},
		{library(minus, minus, minus, other), false},
		{library(minus, minus), false},
	} {
		dropChance(c.funcs)
		if kept := c.funcs[0].Fails == minus; kept != c.kept {
			t.Errorf("of %d functions: kept %v", len(c.funcs), kept)
		}
	}
}
