package contract

import (
	"fmt"
	"slices"
	"strings"
)

// A Convention says how a function tells that it failed, and why.
type Convention uint8

// The conventions.
const (
	StatusUnknown Convention = iota
	Errno                    // the result is -1, or null, and errno has the reason
	NegativeErrno            // the result is negative: minus a number of errno
	ErrnoNumber              // the result is a number of errno, or 0 for success, as of pthread functions
	BoolZeroFails            // the result is 0 when it failed, without a reason in errno
	NullFails                // the result is null when it failed, without a reason in errno
	LastError                // the reason is in a state of the thread or in an object
	NegativeFails            // the result is negative when it failed, without a reason in errno
	NonzeroFails             // the result is 0 for success only, and no number of errno
)

// conventions are the words of a table.
var conventions = []string{"", "errno", "negative errno", "errno number", "0", "NULL", "last error", "negative", "nonzero"}

func (c Convention) String() string {
	if c == StatusUnknown {
		return "unknown"
	}
	return "fails with " + conventions[c]
}

// setFails sets how the function fails.
func (f *Func) setFails(how string) error {
	how, key, _ := strings.Cut(how, "last error ")
	if key != "" {
		how, f.LastError = "last error", key
	}
	i := slices.Index(conventions, how)
	if i < 1 {
		return fmt.Errorf("unknown way to fail %q; want %s", how, strings.Join(conventions[1:], ", "))
	}
	if f.Fails != StatusUnknown && f.Fails != Convention(i) {
		return fmt.Errorf("%s already %v", f.Name, f.Fails)
	}
	f.Fails = Convention(i)
	return nil
}
