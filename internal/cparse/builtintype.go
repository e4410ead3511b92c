package cparse

import (
	"strings"

	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// vaListType returns the type of a va_list (the ABI of each platform).
func (p *Parser) vaListType() *ctype.Type {
	pointer := ctype.PointerTo(p.kind(ctype.Void))
	fields := map[string]*ctype.Type{}
	var order []string
	add := func(name string, t *ctype.Type) { order, fields[name] = append(order, name), t }
	windows, darwin := p.target.OS == "windows", p.target.OS == "darwin" || p.target.OS == "ios"
	switch {
	case p.target.Arch == "amd64" && !windows:
		add("gp_offset", p.kind(ctype.UInt))
		add("fp_offset", p.kind(ctype.UInt))
		add("overflow_arg_area", pointer)
		add("reg_save_area", pointer)
	case p.target.Arch == "arm64" && !windows && !darwin:
		add("__stack", pointer)
		add("__gr_top", pointer)
		add("__vr_top", pointer)
		add("__gr_offs", p.kind(ctype.Int))
		add("__vr_offs", p.kind(ctype.Int))
	case p.target.Arch == "arm":
		add("__ap", pointer)
	default:
		return ctype.PointerTo(p.kind(ctype.Char))
	}
	r := &ctype.Record{Tag: p.names.Intern([]byte("__va_list_tag"))}
	for _, name := range order {
		r.Fields = append(r.Fields, ctype.Field{Name: p.names.Intern([]byte(name)), Type: fields[name], Bits: -1})
	}
	p.target.Layout(r, ctype.Packing{})
	t := &ctype.Type{Kind: ctype.Struct, Record: r}
	if p.target.Arch == "amd64" {
		return ctype.ArrayOf(t, 1)
	}
	return t
}

// declareNeon declares the vectors that arm_neon.h names.
func (p *Parser) declareNeon() {
	for name, k := range map[string]ctype.Kind{
		"Int8": ctype.SChar, "Int16": ctype.Short, "Int32": ctype.Int, "Int64": ctype.Long, "Uint8": ctype.UChar, "Uint16": ctype.UShort,
		"Uint32": ctype.UInt, "Uint64": ctype.ULong, "Float16": ctype.Float16, "Float32": ctype.Float, "Float64": ctype.Double,
		"Bfloat16": ctype.Float16, "Poly8": ctype.UChar, "Poly16": ctype.UShort, "Poly64": ctype.ULong,
	} {
		p.builtinTypedef("__"+name+"_t", p.kind(k))
		size := p.target.Basic[k].Size
		for _, bytes := range []int64{8, 16} {
			n := bytes / size
			p.builtinTypedef("__"+name+"x"+digits(n)+"_t", &ctype.Type{Kind: ctype.Vector, Elem: p.kind(k), Len: n})
		}
	}
	p.builtinTypedef("__Poly128_t", p.kind(ctype.UInt128))
	for name, k := range map[string]ctype.Kind{"qi": ctype.SChar, "hi": ctype.Short, "si": ctype.Int, "di": ctype.Long, "hf": ctype.Float16, "sf": ctype.Float, "df": ctype.Double, "bf": ctype.Float16} {
		p.builtinTypedef("__builtin_aarch64_simd_"+name, p.kind(k))
	}
}

func digits(n int64) string {
	if n >= 10 {
		return string(rune('0'+n/10)) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

// builtinType returns what a function returns that the compiler knows and
// nobody has declared, or nil.
func (p *Parser) builtinType(name string) *ctype.Type {
	short, ok := strings.CutPrefix(name, "__builtin_")
	if !ok {
		switch {
		case strings.HasPrefix(name, "__sync_"), strings.HasPrefix(name, "__atomic_"), strings.HasPrefix(name, "__c11_atomic_"):
			return p.kind(ctype.Int) // what the arguments say: see builtinCall
		case p.peek(1).Kind != ctoken.LParen:
			return nil
		}
		short = name
	}
	letter := results[short]
	if letter == 0 && ok {
		if base := strings.TrimRight(short, "flq"); results[base] == 'd' {
			if base+"f" == short {
				return p.kind(ctype.Float)
			}
			return p.kind(ctype.LongDouble)
		}
	}
	kinds := map[byte]ctype.Kind{
		'z': p.target.SizeT, 'v': ctype.Void, 'd': ctype.Double, 'l': ctype.Long, 'L': ctype.LongLong, 'u': ctype.UInt, 'h': ctype.UShort,
		'q': ctype.ULongLong, 'b': ctype.Bool,
	}
	switch {
	case letter == 'p':
		return ctype.PointerTo(p.kind(ctype.Void))
	case letter == 'c':
		return ctype.PointerTo(p.kind(ctype.Char))
	case letter != 0:
		return p.kind(kinds[letter])
	case ok:
		return p.kind(ctype.Int)
	}
	return nil
}

func (p *Parser) builtinTypedef(name string, t *ctype.Type) {
	n := p.names.Intern([]byte(name))
	p.bind(&Object{Kind: Typedef, Name: n, Text: name, Type: p.named(t, n, 0)})
}
