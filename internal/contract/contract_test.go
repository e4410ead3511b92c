package contract

import (
	"testing"
)

func TestLibrary(t *testing.T) {
	table, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(table.Names()); n < 600 {
		t.Errorf("the tables have %d functions", n)
	}
	for _, name := range table.Names() {
		f := table.Lookup(name)
		for i, p := range f.Params {
			if p.Source == "" {
				t.Errorf("%s: parameter %d has no source", name, i+1)
			}
		}
	}
}
