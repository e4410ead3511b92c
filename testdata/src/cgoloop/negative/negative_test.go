package negative

import "testing"

func BenchmarkUnused(b *testing.B) {
	for b.Loop() {
		unused()
	}
}
