package cgostring

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// cut reports C.CString of a text from outside, which may have a NUL in it: C
// gets what is before it.
func (c *checker) cut(written *cgosource.Call, call *ssa.Call) {
	if len(written.Args) != 1 || !fromOutside(call.Call.Args[0], 5) {
		return
	}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: written.Args[0].Pos(), End: written.Args[0].End(), Category: "cgostring",
		Message: "text from outside may contain a NUL, where C ends it: C gets less of " + c.src.Text(written.Args[0]) + " than Go has",
	}, finding.Info{Group: finding.Pedantic, Confidence: finding.Medium})
}

// outside are functions whose first result is what somebody else has written.
var outside = map[string]bool{
	"os.ReadFile": true, "io.ReadAll": true, "io/ioutil.ReadFile": true, "io/ioutil.ReadAll": true,
	"(*bufio.Scanner).Text": true, "(*bufio.Reader).ReadString": true,
	"(*net/http.Request).FormValue": true, "(*net/http.Request).PostFormValue": true, "(*net/http.Request).PathValue": true,
	"(net/url.Values).Get": true, "(net/http.Header).Get": true,
}

// fromOutside reports whether a text comes from a file, the network or a user,
// as it is.
func fromOutside(v ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Convert:
		return fromOutside(v.X, depth-1)
	case *ssa.ChangeType:
		return fromOutside(v.X, depth-1)
	case *ssa.Extract:
		return v.Index == 0 && fromOutside(v.Tuple, depth-1)
	case *ssa.Call:
		fn := v.Call.StaticCallee()
		return fn != nil && outside[fn.String()] && !isExamined(v)
	}
	return false
}

// isExamined reports whether a text is looked at by another function: one may
// look for a NUL.
func isExamined(call *ssa.Call) bool {
	var uses func(v ssa.Value, depth int) bool
	uses = func(v ssa.Value, depth int) bool {
		for _, ref := range govalue.Referrers(v) {
			switch ref := ref.(type) {
			case *ssa.Extract:
				if ref.Index == 0 && uses(ref, depth-1) {
					return true
				}
			case *ssa.Convert:
				if depth > 0 && uses(ref, depth-1) {
					return true
				}
			case *ssa.Call:
				if govalue.Builtin(&ref.Call) == "len" {
					continue
				}
				if cFunction(&ref.Call) == "" {
					return true
				}
			}
		}
		return false
	}
	return uses(call, 3)
}
