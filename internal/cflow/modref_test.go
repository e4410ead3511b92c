package cflow

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/cfront"
)

// modref compiles a unit with gcc and returns for each function which
// parameters its pass modref (gcc 12, gcc/ipa-modref.cc) proves not to escape,
// by what it dumps. There is no more of gcc in the test than that: the form of
// the dump is not documented.
func modref(tmp, dir, file string, in *cfront.Input) (map[string]map[int]bool, error) {
	source := file
	args := []string{"-x", "c", "-O2", "-fno-inline", "-fno-ipa-icf", "-fno-ipa-sra", "-fno-ipa-cp", "-w",
		"-fdump-ipa-modref", "-dumpdir", tmp + "/", "-S", "-o", os.DevNull, "-I", dir}
	if strings.HasSuffix(file, ".go") {
		source = filepath.Join(tmp, "unit.c")
		if err := os.WriteFile(source, []byte(preambleText(file, in)), 0o644); err != nil {
			return nil, err
		}
		args = append(args, "-Dstatic=static __attribute__((used))", "-iquote", filepath.Dir(file))
	}
	cmd := exec.Command("gcc", append(append(args, in.Flags...), source)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, errorOf(err, out)
	}
	names, err := filepath.Glob(filepath.Join(tmp, "*.modref"))
	if err != nil || len(names) != 1 {
		return nil, errorOf(err, []byte("no dump"))
	}
	dump, err := os.ReadFile(names[0])
	if err != nil {
		return nil, err
	}
	return readModref(dump), nil
}

var (
	analyzing  = regexp.MustCompile(`^modref analyzing '([\w.]+)/\d+' \(ipa=\d\) \((?:pure|const)\)`)
	propagated = regexp.MustCompile(`^Propagated modref for ([\w.]+)/\d+`)
	paramFlags = regexp.MustCompile(`^  parm (\d+) flags:(.*)`)
)

// readModref reads the functions of a dump, as they are when what is known of
// callees has been put in. A pure or const function lets nothing escape, which
// the flags then do not repeat.
func readModref(dump []byte) map[string]map[int]bool {
	all := make(map[string]map[int]bool)
	pure := make(map[string]bool)
	var current map[int]bool
	lines := bufio.NewScanner(bytes.NewReader(dump))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		line := lines.Text()
		if m := analyzing.FindStringSubmatch(line); m != nil {
			pure[m[1]] = true
		} else if m := propagated.FindStringSubmatch(line); m != nil {
			current = map[int]bool{everyParam: pure[m[1]]}
			all[m[1]] = current
		} else if strings.HasPrefix(line, "Start of SCC") {
			current = nil
		} else if m := paramFlags.FindStringSubmatch(line); m != nil && current != nil {
			i, _ := strconv.Atoi(m[1]) // digits
			current[i] = strings.Contains(m[2], "no_direct_escape")
		}
	}
	return all
}

// everyParam stands for all parameters of a function.
const everyParam = -1
