package contract

import (
	"embed"
	"errors"
	"path"
	"sync"
)

//go:embed tables/*.txt
var tables embed.FS

// Library returns the tables that come with cgolint. They are checked by a
// test, so that an error in them is a mistake in cgolint.
var Library = sync.OnceValue(func() *Table {
	t, err := loadTables()
	if err != nil {
		panic(err)
	}
	return t
})

// loadTables parses all tables as one: several may tell of a library.
func loadTables() (*Table, error) {
	p := &parser{table: newTable()}
	entries, err := tables.ReadDir("tables")
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, e := range entries {
		name := path.Join("tables", e.Name())
		text, err := tables.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p.library, p.callbacks, p.derived = "", false, false
		errs = append(errs, p.text(name, string(text)))
	}
	return p.table, errors.Join(errs...)
}
