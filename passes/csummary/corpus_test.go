//go:build unix

package csummary

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/cputime"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// TestCorpus prints what reading and summarizing the C of real packages
// costs, first without and then with the cache:
//
//	CGOLINT_CORPUS="DIR…" go test ./passes/csummary -run TestCorpus -v
//
// Units that fail are named.
func TestCorpus(t *testing.T) {
	dirs, c, env := corpus(t)
	fmt.Println("package\tpreambles\tfiles\tread\tnot C\tfailed\tfunctions\tcold CPU s\tcold s\tpeak MB\tcached CPU s\tcached s")
	for _, dir := range dirs {
		cache := diskcache.At(t.TempDir(), diskcache.Limit)
		cold := measure(t, dir, c, env, cache)
		warm := measure(t, dir, c, env, cache)
		if cold == nil || warm == nil {
			continue
		}
		notC, failed := 0, 0
		for _, u := range cold.read.Unread {
			if filepath.Ext(u.Name) != ".go" && filepath.Ext(u.Name) != ".c" {
				notC++
				continue
			}
			failed++
			t.Logf("%s: %v", u.Name, u.Err)
		}
		fmt.Printf("%s\t%d\t%d\t%d\t%d\t%d\t%d\t%.2f\t%.2f\t%d\t%.2f\t%.2f\n", dir, len(cold.in.Preambles), len(cold.in.Files), len(cold.read.Units), notC, failed,
			len(cold.funcs), cold.cpu, cold.wall, cold.peak, warm.cpu, warm.wall)
	}
}

// BenchmarkCorpus reads and summarizes the C of the same packages without any
// cache:
//
//	CGOLINT_CORPUS="DIR…" go test ./passes/csummary -run '^$' -bench Corpus
func BenchmarkCorpus(b *testing.B) {
	dirs, c, env := corpus(b)
	for _, dir := range dirs {
		b.Run(filepath.Base(filepath.Dir(dir))+"/"+filepath.Base(dir), func(b *testing.B) {
			cpu, peak := 0.0, 0
			for b.Loop() {
				m := measure(b, dir, c, env, nil)
				if m == nil {
					b.Skip("there is no cgo package")
				}
				cpu, peak = cpu+m.cpu, max(peak, m.peak)
			}
			b.ReportMetric(cpu/float64(b.N), "cpu-s/op")
			b.ReportMetric(float64(peak), "peak-MB")
		})
	}
}

// corpus returns the directories that CGOLINT_CORPUS names, and the compiler.
func corpus(t testing.TB) ([]string, *ccompiler.Compiler, *ccompiler.Environment) {
	t.Helper()
	dirs := strings.Fields(os.Getenv("CGOLINT_CORPUS"))
	if len(dirs) == 0 {
		t.Skip("CGOLINT_CORPUS names no directories")
	}
	env := ccompiler.ReadEnvironment()
	c, err := compiler(context.Background(), env, runtime.GOOS, runtime.GOARCH)
	if err != nil {
		t.Skip(err)
	}
	return dirs, c, env
}

// A measurement is one run over one package.
type measurement struct {
	in        *cfront.Input
	read      *cfront.Result
	funcs     map[string]*Func
	cpu, wall float64 // seconds
	peak      int     // resident memory, MB
}

func measure(t testing.TB, dir string, c *ccompiler.Compiler, env *ccompiler.Environment, cache *diskcache.Cache) *measurement {
	m := &measurement{}
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // begin the peak anew
	cpu, start := cpuSeconds(), time.Now()
	var err error
	m.in, err = cfront.FromDir(context.Background(), dir, c, env)
	if m.in == nil {
		t.Logf("%s: %v", dir, err)
		return nil
	}
	m.in.Late = cputime.Budget(5 * time.Minute)
	m.read = cfront.Read(context.Background(), m.in, cache)
	m.funcs = summaries(m.in, m.read, contract.Library(), false, cache).Funcs
	m.cpu, m.wall, m.peak = cpuSeconds()-cpu, time.Since(start).Seconds(), peakMB()
	return m
}

func cpuSeconds() float64 {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)/1e6
}

func peakMB() int {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		kb := 0
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
			return kb >> 10
		}
	}
	return 0
}
