package ctoken

import (
	"math/bits"
	"strconv"
	"strings"
)

// A NumberValue is what a preprocessing number stands for.
type NumberValue struct {
	Float     float64
	Int       uint64
	IsFloat   bool
	Decimal   bool // it was written in base 10
	Unsigned  bool // it has the suffix u
	Long      int  // how many suffixes l
	Imaginary bool // it has the suffix i or j
	Suffix    string
}

// ParseNumber evaluates a preprocessing number. ok is false for one that is
// no number of C.
func ParseNumber(text string) (v NumberValue, ok bool) {
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' {
		return NumberValue{Int: uint64(text[0] - '0'), Decimal: text[0] != '0'}, true
	}
	if strings.IndexByte(text, '\'') >= 0 {
		text = strings.ReplaceAll(text, "'", "")
	}
	lower := strings.ToLower(text)
	hex := strings.HasPrefix(lower, "0x")
	if strings.IndexByte(lower, '.') >= 0 || hex && strings.IndexByte(lower, 'p') >= 0 || !hex && !strings.HasPrefix(lower, "0b") && strings.IndexByte(lower, 'e') >= 0 {
		return parseFloat(lower)
	}
	base, digits := uint64(10), lower
	switch {
	case hex:
		base, digits = 16, lower[2:]
	case strings.HasPrefix(lower, "0b"):
		base, digits = 2, lower[2:]
	case strings.HasPrefix(lower, "0o"):
		base, digits = 8, lower[2:]
	case lower[0] == '0':
		base = 8
	}
	v.Decimal = base == 10
	i := 0
	for ; i < len(digits); i++ {
		d := digitValue(digits[i])
		if d >= base {
			break
		}
		hi, lo := bits.Mul64(v.Int, base)
		v.Int = lo + d
		_ = hi // too large a number is cut off
	}
	if i == 0 {
		return v, false
	}
	v.Suffix = digits[i:]
	if v.Suffix != "" && base == 10 && (v.Suffix == "f" || v.Suffix == "d") {
		return v, false
	}
	return v, v.suffix()
}

func digitValue(c byte) uint64 {
	switch {
	case c >= '0' && c <= '9':
		return uint64(c - '0')
	case c >= 'a' && c <= 'f':
		return uint64(c-'a') + 10
	}
	return 99
}

// suffix reads the suffix of an integer.
func (v *NumberValue) suffix() bool {
	for i := 0; i < len(v.Suffix); i++ {
		switch v.Suffix[i] {
		case 'u':
			v.Unsigned = true
		case 'l':
			v.Long++
		case 'i', 'j':
			if strings.HasPrefix(v.Suffix[i:], "i8") || strings.HasPrefix(v.Suffix[i:], "i16") || strings.HasPrefix(v.Suffix[i:], "i32") {
				return true
			}
			if strings.HasPrefix(v.Suffix[i:], "i64") {
				v.Long = 2
				return true
			}
			v.Imaginary = true
		case 'w', 'b': // of _BitInt
		case 'z':
			v.Long = 1
		default:
			return false
		}
	}
	return true
}

func parseFloat(text string) (v NumberValue, ok bool) {
	v.IsFloat = true
	end := len(text)
	hex := strings.HasPrefix(text, "0x")
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= '0' && c <= '9' || c == '.' || hex && (digitValue(c) < 16 || i == 1) ||
			(c == 'e' && !hex || c == 'p') || (c == '+' || c == '-') && isExponent(text[i-1]) {
			continue
		}
		if hex && strings.IndexByte(text[:i], 'p') < 0 {
			return v, false
		}
		end = i
		break
	}
	if hex {
		if p := strings.IndexByte(text, 'p'); p >= 0 {
			for end = p + 1; end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '+' || text[end] == '-'); end++ {
			}
		}
	}
	v.Suffix = text[end:]
	f, err := strconv.ParseFloat(text[:end], 64)
	if err != nil && f == 0 && err.(*strconv.NumError).Err == strconv.ErrSyntax {
		return v, false
	}
	v.Float = f
	switch s := strings.TrimRight(v.Suffix, "ij"); s {
	case "", "f", "l", "w", "q", "d", "df", "dd", "dl", "f16", "f32", "f64", "f128", "f32x", "f64x", "bf16", "k", "r", "hk", "hr":
		v.Imaginary = len(s) < len(v.Suffix)
		v.Suffix = s
		return v, true
	}
	return v, false
}
