package govalue_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

const calling = `package p

type file struct{}

func (file) Close() {}
func (file) Sync()  {}

type closer interface{ Close() }

func generic[T any](v T) T { return v }

func called()   {}
func deferred() {}
func value()    {}

func run(f func()) { f() }

func f(c closer) {
	called()
	called()
	defer deferred()
	run(value)
	run(file{}.Sync)
	c.Close()
	generic(1)
	generic("a")
}
`

func TestCalls(t *testing.T) {
	pkg := build(t, calling)
	calls := govalue.CallsIn([]*ssa.Function{pkg.Func("f"), pkg.Func("run")})
	for name, want := range map[string]int{"called": 2, "deferred": 1, "value": 0, "run": 2, "generic": 2, "f": 0} {
		if got := calls.Of(pkg.Func(name)); len(got) != want {
			t.Errorf("%s: %d calls, want %d", name, len(got), want)
		}
		if got, want := calls.IsValue(pkg.Func(name)), name == "value"; got != want {
			t.Errorf("%s is a value: %v", name, got)
		}
	}
	instance := calls.Of(pkg.Func("generic"))[0].Common().StaticCallee()
	if govalue.Origin(instance) != pkg.Func("generic") || len(calls.Of(instance)) != 2 {
		t.Errorf("%s is not taken for the generic function", instance)
	}
	method := func(name string) *ssa.Function {
		return pkg.Prog.LookupMethod(pkg.Type("file").Type(), pkg.Pkg, name)
	}
	if !calls.IsInvoked(method("Close")) || calls.IsValue(method("Close")) {
		t.Error("Close is called through an interface, and no value")
	}
	if calls.IsInvoked(method("Sync")) || !calls.IsValue(method("Sync")) {
		t.Error("Sync is a method value, and not called through an interface")
	}
	if govalue.Origin(nil) != nil {
		t.Error("nothing has an origin")
	}
}
