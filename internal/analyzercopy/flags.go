package analyzercopy

import (
	"flag"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Flags returns a copy of an analyzer's flags, with their values, that can be
// set without the analyzer knowing.
func Flags(a *analysis.Analyzer) *flag.FlagSet {
	c := make(flagCopier)
	return c.flags(a)
}

// SetFlags sets flags of an analyzer: flag → value. The error names the first
// that cannot be set.
func SetFlags(fs *flag.FlagSet, values map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := fs.Set(name, fmt.Sprint(values[name])); err != nil {
			return fmt.Errorf("flag %q: %w", name, err)
		}
	}
	return nil
}

// A flagCopier has the copies of values by their originals: analyzers that
// share a value share its copy.
type flagCopier map[flag.Value]flag.Value

func (c flagCopier) flags(a *analysis.Analyzer) *flag.FlagSet {
	fs := flag.NewFlagSet(a.Name, flag.ContinueOnError)
	a.Flags.VisitAll(func(f *flag.Flag) {
		fs.Var(c.value(f.Value), f.Name, f.Usage)
		fs.Lookup(f.Name).DefValue = f.DefValue
	})
	return fs
}

// value copies what a flag points to. One that is no pointer stays shared.
func (c flagCopier) value(v flag.Value) flag.Value {
	old := reflect.ValueOf(v)
	if old.Kind() != reflect.Pointer {
		return v
	}
	if other, ok := c[v]; ok {
		return other
	}
	fresh := reflect.New(old.Type().Elem())
	fresh.Elem().Set(old.Elem())
	other := fresh.Interface().(flag.Value)
	c[v] = other
	return other
}
