package differential_test

// Arguments of the functions with loops: none, one, and several elements.
var (
	doubles = []string{"nil", "[]float64{}", "[]float64{3}"}
	lengths = []string{"0", "-1", "1"}
)

// cgoloopSubjects are loops that cross once per element.
var cgoloopSubjects = []subject{
	{name: "field", params: "k int", args: "3", more: lengths, setup: []string{"v, t := vecs(), 0", "for i := 0; i < k; i++ { t += int(C.vec_step(v)) }"}, expr: "t", change: "t = 7"},
	{name: "field, lines", params: "k int", args: "3", more: lengths, setup: []string{"v, t := vecs(), 0", "for i := 0; i < k; i++ {\n\tt += int(C.vec_step(v))\n}"}, expr: "t", change: "t = 7"},
	{name: "elements", params: "k int", args: "3", more: lengths, setup: []string{"v, t := vecs(), 0.5", "for i := 0; i < k; i++ {\n\tt += float64(C.vec_get(v, C.int(i)))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "elements by range", params: "k int", args: "3", more: lengths, setup: []string{"v, t := vecs(), 0.5", "for i := range k {\n\tt += float64(C.vec_get(v, C.int(i)))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "length read", setup: []string{"v, t := vecs(), 0.5", "for i := 0; i < int(C.vec_len(v)); i++ {\n\tt += float64(C.vec_get(v, C.int(i)))\n}"}, expr: "int(t)", change: "v.n = 1"},
	{name: "set elements", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"v := vecs()", "for i, x := range xs {\n\tC.vec_set(v, C.int(i), C.double(x))\n}"}, expr: "int(C.vec_get(v, 0))", change: "v = vecs()"},
	{name: "same call", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"t := 0.5", "for _, x := range xs {\n\tt += x * float64(C.factor(4))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "condition", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"v, t := vecs(), 0.5", "for i := 0; i < int(C.vec_len(v)) && i < len(xs); i++ {\n\tt += xs[i]\n}"}, expr: "int(t)", change: "t = 7"},

	{name: "elements between calls", params: "k int", args: "3", more: lengths, setup: []string{"v, t := vecs(), 0.5", "for i := 0; i < k; i++ {\n\tt += float64(C.vec_get(v, C.int(i)))\n\tout(i)\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "checked elements", params: "k int", args: "3", more: lengths, setup: []string{"p, n, t := vecs().data, C.int(k), 0.5", "for i := C.int(0); i < n; i++ {\n\tt += float64(C.checked_get(p, n, i))\n\tout(int(i))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "moved", params: "k int", args: "3", more: lengths, setup: []string{"p, t := vecs().data, 0.5", "for i := 0; i < k; i++ {\n\tt += float64(*p)\n\tp = C.next_double(p)\n}"}, expr: "int(t)", change: "p = nil"},
	{name: "slice by address", params: "k int", args: "3", more: lengths, setup: []string{"ys := make([]C.double, max(0, k))", "n, t := C.int(len(ys)), 0.5", "for i := C.int(0); i < n; i++ {\n\tt += float64(C.checked_get(&ys[0], n, i))\n}"}, expr: "int(t)", change: "ys = nil"},
	{name: "string of each", params: "words []string", args: `[]string{"a", "", "bcd"}`, more: []string{"nil", `[]string{"x"}`}, setup: []string{"t := 0", "for i, word := range words {\n\tcs := C.CString(word)\n\tt += (i + 1) * int(C.length(cs))\n\tC.free(unsafe.Pointer(cs))\n}"}, expr: "t", change: "words = nil", uses: []string{"unsafe"}},
	{name: "deferred strings", params: "words []string", args: `[]string{"a", "", "bcd"}`, more: []string{"nil", `[]string{"x"}`}, setup: []string{"t := 0", "for _, word := range words {\n\tkey, value := word+word, word\n\tck := C.CString(key)\n\tdefer C.free(unsafe.Pointer(ck))\n\tcv := C.CString(value)\n\tdefer C.free(unsafe.Pointer(cv))\n\tt += int(C.lengths(ck, cv))\n}"}, expr: "t", change: "words = nil", uses: []string{"unsafe"}},
	{name: "same string", params: "words []string", args: `[]string{"a", "", "bcd"}`, more: []string{"nil", `[]string{"x"}`}, setup: []string{"t := 0", "for range words {\n\tcs := C.CString(\"pixel\")\n\tt += int(C.length(cs))\n\tC.free(unsafe.Pointer(cs))\n}"}, expr: "t", change: "words = nil", uses: []string{"unsafe"}},
	{name: "bytes of rows", params: "k int", args: "3", more: []string{"0", "1"}, c: "#include <string.h>", setup: []string{"dst, src := make([]byte, 16), []byte(\"abcdefghijklmnop\")", "for y := 0; y < k; y++ {\n\tC.memcpy(unsafe.Pointer(&dst[4*y]), unsafe.Pointer(&src[12-4*y]), 4)\n}"}, expr: "int(dst[0]) + 2*int(dst[5]) + 3*int(dst[15])", change: "dst[0] = 1", uses: []string{"unsafe"}},
	{name: "index", params: "k int", args: "3", more: lengths, setup: []string{"ys := make([]float64, max(0, k))", "for i := range ys {\n\tat := C.int(i)\n\tC.put(C.double(at))\n\tys[i] = float64(C.twice(at))\n}"}, expr: "int(sumOf(ys)) + int(C.got())", change: "ys = nil"},

	{name: "each", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"C.put(0)", "for _, x := range xs {\n\tC.put(C.double(x))\n}"}, expr: "int(C.got())", change: "C.put(1)"},
	{name: "stored", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"ys := make([]float64, len(xs))", "for i, x := range xs {\n\tys[i] = float64(C.scale(C.double(x)))\n}"}, expr: "int(sumOf(ys))", change: "ys = nil"},
	{name: "stored in place", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"for i := range xs {\n\txs[i] = float64(C.scale(C.double(xs[i])))\n}"}, expr: "int(sumOf(xs))", change: "xs = nil"},
	{name: "appended", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"var ys []float64", "for _, x := range xs {\n\tys = append(ys, float64(C.scale(C.double(x))))\n}"}, expr: "int(sumOf(ys))", change: "ys = nil"},
	{name: "appended to some", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"ys := []float64{9}", "for _, x := range xs {\n\tys = append(ys, float64(C.scale(C.double(x))))\n}"}, expr: "int(sumOf(ys)) + choose(ys == nil, 100)", change: "ys = nil"},
	{name: "summed", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"t := 0.5", "for _, x := range xs {\n\tt += float64(C.scale(C.double(x)))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "rounded", params: "xs []float64", args: "[]float64{1e8, 1, 3}", more: doubles, setup: []string{"t := float32(0.5)", "for _, x := range xs {\n\tt -= float32(C.scale(C.double(x)))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "small numbers", params: "xs []int8", args: "[]int8{100, 100, 100}", more: []string{"nil", "[]int8{-128, -1}"}, setup: []string{"t := uint8(7)", "for _, x := range xs {\n\tt *= uint8(C.twice(C.int(x)))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "by index", params: "k int", args: "3", more: lengths, setup: []string{"t := 1", "for i := 0; i < k; i++ {\n\tt += int(C.twice(C.int(i + 2)))\n}"}, expr: "t", change: "t = 7"},
	{name: "until", params: "xs []float64", args: "[]float64{1, 2, 3}", more: append(doubles, "[]float64{1, -2, 3}"), setup: []string{"at := func() int {\n\tfor i, x := range xs {\n\t\tif rc := C.check(C.double(x)); rc != 0 {\n\t\t\treturn i + 10*int(rc)\n\t\t}\n\t}\n\treturn -1\n}()"}, expr: "at", change: "at = 7"},
	{name: "until less", params: "xs []float64", args: "[]float64{1, 2, 3}", more: append(doubles, "[]float64{1, -2, 3}"), setup: []string{"at := func() (rc C.int, ok bool) {\n\tfor _, x := range xs {\n\t\tif rc := C.check(C.double(x)); rc < 0 {\n\t\t\treturn rc, false\n\t\t}\n\t}\n\treturn 0, true\n}", "rc, ok := at()"}, expr: "int(rc) + choose(ok, 1)", change: "rc = 7"},
	{name: "broken off", params: "xs []float64", args: "[]float64{1, 2, 3}", more: append(doubles, "[]float64{1, -2, 3}"), setup: []string{"rc := C.int(0)", "for _, x := range xs {\n\tif rc = C.check(C.double(x)); rc != 0 {\n\t\tbreak\n\t}\n}"}, expr: "int(rc)", change: "rc = 7"},
	{name: "addresses", params: "ps []C.point", args: "points()", more: []string{"nil"}, setup: []string{"t := 0", "for i := range ps {\n\tt += int(C.norm(&ps[i]))\n}"}, expr: "t", change: "ps = nil"},
	{name: "fields", params: "ps []spot", args: "[]spot{{1, 2, 3}, {3, 4, 5}}", more: []string{"nil"}, setup: []string{"t := 0", "for _, p := range ps {\n\tt += int(C.twice(C.int(p.y)))\n}"}, expr: "t", change: "ps = nil"},
	{name: "fields of pointers", params: "ps []*spot", args: "[]*spot{{1, 2, 3}, {3, 4, 5}}", more: []string{"nil"}, setup: []string{"t := 0", "for _, p := range ps {\n\tt += int(C.twice(C.int(p.y)))\n}"}, expr: "t", change: "ps = nil"},
	{name: "structs", params: "k int", args: "3", more: lengths, setup: []string{"var ps []spot", "for i := range k {\n\tps = append(ps, spot{y: int32(C.twice(C.int(i)))})\n}"}, expr: "len(ps) + yOf(ps)", change: "ps = nil"},
	{name: "fetched", params: "k int", args: "3", more: lengths, setup: []string{"ys := make([]float64, max(0, k))", "ok := func() bool {\n\tfor i := range ys {\n\t\tvar d C.double\n\t\tif rc := C.fetch(C.int(i), &d); rc != 0 {\n\t\t\treturn false\n\t\t}\n\t\tys[i] = float64(d)\n\t}\n\treturn true\n}()"}, expr: "int(sumOf(ys)) + choose(ok, 1)", change: "ys = nil"},
	{name: "array", setup: []string{"xs, t := [...]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.5", "for _, x := range xs {\n\tt += float64(C.scale(C.double(x)))\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "string", params: "s string", args: `"abc"`, more: []string{`""`, `"ä\xff"`}, setup: []string{"t := 1", "for _, x := range s {\n\tt += int(C.twice(C.int(x)))\n}"}, expr: "t", change: "t = 7"},
	{name: "bytes of a string", params: "s string", args: `"abc"`, more: []string{`""`, `"ä\xff"`}, setup: []string{"t := 1", "for i := range len(s) {\n\tt += int(C.twice(C.int(s[i])))\n}"}, expr: "t", change: "t = 7"},
	{name: "map", params: "m map[int32]bool", args: "map[int32]bool{1: true, 2: true}", more: []string{"nil"}, setup: []string{"t := 1", "for x := range m {\n\tt += int(C.twice(C.int(x)))\n}"}, expr: "t", change: "t = 7"},
	{name: "two loops", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"t := 0.5", "for _, x := range xs {\n\tfor i := range xs {\n\t\tt += float64(C.scale(C.double(x))) * float64(i)\n\t}\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "changed bound", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"t := 0.5", "for i := 0; i < len(xs); i++ {\n\tt += float64(C.scale(C.double(xs[i])))\n\tif i == 0 {\n\t\txs = xs[:1]\n\t}\n}"}, expr: "int(t)", change: "t = 7"},
	{name: "several", params: "xs []float64", args: "[]float64{1, 2, 3}", more: doubles, setup: []string{"t := 0.5", "for _, x := range xs {\n\tt += float64(C.scale(C.double(x)))\n\tC.put(C.double(x))\n}"}, expr: "int(t) + int(C.got())", change: "t = 7"},
}
