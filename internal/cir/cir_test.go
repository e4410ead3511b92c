package cir_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// lower lowers a unit for linux/amd64.
func lower(t *testing.T, text string) *cir.Unit {
	t.Helper()
	macros := ccompiler.Unknown("linux", "amd64").Macros
	names := ctoken.NewNames()
	pp := cpp.New(cpp.Config{Names: names, Macros: cpp.NewCache(), Limit: 10_000},
		ctoken.NewFile("<predefined>", []byte(macros), names), ctoken.NewFile("x.c", []byte(text), names))
	p := cparse.New(pp, ctype.NewTarget("linux", "amd64", macros), false)
	u := cir.Lower("x.c", pp, p, func(string) bool { return false }, true)
	if len(p.Errors) > 0 || pp.Err() != nil {
		t.Fatal(p.Errors, pp.Err())
	}
	return u
}

// listing writes a function down, an instruction a line, with the conditions
// that it stands under before it.
func listing(u *cir.Unit, f *cir.Func) string {
	var b strings.Builder
	for i := range f.Code {
		in := &f.Code[i]
		if in.Op == cir.Nop {
			continue
		}
		b.WriteString(under(f, in.Region))
		if in.Dst >= 0 {
			fmt.Fprintf(&b, "%s = ", operand(f, cir.Value(in.Dst)))
		}
		b.WriteString(instruction(u, f, in) + "\n")
	}
	return b.String()
}

// under names the regions around an instruction.
func under(f *cir.Func, region int32) string {
	r := &f.Regions[region]
	if r.Kind == cir.Body {
		return ""
	}
	kind := [...]string{"", "if", "else", "loop", "case", "after"}[r.Kind]
	if r.Cond != cir.None {
		kind += " " + operand(f, r.Cond)
	}
	if r.Neg {
		kind += " is 0"
	}
	if r.Turns > 0 {
		kind += fmt.Sprintf(" %d times", r.Turns)
	}
	return under(f, r.Parent) + kind + ": "
}

func instruction(u *cir.Unit, f *cir.Func, in *cir.Instr) string {
	a, b, path := operand(f, in.A), "", ""
	if in.Op != cir.Call { // of which B and Path count arguments
		b, path = operand(f, in.B), u.Strings[in.Path]
	}
	switch in.Op {
	case cir.Copy:
		return a
	case cir.Offset:
		return "into " + a + path
	case cir.Arith:
		return strings.TrimSpace(a + " " + operators[in.Aux] + " " + b)
	case cir.Addr:
		return "&" + a + path
	case cir.Load:
		return "*" + a + path
	case cir.Store:
		return "*" + a + path + " = " + b
	case cir.Get:
		return a + path
	case cir.Set:
		return a + path + " = " + b
	case cir.Call:
		var args []string
		for _, arg := range f.Args[in.B : in.B+cir.Value(in.Path)] {
			args = append(args, operand(f, arg))
		}
		return a + "(" + strings.Join(args, ", ") + ")"
	case cir.Return:
		return strings.TrimSpace("return " + a)
	}
	return "escape " + a
}

// operators are those that the tests have.
var operators = map[uint8]string{cir.OpNot: "is not", cir.OpLt: "<", cir.OpOther: "with"}

func operand(f *cir.Func, v cir.Value) string {
	if v == cir.None {
		return ""
	}
	c := f.Const(v)
	switch {
	case c == nil && f.Vars[v].Name != "":
		return f.Vars[v].Name
	case c == nil:
		return fmt.Sprint("%", int(v)-f.Params)
	case c.Kind == cir.IntConst:
		return fmt.Sprint(c.Int)
	case c.Kind == cir.StringConst:
		return fmt.Sprintf("%q", c.Name)
	case c.Kind == cir.FuncConst, c.Kind == cir.GlobalConst:
		return c.Name
	}
	return "?"
}

func TestLower(t *testing.T) {
	const types = "struct node { struct node *next; int n; char name[8]; }; void use(void *, int); struct node *kept;\n"
	for _, c := range lowerCases {
		t.Run(c.name, func(t *testing.T) {
			u := lower(t, types+c.text)
			if got := "\n" + listing(u, u.Funcs[0]); got != c.want {
				t.Errorf("%s\nis lowered to%swant%s", c.text, got, c.want)
			}
		})
	}
}

// lowerCases are functions, with the listings of their instructions.
var lowerCases = []struct{ name, text, want string }{
	{"a chain of fields", "int f(struct node *p) { return p->next->n; }", `
%0 = *p.next
return ?
`},
	{"a global", "void f(struct node *p) { kept = p; }", `
*kept = p
`},
	{"a field's address", "void f(struct node *p) { use(&p->next, 2); use(p->name, 3); }", `
%0 = into p.next
use(%0, 2)
%1 = into p.name
use(%1, 3)
`},
	{"a condition", "void f(struct node *p) { if (p) use(p, 1); else use(0, 2); }", `
if p: use(p, 1)
else p is 0: use(0, 2)
`},
	{"an early return", "int f(struct node *p) { if (!p) return -1; use(p, 0); return 0; }", `
%0 = p is not
if %0: return -1
after %0 is 0: use(p, 0)
after %0 is 0: return 0
`},
	{"a loop of constant length", "void f(struct node *p) { for (int i = 0; i < 3; i++) use(p, i); }", `
i = 0
loop 3 times: %1 = i < 3
loop 3 times: use(p, i)
loop 3 times: %2 = i
loop 3 times: %3 = %2 with ?
loop 3 times: i = %3
`},
	{"a list", "void f(struct node *p) { while (p) { use(p, 0); p = p->next; } }", `
loop: use(p, 0)
loop: %0 = *p.next
loop: p = %0
`},
	{"a struct by value", "struct node f(struct node *p) { struct node n = *p; n.next = p; return n; }", `
%1 = *p
n = %1
n.next = p
return n
`},
	{"a call through a pointer", "void f(void (*g)(char *)) { g(\"text\"); }", `
g("text")
`},
	{"an asm statement", "void f(void *p) { __asm__ volatile (\"\" : : \"r\"(p)); }", `
%0 = &p
escape %0
`},
}

// What is kept on disk comes back as it was.
func TestEncode(t *testing.T) {
	u := lower(t, `
struct item { void (*run)(int); const char *name; };
static void step(int n) { (void)n; }
static struct item items[] = { { step, "step" } };
_Thread_local int last;
char buffer[16];
int f(struct item *p, int n) { for (int i = 0; i < n; i++) p->run(i); last = n; return p->name[0] == 'x' ? n / 2 : 0; }
int get(struct item *p) { return p->name != 0; }
`)
	data := u.Encode()
	back, err := cir.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Funcs) != 3 || len(back.Inits) != 1 || back.Inits[0] != (cir.Init{Global: "items", Path: "[].run", Func: "step"}) {
		t.Errorf("functions %d, initializers %v", len(back.Funcs), back.Inits)
	}
	if len(back.Members) != 1 || back.Members[0] != u.Members[0] || back.Members[0].Name != "run" {
		t.Errorf("members %v, want %v", back.Members, u.Members)
	}
	for i, f := range u.Funcs {
		if got, want := listing(back, back.Funcs[i]), listing(u, f); got != want {
			t.Errorf("%s is\n%swant\n%s", f.Name, got, want)
		}
	}
	if !bytes.Equal(back.Encode(), data) {
		t.Error("encoded again, the unit gives other bytes")
	}
	for n := range data {
		if _, err := cir.Decode(data[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are decoded", n, len(data))
		}
	}
}
