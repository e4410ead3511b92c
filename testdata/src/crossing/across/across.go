// Package across calls functions of another package that cross into C.
package across

import "example.com/crossing/wrap"

func Far(x int) int { // want Far:`^crosses into C\.get at depth 3$`
	return wrap.Twice(x)
}

// Mine hides a method that crosses, and one that does not.
type Mine struct{ wrap.Store }

func (m *Mine) All(xs []int) { // crosses only if there are elements
	for _, x := range xs {
		m.Fetch(x)
		m.Cached(x)
		wrap.Map(x)
	}
}
