package main

import (
	"bytes"
	"cmp"
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
	others    float64 // how many percent of the processors other processes may use meanwhile
}

// A group is a set of benchmarks that one process runs, once a round.
type group struct {
	pkg       string
	bench     string
	impl      string // which implementations; all if empty
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

// headline runs after each of the groups, for more measurements of what the
// goals compare: the interval of a median of six is as wide as all of them.
var headline = group{pkg: ".", bench: "Lookup1k|Churn|Mix", impl: "cgo.Handle|registry"}

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
			for _, g := range []group{g, headline} {
				if err := p.runGroup(w, g, binaries[g.pkg]); err != nil {
					return err
				}
			}
		}
	}
	return writeLoads(w, append(loads, loadAverage()), start)
}

// writeConfig writes what is known before the first measurement.
func (p plan) writeConfig(w io.Writer, start time.Time) {
	fmt.Fprintf(w, "date: %s\ncommit: %s\ngo: %s\nprocessors: %d\nrounds: %d\nbenchtime: %s\nothers: %g\n",
		start.UTC().Format("2006-01-02 15:04 MST"), commit(), runtime.Version(), runtime.NumCPU(), p.rounds, p.benchtime, p.others)
}

// writeLoads writes what is known after the last measurement.
func writeLoads(w io.Writer, loads []string, start time.Time) error {
	_, err := fmt.Fprintf(w, "load: %s\nminutes: %.0f\n", strings.Join(loads, ", "), time.Since(start).Minutes())
	return err
}

// tries is how often a group is run for want of a quiet machine.
const tries = 5

// runGroup writes the results of a group. What was measured while other
// processes used more of the processors than the plan allows is thrown away.
func (p plan) runGroup(w io.Writer, g group, binary string) error {
	var used float64
	for range tries {
		before := usage()
		out, err := p.runOnce(g, binary)
		if err != nil {
			return err
		}
		if used = usage().others(before); used <= p.others {
			_, err := w.Write(out)
			return err
		}
		fmt.Fprintf(os.Stderr, "other processes used %.0f%% of the processors: once more\n", used)
	}
	return fmt.Errorf("other processes used %.0f%% of the processors while %s ran, in each of %d attempts: stop them, or allow more with -others", used, g.bench, tries)
}

func (p plan) runOnce(g group, binary string) ([]byte, error) {
	bench := "^Benchmark(" + g.bench + ")$"
	if g.impl != "" {
		bench += "/^impl=(" + g.impl + ")$"
	}
	cmd := exec.Command(binary, "-test.run=^$", "-test.bench="+bench,
		"-test.benchtime="+cmp.Or(g.benchtime, p.benchtime), "-test.cpu="+cmp.Or(g.cpu, p.cpu))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("running %s of %s: %w\n%s", g.bench, g.pkg, err, stderr.Bytes())
	}
	return stdout.Bytes(), nil
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
