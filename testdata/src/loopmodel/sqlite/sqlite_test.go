package sqlite

import "testing"

func BenchmarkSQLiteStep(b *testing.B) {
	d, err := open()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		d.insert(1000)
	}
}
