package cgostring

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// An ending says whether a slice or string ends in a NUL.
type ending uint8

const (
	unknown  ending = iota
	withNUL         // it does
	noNUL           // it does not, or need not
	ofCaller        // the same, as far as the caller of an exported function does not add one
)

// A follower looks for the end of one slice or string.
type follower struct {
	*checker
	seen map[ssa.Value]bool
}

// ending returns how a slice or string ends.
func (c *checker) ending(v ssa.Value) ending {
	return (&follower{c, make(map[ssa.Value]bool)}).value(v)
}

func (f *follower) value(v ssa.Value) ending {
	const most = 50
	if f.seen[v] || len(f.seen) > most {
		return unknown
	}
	f.seen[v] = true
	switch v := v.(type) {
	case *ssa.Const:
		return ofConstant(v)
	case *ssa.Convert:
		if gotype.IsString(v.X.Type()) || gotype.IsString(v.Type()) {
			return f.value(v.X)
		}
	case *ssa.ChangeType:
		return f.value(v.X)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return f.value(v.Y)
		}
	case *ssa.Phi:
		return f.joined(v)
	case *ssa.Parameter:
		return f.parameter(v)
	case *ssa.MakeSlice:
		if text := copiedTo(v, v.Len); text != nil {
			return f.value(text)
		}
	case *ssa.Call:
		return f.call(v)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && fromFile(call) {
			return noNUL
		}
	}
	return unknown
}

func ofConstant(v *ssa.Const) ending {
	if v.Value == nil || v.Value.Kind() != constant.String {
		return unknown
	}
	if strings.HasSuffix(constant.StringVal(v.Value), "\x00") {
		return withNUL
	}
	return noNUL
}

// joined returns how all the values of a variable end; one that is known to
// end in a NUL may have been made so because another does not.
func (f *follower) joined(v *ssa.Phi) ending {
	all := unknown
	for _, edge := range v.Edges {
		switch e := f.value(edge); {
		case e == unknown || e == withNUL:
			return unknown
		case all != ofCaller:
			all = e
		}
	}
	return all
}

// parameter returns how an argument ends: that of a function which other
// packages call as they like, or those of all calls.
func (f *follower) parameter(v *ssa.Parameter) ending {
	if f.looksForEnd(v) {
		return unknown
	}
	calls, all := f.bounds.CallsOf(v.Parent())
	if f.bounds.IsPublic(v.Parent()) && !saysNUL(v.Parent()) {
		return ofCaller
	}
	if !all {
		return unknown
	}
	i := -1
	for j, p := range v.Parent().Params {
		if p == v {
			i = j
		}
	}
	for _, call := range calls {
		if e := f.value(call.Common().Args[i]); e == noNUL || e == ofCaller {
			return e
		}
	}
	return unknown
}

// saysNUL reports whether the documentation of a function speaks of the NUL
// that an argument has.
func saysNUL(fn *ssa.Function) bool {
	decl, ok := fn.Syntax().(*ast.FuncDecl)
	return ok && decl.Doc != nil && terminated.MatchString(decl.Doc.Text())
}

var terminated = lazyregexp.New(`(?i)\bnul\b|null[- ]?(terminat|character|byte)|zero[- ]?terminat|\\x?0|terminat|c[- ]string`)

// looksForEnd reports whether the function asks how its argument ends.
func (f *follower) looksForEnd(v *ssa.Parameter) bool {
	for _, ref := range govalue.Referrers(v) {
		switch ref := ref.(type) {
		case *ssa.Call:
			if fn := ref.Call.StaticCallee(); fn != nil && (strings.HasPrefix(fn.Name(), "HasSuffix") || strings.Contains(fn.Name(), "Index") || strings.Contains(fn.Name(), "Contains")) {
				return true
			}
		case *ssa.IndexAddr, *ssa.Index, *ssa.Lookup:
			if !isFirst(ref) {
				return true
			}
		}
	}
	return false
}

// isFirst reports whether an instruction takes the first element.
func isFirst(instr ssa.Instruction) bool {
	at, ok := instr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	n, ok := at.Index.(*ssa.Const)
	return ok && n.Int64() == 0
}

// call returns how the result of a call ends.
func (f *follower) call(v *ssa.Call) ending {
	if b, ok := v.Call.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" {
			return f.appended(v.Call.Args[1])
		}
		return unknown
	}
	fn := v.Call.StaticCallee()
	if fn == nil {
		return unknown
	}
	if plain[fn.String()] {
		return noNUL
	}
	if fn.String() == "fmt.Sprintf" {
		return f.formatted(v.Call.Args[0])
	}
	return unknown
}

// plain are functions whose results have no NUL at their end unless an
// argument has.
var plain = map[string]bool{
	"strconv.Itoa": true, "strconv.FormatInt": true, "strconv.Quote": true,
	"path/filepath.Join": true, "path/filepath.Abs": true, "path.Join": true, "os.Getenv": true,
	"encoding/hex.EncodeToString": true, "strings.ToLower": true, "strings.ToUpper": true, "strings.TrimSpace": true,
}

// formatted returns how a text ends that has a format.
func (f *follower) formatted(format ssa.Value) ending {
	c, ok := format.(*ssa.Const)
	if !ok || c.Value == nil || strings.HasSuffix(constant.StringVal(c.Value), "%s") || strings.HasSuffix(constant.StringVal(c.Value), "%c") {
		return unknown
	}
	return ofConstant(c)
}

// fromFile reports whether a call gives the content of a file.
func fromFile(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	switch fn.String() {
	case "os.ReadFile", "io.ReadAll", "io/ioutil.ReadFile", "io/ioutil.ReadAll", "encoding/json.Marshal":
		return true
	}
	return false
}

// appended returns how what is appended ends: elements that are listed, or
// another slice.
func (f *follower) appended(v ssa.Value) ending {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return f.value(v)
	}
	alloc, ok := s.X.(*ssa.Alloc)
	if !ok {
		return unknown
	}
	for _, ref := range govalue.Referrers(alloc) {
		at, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, ref := range govalue.Referrers(at) {
			store, ok := ref.(*ssa.Store)
			if !ok {
				continue
			}
			if c, ok := store.Val.(*ssa.Const); !ok || c.Int64() == 0 {
				return withNUL
			}
		}
	}
	return noNUL
}
