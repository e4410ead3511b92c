package cfront

import "github.com/cgolint/cgolint/internal/cir"

// A Cache keeps lowered units.
type Cache struct{}

func (c *Cache) load(key string, dir string, export func() string) *cir.Unit { return nil }
func (c *Cache) store(key string, u *cir.Unit, files *fileSystem)            {}
func (r *reader) key(s source) string                                        { return "" }
