package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// A use is the processor time that was used since some time: by all processes,
// and by this one with those that it has waited for.
type use struct{ all, own, passed time.Duration }

// tick is the unit of /proc/stat: sysconf(_SC_CLK_TCK) is 100 on every
// platform that Go has for Linux.
const tick = 10 * time.Millisecond

// usage returns what was used until now, or a zero use where that is not known.
func usage() use {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return use{}
	}
	u, err := readUsage(string(text))
	if err != nil {
		return use{}
	}
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var r syscall.Rusage
		if syscall.Getrusage(who, &r) != nil {
			return use{}
		}
		u.own += time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	return u
}

// readUsage reads the first line of /proc/stat, "cpu" and ticks: user, nice,
// system, idle, iowait, irq, softirq, steal; see proc_stat(5). What another
// virtual machine took of the processors (steal) was used by others.
func readUsage(stat string) (use, error) {
	line, _, _ := strings.Cut(stat, "\n")
	var t [8]int64
	if _, err := fmt.Sscanf(line, "cpu %d %d %d %d %d %d %d %d", &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7]); err != nil {
		return use{}, err
	}
	var u use
	for i, n := range t {
		if u.passed += time.Duration(n) * tick; i != 3 && i != 4 {
			u.all += time.Duration(n) * tick
		}
	}
	return u, nil
}

// others returns how many percent of the processors other processes have used
// since a use before.
func (u use) others(before use) float64 {
	passed := u.passed - before.passed
	if passed <= 0 {
		return 0
	}
	return 100 * float64(max(u.all-before.all-(u.own-before.own), 0)) / float64(passed)
}
