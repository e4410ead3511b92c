// Package cputime bounds work by the processor time of the process.
package cputime

import "time"

// Budget begins a budget, and returns a function that reports whether it is
// spent: when both the clock and the process's processor time have advanced by
// d. The clock alone would cut work short on a busy machine; processor time
// alone, in a process that does several things at once.
func Budget(d time.Duration) (spent func() bool) {
	begun, used := time.Now(), now()
	return func() bool { return time.Since(begun) > d && now()-used > d }
}
