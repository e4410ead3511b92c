package cgoerrno

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// returnsErrno matches a function of C that does nothing but return errno.
var returnsErrno = lazyregexp.New(`\b(\w+)\s*\(\s*(?:void)?\s*\)\s*\{\s*return\s+\(?\s*errno\s*\)?\s*;\s*\}`)

// errnoGetters returns the C functions of the package's preambles that return
// errno, and those of the C library.
func (c *checker) errnoGetters() map[string]bool {
	getters := map[string]bool{"__errno_location": true, "__error": true, "_errno": true}
	for _, p := range c.src.Preambles() {
		for _, m := range returnsErrno.FindAllStringSubmatch(p.C, -1) {
			getters[m[1]] = true
		}
	}
	return getters
}

// asked reports errno that is read by a separate C call, after the one that
// set it: between the two the goroutine may have gone to another thread, and
// other C code may have run on this one.
func (c *checker) asked(written *cgosource.Call, call *ssa.Call) {
	if !c.getters[written.Name] && written.Name != "perror" || locksThread(call.Parent()) {
		return
	}
	confidence := finding.High
	if written.Name == "perror" {
		confidence = finding.Medium // it only prints
	}
	c.report(written, "asked", fmt.Sprintf("C.%s reads errno in a separate C call: by then this goroutine may run on another thread, and the Go run time may have changed it; take the error of v, err := C.f() instead", written.Name), confidence)
}

// locksThread reports whether a function, or one that it is a literal of, keeps
// its goroutine on one thread.
func locksThread(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() != nil && call.Call.StaticCallee().String() == "runtime.LockOSThread" {
					return true
				}
			}
		}
	}
	return false
}
