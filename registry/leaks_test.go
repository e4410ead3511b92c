package registry

import (
	"strings"
	"testing"
)

//go:noinline
func openConnections(r *Registry[string], n int) (hs []Handle) {
	for range n {
		hs = append(hs, r.Register("connection"))
	}
	return hs
}

//go:noinline
func openFile(r *Registry[string]) Handle { return r.Register("file") }

func TestLeaks(t *testing.T) {
	var r Registry[string]
	early := r.Register("early")
	r.RecordStacks(true)
	conns := openConnections(&r, 3)
	file := openFile(&r)
	r.Delete(conns[1])
	leaks := r.Leaks()
	if len(leaks) != 3 {
		t.Fatalf("%d groups of leaks, want 3: %v", len(leaks), leaks)
	}
	if got := leaks[0].Handles; len(got) != 2 || leaks[0].Stack[0].Function != "github.com/cgolint/cgolint/registry.openConnections" {
		t.Errorf("the largest group is %v", leaks[0])
	}
	report := leaks[0].String() + "\n" + leaks[1].String() + "\n" + leaks[2].String()
	for _, want := range []string{"2 live, the first is 0x", "registry.openFile\n\t", "leaks_test.go:", "registered while RecordStacks was off"} {
		if !strings.Contains(report, want) {
			t.Errorf("no %q in the report:\n%s", want, report)
		}
	}
	for _, h := range []Handle{early, conns[0], conns[2], file} {
		r.Delete(h)
	}
	if leaks := r.Leaks(); len(leaks) != 0 {
		t.Errorf("leaks after all was deleted: %v", leaks)
	}
	if n := len(r.dir.Load().stacks.pcs); n != 0 {
		t.Errorf("%d stacks are kept of deleted handles", n)
	}
}

func TestRecordStacksOffForgets(t *testing.T) {
	var r Registry[string]
	r.RecordStacks(true)
	openFile(&r)
	r.RecordStacks(true) // again changes nothing
	if leaks := r.Leaks(); len(leaks) != 1 || len(leaks[0].Stack) == 0 {
		t.Errorf("leaks = %v", leaks)
	}
	r.RecordStacks(false)
	if leaks := r.Leaks(); len(leaks) != 1 || len(leaks[0].Stack) != 0 {
		t.Errorf("after switching off, leaks = %v", leaks)
	}
}
