// Package ccompiler says how the C of a package would be compiled: which
// macros the C compiler predefines, where it looks for headers, and what the
// package's flags change about that.
//
// It never hands a package's flags to a compiler. go/build does not apply
// the go command's flag allow-list (cmd/go/internal/work/security.go), and a
// flag like -fplugin= or -B runs code. So the one program that is run is the
// user's own $CC, with arguments fixed here and empty input.
package ccompiler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/cgolint/cgolint/internal/quoted"
)

// A Compiler is what the C compiler says of itself.
type Compiler struct {
	Path    string   // of the program; empty when none was asked
	Macros  string   // its predefined macros, as #define lines
	Include []string // where it looks for <headers>, in order
}

// ErrNone says that there is no C compiler to ask.
var ErrNone = errors.New("no C compiler")

// probeTime bounds the one run of the compiler. It takes 15 ms where
// measured.
const probeTime = 30 * time.Second

// Command splits $CC as the go command does, and finds the program. An empty
// value stands for gcc, and where there is no gcc for clang and cc.
func Command(env string) ([]string, error) {
	candidates := [][]string{{"gcc"}, {"clang"}, {"cc"}}
	if args := quoted.Go(env); len(args) > 0 {
		candidates = [][]string{args}
	}
	for _, args := range candidates {
		if path, err := exec.LookPath(args[0]); err == nil {
			if path, err = filepath.Abs(path); err == nil {
				return append([]string{path}, args[1:]...), nil
			}
		}
	}
	return nil, fmt.Errorf("%w: %s is not in PATH", ErrNone, candidates[0][0])
}

// Probe asks the compiler of the command line cc, which Command made, for
// its macros and header directories when it compiles for goarch.
func Probe(ctx context.Context, cc []string, goarch string) (*Compiler, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	var failed error
	for _, arch := range [][]string{archArgs(goarch), nil} {
		c, err := probe(ctx, cc, arch)
		if err == nil {
			return c, nil
		}
		failed = err
		if len(arch) == 0 || ctx.Err() != nil {
			break
		}
	}
	return nil, failed
}

// archArgs returns the flag by which the go command makes a compiler that
// knows several architectures take goarch (cmd/go's Builder.gccArchArgs).
func archArgs(goarch string) []string {
	switch goarch {
	case "386":
		return []string{"-m32"}
	case "amd64", "s390x":
		return []string{"-m64"}
	case "arm":
		return []string{"-marm"}
	}
	return nil
}

func probe(ctx context.Context, cc, arch []string) (*Compiler, error) {
	args := append(append(append([]string(nil), cc[1:]...), arch...), "-dM", "-E", "-v", "-x", "c", "-")
	cmd := exec.CommandContext(ctx, cc[0], args...)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C")
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s does not tell its macros: %v", cc[0], err)
	}
	c := &Compiler{Path: cc[0], Include: includeDirs(stderr.String())}
	for line := range strings.Lines(stdout.String()) {
		if strings.HasPrefix(line, "#define ") {
			c.Macros += strings.TrimRight(line, "\r\n") + "\n"
		}
	}
	if c.Macros == "" {
		return nil, fmt.Errorf("%s does not tell its macros", cc[0])
	}
	c.Macros += untold(c.Macros)
	return c, nil
}

// untold returns the macros that a compiler has but does not tell of. From clang 16
// on, __FLT_EVAL_METHOD__ is one, as a pragma changes it.
func untold(macros string) string {
	has := func(name string) bool { return strings.Contains(macros, "#define "+name+" ") }
	if !has("__clang__") || has("__FLT_EVAL_METHOD__") {
		return ""
	}
	if has("__i386__") && !has("__SSE2__") {
		return "#define __FLT_EVAL_METHOD__ 2\n"
	}
	return "#define __FLT_EVAL_METHOD__ 0\n"
}

// includeDirs reads the search list that gcc and clang print under -v.
func includeDirs(verbose string) []string {
	var dirs []string
	inList := false
	for line := range strings.Lines(verbose) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#include <...>"):
			inList = true
		case strings.HasPrefix(line, "End of search list"):
			return dirs
		case inList:
			// clang marks frameworks of macOS, which are no directories.
			dir, framework := strings.CutSuffix(line, " (framework directory)")
			// zig names directories from where it is run.
			if dir, err := filepath.Abs(dir); err == nil && !framework {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

// Unknown returns what can be said of goarch without a compiler: enough
// macros for the parser, and no headers.
func Unknown(goos, goarch string) *Compiler {
	long := "long"
	if goos == "windows" {
		long = "long long"
	}
	size, bits := "unsigned "+long+" int", "64"
	ptrdiff := long + " int"
	switch goarch {
	case "386", "arm", "mips", "mipsle":
		size, ptrdiff, bits = "unsigned int", "int", "32"
	}
	macros := []string{
		"__STDC__ 1", "__STDC_VERSION__ 201710L", "__CHAR_BIT__ 8",
		"__SIZE_TYPE__ " + size, "__PTRDIFF_TYPE__ " + ptrdiff, "__WCHAR_TYPE__ int",
		"__UINT16_TYPE__ unsigned short", "__UINT32_TYPE__ unsigned int", "__UINT64_TYPE__ unsigned long long",
		"__SIZEOF_POINTER__ " + map[string]string{"64": "8", "32": "4"}[bits], "__" + goos + "__ 1",
	}
	return &Compiler{Macros: "#define " + strings.Join(macros, "\n#define ") + "\n"}
}
