// Package cputime bounds work by the time that the process has computed.
package cputime

import "time"

// Budget returns a function that tells whether a budget is used up that begins
// now: when both so much time has passed and the process has computed for so
// long. On a machine that is busy with other things time passes while nothing
// is done, and in a process that does several things at once they all count
// as computing; what can be done in the budget is done in both cases.
func Budget(d time.Duration) (spent func() bool) {
	begun, used := time.Now(), now()
	return func() bool { return time.Since(begun) > d && now()-used > d }
}
