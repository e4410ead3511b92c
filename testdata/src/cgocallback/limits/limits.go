package limits

/*
extern void goRow(int i);

// A pointer in a structure is not followed.
typedef struct { void (*row)(int); } visitor;
static void visit(const visitor *v, int n) {
	for (int i = 0; i < n; i++)
		v->row(i);
}
static void visit_all(int n) {
	visitor v = { goRow };
	visit(&v, n);
}

// That a loop runs only three times is not seen.
static void three(void) {
	for (int i = 0; i < 3; i++)
		goRow(i); // want "this C loop calls back into Go once per element"
}
*/
import "C"

//export goRow
func goRow(i C.int) {}

func use() {
	C.visit_all(3)
	C.three()
}
