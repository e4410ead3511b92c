package ctoken

// A Keyword is what a word means to the parser. The spellings of GNU and of
// Microsoft mean the same as those of the standard.
type Keyword uint8

// The keywords; 0 is none.
const (
	NoKeyword Keyword = iota

	// Storage classes and function specifiers.
	Typedef
	Extern
	Static
	Auto
	AutoType // __auto_type
	Register
	ThreadLocal
	Inline
	NoReturn
	Constexpr

	// Qualifiers.
	Const
	Volatile
	Restrict
	Atomic
	Ignored // a word without a meaning here, such as _Nonnull

	// Types.
	Void
	CharType
	Short
	Int
	Long
	Float
	Double
	Signed
	Unsigned
	Bool
	Complex
	Imaginary
	Int128
	Float16
	BFloat16
	Float32
	Float64
	Float128
	Float32x
	Float64x
	Decimal32
	Decimal64
	Decimal128
	BitInt
	Struct
	Union
	Enum
	Typeof
	TypeofUnqual

	Attribute
	Declspec
	Alignas
	Asm
	Extension
	StaticAssert

	// Statements.
	If
	Else
	While
	Do
	For
	Switch
	Case
	Default
	Break
	Continue
	Goto
	Return

	// Expressions.
	Sizeof
	Alignof
	Generic
	Real
	Imag
	Nullptr
	True
	False
	VaArg
	Offsetof
	ChooseExpr
	TypesCompatible
	ConvertVector
	BitCast

	Label // __label__
)

// keywords are the spellings of each keyword, the first word of each line in
// the order of Names.
var keywords = []struct {
	Keyword
	spellings []string
}{
	{Typedef, []string{"typedef"}}, {Extern, []string{"extern"}}, {Static, []string{"static"}},
	{Auto, []string{"auto"}}, {AutoType, []string{"__auto_type"}}, {Register, []string{"register"}},
	{ThreadLocal, []string{"_Thread_local", "__thread", "thread_local"}},
	{Inline, []string{"inline", "__inline", "__inline__", "__forceinline"}},
	{NoReturn, []string{"_Noreturn"}}, {Constexpr, []string{"constexpr"}},
	{Const, []string{"const", "__const", "__const__"}}, {Volatile, []string{"volatile", "__volatile", "__volatile__"}},
	{Restrict, []string{"restrict", "__restrict", "__restrict__"}}, {Atomic, []string{"_Atomic"}},
	{Ignored, []string{
		"_Nonnull", "_Nullable", "_Null_unspecified", "__nonnull", "__nullable", "__null_unspecified", "_Nullable_result",
		"__unaligned", "__ptr32", "__ptr64", "__w64", "__cdecl", "_cdecl", "__stdcall", "_stdcall", "__fastcall", "_fastcall", "__thiscall",
		"__vectorcall", "__single_inheritance",
	}},
	{Void, []string{"void"}}, {CharType, []string{"char"}}, {Short, []string{"short"}}, {Int, []string{"int"}},
	{Long, []string{"long"}}, {Float, []string{"float"}}, {Double, []string{"double"}},
	{Signed, []string{"signed", "__signed", "__signed__"}}, {Unsigned, []string{"unsigned", "__unsigned", "__unsigned__"}},
	{Bool, []string{"_Bool", "bool"}}, {Complex, []string{"_Complex", "__complex", "__complex__"}}, {Imaginary, []string{"_Imaginary"}},
	{Int128, []string{"__int128", "__int128_t"}}, {Float16, []string{"_Float16", "__fp16"}}, {BFloat16, []string{"__bf16"}},
	{Float32, []string{"_Float32"}}, {Float64, []string{"_Float64"}}, {Float128, []string{"_Float128", "__float128"}},
	{Float32x, []string{"_Float32x"}}, {Float64x, []string{"_Float64x", "__float80"}},
	{Decimal32, []string{"_Decimal32"}}, {Decimal64, []string{"_Decimal64"}}, {Decimal128, []string{"_Decimal128"}},
	{BitInt, []string{"_BitInt"}}, {Struct, []string{"struct"}}, {Union, []string{"union"}}, {Enum, []string{"enum"}},
	{Typeof, []string{"typeof", "__typeof", "__typeof__"}}, {TypeofUnqual, []string{"typeof_unqual", "__typeof_unqual__"}},
	{Attribute, []string{"__attribute__", "__attribute"}}, {Declspec, []string{"__declspec", "_declspec"}},
	{Alignas, []string{"_Alignas", "alignas"}}, {Asm, []string{"asm", "__asm", "__asm__"}}, {Extension, []string{"__extension__"}},
	{StaticAssert, []string{"_Static_assert", "static_assert"}},
	{If, []string{"if"}}, {Else, []string{"else"}}, {While, []string{"while"}}, {Do, []string{"do"}}, {For, []string{"for"}},
	{Switch, []string{"switch"}}, {Case, []string{"case"}}, {Default, []string{"default"}}, {Break, []string{"break"}},
	{Continue, []string{"continue"}}, {Goto, []string{"goto"}}, {Return, []string{"return"}},
	{Sizeof, []string{"sizeof"}}, {Alignof, []string{"_Alignof", "__alignof__", "__alignof", "alignof"}}, {Generic, []string{"_Generic"}},
	{Real, []string{"__real__", "__real"}}, {Imag, []string{"__imag__", "__imag"}},
	{Nullptr, []string{"nullptr"}}, {True, []string{"true"}}, {False, []string{"false"}},
	{VaArg, []string{"__builtin_va_arg"}}, {Offsetof, []string{"__builtin_offsetof"}}, {ChooseExpr, []string{"__builtin_choose_expr"}},
	{TypesCompatible, []string{"__builtin_types_compatible_p"}}, {ConvertVector, []string{"__builtin_convertvector"}},
	{BitCast, []string{"__builtin_bit_cast"}}, {Label, []string{"__label__"}},
}

