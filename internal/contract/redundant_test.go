package contract

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a derived table says, with where the code shows it, no table says that
// was written by hand. With -update such rows are taken out of the latter.
func TestRedundant(t *testing.T) {
	hand, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	derived := make(map[string]*Func)
	files, _ := filepath.Glob("tables/derived/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		table, err := Parse(file, string(text))
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(derived, table.funcs)
	}
	says := func(name, parameter, what string) bool {
		f := hand.Lookup(name) // libc's functions are in some libraries too, for systems without
		return f.Library != "libc" && f.Others == nil && derived[name] != nil && covers(t, derived[name], f, parameter, what)
	}
	files, _ = filepath.Glob("tables/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rest := withoutRows(string(text), says)
		switch {
		case rest == string(text):
		case *update:
			if err := os.WriteFile(file, []byte(rest), 0o666); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s has rows that derived tables say with their evidence: run go test ./internal/contract -update", file)
		}
	}
}

// withoutRows returns a table without the rows of functions for which says
// holds.
func withoutRows(text string, says func(name, parameter, what string) bool) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		cells := columns(strings.TrimSpace(line), 4)
		if strings.HasPrefix(line, "#") || len(cells) < 3 {
			b.WriteString(line)
			continue
		}
		names := strings.Split(cells[0], ",")
		rest := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return says(name, cells[1], cells[2]) })
		switch {
		case len(rest) == len(names):
			b.WriteString(line)
		case len(rest) > 0:
			b.WriteString(strings.Join(rest, ",") + strings.TrimPrefix(line, cells[0]))
		}
	}
	return b.String()
}

// covers reports whether a derived contract says all that a row says.
func covers(t *testing.T, derived, hand *Func, parameter, what string) bool {
	row := &Func{Name: hand.Name, Params: make(map[int]*Param)}
	if err := row.set(parameter, what, "", false); err != nil {
		t.Fatal(err)
	}
	if row.Variadic != nil || row.Others != nil || hand.NoCallback && !derived.NoCallback {
		return false
	}
	for i, p := range row.Params {
		if q := derived.Params[i]; q == nil || !q.saysAll(p) {
			return false
		}
	}
	return derived.saysWhole(row)
}

// saysWhole reports whether f, which is derived, says all that g says of the
// result and of the function as a whole.
func (f *Func) saysWhole(g *Func) bool {
	switch a, b := f.Result, g.Result; {
	case b.Kind == OriginUnknown:
	case a.Kind != b.Kind || a.Arg != b.Arg || a.Cond != b.Cond:
		return false
	case len(b.Until) > 0 || len(b.FreedBy) > 0 && !sameNames(a.FreedBy, b.FreedBy):
		return false
	}
	if g.Fails != StatusUnknown && g.Fails != f.Fails || g.Blocks != "" && g.Blocks != f.Blocks || g.Cost != CostUnknown && g.Cost != f.Cost {
		return false
	}
	rest := *g
	rest.Params, rest.Result = nil, Origin{}
	zero := &Func{Name: g.Name, Fails: f.Fails, Blocks: f.Blocks, Cost: f.Cost, NoCallback: f.NoCallback, LongJumps: f.LongJumps}
	return zero.over(&rest).Rows() == zero.Rows()
}

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// saysAll reports whether p, which is derived, says all that q says.
func (p *Param) saysAll(q *Param) bool {
	if q.Fate() && !p.Complete() || p.What&q.What != q.What || p.In != q.In || p.CopyTo != q.CopyTo || q.If != nil {
		return false
	}
	same := *p
	same.What, same.Derived, same.Source = q.What, q.Derived, q.Source
	if q.Out == nil {
		same.Out = nil
	}
	if q.Reads == nil {
		same.Reads = nil
	}
	if q.Writes == nil {
		same.Writes = nil
	}
	return same.String() == q.String()
}

func TestWithoutRows(t *testing.T) {
	const table = "library x\n# a, b\na,b  1  not retained  Manual\nb  2  written\n"
	got := withoutRows(table, func(name, _, _ string) bool { return name == "b" })
	if want := "library x\n# a, b\na  1  not retained  Manual\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
