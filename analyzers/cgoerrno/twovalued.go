package cgoerrno

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// twoValued reports v, err := C.f() where err decides whether f failed, though
// only v tells.
func (c *checker) twoValued(written *cgosource.Call, call *ssa.Call) {
	if !written.TwoValued {
		return
	}
	v, err := extracts(call)
	status := c.status(written.Name)
	if status == csummary.StatusUnknown && err != nil && v != nil && eitherFails(v, err) {
		c.either(written)
		return
	}
	if err == nil || !decides(err) || v != nil && isTested(v, make(map[ssa.Value]bool)) && !decidesAfter(v, err, status) {
		return
	}
	switch status {
	case csummary.ErrnoNumber, csummary.NegativeErrno, csummary.BoolZeroFails, csummary.NullFails, csummary.LastError:
		c.report(written, "cgoerrno", fmt.Sprintf("the error of C.%s is errno, which it does not set: %s", written.Name, tells[status]), finding.High)
	case csummary.Errno:
		if by := c.leaver(written.Name); by == written.Name {
			c.report(written, "cgoerrno", fmt.Sprintf("the error of C.%s is errno, which it may leave set when it succeeds: %s", written.Name, tells[status]), finding.Medium)
		} else if by != "" {
			c.report(written, "cgoerrno", fmt.Sprintf("the error of C.%s is errno, which its call of %s may leave set when everything succeeds: %s", written.Name, by, tells[status]), finding.Medium)
		}
	case csummary.StatusUnknown:
		c.unknown(written, isVoid(call))
	}
}

// either reports an error that decides before a result does, which tells by
// itself.
func (c *checker) either(written *cgosource.Call) {
	message := fmt.Sprintf("the error of C.%s is errno, which it may leave set when it succeeds: its result, which is compared too, tells whether it failed", written.Name)
	if c.isOfLibrary(written.Name) {
		c.suspect(written, message)
		return
	}
	c.report(written, "cgoerrno", message, finding.Low)
}

// unknown reports the error of a function whose way to tell of failure is not
// known.
func (c *checker) unknown(written *cgosource.Call, void bool) {
	name := written.Name
	by := c.leaver(name)
	switch {
	case by == name:
		c.report(written, "cgoerrno", fmt.Sprintf("the error of C.%s is errno, which it may leave set when it succeeds: %s", name, tells[csummary.Errno]), finding.Medium)
	case by != "" && void:
		c.report(written, "cgoerrno", fmt.Sprintf("the error of C.%s is errno, which its call of %s may leave set when everything succeeds: C.%s does not tell whether it failed", name, by, name), finding.Medium)
	case !c.isOfLibrary(name):
	case void:
		c.suspect(written, fmt.Sprintf("the error of C.%s is errno, which a library may leave set when it succeeds: C.%s returns nothing, and so does not tell whether it failed", name, name))
	default:
		c.suspect(written, fmt.Sprintf("the error of C.%s is errno, which a library may leave set when it succeeds: the result, which alone tells, is ignored", name))
	}
}

// isOfLibrary reports whether the code of a C function is not in view and its
// name has the prefix of a library that is not the C library, nor one of those
// around it that only make system calls.
func (c *checker) isOfLibrary(name string) bool {
	if f := c.sums.Func(name); f != nil && !f.Contract {
		return false
	}
	prefix, rest, found := strings.Cut(name, "_")
	return found && prefix != "" && rest != "" && !systemPrefixes[prefix]
}

// systemPrefixes begin the names of functions that fail as system calls do.
var systemPrefixes = cname.Set(`posix pthread mq sem shm epoll timerfd eventfd signalfd inotify fanotify if io sched timer clock name open
	process copy sync remap init finit delete pivot perf memfd pidfd cap acl attr keyctl landlock arch userfaultfd shmem sysv msg`)

// leaver returns the function of the C library that leaves something in errno
// when it succeeds: the C function itself, or one that it calls by its code,
// when it does not set errno too; or "".
func (c *checker) leaver(name string) string {
	if leavesErrno[name] {
		return name
	}
	f := c.sums.Func(name)
	if f == nil || f.Contract || slices.Contains(f.Calls, "__errno_location") {
		return ""
	}
	for _, callee := range f.Calls {
		if leavesErrno[callee] {
			return callee
		}
	}
	return ""
}

