package cparse_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

type compiler struct{ command, goos, goarch string }

// compilers are those whose answers are asked for, each where it is installed
// (Debian: gcc, gcc-aarch64-linux-gnu, gcc-mingw-w64-x86-64).
var compilers = []compiler{
	{"gcc", "linux", "amd64"},
	{"gcc -m32", "linux", "386"},
	{"clang", "linux", "amd64"},
	{"clang -m32", "linux", "386"},
	{"aarch64-linux-gnu-gcc", "linux", "arm64"},
	{"x86_64-w64-mingw32-gcc", "windows", "amd64"},
	{"i686-w64-mingw32-gcc", "windows", "386"},
	{"arm-linux-gnueabihf-gcc", "linux", "arm"},
}

// furtherCompilers are those that CGOLINT_COMPILERS names, as .ci/layouts does:
// "windows/amd64 zig cc -target x86_64-windows-gnu", one a line. They must be there.
func furtherCompilers(t *testing.T) []compiler {
	var all []compiler
	for line := range strings.Lines(os.Getenv("CGOLINT_COMPILERS")) {
		system, command, ok := strings.Cut(strings.TrimSpace(line), " ")
		goos, goarch, ok2 := strings.Cut(system, "/")
		if !ok || !ok2 {
			t.Fatalf("CGOLINT_COMPILERS: %q is no system with a command", line)
		}
		if _, err := exec.LookPath(strings.Fields(command)[0]); err != nil {
			t.Fatal(err)
		}
		all = append(all, compiler{command, goos, goarch})
	}
	return all
}

// answers asks a compiler for the values of integer expressions after a text.
// It takes them from the assembly of an array.
func answers(t *testing.T, command []string, text string, exprs []string) []int64 {
	t.Helper()
	var b strings.Builder
	b.WriteString(text + "\nlong long cgolint_answers[] = {\n")
	for _, e := range exprs {
		fmt.Fprintf(&b, "(long long)(%s),\n", e)
	}
	b.WriteString("};\n")
	assembly := filepath.Join(t.TempDir(), "answers.s") // zig takes "-" for a file's name
	cmd := exec.Command(command[0], append(command[1:], "-w", "-S", "-o", assembly, "-x", "c", "-")...)
	cmd.Stdin = strings.NewReader(b.String())
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, firstOf(stderr.String(), 2000))
	}
	out, err := os.ReadFile(assembly)
	if err != nil {
		t.Fatal(err)
	}
	return assembled(string(out))
}

func firstOf(s string, n int) string { return s[:min(n, len(s))] }

var datum = regexp.MustCompile(`^\s*\.(quad|xword|long|zero|space|skip|8byte|4byte)\s+(-?\d+)`)

// assembled reads the numbers of the array in assembly.
func assembled(asm string) []int64 {
	_, rest, ok := strings.Cut(asm, "cgolint_answers:\n")
	if !ok {
		return nil
	}
	var words []uint32
	for line := range strings.Lines(rest) {
		m := datum.FindStringSubmatch(line)
		if m == nil {
			break
		}
		n, _ := strconv.ParseInt(m[2], 10, 64)
		switch m[1] {
		case "quad", "xword", "8byte":
			words = append(words, uint32(n), uint32(n>>32))
		case "long", "4byte":
			words = append(words, uint32(n))
		default:
			words = append(words, make([]uint32, n/4)...)
		}
	}
	var all []int64
	for i := 0; i+1 < len(words); i += 2 {
		all = append(all, int64(words[i])|int64(words[i+1])<<32)
	}
	return all
}
