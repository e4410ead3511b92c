// Package goroutines runs the work of the registries.
package goroutines

import "sync"

// Sum returns the sum of what f returns in n goroutines.
func Sum(n int, f func(i int) int) int {
	var wg sync.WaitGroup
	results := make([]int, n)
	for i := range n {
		wg.Go(func() { results[i] = f(i) })
	}
	wg.Wait()
	sum := 0
	for _, r := range results {
		sum += r
	}
	return sum
}

// Rounds is how often each goroutine does its work.
const Rounds = 300