// isVoid reports whether a C function returns nothing, for which cgo has an
// empty array.
func isVoid(call *ssa.Call) bool {
	results, ok := call.Type().(*types.Tuple)
	if !ok {
		return false
	}
	array, ok := results.At(0).Type().Underlying().(*types.Array)
	return ok && array.Len() == 0
}

// tells says how a function that fails in some way tells of it.
var tells = map[csummary.Convention]string{
	csummary.Errno:         "only a result of -1 or nil tells that it failed",
	csummary.ErrnoNumber:   "its result is the number of the error, or 0",
	csummary.NegativeErrno: "its result is negative when it failed",
	csummary.BoolZeroFails: "its result is 0 when it failed",
	csummary.NullFails:     "its result is nil when it failed",
	csummary.LastError:     "it keeps the reason elsewhere",
}

// leavesErrno are functions of the C library that call others which may fail
// without their failing. POSIX.1-2017, errno: no function sets it to 0, and its
// value is of use only after a function says that it failed. glibc's stdio asks
// whether a new stream is a terminal (ENOTTY); realpath reads links where there
// are none (EINVAL); lookups of users, hosts and locales open files that need
// not be there (ENOENT). malloc may leave ENOMEM of sbrk when mmap then succeeds,
// but where that happens memory is at its end: code that generators write for
// each allocation is not worth a change.
var leavesErrno = map[string]bool{
	"fopen": true, "fopen64": true, "fdopen": true, "freopen": true, "popen": true, "tmpfile": true, "fmemopen": true, "open_memstream": true,
	"fputs": true, "fputc": true, "putc": true, "fflush": true, "printf": true, "puts": true, "fwrite": true, "fread": true, "fgets": true,
	"realpath": true, "canonicalize_file_name": true, "scandir": true, "getcwd": true,
	"getpwnam": true, "getpwuid": true, "getgrnam": true, "getgrgid": true, "getgrouplist": true, "initgroups": true,
	"getifaddrs": true, "if_nameindex": true, "iconv_open": true, "newlocale": true, "sem_open": true, "openpty": true, "forkpty": true, "ttyname": true,
}

// extracts returns the two results of a call; one that is not used is nil.
func extracts(call *ssa.Call) (v, err ssa.Value) {
	for _, ref := range govalue.Referrers(call) {
		if e, ok := ref.(*ssa.Extract); ok {
			if e.Index == 0 {
				v = e
			} else {
				err = e
			}
		}
	}
	return v, err
}

// decides reports whether an error decides what happens: it is compared with
// nil, or returned.
func decides(err ssa.Value) bool {
	for _, ref := range govalue.Referrers(err) {
		switch ref := ref.(type) {
		case *ssa.BinOp:
			if c, ok := ref.Y.(*ssa.Const); ok && c.IsNil() {
				return true
			}
		case *ssa.Return:
			return true
		case *ssa.Phi:
			if decidesOnce(ref) {
				return true
			}
		}
	}
	return false
}

// decidesOnce is decides for a variable that other calls set too.
func decidesOnce(phi *ssa.Phi) bool {
	for _, ref := range govalue.Referrers(phi) {
		if b, ok := ref.(*ssa.BinOp); ok {
			if c, ok := b.Y.(*ssa.Const); ok && c.IsNil() {
				return true
			}
		}
	}
	return false
}

// isTested reports whether a result is compared, or goes where it may be: to a
// variable, a function or a caller that does not get the error.
func isTested(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	for _, ref := range govalue.Referrers(v) {
		switch ref := ref.(type) {
		case *ssa.BinOp:
			switch ref.Op {
			case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
				return true
			}
		case *ssa.Convert, *ssa.ChangeType, *ssa.Phi:
			if isTested(ref.(ssa.Value), seen) {
				return true
			}
		case *ssa.Call:
			if _, ok := cgosource.CFunc(ref.Call.StaticCallee()); !ok && ref.Call.StaticCallee() != nil && len(ref.Call.StaticCallee().Blocks) > 0 {
				return true // a helper that looks at it
			}
		case *ssa.If:
			return true
		}
	}
	return false
}
