package cgosize

import (
	"slices"
	"strings"
	"sync"
)

// buildsForWindows returns whether the package says that it is built for
// Windows too: a #cgo line has flags for it.
func (c *checker) buildsForWindows() func() bool {
	return sync.OnceValue(func() bool {
		for _, p := range c.src.Preambles() {
			for _, d := range p.Directives() {
				if slices.ContainsFunc(d.Conditions, namesWindows) {
					return true
				}
			}
		}
		return false
	})
}

func namesWindows(condition string) bool {
	return slices.Contains(strings.Split(condition, ","), "windows")
}
