package contract

import (
	"embed"
	"fmt"
	"path"
	"sync"
)

//go:embed tables/*.txt
var tables embed.FS

// Library returns the tables that come with cgolint. They are checked by a
// test, so that an error in them is one of ours.
var Library = sync.OnceValue(func() *Table {
	t, err := loadTables()
	if err != nil {
		panic(err)
	}
	return t
})

func loadTables() (*Table, error) {
	all := &Table{make(map[string]*Func)}
	entries, err := tables.ReadDir("tables")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := path.Join("tables", e.Name())
		text, err := tables.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := Parse(name, string(text))
		if err != nil {
			return nil, err
		}
		for name, f := range t.funcs {
			if have := all.funcs[name]; have != nil {
				return nil, fmt.Errorf("%s is in the tables of %s and of %s", name, have.Library, f.Library)
			}
			all.funcs[name] = f
		}
	}
	return all, nil
}
