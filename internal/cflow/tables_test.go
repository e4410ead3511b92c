package cflow

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/contract"
)

// What is called through a pointer is followed where only the library can have
// set it: get() is what others call, and Set and shared.h what they see.
func TestTables(t *testing.T) {
	const types = `
#include <stddef.h>
#include <string.h>
struct buffer { char *data; size_t n; };
struct ops { int (*take)(struct buffer *, const char *); };
struct object { const struct ops *ops; int (*take)(struct buffer *, const char *); };
static char *last;
static int copy(struct buffer *b, const char *s) { b->n = strlen(s); return 0; }
static int keep(struct buffer *b, const char *s) { last = (char *)s; return 1; }
`
	for _, c := range tableCases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "shared.h"), "struct buffer;\nstruct shared { int (*run)(struct buffer *, const char *); };\n")
			file := filepath.Join(dir, "a.c")
			write(t, file, types+c.text)
			result := Analyze(&Input{
				Units: lowered(t, file), Contracts: contract.Library(), Whole: &Whole{
					Public: func(name string) bool { return name == "get" || name == "new" || name == "Set" },
					Shown:  func(file string) bool { return strings.HasSuffix(file, "shared.h") },
				},
			})
			p := result.Funcs["get"].Params[1]
			if left := p.NoEscape && p.DeepNoEscape; left != c.left {
				t.Errorf("it is proven that the string is left alone: %v, want %v; %s", left, c.left, p.Why)
			}
			if back := result.Funcs["get"].CallsGo == summary.No; c.left && !back {
				t.Error("get may come back to Go")
			}
		})
	}
}

// tableCases are sources with a function get, which calls something through a
// pointer with what it is given.
var tableCases = []struct {
	name, text string
	left       bool // what get is given is proven to be left alone
}{
	{"a constant table", `
static const struct ops table = { .take = copy };
int get(struct buffer *b, const char *s) { return table.take(b, s); }`, true},
	{"a table with one that keeps it", `
static const struct ops tables[] = { { copy }, { keep } };
int get(struct buffer *b, const char *s, int n) { return tables[n].take(b, s); }`, false},
	{"a member that is set to one of two", `
int new(struct object *o, int n) { o->take = n ? copy : NULL; return 0; }
int get(struct buffer *b, const char *s, struct object *o) { return o->take ? o->take(b, s) : 0; }`, true},
	{"a member that a function of the library sets for another", `
static void set(struct object *o, int (*take)(struct buffer *, const char *)) { o->take = take; }
int new(struct object *o) { set(o, copy); return 0; }
int get(struct buffer *b, const char *s, struct object *o) { return o->take(b, s); }`, true},
	{"a member that others set", `
int Set(struct object *o, int (*take)(struct buffer *, const char *)) { o->take = take; return 0; }
int new(struct object *o) { o->take = copy; return 0; }
int get(struct buffer *b, const char *s, struct object *o) { return o->take(b, s); }`, false},
	{"a member whose address is taken", `
void fill(void *p);
int new(struct object *o) { o->take = copy; fill(&o->take); return 0; }
int get(struct buffer *b, const char *s, struct object *o) { return o->take(b, s); }`, false},
	{"a member that is set to what another function returns", `
void *dlsym(void *, const char *);
int new(struct object *o) { o->take = copy; o->take = (int (*)(struct buffer *, const char *))dlsym(NULL, "take"); return 0; }
int get(struct buffer *b, const char *s, struct object *o) { return o->take(b, s); }`, false},
	{"a member that others see", `
#include "shared.h"
int new(struct shared *o) { o->run = copy; return 0; }
int get(struct buffer *b, const char *s, struct shared *o) { return o->run(b, s); }`, false},
	{"a member of a union", `
union either { void *p; int (*run)(struct buffer *, const char *); };
int new(union either *o, void *p) { o->run = copy; o->p = p; return 0; }
int get(struct buffer *b, const char *s, union either *o) { return o->run(b, s); }`, false},
	{"a variable of the library", `
static int (*take)(struct buffer *, const char *) = keep;
int new(void) { take = copy; return 0; }
int get(struct buffer *b, const char *s) { return take(b, s); }`, false},
	{"a variable that is set before it is called", `
static int (*take)(struct buffer *, const char *);
int new(void) { take = copy; return 0; }
int get(struct buffer *b, const char *s) { return take(b, s); }`, true},
	{"a variable that others name", `
int (*Set)(struct buffer *, const char *) = copy;
int get(struct buffer *b, const char *s) { return Set(b, s); }`, false},
	{"a function that is given one", `
static int each(int (*take)(struct buffer *, const char *), struct buffer *b, const char *s) { return take(b, s); }
int get(struct buffer *b, const char *s) { return each(copy, b, s); }`, true},
	{"a function that is given one by who calls it through a pointer", `
static int each(int (*take)(struct buffer *, const char *), struct buffer *b, const char *s) { return take(b, s); }
int (*Set)(int (*)(struct buffer *, const char *), struct buffer *, const char *) = each;
int get(struct buffer *b, const char *s) { return each(copy, b, s); }`, false},
	{"a table that a pointer is moved over", `
typedef int (*take)(struct buffer *, const char *);
static take all[] = { copy, copy };
int get(struct buffer *b, const char *s) { for (take *p = all; *p; p++) (*p)(b, s); return 0; }`, false},
	{"a table that is indexed", `
typedef int (*take)(struct buffer *, const char *);
static const take all[] = { copy, copy };
int get(struct buffer *b, const char *s, int n) { return all[n](b, s); }`, true},
}
