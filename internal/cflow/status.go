package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// status returns how the function tells that it failed.
func (w *endings) status() summary.Convention {
	if w.Result == cir.Void {
		return summary.StatusUnknown
	}
	if w.Result == cir.Pointer {
		return w.pointerStatus()
	}
	return w.numberStatus()
}

// pointerStatus looks at the ways that return null.
func (w *endings) pointerStatus() summary.Convention {
	null, set, other := 0, 0, 0
	for i := range w.exits {
		switch e := &w.exits[i]; {
		case e.result.signs != zero:
			other++
		case e.errno:
			set++
		default:
			null++
		}
	}
	switch {
	case other == 0 || null > 0 && set > 0:
		return summary.StatusUnknown
	case set > 0:
		return summary.Errno
	case null > 0 && !w.ev.mayErrno:
		return summary.NullFails
	case null > 0:
		return summary.StatusUnknown
	}
	return w.handedOn()
}

// handedOn returns the convention of the function whose result is always
// returned.
func (w *endings) handedOn() summary.Convention {
	var found summary.Convention
	for i := range w.exits {
		v := w.exits[i].result
		if v.kind != aResult && v.kind != anObject {
			return summary.StatusUnknown
		}
		at := v.n
		if v.kind == anObject {
			at = w.objects[v.n].at
		}
		c := w.convention(w.calleeAt(at))
		if c == summary.StatusUnknown || i > 0 && c != found {
			return summary.StatusUnknown
		}
		found = c
	}
	return found
}

// A statusCount counts ways by their results.
type statusCount struct {
	success, minusOne, minusOneErrno, negErrno, errnoValue, errnoResult, other int

	constants []int64 // that are not -1 or 0
	codes     int     // constants of an enumeration
	silent    int     // ways with a negative constant on which errno is not set
}

func (w *endings) numberStatus() summary.Convention {
	if s := w.handedOn(); s != summary.StatusUnknown {
		return s
	}
	var n statusCount
	for i := range w.exits {
		w.count(&n, &w.exits[i])
	}
	minus := n.codes == 0 && (n.negErrno > 0 || errnoNumbers(n.constants, -1))
	plus := n.codes == 0 && (n.errnoValue+n.errnoResult > 0 || errnoNumbers(n.constants, 1))
	fromErrno := n.negErrno + n.errnoValue + n.errnoResult
	switch {
	case n.success == 0 || n.other > 0:
		return summary.StatusUnknown
	case n.minusOneErrno > 0 && n.minusOne == 0 && fromErrno == 0 && len(n.constants) == 0:
		return summary.Errno
	case minus && n.minusOneErrno == 0 && n.errnoValue+n.errnoResult == 0 && onlySign(n.constants, negative):
		return summary.NegativeErrno
	case plus && n.negErrno+n.minusOne+n.minusOneErrno == 0 && onlySign(n.constants, positive):
		return summary.ErrnoNumber
	case n.silent > 0 && !w.ev.mayErrno && n.minusOneErrno+fromErrno == 0 && onlySign(n.constants, negative):
		return summary.NegativeFails
	}
	return summary.StatusUnknown
}

func onlySign(constants []int64, s signs) bool {
	for _, c := range constants {
		if signOf(c) != s {
			return false
		}
	}
	return true
}

func (w *endings) count(n *statusCount, e *exitState) {
	switch v := e.result; {
	case v.kind == anErrno:
		n.errnoValue++
	case v.kind == aNegErrno:
		n.negErrno++
	case v.kind == aResult:
		w.countResult(n, e)
	case v.kind != aNumber:
		if v.signs&negative == 0 {
			n.success++
		} else {
			n.other++
		}
	case v.num == -1 && e.errno:
		n.minusOneErrno++
	case v.num == -1:
		n.minusOne++
		n.silent++
	case v.num == 0:
		n.success++
	default:
		n.constants = append(n.constants, v.num)
		if !v.lit {
			n.codes++
		}
		if v.num < 0 && !e.errno {
			n.silent++
		}
	}
}

// countResult counts a way that returns what a call returned.
func (w *endings) countResult(n *statusCount, e *exitState) {
	v := e.result
	switch c := w.convention(w.calleeAt(v.n)); {
	case c == summary.ErrnoNumber && v.signs&zero == 0:
		n.errnoResult++
	case c == summary.ErrnoNumber:
		n.errnoResult++
		n.success++
	case c == summary.NegativeErrno && v.signs == negative:
		n.negErrno++
	case c == summary.Errno && v.signs == negative:
		n.minusOneErrno++
	case v.signs&negative == 0 && c != summary.StatusUnknown:
		n.success++
	default:
		n.other++
	}
}

// tellingErrno are numbers of errno that hardly any other enumeration has
// alone: ENOMEM, EFAULT, EBUSY, EEXIST, ENODEV, EINVAL, ENOSPC, ERANGE, ENOSYS,
// ENODATA, EPROTO, EOVERFLOW, ENOTSUP, ETIMEDOUT (asm-generic/errno.h).
var tellingErrno = []int64{12, 14, 16, 17, 19, 22, 28, 34, 38, 61, 71, 75, 95, 110}

// lessTellingErrno are the others that functions return.
var lessTellingErrno = []int64{2, 4, 5, 6, 9, 11, 13, 18, 20, 21, 24, 25, 27, 29, 30, 32, 33, 35, 36, 39, 40, 42, 62, 74, 84, 88, 90, 97, 98, 99, 100, 101, 103, 104, 105, 106, 107, 111, 112, 113, 114, 115, 116, 125}

// errnoNumbers reports whether constants, times sign, are numbers of errno:
// all of them, and one that is telling.
func errnoNumbers(constants []int64, sign int64) bool {
	telling := false
	for _, c := range constants {
		c *= sign
		if slices.Contains(tellingErrno, c) {
			telling = true
		} else if !slices.Contains(lessTellingErrno, c) {
			return false
		}
	}
	return telling
}
