package windows

import "testing"

// BenchmarkLookup finds one of a hundred windows, as each event of one does.
func BenchmarkLookup(b *testing.B) {
	var list [128]*Window
	for i := range list {
		list[i] = open(i, nil)
		defer list[i].close()
	}
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if w := list[i%len(list)]; windows.get(w.data) != w {
				b.Error("a window is lost")
			}
		}
	})
}
