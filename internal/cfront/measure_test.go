package cfront

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cgolint/cgolint/internal/ccompiler"
)

func TestMeasure(t *testing.T) {
	dirs := strings.Fields(os.Getenv("DIRS"))
	cc, err := ccompiler.Command("")
	if err != nil {
		t.Fatal(err)
	}
	c, err := ccompiler.Probe(context.Background(), cc, runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	env := ccompiler.ReadEnvironment()
	for _, dir := range dirs {
		in, err := FromDir(context.Background(), dir, runtime.GOOS, runtime.GOARCH, c, env)
		if in == nil {
			fmt.Println(dir, err)
			continue
		}
		start, c0 := time.Now(), cpu()
		r := Read(context.Background(), in, nil)
		funcs, instrs := 0, 0
		for _, u := range r.Units {
			funcs += len(u.Funcs)
			for _, f := range u.Funcs {
				instrs += len(f.Code)
			}
		}
		fmt.Printf("%s pre=%d files=%d read=%d unread=%d funcs=%d instrs=%d wall=%.2f cpu=%.2f %v\n", dir, len(in.Preambles), len(in.Files), len(r.Units), len(r.Unread), funcs, instrs, time.Since(start).Seconds(), cpu()-c0, err)
		for _, u := range r.Unread {
			fmt.Println("   ", u.Name, firstLines([]byte(u.Err.Error()), 2))
		}
	}
	b, _ := os.ReadFile("/proc/self/status")
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, "VmHWM") {
			fmt.Println(l)
		}
	}
}

func cpu() float64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)/1e6
}
