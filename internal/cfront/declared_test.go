package cfront

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDeclared(t *testing.T) {
	const header = `
// for example open_item(0, mode, 3);
/* or call open_item(name, mode) */
typedef const struct item *citem;
extern int open_item(const char *name, /* the mode, */ char *mode, int n);
EXPORT char *API_CALL rename_item (char const *from, char **to, citem it, const char *const *argv, char *const more[]);
void walk(void (*each)(const char *), void *data, const void *);
static inline int use(void) { int r = open_twice("x"); return open_twice((const char *)0); }
int open_twice(const char *name);
int open_both(const char *name);
int open_both(char *name);
int nothing(void);
static int wrapped(const char *name) { return open_twice(name); }
`
	in := &Input{Preambles: []Preamble{{File: "/x/x.go", Parts: []TextBlock{{Text: header, Line: 3}}}}}
	wanted := map[string]bool{}
	for _, name := range []string{"open_item", "rename_item", "walk", "open_twice", "open_both", "nothing", "wrapped"} {
		wanted[name] = true
	}
	d := DeclaredIn(in.Texts(), wanted)
	for name, want := range map[string]string{
		"open_item": "c--", "rename_item": "c-ccc", "walk": "--c", "open_twice": "c", "open_both": "-", "nothing": "-", "wrapped": "-",
	} {
		got := ""
		for i := range want {
			if d.Const(name, i) {
				got += "c"
			} else {
				got += "-"
			}
		}
		if got != want {
			t.Errorf("%s: parameters to const are %q, want %q", name, got, want)
		}
	}
}

func TestLendsConst(t *testing.T) {
	const header = `
const char *item_name(struct item *i);
#define NAME(const) x
char *item_text(struct item *i);
API(const char *) item_kind(struct item *i);
extern const unsigned char * CALL item_bytes(int n);
char *const item_slot(void);
static const char *item_copy(void) { return strdup("x"); }
`
	wanted := map[string]bool{}
	d := newDeclared()
	want := map[string]bool{"item_name": true, "item_text": false, "item_kind": true, "item_bytes": true, "item_slot": false, "item_copy": false, "item_none": false}
	for name := range want {
		wanted[name] = true
	}
	d.read([]byte(header), wanted, declaredIn{})
	for name, want := range want {
		if got := d.LendsConst(name); got != want {
			t.Errorf("%s: result to const is %v, want %v", name, got, want)
		}
	}
	own := newDeclared()
	if own.read([]byte(header), wanted, declaredIn{own: true}); own.LendsConst("item_name") {
		t.Error("what the package declares itself may be allocated")
	}
	if !own.ReturnsConst("item_name") || own.ReturnsConst("item_copy") {
		t.Error("what a result points to is const as the package declares it")
	}
}

// A body in C++ says no more than its prototype, as nobody reads it.
func TestDeclaredInCPlusPlus(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	const body = " { return look(name); }\n"
	in := &Input{Dir: dir, Files: []string{
		write("shim.cpp", "void *shim_open(const char *name)"+body+"const char *shim_name(const char *name)"+body),
		write("plain.c", "void *plain_open(const char *name)"+body),
	}}
	d := DeclaredIn(in.Texts(), map[string]bool{"shim_open": true, "shim_name": true, "plain_open": true})
	for name, want := range map[string]bool{"shim_open": true, "shim_name": true, "plain_open": false} {
		if got := d.Const(name, 0); got != want {
			t.Errorf("%s: its parameter to const is %v, want %v", name, got, want)
		}
	}
	if d.ReturnsConst("shim_name") {
		t.Error("whose the result of a body in C++ is, its prototype does not say")
	}
}
