// Package settings has the settings of one run of analyzers. They are bound
// to copies of the analyzers (package analyzercopy), so that two runs in one
// process can have different ones.
package settings

import (
	"flag"
	"go/build"
	"reflect"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/finding"
)

// A Config is what a driver sets, beside the flags of analyzers. It must not be
// modified after it was bound.
type Config struct {
	// Text returns the text of a file that an editor has open, which counts
	// in place of what is on disk. It may be nil, and may be called from
	// several goroutines.
	Text func(name string) (text []byte, ok bool)

	// Opened is told of files beside those of the package that results
	// depend on, of names under which there is none, and of what pkg-config
	// was asked (outside.PkgConfig). It may be nil, and may be called from
	// several goroutines.
	Opened func(name string)

	// Build is what packages are built for; nil where the driver is not told
	// the flags of the go command, so that tags must be inferred.
	Build *build.Context

	// Contracts are rows that the user has added in the configuration; nil
	// for none.
	Contracts *contract.Table

	// Budget bounds the time, of the clock and of computing, that is spent on
	// the C of one package. What is not done by then is unknown. 0 stands for
	// a minute.
	Budget time.Duration

	// Statics makes static functions of C files known too, which Go cannot
	// call.
	Statics bool

	// Catalogue has all checks that there are; it may be empty.
	Catalogue finding.Catalogue

	// Checks are the names of those that run before the check cgosuppress,
	// which says what was not used. It may be empty.
	Checks []string

	// Generated says what is reported of generated files: "correctness" for
	// that group alone, "none", or all when it is something else.
	Generated string

	// LeaveNolint leaves //nolint to the driver.
	LeaveNolint bool

	// AttachInfo says that the driver detaches what diagnostics carry beside
	// their own fields; see finding.Attach. Other drivers are not told what
	// they should not show.
	AttachInfo bool

	// KeepSuppressed says that the driver, which detaches why, also wants the
	// findings that the user has ignored.
	KeepSuppressed bool
}

// Analyzer has the settings as its result, a *[Config]. Unless it was bound to
// others, they are the defaults.
var Analyzer = &analysis.Analyzer{
	Name:             "settings",
	Doc:              "hold the settings of a run",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/internal/settings",
	Run:              func(*analysis.Pass) (any, error) { return new(Config), nil },
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Config](),
}

// Flag returns the value of a flag of the pass's analyzer, which must be a
// flag.Getter for values of type T.
func Flag[T any](pass *analysis.Pass, name string) T {
	return pass.Analyzer.Flags.Lookup(name).Value.(flag.Getter).Get().(T)
}