// others are the words beside the keywords that have a constant.
var others = []string{
	"define", "undef", "include", "include_next", "import", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "endif", "line",
	"error", "warning", "pragma", "ident", "sccs", "embed", "assert", "unassert",
	"defined", "__VA_ARGS__", "__VA_OPT__", "__LINE__", "__FILE__", "__COUNTER__", "__INCLUDE_LEVEL__", "__BASE_FILE__", "__DATE__", "__TIME__",
	"_Pragma", "__pragma", "once", "pack", "push", "pop", "__has_include", "__has_include_next", "__has_attribute", "__has_builtin",
	"__has_feature", "__has_extension", "__has_c_attribute", "__has_cpp_attribute", "__has_declspec_attribute", "__has_warning", "__building_module", "__has_embed",
	"__is_identifier", "__clang__", "__cplusplus", "__func__", "__FUNCTION__", "__PRETTY_FUNCTION__",
	"packed", "aligned", "align", "noreturn", "thread", "vector_size", "ext_vector_type", "neon_vector_type", "mode", "ms_struct", "gcc_struct", "gnu",
	"push_macro", "pop_macro", "system_header", "GCC", "clang", "C", "weak", "transparent_union", "__builtin_va_start",
}

// words are all known words, in the order of their names.
var words = func() []string {
	var all []string
	for _, k := range keywords {
		all = append(all, k.spellings...)
	}
	return append(all, others...)
}()

// keywordOf has the keyword of each known name.
var keywordOf = func() []Keyword {
	all := []Keyword{NoKeyword}
	for _, k := range keywords {
		for range k.spellings {
			all = append(all, k.Keyword)
		}
	}
	return all
}()

// KeywordOf returns the keyword that a name is, or NoKeyword.
func KeywordOf(n Name) Keyword {
	if int(n) < len(keywordOf) {
		return keywordOf[n]
	}
	return NoKeyword
}

// Word returns the name of a known word, which is the same in all Names. It
// panics for other words.
func Word(text string) Name {
	n, ok := known[text]
	if !ok {
		panic("ctoken: unknown word " + text)
	}
	return n
}

var known = func() map[string]Name {
	all := make(map[string]Name, len(words))
	for i, w := range words {
		all[w] = Name(i + 1)
	}
	return all
}()
