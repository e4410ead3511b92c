package main

import (
	"testing"
	"time"
)

func TestOthers(t *testing.T) {
	before, err := readUsage("cpu  100 0 50 1000 10 0 0 0 0 0\ncpu0 ...")
	if err != nil {
		t.Fatal(err)
	}
	after, err := readUsage("cpu  200 10 90 1030 20 0 0 10 0 0\n")
	if err != nil {
		t.Fatal(err)
	}
	// 200 ticks have passed, 160 of them with work, 1.2 s of which was ours.
	after.own = 1200 * time.Millisecond
	if got := after.others(before); got != 20 {
		t.Errorf("others used %v%%, want 20", got)
	}
	if got := after.others(after); got != 0 {
		t.Errorf("in no time others used %v%%", got)
	}
	if _, err := readUsage("intr 1"); err == nil {
		t.Error("what is no use is read as one")
	}
}

// What the process itself uses is not taken for others'.
func TestUsage(t *testing.T) {
	before := usage()
	for start := time.Now(); time.Since(start) < 50*time.Millisecond; {
	}
	after := usage()
	if after.own <= before.own || after.passed < before.passed {
		t.Errorf("before %v, after %v", before, after)
	}
}
