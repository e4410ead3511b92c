/* What gcc takes in its default mode, and a parser must not stumble over. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Declarations. */
extern __thread __typeof__(int) thread_variable;
typedef int T;
typedef int (function)(int), (*pointer_to)(int);
static function forward;
T (parenthesized)(T), *(*returns_array_pointer(void))[3];
int (*signal_like(int sig, void (*func)(int)))(int);
typedef struct T T_struct;
struct T { struct T *T; T t; unsigned T_bits : 3, : 2, more : 4; };
unsigned long long int long_last; int long unsigned mixed; long signed int const *volatile odd;
static const char *const names[] = { "a" "b", [5] = "c", [7 ... 9] = "d" }, **const none;
int matrix[2][3] = { { 1, 2, 3 }, 4, 5, 6 }, completed[] = { 1, 2, [9] = 3 };
struct nested { int a; struct { int b; union { int c; char d[4]; }; } in[2]; } filled = { 1, { { 2, { 3 } }, 4, 5 }, };
struct nested again = { .in[1].b = 2, .in = { [0].c = 3 }, a: 4 };
enum { ONE = 1, TWO, HUGE_ONE = 0x7fffffffffffffff, };
enum later; enum later { LATER };
_Static_assert(sizeof(struct T) > 0, "message"); _Static_assert(1);
int old_style(a, b, c) int a; char *b, c[]; { return a + *b + c[0]; }
old_int(x) { return x; }
static old_static(void) { return 1; }
extern int aliased(int) __asm__("other_name") __attribute__((nothrow));
int attributed(int x) __attribute__((noreturn, nonnull)), second;
__attribute__((unused)) static int *__attribute__((aligned(8))) before, *after __attribute__((unused));
typedef int aligned_int __attribute__((aligned(16)));
typedef float v4 __attribute__((vector_size(16)));
_Alignas(16) char buffer[10]; _Noreturn void stops(void); _Atomic int at; _Atomic(int *) atp;
__int128 wide; unsigned __int128 uwide; _Float128 quad; __float128 quad2; float _Complex fc; _Complex double dc = 1.0 + 2.0i;
_Bool truth; int array_of(int n, int a[static 3], int m[n][n], char const *const restrict p[const]);
void unnamed(int, char *[], void (void), int (*)(int), T, T (T), T[], const T *const *);
asm(".globl nothing");;
#if __GNUC__ >= 11
[[gnu::unused]] static int c23_attribute; [[maybe_unused, gnu::aligned(8)]] int c23_attribute2;
#endif
struct flexible { int n; struct { int x; } data[]; } flexible = { 1, { { 2 }, { 3 } } };
union { int a; float b; } anonymous_union = { .b = 1 };
struct { int : 0; } only_padding; struct {} empty = {};
int *compound = (int[]){ 1, 2, 3 }; struct T *compound2 = &(struct T){ .t = 1 };
static __inline__ __attribute__((always_inline, gnu_inline)) int inlined(void) { return 1; }
static int (*table[])(int) = { forward, &forward, (function *)0 };
char string_array[3][4] = { "abc", { "def" }, { 'g' } }, *wide_strings = (char *)L"x" L"y";
typedef int same_again; typedef int same_again;
int tentative; int tentative; extern int tentative; int tentative = 1;
void *ptr_diff = (char *)&((struct nested *)0)->in[1].b - (char *)0 + (char *)0;
static int after_struct(struct local_to_parameters *p);

