package callback

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"unsafe"
)

func TestRoundTrip(t *testing.T) {
	factor := 2
	unset := Set(func(item int) int { return factor * item })
	if got := Run(10); got != 90 {
		t.Errorf("sum = %d, want 90", got)
	}
	factor = 3
	if got := RunOnThread(10); got != 135 {
		t.Errorf("sum on a C thread = %d, want 135", got)
	}
	unset()
	if got := Run(10); got != -10 {
		t.Errorf("sum after the registration ended = %d, want -10", got)
	}
}

// TestRoundTripStackGrowth moves the stack that the handle, as the callback's
// void *, lies on, and collects garbage meanwhile.
func TestRoundTripStackGrowth(t *testing.T) {
	growStack = true
	defer func() { growStack = false }()
	defer Set(func(item int) int { return item })()
	for name, run := range map[string]func(int) int{"Go thread": Run, "C thread": RunOnThread} {
		done := make(chan int)
		go func() { done <- run(20) }() // on a small stack
		if got := <-done; got != 190 {
			t.Errorf("%s: sum = %d, want 190", name, got)
		}
	}
}

// TestSmallIntegerCrashes puts a small integer, as cgo.Handle's are, in the
// handle's place: what the test above does must end the program then.
func TestSmallIntegerCrashes(t *testing.T) {
	if os.Getenv("REGISTRY_SMALL_INTEGER") != "" {
		growStack = true
		small := uintptr(5)
		setUser(*(*unsafe.Pointer)(unsafe.Pointer(&small)))
		Run(20)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestSmallIntegerCrashes$")
	cmd.Env = append(os.Environ(), "REGISTRY_SMALL_INTEGER=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "invalid pointer found on stack") {
		t.Errorf("error %v, output:\n%s", err, out)
	}
}

// TestOtherBuilds asks vet about this package and runs the tests above in the
// builds that check pointers.
func TestOtherBuilds(t *testing.T) {
	if os.Getenv("REGISTRY_OTHER_BUILD") != "" {
		return // this is one of them
	}
	for name, args := range map[string][]string{
		"vet":      {"vet", "."},
		"checkptr": {"test", "-count=1", "-run=RoundTrip", "-gcflags=all=-d=checkptr=2", "."},
		"race":     {"test", "-count=1", "-run=RoundTrip", "-race", "."},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command("go", args...)
			cmd.Env = append(os.Environ(), "REGISTRY_OTHER_BUILD=1")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("go %v: %v\n%s", args, err, out)
			}
		})
	}
}
