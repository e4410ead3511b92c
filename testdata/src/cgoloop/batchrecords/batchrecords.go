// Package batchrecords hands the structs of a slice to C one by one.
package batchrecords

/*
typedef struct rec { int a; double b; const char *name; } rec;

static int norm(const rec *r) { return r->a * 2 + (r->name != 0); }
static void bump(rec *r) { r->a++; r->b += 0.5; }
static int checked(const rec *r) { return r->a < 0 ? -r->a : 0; }
static int by_value(rec r) { return r.a; }
static const rec *last;
static void keep(const rec *r) { last = r; }
*/
import "C"

import "fmt"

func norms(records []C.rec) (sum int) {
	for i := range records {
		sum += int(C.norm(&records[i])) // want `C.norm crosses`
	}
	return sum
}

// C only reads the copy.
func copies(records []C.rec) (sum int) {
	for _, r := range records {
		sum += int(C.norm(&r)) // want `C.norm crosses`
	}
	return sum
}

func bumpAll(records []C.rec) {
	for i := range records {
		C.bump(&records[i]) // want `C.bump crosses`
	}
}

func check(records []C.rec) error {
	for i := range records {
		if rc := C.checked(&records[i]); rc != 0 { // want `C.checked crosses`
			return fmt.Errorf("record %d: %d", i, rc)
		}
	}
	return nil
}

// C writes to the copy, or keeps it.
func bumpCopies(records []C.rec) {
	for _, r := range records {
		C.bump(&r) // want `C.bump crosses`
	}
	for _, r := range records {
		C.keep(&r) // want `C.keep crosses`
	}
}

// The copy is older than what C has written.
func before(records []C.rec, sums []int32) {
	for i, r := range records {
		C.bump(&records[i]) // want `C.bump and C.norm cross`
		sums[i] = int32(C.norm(&r))
	}
}

// As values they would have to be in memory of Go, with their pointers.
func values(records []C.rec) (sum int) {
	for _, r := range records {
		sum += int(C.by_value(r)) // want `C.by_value crosses`
	}
	return sum
}

func newRecords(n int) []C.rec {
	records := make([]C.rec, n)
	for i := range records {
		records[i].a = C.int(i)
	}
	return records
}

func setFirst(records []C.rec, a int) { records[0].a = C.int(a) }