/* Expressions and statements. */
static int forward(int x) { return x; }
int shadows(int T) { int same_again = T; { typedef char T; T t = 1; same_again += t; } return (T) + same_again; }
int casts(int x) { return (int)(x) + (T)-x + sizeof(T) + sizeof (x) + sizeof(T){ 1 } + (T){ 2 } + _Alignof(T) + __alignof__ x; }
int statement_expression(int x) { return ({ int y = x; if (y) y++; y; }) + ({ goto out; 0; }); out: return 1; }
int labels(int x) { __label__ one, two; static void *jump[] = { &&one, &&two }; goto *jump[x]; one: return 1; two:; int y = 2; return y; }
int switches(int x) { switch (x) { case 1 ... 5: case TWO + 10: x++; break; default: ; case 'a': { x--; } L: case 99: goto L; } switch (x) case 3: return 1; return x; }
int loops(int n) { for (int i = 0, j = n; i < j; i++, --j) if (i == 3) continue; else break; do n--; while (n > 0); while (n) { n--; } for (;;) ; }
int conditional(int x) { return x ?: x ? 1 : 2; }
int autos(int x) { __auto_type y = x; __typeof__(y) z = y; typeof(int *) p = &z; __typeof__(*p) q[3] = { [0 ... 2] = 1 }; return *p + q[0]; }
int generic(int x) { return _Generic(x, int: 1, char *: "a"[0], default: 2) + _Generic(&x, int *: x, void *: 0) + _Generic((char)1, default: 3, int: 4); }
int builtins(int x) { return __builtin_expect(x, 1) + __builtin_offsetof(struct nested, in[1].c) + __builtin_types_compatible_p(int, T) + __builtin_choose_expr(1, x, "no") + __builtin_constant_p(x) + __builtin_clz(x); }
int variadic(int n, ...) { va_list ap, copy; va_start(ap, n); va_copy(copy, ap); int x = va_arg(ap, int) + *va_arg(ap, int *) + va_arg(ap, struct T).t; va_end(ap); return x; }
int vla(int n) { int a[n], b[n][n + 1]; int (*p)[n] = &a; return sizeof a + sizeof(int[n]) + (*p)[0] + b[0][1]; }
int assembler(int x) { int y; asm volatile("mov %1, %0" : "=r"(y) : [in] "r"(x), "m"(*&x) : "memory", "cc"); __asm__("" :: "r"(x)); asm goto("" :::: away); asm("nop"); away: return y; }
int nested_function(int x) { int inner(int y) { return x + y; } return inner(1); }
int logical(int *p) { return p && *p || !p ^ 1 & ~2 | 3 << 1 >> 2 == 4 != 5 < 6 > 7 <= 8 >= 9; }
int assignments(int x) { x += 1; x -= 2, x *= 3; x /= 4; x %= 5; x <<= 6; x >>= 7; x &= 8; x |= 9; x ^= 10; return x = x++ + ++x - --x - x--; }
int pointers(char **argv) { return **argv++ + (*argv)[1] + 1[argv][0] + *(*argv + 1) + (&argv[1] - argv) + -*argv[0]; }
int calls(void) { return (*forward)(1) + (&forward)(2) + table[0](3) + (**table[1])(4) + ((int (*)(int))forward)(5) + implicit_function(6); }
int compound_literals(void) { return ((struct T){ .t = 1, .T = &(struct T){ 0 } }).T->t + (int[]){ 1, 2 }[1] + (*(struct nested[1]){ { 1 } }).a; }
int strings(void) { return sizeof "a" "b" + "abc"[1] + *"x" + sizeof L"wide" + sizeof(__func__) + __FUNCTION__[0]; }
int numbers(void) { return 0x1.8p1 + 1e3f + .5L - '0' + 0b11 + 07 + 1ull + 'ab' + L'x' + u'\u00e9'; }
int declarations_after(int x) { x++; int y = x; static int z = 1; extern int tentative; int forward(int); struct { int a; } s = { y }; enum { IN } e = IN; return s.a + z + e + tentative + forward(1); }
int complex_numbers(void) { float _Complex c = 1 + 2.0i; return __real__ c + __imag__ c + (int)~c; }
v4 vectors(v4 a, v4 b) { v4 c = a + b * 2 - (v4){ 1, 2, 3, 4 }; c[1] = a[0]; c += (v4)(a > b); return -c; }
int attributes_in_statements(int x) { switch (x) { case 1: x++; __attribute__((fallthrough)); case 2: [[fallthrough]]; default: break; } unused: __attribute__((unused)); if (__builtin_expect(!!(x), 0)) return 1; return 0; }
int void_pointers(void *p) { return *(int *)(p + 1) + sizeof(void) + (p > (void *)0) + (p ? p : 0 ? 1 : 2); }
struct T returns_struct(void) { return (struct T){ 0 }; } int uses_struct(void) { return returns_struct().t; }
int extension(void) { __extension__ typedef int E; __extension__ long long x = __extension__ 1; return (E)x; }
int after_all(struct T *p) { return p->T->T->t + (*p).t + p->T_bits; }
int local_struct(void) { struct L; struct L { struct L *next; } l = { &l }; struct T { int shadow; } t = { 1 }; return t.shadow + (l.next == &l); }
int unused_label(void) { again: return 1; goto again; }
int sizeof_chain(int *p) { return sizeof *p++ + sizeof -1 + sizeof !p; }
int dangling(int a, int b) { if (a) if (b) return 1; else return 2; else return 3; }
int comma(int a) { return a, a + 1, (a, a + 2); }
int constant_p(int x) { return sizeof(struct { int a : __builtin_constant_p(x) ? -1 : 1; int b : __builtin_constant_p(("s")) ? 1 : -1; }); }
#define CHECK(x) do { if (!(x)) stops(); } while (0)
int macro(int a) { CHECK(a > 0); return a; }
