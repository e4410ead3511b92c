package driver

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A cgoOff says that the go command leaves cgo files out.
type cgoOff struct {
	packages int    // that have some
	asked    bool   // the user has set CGO_ENABLED=0, so that this is no surprise
	target   string // the system that is built for
}

// findCgoOff tells whether cgo files of the named packages are left out.
func findCgoOff(opts *options) cgoOff {
	var env struct{ CGO_ENABLED, GOOS, GOARCH string }
	if !goEnvJSON(opts, &env, "CGO_ENABLED", "GOOS", "GOARCH") || env.CGO_ENABLED != "0" {
		return cgoOff{}
	}
	pkgs, err := list(opts, opts.packages, []string{find}, "CGO_ENABLED=1")
	if err != nil {
		return cgoOff{} // the run itself will say why
	}
	off := cgoOff{target: env.GOOS + "/" + env.GOARCH}
	for _, p := range pkgs {
		if len(p.CgoFiles) > 0 {
			off.packages++
		}
	}
	// Without the user's word, the go command turns cgo off where it finds
	// no C compiler, or builds for another system (go help cgo).
	var changed struct{ CGO_ENABLED string }
	off.asked = goEnvJSON(opts, &changed, "-changed", "CGO_ENABLED") && changed.CGO_ENABLED == "0"
	return off
}

// leavesNone reports whether go vet has failed for no other reason than that
// all packages need cgo, which the user has turned off.
func (c cgoOff) leavesNone(v *vetted) bool {
	return c.asked && c.packages > 0 && v.failed && strings.HasSuffix(v.text, "no packages to vet")
}

// goEnvJSON asks the go command for variables. It reports whether that worked.
func goEnvJSON(opts *options, into any, args ...string) bool {
	out, err := opts.goCommand.output("", append([]string{"env", "-json"}, args...))
	return err == nil && json.Unmarshal(out, into) == nil
}

// noteCgoOff says that cgo files were left out: as a failure, unless the user
// wants it so.
func (l *linter) noteCgoOff(r *report, off cgoOff) {
	switch {
	case off.packages == 0:
	case off.asked:
		l.note("cgo is off (CGO_ENABLED=0), so the cgo files of %s were not looked at", plural(off.packages, "package"))
	default:
		r.failures = append(r.failures, fmt.Sprintf(
			"cgolint: the cgo files of %s were not looked at: the go command knows no C compiler for %s; install one, or set CC to it and CGO_ENABLED=1",
			plural(off.packages, "package"), off.target))
	}
}
