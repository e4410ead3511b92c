// Package again calls functions of another package that cross.
package again

import "example.com/cost/wrap"

func Work(x int) int { // want Work:`^crosses 2.0 times and takes \d{5} ns in C`
	return wrap.Work(x) + wrap.Get(x)
}
