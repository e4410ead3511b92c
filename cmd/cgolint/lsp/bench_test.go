package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/session"
)

// BenchmarkEdit measures the time from an edit to its diagnostics, as an
// editor sees it: with the wait for more edits, and the messages. Checks that
// take longer than others come later, see BenchmarkAll. The package is that in
// the directory CGOLINT_BENCH_DIR, as a copy of go-sqlite3; the edits are at
// the top of its file CGOLINT_BENCH_FILE.
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
	c.patience = 10 * time.Minute // the go command may have to compile the C
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

// BenchmarkAll measures the analysis by all checks after the same edits.
func BenchmarkAll(b *testing.B) {
	dir, file := os.Getenv("CGOLINT_BENCH_DIR"), os.Getenv("CGOLINT_BENCH_FILE")
	if dir == "" || file == "" {
		b.Skip("set CGOLINT_BENCH_DIR and CGOLINT_BENCH_FILE")
	}
	file = filepath.Join(dir, file)
	original, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	s := session.New(session.Config{Analyzers: analyzers.All, Text: func(name string) ([]byte, bool) {
		return fmt.Appendf(nil, "//%06d\n%s", n, original), name == file
	}})
	if err := s.Load(b.Context(), dir); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n++
		if _, err := s.Analyze(b.Context(), dir, nil); err != nil {
			b.Fatal(err)
		}
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
