package cparse

import (
	"math"
	"strings"

	"github.com/cgolint/cgolint/internal/ctype"
)

// declareBuiltins declares the types that the compiler itself has.
func (p *Parser) declareBuiltins() {
	p.builtinTypedef("__builtin_va_list", p.vaListType())
	p.builtinTypedef("__builtin_ms_va_list", ctype.PointerTo(p.kind(ctype.Char)))
	p.builtinTypedef("__uint128_t", p.kind(ctype.UInt128))
	if p.target.Arch == "arm64" {
		p.declareNeon()
	}
}

// results are what functions return that the compiler knows, by the letter in
// resultKinds; the others return int.
var results = func() map[string]byte {
	all := make(map[string]byte)
	for letter, names := range map[byte]string{
		'p': "alloca alloca_with_align malloc calloc realloc aligned_alloc memcpy memmove memset memchr mempcpy memccpy frame_address return_address " +
			"extract_return_addr frob_return_addr apply_args apply assume_aligned thread_pointer launder " +
			"__memcpy_chk __memmove_chk __memset_chk __mempcpy_chk",
		'c': "strcpy strncpy strcat strncat strchr strrchr strstr strpbrk strdup strndup stpcpy stpncpy index rindex FILE FUNCTION " +
			"__strcpy_chk __strncpy_chk __strcat_chk __strncat_chk __stpcpy_chk __stpncpy_chk",
		'z': "strlen strnlen strspn strcspn object_size dynamic_object_size extend_pointer strftime",
		'v': "va_start va_end va_copy unreachable trap prefetch abort exit _exit _Exit return longjmp cpu_init __clear_cache clear_padding " +
			"free bzero bcopy eh_return unwind_init stack_restore debugtrap stdarg_start c23_va_start sincos sincosf sincosl ia32_pause ia32_mfence ia32_sfence ia32_lfence",
		'd': "fabs sqrt sin cos tan asin acos atan atan2 sinh cosh tanh exp exp2 exp10 log log2 log10 log1p expm1 pow floor ceil trunc round rint nearbyint fmod fma " +
			"huge_val inf nan nans copysign fmin fmax hypot cbrt ldexp frexp modf scalbn remainder powi logb",
		'l': "expect expect_with_probability labs lround lrint ffsl speculation_safe_value",
		'L': "llabs llround llrint",
		'u': "bswap32",
		'h': "bswap16",
		'q': "bswap64",
		'b': "add_overflow sub_overflow mul_overflow add_overflow_p sub_overflow_p mul_overflow_p " +
			"sadd_overflow saddl_overflow saddll_overflow uadd_overflow uaddl_overflow uaddll_overflow ssub_overflow ssubl_overflow ssubll_overflow " +
			"usub_overflow usubl_overflow usubll_overflow smul_overflow smull_overflow smulll_overflow umul_overflow umull_overflow umulll_overflow",
	} {
		for _, name := range strings.Fields(names) {
			all[name] = letter
		}
	}
	return all
}()

// builtinCall sets the type and value of a call of a function that the
// compiler knows, where its arguments say them.
func (p *Parser) builtinCall(e *Expr, name string) {
	if len(e.Args) == 0 {
		switch name {
		case "__builtin_inf", "__builtin_inff", "__builtin_infl", "__builtin_huge_val", "__builtin_huge_valf", "__builtin_huge_vall":
			e.Val = Value{Kind: Floating, Float: math.Inf(1)}
		}
		return
	}
	short, ok := strings.CutPrefix(name, "__builtin_")
	if !ok {
		if strings.HasPrefix(name, "__sync_") || strings.HasPrefix(name, "__atomic_") || strings.HasPrefix(name, "__c11_atomic_") {
			p.atomicType(e, name)
		}
		return
	}
	arg := e.Args[0]
	switch short {
	case "constant_p":
		// Of others, an optimizer may find out, where no constant is wanted.
		if known := arg.Val.Kind != Unknown || isLiteral(arg); known || p.inConstant > 0 || !p.onTape {
			e.Val = boolean(known)
		}
		return
	case "expect", "expect_with_probability":
		e.Val = p.converted(arg.Val, arg.Type, e.Type)
		return
	case "strlen":
		if isLiteral(arg) {
			for arg.Op == Paren {
				arg = arg.X
			}
			text, _, _ := strings.Cut(arg.Text, "\x00")
			e.Val = Value{Kind: Integer, Bits: int64(len(text))}
		}
		return
	case "nan", "nanf", "nanl", "nans":
		e.Val = Value{Kind: Floating, Float: math.NaN()}
		return
	case "speculation_safe_value", "assoc_barrier", "shuffle", "shufflevector":
		e.Type = arg.Type
		return
	}
	p.foldBitBuiltin(e, short)
}

// isLiteral reports whether an expression is a string literal.
func isLiteral(e *Expr) bool {
	for e.Op == Paren {
		e = e.X
	}
	return e.Op == Str
}

// atomicType sets the type of an atomic operation that returns what an object
// holds.
func (ty *typing) atomicType(e *Expr, name string) {
	t := e.Args[0].Type.Decay()
	switch {
	case t.Kind != ctype.Pointer:
	case strings.Contains(name, "compare_exchange"), strings.Contains(name, "bool_compare"), strings.HasSuffix(name, "test_and_set") && !strings.HasPrefix(name, "__sync_"),
		strings.HasSuffix(name, "_lock_free"):
		e.Type = ty.kind(ctype.Bool)
	case strings.HasSuffix(name, "_store_n"), strings.HasSuffix(name, "_store"), strings.HasSuffix(name, "_clear"), strings.HasSuffix(name, "lock_release"),
		name == "__atomic_load", name == "__atomic_exchange", strings.HasSuffix(name, "_init"), strings.HasSuffix(name, "fence"):
		e.Type = ty.kind(ctype.Void)
	default:
		e.Type = t.Elem.Unqualified()
	}
}

// foldBitBuiltin evaluates __builtin_clz(X) and its like.
func (ty *typing) foldBitBuiltin(e *Expr, short string) {
	arg := e.Args[0]
	if arg.Val.Kind != Integer {
		return
	}
	base := strings.TrimRight(short, "l0123456789")
	k := ctype.UInt
	switch strings.TrimPrefix(short, base) {
	case "l":
		k = ctype.ULong
	case "ll", "64":
		k = ctype.ULongLong
	case "16":
		k = ctype.UShort
	}
	v := ty.converted(arg.Val, arg.Type, ty.kind(k))
	if n, ok := foldBits(base, uint64(v.Bits), int(ty.target.Basic[k].Size*8)); ok {
		e.Val = ty.wrapped(n, e.Type)
	}
}
