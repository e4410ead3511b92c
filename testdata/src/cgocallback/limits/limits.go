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

// That a list has only three elements is not seen.
static const int three[] = { 1, 2, 3, 0 };
static void each_of_three(void) {
	for (const int *p = three; *p; p++)
		goRow(*p); // want "this C loop calls back into Go once per element"
}
*/
import "C"

//export goRow
func goRow(i C.int) {}

func use() {
	C.visit_all(3)
	C.each_of_three()
}
