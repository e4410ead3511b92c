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

func BenchmarkSQLiteRows(b *testing.B) {
	d, err := open()
	if err != nil {
		b.Fatal(err)
	}
	d.insert(1000)
	stmt := d.prepare(query)
	for b.Loop() {
		if sum, _ := d.rows(stmt); sum != 3*999*1000/2 {
			b.Fatal("the rows are not all there", sum)
		}
	}
}
