package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A plan says how much to measure.
type plan struct {
	rounds    int
	benchtime string
	cpu       string
}

// A group is a set of benchmarks that one process runs, once a round.
type group struct {
	pkg       string
	bench     string
	benchtime string // the plan's if empty
	cpu       string // the plan's if empty
	every     int    // run it in every so many rounds
}

var groups = []group{
	{pkg: ".", bench: "Lookup1k|Churn|Mix|IDs", every: 1},
	{pkg: ".", bench: "Lookup1M", every: 1},
	{pkg: ".", bench: "MapInt|MapString", every: 1},
	{pkg: ".", bench: "Memory", benchtime: "1x", cpu: fmt.Sprint(runtime.NumCPU()), every: 3},
	{pkg: "./calls", bench: "Call|Items", cpu: "1", every: 1},
}

// run writes the results of all rounds. A round runs everything once, so that
// a disturbance meets all contenders, not all runs of one of them.
func (p plan) run(w io.Writer) error {
	dir, err := os.MkdirTemp("", "benchpage")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binaries := map[string]string{}
	for _, g := range groups {
		if binaries[g.pkg] == "" {
			binary := filepath.Join(dir, fmt.Sprintf("bench%d.test", len(binaries)))
			if out, err := exec.Command("go", "test", "-c", "-o", binary, g.pkg).CombinedOutput(); err != nil {
				return fmt.Errorf("building the benchmarks of %s: %w\n%s", g.pkg, err, out)
			}
			binaries[g.pkg] = binary
		}
	}
	start := time.Now()
	p.writeConfig(w, start)
	var loads []string
	for round := range p.rounds {
		loads = append(loads, loadAverage())
		for _, g := range groups {
			if round%g.every != 0 {
				continue
			}
			fmt.Fprintf(os.Stderr, "%5s  round %d of %d: %s\n", time.Since(start).Round(time.Second), round+1, p.rounds, g.bench)
			if err := p.runGroup(w, g, binaries[g.pkg]); err != nil {
				return err
			}
		}
	}
	return writeLoads(w, append(loads, loadAverage()), start)
}

// writeConfig writes what is known before the first measurement.
func (p plan) writeConfig(w io.Writer, start time.Time) {
	fmt.Fprintf(w, "date: %s\ncommit: %s\ngo: %s\nprocessors: %d\nrounds: %d\nbenchtime: %s\n",
		start.UTC().Format("2006-01-02 15:04 MST"), commit(), runtime.Version(), runtime.NumCPU(), p.rounds, p.benchtime)
}

// writeLoads writes what is known after the last measurement.
func writeLoads(w io.Writer, loads []string, start time.Time) error {
	_, err := fmt.Fprintf(w, "load: %s\nminutes: %.0f\n", strings.Join(loads, ", "), time.Since(start).Minutes())
	return err
}

func (p plan) runGroup(w io.Writer, g group, binary string) error {
	if g.benchtime == "" {
		g.benchtime = p.benchtime
	}
	if g.cpu == "" {
		g.cpu = p.cpu
	}
	cmd := exec.Command(binary, "-test.run=^$", "-test.bench=^Benchmark("+g.bench+")$",
		"-test.benchtime="+g.benchtime, "-test.cpu="+g.cpu)
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running %s of %s: %w\n%s", g.bench, g.pkg, err, stderr.Bytes())
	}
	return nil
}

// commit returns the revision of the tree, marked if the code measured was
// changed since.
func commit() string {
	head, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	changed, err := exec.Command("git", "status", "--porcelain", "--", "..").Output()
	if err != nil || len(changed) > 0 {
		return strings.TrimSpace(string(head)) + " with changes"
	}
	return strings.TrimSpace(string(head))
}

// loadAverage returns the number of runnable tasks of the last minute, or a
// question mark where the system does not tell.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	one, _, _ := strings.Cut(string(text), " ")
	return one
}
