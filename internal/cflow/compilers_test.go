package cflow

import (
	"bytes"
	"context"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/contract"
)

// TestCompilers compares the judgements with LLVM's nocapture attribute and
// with what gcc's pass modref finds, which are proof that a function does not
// keep a parameter: evidence of the contrary is wrong. It needs clang and opt,
// and gcc. .ci/oracle runs it over real packages, whose directories are in
// CGOLINT_CORPUS; without any, it is over two packages of the standard library.
//
// -v prints the table. With CGOLINT_ALONE=1 it also prints the NoEscape proofs
// that neither compiler makes.
func TestCompilers(t *testing.T) {
	dirs := strings.Fields(os.Getenv("CGOLINT_CORPUS"))
	enough := 500
	if len(dirs) == 0 {
		src := filepath.Join(build.Default.GOROOT, "src")
		dirs, enough = []string{filepath.Join(src, "runtime/cgo"), filepath.Join(src, "cmd/cgo/internal/test")}, 5
	}
	for _, tool := range []string{"clang", "opt", "gcc"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	compiler := probe(t)
	var total comparison
	for _, dir := range dirs {
		c := compare(t, dir, compiler)
		t.Logf("%s: %v", filepath.Base(dir), c)
		total.add(c)
	}
	t.Logf("all: %v", total)
	if total.evidence() < enough {
		t.Errorf("only %d parameters with evidence were compared", total.evidence())
	}
}

func probe(t testing.TB) *ccompiler.Compiler {
	cc, err := ccompiler.Command("")
	if err != nil {
		t.Skip(err)
	}
	compiler, err := ccompiler.Probe(context.Background(), cc, runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	return compiler
}

// A comparison counts parameters by our judgement and LLVM's.
type comparison struct {
	always, conditional       int // evidence, of which LLVM says nothing
	contradicted              int // evidence, and LLVM says nocapture
	proven, provenAlone       int // NoEscape: with LLVM or gcc, and without
	byGCC                     int // of those proven, the ones that only gcc proves
	unproven                  int // LLVM says nocapture and we do not know
	neither                   int
	functions, differ, noCode int
	noGCC                     int
}

func (c *comparison) add(d comparison) {
	c.always += d.always
	c.conditional += d.conditional
	c.contradicted += d.contradicted
	c.proven += d.proven
	c.provenAlone += d.provenAlone
	c.byGCC += d.byGCC
	c.unproven += d.unproven
	c.neither += d.neither
	c.functions += d.functions
	c.differ += d.differ
	c.noCode += d.noCode
	c.noGCC += d.noGCC
}

func (c comparison) evidence() int { return c.always + c.conditional + c.contradicted }

func (c comparison) String() string {
	return fmt.Sprintf("%d functions (%d of another shape, %d and %d units not compiled): evidence %d always, %d conditional, %d contradicted; no escape %d with LLVM or gcc (%d gcc alone), %d alone; %d only LLVM, %d neither",
		c.functions, c.differ, c.noCode, c.noGCC, c.always, c.conditional, c.contradicted, c.proven, c.byGCC, c.provenAlone, c.unproven, c.neither)
}

func compare(t *testing.T, dir string, compiler *ccompiler.Compiler) (c comparison) {
	ctx := context.Background()
	in, _ := cfront.FromDir(ctx, dir, compiler, ccompiler.ReadEnvironment())
	if in == nil {
		return c
	}
	r := cfront.Read(ctx, in, nil)
	a := &Input{Units: apart(r.Lowered()), Contracts: contract.Library()}
	for _, e := range in.Exports {
		a.Exports = append(a.Exports, e.Name)
	}
	p := link(a)
	never := func() bool { return false }
	p.solveMay(never)
	p.solveEvidence(never)
	for _, u := range a.Units {
		captures, err := nocapture(t.TempDir(), dir, u.Name, in)
		if err != nil {
			c.noCode++
			continue
		}
		escapes, err := modref(t.TempDir(), dir, u.Name, in)
		if err != nil {
			c.noGCC++
		}
		for _, f := range u.Funcs {
			fn := p.byUnit[u][f.Name]
			if attrs, ok := captures[f.Name]; ok && fn.unit == u {
				c.function(t, p.summary(fn), attrs, escapes[f.Name])
			}
		}
	}
	return c
}

func (c *comparison) function(t *testing.T, f *summary.Func, attrs []attr, kept map[int]bool) {
	if len(attrs) != len(f.Params) {
		c.differ++ // a struct is passed in parts
		return
	}
	c.functions++
	for i := range f.Params {
		p := &f.Params[i]
		if p.Pointer && attrs[i] != byValue {
			c.param(t, f, p, attrs[i] == noCapture, kept[i] || kept[everyParam])
		}
	}
}

// param counts one parameter. A compiler proves that the pointer does not
// escape; gcc says apart whether it is returned.
func (c *comparison) param(t *testing.T, f *summary.Func, p *summary.Param, nocapture, noEscape bool) {
	var evidence *summary.Retention
	for i := range p.Retained {
		if p.Retained[i].Field == "" {
			evidence = &p.Retained[i]
			break
		}
	}
	switch {
	case evidence != nil && (nocapture || noEscape):
		c.contradicted++
		var b bytes.Buffer
		f.Print(&b)
		t.Errorf("a compiler proves that %s does not keep %s, and we have evidence that it does:\n%s", f.Name, p.Name, b.String())
	case evidence != nil && evidence.Always():
		c.always++
	case evidence != nil:
		c.conditional++
	case p.NoEscape && (nocapture || noEscape):
		c.proven++
		if !nocapture {
			c.byGCC++
		}
	case p.NoEscape:
		c.provenAlone++
		if os.Getenv("CGOLINT_ALONE") != "" {
			fmt.Printf("ALONE %s %s %s\n", f.Pos, f.Name, p.Name)
		}
	case nocapture:
		c.unproven++
		if os.Getenv("CGOLINT_UNPROVEN") != "" {
			fmt.Printf("UNPROVEN %s %s %s %s\n", f.Pos, f.Name, p.Name, p.Why)
		}
	default:
		c.neither++
	}
}

const (
	noAttr attr = iota
	noCapture
	byValue // a struct: the attributes are those of its copy's address
)
