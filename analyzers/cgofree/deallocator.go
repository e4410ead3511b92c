package cgofree

import (
	"fmt"
	"slices"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/ownership"
)

// deallocator reports C.free of what another function must free.
func (c *checker) deallocator(r *ownership.Resource) {
	if r.Assumed || len(r.FreedBy) == 0 || slices.Contains(r.FreedBy, "free") {
		return
	}
	i := slices.IndexFunc(r.Events, func(e *ownership.Event) bool {
		return e.What == ownership.Free && e.After == nil && !e.Inside && e.By == "C.free" && e.Site.Pos().IsValid()
	})
	if i < 0 {
		return
	}
	if why := c.whyNotFree(r.FreedBy[0]); why != "" {
		c.confidence = finding.High
		c.report(r.Events[i].Site.Pos(), fmt.Sprintf("C.free frees what %s allocates, which C.%s should free: %s", r.By, r.FreedBy[0], why), nil)
	}
}

// whyNotFree says what C.free does wrong in place of a function of a library, or
// returns "" when that is free by another name. Of one whose code is in view
// that is taken to be so: what else it frees may have been freed by then.
func (c *checker) whyNotFree(name string) string {
	if f := c.csummary.Func(name); f != nil && !f.Contract || mallocs[name] {
		return ""
	}
	if words := cname.Words(name); len(words) <= 3 && words[len(words)-1] == "free" { // x_free, sqlite3_free
		return "the library may have a heap of its own, which free corrupts then"
	}
	return "what belongs to it is never freed, and the library may have a heap of its own"
}

// mallocs are functions of libraries that are free by another name: GLib's
// since 2.46 (g_free: "memory allocated with g_malloc() ... can be freed with
// free()"), libxml2's as it is built.
var mallocs = cname.Set("g_free xmlFree")
