package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// mayErrno reports whether the function may set errno: it stores there, or
// calls what may.
func (c *collector) mayErrno() bool {
	for i := range c.Code {
		if in := &c.Code[i]; in.Op == cir.Store {
			if o := c.p.origin(c.function, in.A, int32(i), 0); isErrno(&o) {
				return true
			}
		}
	}
	return slices.ContainsFunc(c.callees, func(callee callee) bool { return callee.mayErrno() })
}

// mayErrno reports whether a called function may set errno. Of the library's
// functions those leave it alone that only look at memory (C17 7.5: any may
// set it whose description does not speak of errno, but those do not).
func (c *callee) mayErrno() bool {
	switch {
	case c.fn != nil:
		return c.fn.ev == nil || c.fn.ev.mayErrno
	case c.contract == nil || c.contract.Library != "libc" || c.contract.Fails == summary.Errno:
		return true
	case c.name == "free" || c.name == "abort" || c.name == "snprintf" || strings.HasPrefix(c.name, "mem"):
		return false
	case strings.HasPrefix(c.name, "str"):
		return strings.HasPrefix(c.name, "strto") || c.name == "strftime"
	}
	return true
}
