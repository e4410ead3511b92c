// Package wrap has functions that cross, with and without much work.
package wrap

/*
static int get(int x) { return x; }
static int work(int x) {
	for (int i = 0; i < 100000; i++)
		x = x * 31 + i;
	return x;
}
*/
import "C"

import (
	"errors"
	"os"
)

func Get(x int) int { // want Get:`^crosses 1.0 times and takes 0 ns in C and \d ns in Go$`
	return int(C.get(C.int(x)))
}

func Both(x int) int { // want Both:`^crosses 2.0 times`
	return Get(x) + int(C.get(1))
}

// Half crosses once more half the time.
func Half(x int) int { // want Half:`^crosses 1.5 times`
	x = Get(x)
	if x > 0 {
		x = Get(x + 1)
	}
	return x
}

// An error is not the usual run.
func Checked(x int) (int, error) { // want Checked:`^crosses 1.0 times and takes 0 ns in C and \d ns in Go$`
	if x < 0 {
		return 0, errors.New("negative")
	}
	return Get(x), nil
}

func Work(x int) int { // want Work:`^crosses 1.0 times and takes \d{5} ns in C`
	return int(C.work(C.int(x)))
}

func Read(name string) ([]byte, int) { // want Read:`^crosses 1.0 times and takes 0 ns in C and 20\d\d ns in Go$`
	data, _ := os.ReadFile(name)
	return data, Get(len(data))
}

// Table crosses as often as its loop runs, which is taken for 8 times.
func Table(xs []int) (sum int) { // want Table:`^crosses 9.0 times`
	Get(0)
	for _, x := range xs {
		sum += Get(x)
	}
	return sum
}
