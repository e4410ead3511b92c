package cflow

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cgolint/cgolint/internal/cfront"
)

// nocapture compiles a unit and returns for each function which parameters
// LLVM proves not to be captured.
func nocapture(tmp, dir, file string, in *cfront.Input) (map[string][]attr, error) {
	source, bitcode := file, filepath.Join(tmp, "unit.bc")
	args := []string{"-x", "c", "-O1", "-Xclang", "-disable-llvm-passes", "-emit-llvm", "-c", "-w", "-o", bitcode, "-I", dir,
		"-Wno-implicit-function-declaration", "-Wno-error", "-ferror-limit=0"}
	if strings.HasSuffix(file, ".go") {
		source = filepath.Join(tmp, "unit.c")
		if err := os.WriteFile(source, []byte(preambleText(file, in)), 0o644); err != nil {
			return nil, err
		}
		// An unused static function is not compiled.
		args = append(args, "-Dstatic=static __attribute__((used))", "-iquote", filepath.Dir(file))
	}
	args = append(args, in.Flags...)
	cmd := exec.Command("clang", append(args, source)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, errorOf(err, out)
	}
	out, err := exec.Command("opt", "-passes=function(sroa,early-cse),cgscc(function-attrs)", "-S", "-o", "-", bitcode).Output()
	if err != nil {
		return nil, err
	}
	return readAttrs(out), nil
}

// errorOf is the error of a compiler with what it printed.
func errorOf(err error, out []byte) error { return fmt.Errorf("%v: %s", err, out) }

func preambleText(file string, in *cfront.Input) string {
	text := "#include <stddef.h>\ntypedef struct { const char *p; ptrdiff_t n; } _GoString_;\n"
	for _, p := range in.Preambles {
		if p.File == file {
			for _, part := range p.Parts {
				text += part.Text + "\n"
			}
		}
	}
	return text
}

// An attr is what LLVM says of a parameter.
type attr uint8

var define = regexp.MustCompile(`^define .*?@"?([\w.$]+)"?\((.*)\)[^()]*\{`)

// readAttrs reads the parameters of LLVM's function definitions.
func readAttrs(ir []byte) map[string][]attr {
	all := make(map[string][]attr)
	lines := bufio.NewScanner(bytes.NewReader(ir))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		m := define.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		params := []attr{}
		for _, p := range splitTop(m[2]) {
			switch {
			case p == "...":
			case strings.Contains(p, " byval("):
				params = append(params, byValue)
			case strings.Contains(" "+p+" ", " nocapture "):
				params = append(params, noCapture)
			default:
				params = append(params, noAttr)
			}
		}
		all[m[1]] = params
	}
	return all
}

// splitTop splits at the commas that are in no parentheses.
func splitTop(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i, c := range s {
		switch c {
		case '(', '{', '[', '<':
			depth++
		case ')', '}', ']', '>':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, strings.TrimSpace(s[start:i]))
				start = i + 1
			}
		}
	}
	if s = strings.TrimSpace(s[start:]); s != "" {
		parts = append(parts, s)
	}
	return parts
}
