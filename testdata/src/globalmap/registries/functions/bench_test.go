package functions

import "testing"

// BenchmarkLookup finds one of a thousand functions, as each call from C does.
func BenchmarkLookup(b *testing.B) {
	apps := []uintptr{}
	for range 1024 {
		app := createFunction("f", nil)
		apps = append(apps, uintptr(app))
		defer destroyTramp(app)
	}
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if lookup(apps[i%len(apps)]) == nil {
				b.Error("a function is lost")
			}
		}
	})
}

// BenchmarkChurn creates a function, finds it, and destroys it.
func BenchmarkChurn(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			app := createFunction("f", nil)
			if getxfuncs(app) == nil {
				b.Error("a function is lost")
			}
			destroyTramp(app)
		}
	})
}
