package cir

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cparse"
)

// call lowers a call.
func (b *funcLowerer) call(n *cparse.Expr) Value {
	callee := functionNamed(n.X)
	if callee != nil {
		if v, ok := b.builtin(callee.Text, n); ok {
			return v
		}
	}
	var target Value
	if callee != nil {
		b.want(callee.Text)
		target = b.constant(Const{Kind: FuncConst, Name: builtinName(callee.Text)})
	} else {
		target = b.expr(n.X)
	}
	args := b.arguments(n)
	b.mark(n.Pos)
	result := int32(-1)
	if c := b.class(n.Type); c != Void {
		result = b.variable("", c)
	}
	start := Value(len(b.f.Args))
	b.f.Args = append(b.f.Args, args...)
	b.emit(Instr{Op: Call, Dst: result, A: target, B: start, Path: int32(len(args))})
	if callee != nil && (noReturnFuncs[callee.Text] || callee.NoReturn) {
		b.noReturn = true
		b.endsHere()
	}
	if result < 0 {
		return b.opaque()
	}
	return Value(result)
}

func (b *funcLowerer) arguments(n *cparse.Expr) []Value {
	args := make([]Value, 0, len(n.Args))
	for _, e := range n.Args {
		args = append(args, b.expr(e))
	}
	return args
}

// builtin lowers a call of a function that the compiler itself implements
// and that is no library function. ok is false for the others.
func (b *funcLowerer) builtin(name string, n *cparse.Expr) (v Value, ok bool) {
	switch {
	case name == "__builtin_expect" || name == "__builtin_expect_with_probability" || name == "__builtin_assume_aligned":
		args := b.arguments(n)
		if len(args) == 0 {
			return b.opaque(), true
		}
		return args[0], true
	case name == "__builtin_unreachable" || name == "__builtin_trap":
		b.noReturn = true
		b.endsHere()
		return b.opaque(), true
	case strings.HasPrefix(name, "__atomic_") || strings.HasPrefix(name, "__sync_") || strings.HasPrefix(name, "__c11_atomic_"):
		b.mark(n.Pos)
		return b.atomic(name[strings.Index(name[2:], "_")+3:], b.arguments(n), b.class(n.Type)), true
	case strings.HasPrefix(name, "__builtin_ia32_") || strings.HasPrefix(name, "__builtin_neon_"):
		return b.vector(n), true
	case numericBuiltin(name):
		for _, arg := range b.arguments(n) {
			_ = arg // evaluated for its side effects
		}
		return b.opaque(), true
	}
	return 0, false
}

// numericBuiltin reports whether a builtin computes a number from numbers, or
// does nothing that matters here.
func numericBuiltin(name string) bool {
	s, ok := strings.CutPrefix(name, "__builtin_")
	if !ok {
		return false
	}
	for _, prefix := range []string{
		"clz", "ctz", "ffs", "popcount", "parity", "bswap", "constant_p", "object_size", "dynamic_object_size", "types_compatible",
		"prefetch", "va_start", "va_end", "isnan", "isinf", "isfinite", "isnormal", "signbit", "huge_val", "inf", "nan",
		"fabs", "copysign", "add_overflow", "sub_overflow", "mul_overflow", "sadd", "uadd", "ssub", "usub", "smul", "umul",
		"cpu_", "frame_address", "return_address", "rotate", "clear_padding", "isgreater", "isless", "isunordered", "fpclassify",
	} {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}

// vector lowers a vector intrinsic: it computes, and may write where a
// pointer argument points.
func (b *funcLowerer) vector(n *cparse.Expr) Value {
	for _, v := range b.arguments(n) {
		if v >= 0 && b.f.Vars[v].Class == Pointer {
			b.store(place{base: v}, b.opaque())
		}
	}
	return b.opaque()
}

// atomic lowers __atomic_NAME and __sync_NAME (GCC manual, "Built-in
// Functions for Memory Model Aware Atomic Operations" and "Legacy __sync
// Built-in Functions").
func (b *builder) atomic(name string, args []Value, c Class) Value {
	if len(args) == 0 {
		return b.opaque() // a fence
	}
	object := place{base: args[0]}
	arg := func(i int) Value {
		if i < len(args) {
			return args[i]
		}
		return b.opaque()
	}
	at := func(i int) Value { return b.load(place{base: arg(i)}, Pointer) }
	switch name {
	case "load_n":
		return b.load(object, c)
	case "load":
		if len(args) <= 2 { // __c11_atomic_load(p, order)
			return b.load(object, c)
		}
		b.store(place{base: arg(1)}, b.load(object, Pointer))
	case "store_n":
		b.store(object, arg(1))
	case "store":
		if len(args) <= 3 && c == Void {
			b.store(object, at(1))
		}
	case "exchange_n", "lock_test_and_set":
		old := b.load(object, c)
		b.store(object, arg(1))
		return old
	case "exchange":
		b.store(place{base: arg(2)}, b.load(object, Pointer))
		b.store(object, at(1))
	case "compare_exchange_n", "bool_compare_and_swap", "val_compare_and_swap", "compare_exchange":
		return b.compareExchange(name, object, args)
	default: // fetch_add and the like: numbers
		old := b.load(object, c)
		b.store(object, b.opaque())
		return old
	}
	return b.opaque()
}

func (b *builder) compareExchange(name string, object place, args []Value) Value {
	if len(args) < 3 {
		return b.opaque()
	}
	old := b.load(object, Pointer)
	desired := args[2]
	if name == "compare_exchange" {
		desired = b.load(place{base: args[2]}, Pointer)
	}
	if strings.HasPrefix(name, "compare") {
		b.store(place{base: args[1]}, old)
	}
	b.store(object, desired)
	if name == "val_compare_and_swap" {
		return old
	}
	return b.opaque()
}
