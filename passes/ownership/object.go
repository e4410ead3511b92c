package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// objectEffect says what is likely of a C function of which nothing is known,
// and which gets an object of its own library: it works on it. The object is
// one that a function of that library frees. A function that returns a pointer
// may have made something that has the object.
func (x *tracker) objectEffect(common *ssa.CallCommon, i int) Effect {
	name := CName(common)
	if x.begin.acquire == nil || x.kind != CMemory || name == "" || !isObject(common.Args[i].Type()) || !x.sameLibrary(name) || mayTake(name, i) {
		return Effect{}
	}
	results := common.Signature().Results()
	if results.Len() > 0 && !isPlain(results.At(0).Type()) || slices.ContainsFunc(common.Args, func(a ssa.Value) bool { return isFunctionPointer(a.Type()) }) {
		return Effect{}
	}
	return Effect{Does: Borrows, By: "C." + name, Assumed: true}
}

// keepingWords are words in the names of functions that may keep what a struct
// which they get points to.
var keepingWords = cname.Set(`set add append prepend push insert register put attach install adopt give assign own take link
	use bind enqueue queue send submit post transfer move store consume into steal wrap`)

// onlyReadsStruct reports whether it is likely that a C function, of which only
// the prototype is known, keeps nothing that its argument i points to: a struct
// that is passed by value, or as a pointer to const. It makes nothing that may
// have it.
func (x *tracker) onlyReadsStruct(call toC, i int) bool {
	common, name := call.instr.Common(), call.name
	t := common.Args[i].Type()
	_, byValue := t.Underlying().(*types.Struct)
	if call.summary != nil || !byValue && !(isObject(t) && x.p.onlyReads(name, i, common)) {
		return false
	}
	results := common.Signature().Results()
	if results.Len() > 0 && !isPlain(results.At(0).Type()) || slices.ContainsFunc(common.Args, makesObject) {
		return false
	}
	return !cname.IsRelease(name) && !cname.HasWord(name, keepingWords)
}

// makesObject reports whether an argument is a place for a pointer, or a
// function.
func makesObject(arg ssa.Value) bool {
	ptr, ok := arg.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	return gotype.IsAnyPointer(ptr.Elem()) || isFunctionPointer(arg.Type())
}

// isObject reports whether a type is a pointer to a struct of C, or one that C
// declares as void * by a name of its own, as in typedef void *mat_t.
func isObject(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return isNamedVoid(t)
	}
	_, isStruct := ptr.Elem().Underlying().(*types.Struct)
	return isStruct
}

// pointerWords are words in the names of types that stand for any pointer.
var pointerWords = cname.Set("pointer gpointer gconstpointer ptr void voidp pvoid lpvoid any data userdata")

func isNamedVoid(t types.Type) bool {
	named, ok := t.(*types.Named)
	if !ok || !gotype.IsUnsafePointer(t) {
		return false
	}
	name, kind, ok := cgosource.CName(named.Obj())
	return ok && kind == cgosource.Type && !cname.HasWord(name, pointerWords)
}

// isPlain reports whether a result is a number, a string or nothing.
func isPlain(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsNumeric != 0 && u.Kind() != types.Uintptr || u.Info()&types.IsBoolean != 0
	case *types.Array:
		return u.Len() == 0 // void is [0]byte
	case *types.Pointer:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsNumeric != 0
	}
	return false
}

// sameLibrary reports whether the name of a C function begins as that of a
// function does which frees the resource.
func (x *tracker) sameLibrary(name string) bool {
	words := cname.Words(name)
	return slices.ContainsFunc(x.begin.acquire.FreedBy, func(free string) bool {
		w := cname.Words(free)
		return free != "free" && free != "realloc" && len(w) > 1 && len(words) > 1 && w[0] == words[0]
	})
}

// takingWords are words in the names of functions that may keep an argument
// which isn't their object, and endingWords of those that may end with their
// object.
var (
	takingWords = cname.Set(`set add append prepend push insert register put attach install adopt give assign own take link
		unlink use bind bio enqueue queue send submit post transfer move merge steal wrap new create init make open start run
		spawn swap exchange replace store load join connect import parse from to with`)
	endingWords = cname.Set("end send submit post start run spawn queue enqueue own take adopt give steal move transfer join reap put pop detach wrap consume into")
)

