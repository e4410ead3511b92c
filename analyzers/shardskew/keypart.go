package shardskew

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math/bits"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A keyPart is the part of a key that alone selects the shard.
type keyPart struct {
	key  ast.Expr
	what string // "the first byte", "bytes 0 and 1", "the length"
	land string // which keys land in one shard
}

// A keyByte is a byte of a key in a number.
type keyByte struct {
	key   ast.Expr
	index int64
	shift uint64 // by how many bits it is shifted to the left
}

// fewBytes is how many bytes of a key are too few to tell keys apart.
const fewBytes = 2

// keyPart returns the part of a key that the x of x % n or x & mask consists
// of, or nil when it is not small.
func (c *checker) keyPart(e *ast.BinaryExpr) *keyPart {
	if call, ok := c.src.Unconverted(e.X).(*ast.CallExpr); ok {
		if c.isLength(call) && isText(c.info.TypeOf(call.Args[0])) {
			return &keyPart{call.Args[0], "the length", "keys of the same length land in one shard"}
		}
		if part := c.timePart(call); part != nil {
			return part
		}
	}
	found, ok := c.keyBytes(e.X, 0, 0)
	if n, known := c.modulus(e); ok && known && n != 0 && n&(n-1) == 0 {
		found = slices.DeleteFunc(found, func(b keyByte) bool { return b.shift >= uint64(bits.Len64(n-1)) })
	}
	if !ok || len(found) == 0 || len(found) > fewBytes {
		return nil
	}
	key := found[0].key
	if !c.isKey(key) || slices.ContainsFunc(found, func(b keyByte) bool { return c.src.Text(b.key) != c.src.Text(key) }) {
		return nil
	}
	return &keyPart{key, inWords(found), "keys that agree there land in one shard"}
}

// partialKey returns the key of which only a part selects the shard, or nil.
func (c *checker) partialKey(e *ast.BinaryExpr) ast.Expr {
	if part := c.keyPart(e); part != nil && isText(c.info.TypeOf(part.key)) {
		if _, isParam := types.Unalias(c.info.TypeOf(part.key)).(*types.TypeParam); !isParam { // which need not be comparable
			return part.key
		}
	}
	return nil
}

// inWords names the bytes of a key.
func inWords(found []keyByte) string {
	var indices []string
	for _, b := range found {
		indices = append(indices, fmt.Sprint(b.index))
	}
	slices.Sort(indices)
	indices = slices.Compact(indices)
	switch {
	case len(indices) > 1:
		return "bytes " + strings.Join(indices, " and ")
	case indices[0] == "0":
		return "the first byte"
	}
	return "byte " + indices[0]
}

// keyBytes returns the bytes that a number is put together of, with shifts,
// and whether it consists of nothing else.
func (c *checker) keyBytes(e ast.Expr, shift uint64, depth int) ([]keyByte, bool) {
	if depth > 8 {
		return nil, false
	}
	switch x := c.src.Unconverted(e).(type) {
	case *ast.IndexExpr:
		i, ok := constant.Int64Val(constant.ToInt(orUnknown(c.info.Types[x.Index].Value)))
		return []keyByte{{x.X, i, shift}}, ok && isText(c.info.TypeOf(x.X))
	case *ast.BinaryExpr:
		return c.keyBytesOf(x, shift, depth+1)
	case *ast.Ident:
		v, ok := c.info.Uses[x].(*types.Var)
		if !ok || v.Kind() != types.LocalVar || !c.isConstantVar(v) {
			return nil, false
		}
		if def := c.definition(v); def != nil {
			return c.keyBytes(def, shift, depth+1)
		}
	}
	return nil, false
}

func (c *checker) keyBytesOf(e *ast.BinaryExpr, shift uint64, depth int) ([]keyByte, bool) {
	switch e.Op {
	case token.OR, token.ADD, token.XOR:
		x, ok1 := c.keyBytes(e.X, shift, depth)
		y, ok2 := c.keyBytes(e.Y, shift, depth)
		return append(x, y...), ok1 && ok2
	case token.SHL:
		n, ok := c.intValue(e.Y)
		if !ok {
			return nil, false
		}
		return c.keyBytes(e.X, shift+n, depth)
	}
	return nil, false
}

func orUnknown(v constant.Value) constant.Value {
	if v == nil {
		return constant.MakeUnknown()
	}
	return v
}

// timePart returns the part of a time that a call asks for, where what comes
// within one second has the same, or nil.
func (c *checker) timePart(call *ast.CallExpr) *keyPart {
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "time" || fn.Signature().Recv() == nil {
		return nil
	}
	what := timeParts[fn.Name()]
	method, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || what == "" || c.info.Types[method.X].IsType() {
		return nil
	}
	return &keyPart{method.X, "the " + what, "what comes within one " + what + " lands in one shard"}
}

// timeParts are what the methods of a time return, or count in.
var timeParts = map[string]string{"Unix": "second", "Second": "second", "Minute": "minute", "Hour": "hour", "Day": "day", "YearDay": "day"}

// isText reports whether a type is a sequence of bytes.
func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		return isTextParam(p)
	}
	return gotype.IsString(t) || gotype.IsByte(gotype.Element(t))
}

// isTextParam reports whether all types that a type parameter stands for are
// sequences of bytes.
func isTextParam(p *types.TypeParam) bool {
	iface, ok := p.Constraint().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	terms := 0
	for e := range iface.EmbeddedTypes() {
		union, ok := e.(*types.Union)
		if !ok {
			return false
		}
		for term := range union.Terms() {
			if !isText(term.Type()) {
				return false
			}
			terms++
		}
	}
	return terms > 0
}

// digestSizes are the lengths of UUIDs and of the common digests, in bytes.
var digestSizes = []int64{16, 20, 28, 32, 48, 64}

// isKey reports whether keys that differ may be alike in their first bytes:
// not those of digests and of random numbers.
func (c *checker) isKey(e ast.Expr) bool {
	t := c.info.TypeOf(e)
	if array, ok := t.Underlying().(*types.Array); ok && slices.Contains(digestSizes, array.Len()) {
		return false
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && hashName.MatchString(named.Obj().Name()) {
		return false
	}
	return !c.isHash(e)
}

// hashName is what hashes, and functions that return one, are called.
var hashName = lazyregexp.New(`(?i)hash|digest|sum|fingerprint|sha[0-9]|md5|hex|uuid|random|seed`)

// isHash reports whether text is a hash, by what it or the function that it
// comes from is called.
func (c *checker) isHash(e ast.Expr) bool {
	if v := c.guard.Path(e).Var(); v != nil {
		if hashName.MatchString(v.Name()) {
			return true
		}
		if def := c.definition(v); def != nil {
			e = def
		}
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && hashName.MatchString(c.src.Text(call.Fun))
}
