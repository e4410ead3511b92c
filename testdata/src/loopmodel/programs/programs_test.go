package programs

import (
	"fmt"
	"os"
	"testing"
)

const n = 1000 // iterations of each loop

var (
	xs     = make([]int, n)
	floats = make([]float64, n)
	words  = make([]string, n)
	index  = make(map[string]int)
)

func init() {
	for i := range n {
		xs[i], floats[i], words[i] = i, float64(i), fmt.Sprintf("word%04d", i)
		index[words[i]] = i
	}
}

func BenchmarkGetter(b *testing.B) {
	v := newVec(n)
	for b.Loop() {
		getter(v, n)
	}
}

func BenchmarkSetter(b *testing.B) {
	v := newVec(n)
	for b.Loop() {
		setter(v, floats)
	}
}

func BenchmarkMath(b *testing.B) {
	for b.Loop() {
		math(floats)
	}
}

// BenchmarkEmpty is what crossing takes. It is not the first, which warms up.
func BenchmarkEmpty(b *testing.B) {
	for b.Loop() {
		empty(n)
	}
}

func BenchmarkStringCompare(b *testing.B) {
	all := cStrings1000()
	w := cString("word0500")
	for b.Loop() {
		stringCompare(all, w)
	}
}

func BenchmarkHash4096(b *testing.B) {
	data := make([]byte, n*4096)
	for b.Loop() {
		hash4096(data)
	}
}

func BenchmarkHash128(b *testing.B) {
	data := make([]byte, n*128)
	for b.Loop() {
		hash128(data)
	}
}

func BenchmarkHash8(b *testing.B) {
	data := make([]byte, n*8)
	for b.Loop() {
		hash8(data)
	}
}

func BenchmarkFileRead(b *testing.B) {
	name, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	names := cStrings1000()
	for i := range names {
		names[i] = cString(name)
	}
	buf := make([]byte, 512)
	for b.Loop() {
		if fileRead(names, buf) != n*512 {
			b.Fatal("the file was not read")
		}
	}
}

func BenchmarkLock(b *testing.B) {
	for b.Loop() {
		lock(xs)
	}
}

func BenchmarkCallback(b *testing.B) {
	for b.Loop() {
		callback(xs)
	}
}

// BenchmarkCallbackWork is what the callback does, called from Go.
func BenchmarkCallbackWork(b *testing.B) {
	for b.Loop() {
		addAll(xs)
	}
}

func BenchmarkCStrings(b *testing.B) {
	w := cString("word0500")
	for b.Loop() {
		cStrings(words, w)
	}
}

func BenchmarkAllocation(b *testing.B) {
	nodes := newNodes(n / 2)
	for b.Loop() {
		allocation(nodes)
	}
}

func BenchmarkMatrices(b *testing.B) {
	x := make([]float64, 256)
	y, z := make([]float64, 256), make([]float64, 256)
	for b.Loop() {
		matrices(x, y, z, n)
	}
}

func BenchmarkComputation(b *testing.B) {
	ints := newInts(n)
	for b.Loop() {
		computation(ints)
	}
}

func BenchmarkGoPrints(b *testing.B) {
	v := newVec(n)
	for b.Loop() {
		goPrints(v, n)
	}
}

func BenchmarkGoLooksUp(b *testing.B) {
	for b.Loop() {
		goLooksUp(index, words)
	}
}