// mayTake reports whether a function says by its name that it may take its
// argument i.
func mayTake(name string, i int) bool {
	taking := takingWords
	if i == 0 {
		taking = endingWords
	}
	return cname.IsRelease(name) || cname.HasWord(name, taking)
}

// freeWords are words that begin or end the names of functions that free an
// object.
var freeWords = cname.Set("free destroy delete dispose")

// bufferWords are words for memory that is no object.
var bufferWords = cname.Set("string str text cstr buffer buf bytes memory mem")

// listWords are words for arrays of pointers.
var listWords = cname.Set("list array strings names vec vector all")

// freesByName reports whether a C function of which nothing is known says by its name
// that it frees what it gets alone, or with the number of objects.
func (p *library) freesByName(name string, common *ssa.CallCommon) bool {
	if len(common.Args) == 0 {
		return false
	}
	if !isObject(common.Args[0].Type()) {
		return p.freesBuffer(name, common)
	}
	words := cname.Words(name)
	n := len(words)
	if !slices.Contains(words, "free") && p.allocatesItself(common.Args[0].Type()) {
		return false // it ends the object, whose memory the program frees
	}
	if n < 2 || !freeWords[words[0]] && !freeWords[words[n-1]] && words[n-1] != "freeall" {
		return false
	}
	if slices.Contains(words, "get") {
		return false // it asks how the object is to be disposed of
	}
	if words[0] != "free" && words[n-1] != "free" && len(common.Args) > 1 {
		return false // it may be an element that it deletes
	}
	return onlyIntegers(common.Args[1:]) && (returnsNothing(common) || isPlain(common.Signature().Results().At(0).Type()))
}

// freesBuffer is freesByName for memory that is no object: what only has "delete" in
// its name may delete the file that a string names.
func (p *library) freesBuffer(name string, common *ssa.CallCommon) bool {
	words := cname.Words(name)
	n := len(words)
	if n < 2 || !gotype.IsAddress(common.Args[0].Type()) || p.csummary.ConstWithin(name, 0) {
		return false
	}
	isBuffer := func(w string) bool { return bufferWords[w] || isHolder(common.Args[0]) && listWords[w] }
	byName := words[0] == "free" || words[n-1] == "free" ||
		slices.ContainsFunc(words, isBuffer) && slices.ContainsFunc(words, func(w string) bool { return freeWords[w] })
	return byName && returnsNothing(common) && onlyIntegers(common.Args[1:])
}

// isPlace reports whether a value is the address of a variable, or of a part of
// one: a function may clear what is there, but it cannot free the place.
func isPlace(v ssa.Value) bool {
	switch govalue.Unconverted(v).(type) {
	case *ssa.Alloc, *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Global:
		return true
	}
	return false
}

// returnsNothing reports whether a C function is declared as void.
func returnsNothing(common *ssa.CallCommon) bool {
	results := common.Signature().Results()
	if results.Len() == 0 {
		return true
	}
	void, ok := results.At(0).Type().Underlying().(*types.Array) // void is [0]byte
	return ok && void.Len() == 0
}

func onlyIntegers(args []ssa.Value) bool {
	return !slices.ContainsFunc(args, func(a ssa.Value) bool { return !gotype.IsInteger(a.Type()) })
}

// unrefWords are words of functions that give up a reference.
var unrefWords = cname.Set("unref unreference decref")

// isUnref reports whether a C function of which nothing is known says by its
// name that it gives up a reference to the object that it gets alone.
func isUnref(name string, common *ssa.CallCommon) bool {
	return len(common.Args) == 1 && gotype.IsAddress(common.Args[0].Type()) &&
		cname.HasWord(name, unrefWords)
}

// emptiesObject reports whether a function such as av_packet_unref gives up what is
// in its object, and not the object: another one, av_packet_free, is known to free it.
func (p *library) emptiesObject(name string) bool {
	free := withWord(name, "unref", "free")
	return free != "" && p.csummary.Func(free) != nil
}
