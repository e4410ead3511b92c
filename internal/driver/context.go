package driver

import (
	"flag"
	"go/build"
	"os"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/buildcontext"
)

// contextFlags are the build flags that say which files a package has. A tool
// that has flags of these names is given those of the go command.
var contextFlags = []string{"tags", "compiler", "race", "msan", "asan"}

// addContextFlags adds them to the flags of the process.
func addContextFlags() {
	for _, name := range contextFlags {
		if name == "tags" || name == "compiler" {
			_ = flag.String(name, "", "as given to the go command")
		} else {
			_ = flag.Bool(name, false, "as given to the go command")
		}
	}
}

// context returns what the package is built for, given the tool's arguments.
// The go command tells its tools all its variables.
func context(args []string) *build.Context {
	var given []string
	for i, arg := range args {
		name, value, joined := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch {
		case !strings.HasPrefix(arg, "-") || !slices.Contains(contextFlags, name):
		case value == "<TagsFlag>": // so go vet prints the tags of GOFLAGS, where they are found
		case joined:
			given = append(given, "-"+name+"="+value)
		case (name == "tags" || name == "compiler") && i+1 < len(args):
			given = append(given, "-"+name+"="+args[i+1])
		default:
			given = append(given, "-"+name)
		}
	}
	return buildcontext.New(os.Getenv, given)
}
