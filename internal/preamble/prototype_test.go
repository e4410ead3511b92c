package preamble

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestPrototypes(t *testing.T) {
	const text = `/* #include <stdint.h> // not a
; declaration */
#include <stdint.h>
#define HELLO(x) \
	void hello(x);
typedef int (*callback)(void *data, const char * const *argv, int64_t n);
typedef struct { int a; } pair;
extern void onEvent(void *, unsigned int, struct event e, uint8_t buf[16]);
static inline int add(int a, int b) { return a + b; }
long  now(void);
int *grid (unsigned long w, int);
int pick(enum format *all);
int x = 3;
void with(void (*f)(int));
#ifdef __cplusplus
extern "C" {
#endif
int old();
`
	var got []string
	for _, p := range (&Text{C: text}).Prototypes() {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %v %q %q", p.Name, p.Typedef, p.Result, p.Params)+map[bool]string{true: " open"}[p.Open]))
	}
	want := []string{
		`callback true "int" ["void*" "char**" "int64_t"]`,
		`onEvent false "void" ["void*" "unsigned int" "struct event" "uint8_t*"]`,
		`add false "int" ["int" "int"]`,
		`now false "long" []`,
		`grid false "int*" ["unsigned long" "int"]`,
		`pick false "int" ["enum format*"]`,
		`old false "int" [] open`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
