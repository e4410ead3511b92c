package cflow

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
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/contract"
)

func TestMeasure(t *testing.T) {
	dirs := strings.Fields(os.Getenv("DIRS"))
	if len(dirs) == 0 {
		t.Skip()
	}
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
		in, err := cfront.FromDir(context.Background(), dir, runtime.GOOS, runtime.GOARCH, c, env)
		if in == nil {
			fmt.Println(dir, err)
			continue
		}
		start, c0 := time.Now(), cpu()
		r := cfront.Read(context.Background(), in, nil)
		read, c1 := time.Now(), cpu()
		a := &Input{Units: r.Lowered(), Contracts: contract.Library()}
		for _, e := range in.Exports {
			a.Exports = append(a.Exports, e.Name)
		}
		funcs := Analyze(a)
		ret, ne, uncond, ptr := 0, 0, 0, 0
		for _, f := range funcs {
			for _, p := range f.Params {
				if !p.Pointer {
					continue
				}
				ptr++
				if len(p.Retained) > 0 {
					ret++
					if p.Retained[0].Always() {
						uncond++
					}
				}
				if p.NoEscape {
					ne++
				}
			}
		}
		fmt.Printf("%s read=%d unread=%d cpu=%.2f wall=%.2f; %d funcs cpu=%.2f wall=%.2f: ptrs %d retained %d (%d always) noescape %d\n", dir, len(r.Units), len(r.Unread), c1-c0, read.Sub(start).Seconds(),
			len(funcs), cpu()-c1, time.Since(read).Seconds(), ptr, ret, uncond, ne)
		if show := os.Getenv("SHOW"); show != "" {
			for _, name := range strings.Split(show, ",") {
				if f := funcs[name]; f != nil {
					f.Print(os.Stdout)
				} else {
					fmt.Println(name, "not found")
				}
			}
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
