package session_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/session"
)

// BenchmarkEdit measures an edit of Go code in a package that was loaded: the
// one in the directory CGOLINT_BENCH_DIR, or a small one. The analyzers are
// the test's own, so that it measures what a session adds to them; the whole
// is measured by the benchmark of cmd/cgolint/lsp.
func BenchmarkEdit(b *testing.B) {
	dir := os.Getenv("CGOLINT_BENCH_DIR")
	if dir == "" {
		b.Skip("set CGOLINT_BENCH_DIR to a package's directory, as a copy of go-sqlite3")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no Go files in %s: %v", dir, err)
	}
	file := files[len(files)-1]
	original, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	var edited atomic.Int64
	s := session.New(session.Config{
		Analyzers: []*analysis.Analyzer{calls, failing},
		Text: func(name string) ([]byte, bool) {
			return fmt.Appendf(original[:len(original):len(original)], "\nvar edited%d int\n", edited.Load()), name == file
		},
	})
	if err := s.Load(b.Context(), dir); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		edited.Add(1)
		if _, err := s.Analyze(b.Context(), dir, nil); err != nil {
			b.Fatal(err)
		}
	}
}
