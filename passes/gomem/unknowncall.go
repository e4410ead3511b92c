package gomem

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// other calls a function whose body is not followed.
func (c callSite) other(callee *ssa.Function) []heap.Value {
	if results, ok := c.imported(callee); ok {
		return results
	}
	if callee.Pkg != nil && readers[callee.Pkg.Pkg.Path()] || callee.Object() != nil && callee.Object().Pkg() != nil && readers[callee.Object().Pkg().Path()] {
		c.runFunctions()
		if keepers[callee.Name()] {
			c.shareArgs()
		}
		return c.unknownResults()
	}
	return c.unknown()
}

// readers are packages whose functions leave alone what they are shown.
var readers = map[string]bool{
	"errors": true, "fmt": true, "log": true, "log/slog": true, "runtime": true, "runtime/cgo": true,
	"strconv": true, "strings": true, "sync": true, "sync/atomic": true, "testing": true, "time": true, "os": true,
}

// keepers are functions of readers that keep an argument: methods of sync.Map,
// of atomic.Pointer and of atomic.Value.
var keepers = cname.Set("Store LoadOrStore Swap CompareAndSwap")

func (c callSite) shareArgs() {
	for _, arg := range c.args {
		c.share(arg, 0)
	}
}

// unknown calls an unknown function: it may run the functions that it is
// given, and change what it can reach.
func (c callSite) unknown() []heap.Value {
	c.runFunctions()
	c.shareArgs()
	for _, arg := range c.args {
		c.expose(arg, 0)
	}
	return c.unknownResults()
}

// runFunctions calls the function values among the arguments, as sync.Once
// or a lock's wrapper does, on unknown arguments.
func (c callSite) runFunctions() {
	for _, arg := range c.args {
		for _, a := range slices.Concat(arg.First(), c.in.data(arg)) {
			if a.Kind == heap.Code && a.Mem.Fn != nil && a.Mem.Fn.Blocks != nil {
				branch := callSite{Point{c.Frame, c.State.clone()}, c.instr, nil}
				branch.function(a.Mem.Fn, a.Mem.Bindings)
				c.State.join(branch.State, false)
			}
		}
	}
}

// expose makes unknown what the pointers in v lead to.
func (p Point) expose(v heap.Value, depth int) {
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			if (a.Kind != heap.Pointer && a.Kind != heap.Boxed) || a.Mem.Origin != heap.Go {
				continue
			}
			inside, ok := p.State.Contents.Lookup(a.Mem)
			if !ok || inside.Unknown && len(inside.Words) == 0 {
				continue
			}
			if a.Kind == heap.Pointer {
				p.State.Contents.Set(a.Mem, heap.Top)
			}
			if depth < maxPath {
				p.expose(inside, depth+1)
			}
		}
	}
}

func (c callSite) unknownResults() []heap.Value {
	results := make([]heap.Value, c.instr.Common().Signature().Results().Len())
	for i := range results {
		results[i] = heap.Top
	}
	return results
}
