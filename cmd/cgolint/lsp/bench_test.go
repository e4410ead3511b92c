package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkEdit measures the time from an edit to its diagnostics, as an
// editor sees it: with the wait for more edits, the messages and all checks.
// The package is that in the directory CGOLINT_BENCH_DIR, as a copy of
// go-sqlite3; the edits are at the end of its file CGOLINT_BENCH_FILE.
func BenchmarkEdit(b *testing.B) {
	dir, file := os.Getenv("CGOLINT_BENCH_DIR"), os.Getenv("CGOLINT_BENCH_FILE")
	if dir == "" || file == "" {
		b.Skip("set CGOLINT_BENCH_DIR and CGOLINT_BENCH_FILE")
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		b.Fatal(err)
	}
	c := newClient(b, dir, serverCommand(b))
	c.initialize(nil)
	c.open(file)
	c.versions[file] = 1
	analysed := func() {
		c.wait("diagnostics", func() bool {
			p := c.diagnostics[c.uri(file)]
			return p.Version != nil && *p.Version == c.versions[file] && len(p.Diagnostics) > 0
		})
	}
	analysed()
	n := 0
	c.edit(file, "\npackage", "\n//0\npackage")
	analysed()
	for b.Loop() {
		c.edit(file, fmt.Sprintf("\n//%d\n", n), fmt.Sprintf("\n//%d\n", n+1))
		n++
		analysed()
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err == nil {
		b.Logf("%s", memory(status))
	}
}

// memory returns the lines of a process's status that say how much it has.
func memory(status []byte) string {
	all := ""
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM") || strings.HasPrefix(line, "VmRSS") {
			all += line
		}
	}
	return all
}
