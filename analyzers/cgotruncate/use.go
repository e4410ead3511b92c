package cgotruncate

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A use is where a number gets that lost bits.
type use struct {
	name   string    // x of the C.x that is called, or "" for an export's result
	call   *ssa.Call // the call
	export *ssa.Function
	field  *ssa.FieldAddr // of a C struct that it is stored in
}

// use returns how C gets the result of a conversion.
func (c *checker) use(conv ssa.Value) (use, bool) {
	for _, ref := range govalue.Referrers(conv) {
		switch ref := ref.(type) {
		case *ssa.ChangeType:
			if u, ok := c.use(ref); ok {
				return u, true
			}
		case *ssa.Call:
			if name, ok := cgosource.CFunc(ref.Call.StaticCallee()); ok {
				return use{name: name, call: ref}, true
			}
		case *ssa.Store:
			if field, ok := ref.Addr.(*ssa.FieldAddr); ok && ref.Val == conv {
				if name, ok := cStruct(field); ok {
					return use{name: name, field: field}, true
				}
			}
		case *ssa.Return:
			if c.src.Export(ref.Parent().Object()) != nil {
				return use{export: ref.Parent()}, true
			}
		}
	}
	return use{}, false
}

// cStruct returns the name in C of the struct that a field is of, when C
// declares it.
func cStruct(field *ssa.FieldAddr) (string, bool) {
	return cgosource.CTypeName(field.X.Type().Underlying().(*types.Pointer).Elem())
}

// copies are cgo's functions that copy as many bytes as they are told.
var copies = map[string]bool{"GoBytes": true, "GoStringN": true}

// A name of a C function that goes to a place in a file or buffer.
var positions = lazyregexp.New(`(?i)(seek|offset|_pos\b|position|truncate|pread|pwrite|fallocate|(read|write)_?at\b)`)

// A name in Go of such a place, or of a size.
var places = lazyregexp.New(`(?i)off|pos|seek|start|begin|end|len|size|at\b`)

// matters reports whether memory is read or written by the number, and the
// number may well be as large: a length in 8 or 16 bits, a length of C that
// Go copies bytes by, the size of a file or a place in it. That somebody has a
// slice of more than 2 GiB is rare, and a text so long is no text.
func (c *checker) matters(conv *ssa.Convert, call *ast.CallExpr, u use) bool {
	const small = 2 // bytes
	switch {
	case u.field != nil:
		return c.src.Sizes.Sizeof(conv.Type()) <= small && isLength(conv.X) && besidePointer(u.field)
	case u.call == nil:
		return false
	case c.src.Sizes.Sizeof(conv.Type()) <= small:
		return isLength(conv.X) && passesPointer(u.call)
	case copies[u.name]:
		return u.name == "GoBytes" && c.fromC(conv.X) && !c.isSmall(u)
	}
	return positions.MatchString(u.name) && isInt64(conv.X) && places.MatchString(c.src.Text(call.Args[0])) || isFileSize(conv.X) && passesPointer(u.call)
}

// isHandedIn reports whether a number is a parameter, as that of an export: C
// passes on what somebody else made. Of 33 copies by other lengths, in modules
// that nobody had looked at, none could be so long.
func isHandedIn(v ssa.Value) bool {
	_, ok := govalue.Unconverted(v).(*ssa.Parameter)
	return ok
}

// besidePointer reports whether the struct that a field is of has a pointer too.
func besidePointer(field *ssa.FieldAddr) bool {
	s := field.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	for f := range s.Fields() {
		if gotype.IsAnyPointer(f.Type()) {
			return true
		}
	}
	return false
}

// isRead reports whether a number is how much a C function has put into memory
// of which it was told the size: no more than that.
func isRead(v ssa.Value) bool {
	call, ok := govalue.Unconverted(v).(*ssa.Call)
	if !ok {
		return false
	}
	name, ok := cgosource.CFunc(call.Call.StaticCallee())
	if !ok || !reads.MatchString(name) || !passesPointer(call) {
		return false
	}
	for _, arg := range call.Call.Args {
		b, ok := arg.Type().Underlying().(*types.Basic)
		if k, isConst := govalue.Unconverted(arg).(*ssa.Const); ok && b.Info()&types.IsInteger != 0 && (isLength(arg) || isConst && k.Int64() > 1) {
			return true
		}
	}
	return false
}

// A name of a C function that reads into memory.
var reads = lazyregexp.New(`(?i)(read|recv|receive|fetch|printf|getline|readlink)`)

// smallThings are words of what never has 2 GiB: identifiers, names, keys,
// hashes and messages.
var smallThings = cname.Set(`name title label error errmsg message hash digest checksum key nonce salt signature sig mac
	uuid guid id token addr address mime encoding locale version password passphrase cert certificate
	column`)

// isSmall reports whether the name of what is copied tells that it is small.
func (c *checker) isSmall(u use) bool {
	call := c.src.CallAt(u.call.Pos())
	return call != nil && len(call.Args) > 0 &&
		slices.ContainsFunc(strings.FieldsFunc(c.src.Text(call.Args[0]), isNoLetter), namesSmallThing)
}

func namesSmallThing(name string) bool {
	return cname.HasWord(name, smallThings)
}

func isNoLetter(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// isLength reports whether a number is the length of a slice or string.
func isLength(v ssa.Value) bool {
	call, ok := govalue.Unconverted(v).(*ssa.Call)
	if !ok {
		return false
	}
	return govalue.Builtin(&call.Call) == "len"
}

// passesPointer reports whether a call passes memory along.
func passesPointer(call *ssa.Call) bool {
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return gotype.IsAnyPointer(arg.Type()) })
}

// fromC reports whether a number is one of C, of more than 32 bits.
func (c *checker) fromC(v ssa.Value) bool {
	for {
		t := cgosource.TypeString(v.Type())
		if ast.IsExported(t) && len(t) > 2 && t[:2] == "C." && c.src.Sizes.Sizeof(v.Type()) == 8 {
			return true
		}
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return false
		}
	}
}

func isInt64(v ssa.Value) bool {
	b, ok := govalue.Unconverted(v).Type().Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Int64 || b.Kind() == types.Uint64)
}

// isFileSize reports whether a number is what os.FileInfo says of a file.
func isFileSize(v ssa.Value) bool {
	call, ok := govalue.Unconverted(v).(*ssa.Call)
	return ok && call.Call.IsInvoke() && call.Call.Method.FullName() == "(io/fs.FileInfo).Size"
}

// ends are functions that count a string up to its end.
var ends = map[string]bool{"strlen": true, "strnlen": true, "wcslen": true}

// isTextLength reports whether a number is the length of a C string, which
// nobody has so long.
func isTextLength(v ssa.Value) bool {
	call, ok := govalue.Unconverted(v).(*ssa.Call)
	if !ok {
		return false
	}
	name, _ := cgosource.CFunc(call.Call.StaticCallee())
	return ends[name]
}
