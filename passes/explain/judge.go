package explain

import (
	"fmt"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A judge says what follows from where an argument comes from and what C does
// with it.
type judge struct {
	x    *explainer
	call *cgosource.Call
	f    *csummary.Func
	i    int
	origin
}

// judge returns what follows, and the contract that would decide what is open.
func (j *judge) judge() (so, contract string) {
	p := j.parameter()
	switch {
	case j.reported():
		return "C keeps Go memory, which cgo allows only while it is pinned (cgoretain)", ""
	case j.onlyNull():
		return "there is nothing that C could keep", ""
	case p != nil && p.Freed == csummary.Yes:
		return "what matters is who owns the memory: a second free, a use after it, or Go memory there are mistakes (cgofree)", ""
	case p != nil && len(p.Retained)+len(p.RetainedNumber) > 0:
		return j.kept(p), ""
	case p != nil && p.NoEscape:
		return "C does not keep it, which is all that cgo asks", ""
	}
	return j.open()
}

func (j *judge) parameter() *csummary.Param {
	if j.f == nil || j.i >= len(j.f.Params) {
		return nil
	}
	return &j.f.Params[j.i]
}

// onlyNull reports whether the argument is nil and nothing else.
func (j *judge) onlyNull() bool {
	return j.null && !j.goMemory && !j.pinned && !j.foreign && !j.caller && !j.unknown
}

// reported reports whether the pass that finds what C keeps has found this.
func (j *judge) reported() bool {
	for _, r := range j.x.retentions[j.call.CallExpr] {
		if r.Node == j.call.Args[j.i] {
			return true
		}
	}
	return false
}

// kept says why an argument that C keeps is no finding.
func (j *judge) kept(p *csummary.Param) string {
	switch {
	case j.goMemory && !anyAlways(p):
		return "C keeps it on a condition that is not known to hold here, so nothing is reported"
	case j.goMemory:
		return "C gives it up, or what keeps it goes, before the function returns, so nothing is reported"
	case j.pinned:
		return "it is pinned for longer than the call, which cgo asks for when C keeps it"
	case j.caller:
		return "whether that is right depends on the callers: those that pass Go memory are reported"
	case j.foreign && !j.unknown:
		return "C may keep what is not on Go's heap"
	}
	return "C keeps it, but it is not known whose memory it is, so nothing is reported"
}

// anyAlways reports whether C keeps the argument on each call.
func anyAlways(p *csummary.Param) bool {
	for _, r := range p.Retained {
		if r.Field == "" && r.Always() {
			return true
		}
	}
	return false
}

// open says what there is to say when it is not known whether C keeps the
// argument.
func (j *judge) open() (so, contract string) {
	switch {
	case j.goMemory:
		so = "it would be a mistake if C kept it; that is not known, so nothing is reported"
	case j.caller:
		so = "it depends on the callers, and on whether C keeps it; that is not known, so nothing is reported"
	case j.foreign || j.pinned:
		if !j.unknown {
			return "C may keep it", ""
		}
		fallthrough
	default:
		return "it is not known whose memory it is, so nothing is reported", ""
	}
	return so, fmt.Sprintf("//cgolint:contract %s %d not retained", j.call.Name, j.i+1)
}
