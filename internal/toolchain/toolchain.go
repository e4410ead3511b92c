// Package toolchain compares the release of Go that this program was built with
// and that of the go command that it works with.
package toolchain

import (
	"fmt"
	"go/version"
	"runtime"
	"runtime/debug"
	"strings"
)

// A Mismatch says that the go command is of a newer release of Go than the one
// that this program was built with.
type Mismatch struct{ Built, GoCommand string }

func (m *Mismatch) Error() string {
	return fmt.Sprintf("this cgolint was built with %s and cannot read packages of the go command, which is %s; build it anew: GOTOOLCHAIN=%s go install %s",
		m.Built, m.GoCommand, m.GoCommand, source())
}

// Check returns a [Mismatch], which says what to do, if this program cannot
// read what the go command of a version, such as "go1.27.3", has built:
// go/types knows the language and the standard library of its own release and
// of those before it. It returns nil for a version that it does not know, such
// as that of a go command built from a checkout.
func Check(goCommand string) error { return check(runtime.Version(), goCommand) }

func check(built, goCommand string) error {
	built, goCommand = name(built), name(goCommand)
	if !version.IsValid(built) || !version.IsValid(goCommand) ||
		version.Compare(version.Lang(goCommand), version.Lang(built)) <= 0 {
		return nil
	}
	return &Mismatch{built, goCommand}
}

// name returns a version without the experiments that may follow it.
func name(version string) string {
	version, _, _ = strings.Cut(strings.TrimSpace(version), " ")
	return version
}

// source is what to install: this version, or the newest if it is none that
// the module proxy has.
func source() string {
	v := "latest"
	info, ok := debug.ReadBuildInfo()
	if ok && strings.HasPrefix(info.Main.Version, "v") && !strings.Contains(info.Main.Version, "+") {
		v = info.Main.Version
	}
	return "github.com/cgolint/cgolint/cmd/cgolint@" + v
}
