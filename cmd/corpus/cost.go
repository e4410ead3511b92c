package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// A cost is the processor time of a run, of all its processes, in user mode
// and in the kernel; and the most memory that one of them had, in bytes. Other
// work on the machine changes little of it, as it does of the time by the clock.
type cost struct {
	cpu    time.Duration
	memory int64
}

// The kinds of runs that are measured, in the order of their columns.
const (
	lintCold = iota
	lintCached
	vetCold
	vetCached
	runKinds
)

// costOf runs a program in a folder and returns its cost and what it wrote to
// its standard output, also when it fails.
func costOf(dir, name string, args ...string) (cost, []byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", name, err, bytes.TrimSpace(stderr.Bytes()))
	}
	var c cost
	if s := cmd.ProcessState; s != nil {
		c = cost{s.UserTime() + s.SystemTime(), peakMemory(s)}
	}
	return c, stdout.Bytes(), err
}

// median returns the median of each of the two.
func median(all []cost) cost {
	if len(all) == 0 {
		return cost{}
	}
	byTime, byMemory := slices.Clone(all), slices.Clone(all)
	slices.SortFunc(byTime, func(a, b cost) int { return int(a.cpu - b.cpu) })
	slices.SortFunc(byMemory, func(a, b cost) int { return int(a.memory - b.memory) })
	return cost{byTime[len(all)/2].cpu, byMemory[len(all)/2].memory}
}

// plus adds the times; the memory is the larger one.
func (c cost) plus(other cost) cost {
	return cost{c.cpu + other.cpu, max(c.memory, other.memory)}
}

// forget makes the next run of the tool cold: neither the go command, which
// goes by the content of a vet tool, nor cgolint, which goes by its own file,
// takes anything for a result of this program.
func (t *tools) forget() error {
	f, err := os.OpenFile(t.cgolint, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString(rand.Text())
	return err
}

// coldVet returns the arguments of a cold run of go vet with its default
// analyzers. Vet's flags are a part of the key of its results, and this one
// changes nothing, as no function has such a name.
func coldVet(packages []string) []string {
	return append([]string{"vet", "-printf.funcs=corpus" + rand.Text()}, packages...)
}

// untilRemembered is how long after a change, as of the program itself, a run
// has to begin to be remembered.
const untilRemembered = 2500 * time.Millisecond
