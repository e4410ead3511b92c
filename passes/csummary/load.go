package csummary

import (
	"bytes"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/cgolint/cgolint/internal/buildcontext"
	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/cputime"
	"github.com/cgolint/cgolint/internal/diskcache"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// defaultBudget bounds the time, of the clock and of computing, that is spent
// on the C of one package.
const defaultBudget = time.Minute

// load reads the C of a package and summarizes it.
func (p *Package) load(ctx context.Context, user *contract.Table) *state {
	library := contract.Library().Beside(contract.DerivedFor(libraryNames(p.src.Preambles())))
	s := &state{user: user, contracts: library.With(user)}
	described, err := p.input()
	s.problem = err
	if described == nil {
		return s
	}
	in := *described
	cache := diskcache.Open()
	in.Late = cputime.Budget(cmp.Or(p.src.Settings().Budget, defaultBudget))
	read := cfront.Read(ctx, &in, cache)
	result := summaries(&in, read, s.contracts, p.src.Settings().Statics, cache)
	s.funcs, s.exports = result.Funcs, result.Exports
	s.unread = read.Unread
	s.late = late(p.src, &in, read, result)
	return s
}

// late returns what there was no time for.
func late(src *cgosource.Package, in *cfront.Input, read *cfront.Result, result *cflow.Result) []string {
	var names []string
	for _, u := range read.Unread {
		if errors.Is(u.Err, cfront.ErrLate) {
			names = append(names, filepath.Base(u.Name))
		}
	}
	if in.Late() {
		called := make(map[string]bool)
		for _, call := range src.Calls() {
			called[call.Name] = true
		}
		for _, u := range read.Lowered() {
			for _, f := range u.Funcs {
				if called[f.Name] && result.Funcs[f.Name] == nil {
					names = append(names, "C."+f.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// summaries analyses the units, or takes the result of an earlier time.
func summaries(in *cfront.Input, read *cfront.Result, contracts *contract.Table, statics bool, cache *diskcache.Cache) *cflow.Result {
	a := &cflow.Input{Contracts: contracts, Late: in.Late, All: statics}
	parts := []string{"summaries", fmt.Sprint(cflow.Version), diskcache.Build(), read.Digest().String(), contracts.Digest(), fmt.Sprint(statics)}
	for _, e := range in.Exports {
		a.Exports = append(a.Exports, e.Name)
		parts = append(parts, e.Name)
	}
	key := diskcache.Hash(parts...)
	if data, ok := cache.Get(key); ok {
		result := new(cflow.Result)
		if gob.NewDecoder(bytes.NewReader(data)).Decode(result) == nil {
			return result
		}
	}
	a.Units = read.Lowered()
	result := cflow.Analyze(a)
	var data bytes.Buffer
	// What was cut short is not kept.
	if !in.Late() && gob.NewEncoder(&data).Encode(result) == nil {
		cache.Put(key, data.Bytes())
	}
	return result
}

// input describes the C of the package. A nil result comes with an error; an
// error with a result says what is missing from it.
func input(ctx context.Context, src *cgosource.Package) (*cfront.Input, error) {
	preambles := src.Preambles()
	if len(preambles) == 0 {
		return nil, errors.New("no cgo file of the package can be read")
	}
	env := ccompiler.ReadEnvironment()
	in := &cfront.Input{
		Text: src.Settings().Text, Opened: src.Settings().Opened,
		Dir: filepath.Dir(src.Fset.File(preambles[0].File.FileStart).Name()),
	}
	in.Build, in.OpenTags = buildContext(src, in.Dir, env)
	var err error
	in.Compiler, err = compiler(ctx, env, in.Build.GOOS, in.Build.GOARCH)
	addPreambles(in, src, preambles)
	for _, e := range src.Exports() {
		in.Exports = append(in.Exports, cfront.Prototype(e.Name, e.Decl, basicType(src)))
	}
	return in, errors.Join(err, in.Sources(ctx, env))
}

// buildContext returns what the package is built for, and the build tags of
// which this cannot be told: they may be set or not.
func buildContext(src *cgosource.Package, dir string, env *ccompiler.Environment) (*build.Context, []string) {
	if given := src.Settings().Build; given != nil {
		return given, nil
	}
	ctx := buildcontext.New(env.Get, nil)
	p := &buildcontext.Package{Ignored: src.IgnoredFiles(), Read: os.ReadFile, Tags: buildcontext.TagsOfC(dir, os.ReadFile)}
	for _, f := range src.Files {
		p.Included = append(p.Included, src.Fset.File(f.FileStart).Name())
	}
	return ctx, buildcontext.Infer(ctx, p)
}

func addPreambles(in *cfront.Input, src *cgosource.Package, preambles []*cgosource.Preamble) {
	exporting := make(map[*ast.File]bool)
	for _, e := range src.Exports() {
		exporting[src.File(e.Decl.Pos())] = true
	}
	index := make(map[*ast.File]int)
	for _, p := range preambles {
		i, ok := index[p.File]
		if !ok {
			i = len(in.Preambles)
			index[p.File] = i
			in.Preambles = append(in.Preambles, cfront.Preamble{File: src.Fset.File(p.File.FileStart).Name(), Exports: exporting[p.File]})
		}
		line := src.Fset.PositionFor(p.Pos(0), false).Line
		in.Preambles[i].Parts = append(in.Preambles[i].Parts, cfront.TextBlock{Text: p.WithoutDirectives(), Line: line})
	}
}

// basicType returns a function that says which C type a Go type name stands
// for in the prototype of an export.
func basicType(src *cgosource.Package) func(*ast.Ident) string {
	return func(id *ast.Ident) string {
		t := src.Info.TypeOf(id)
		if t == nil {
			return ""
		}
		switch u := t.Underlying().(type) {
		case *types.Basic:
			if u.Kind() == types.UnsafePointer {
				return "void*"
			}
			return u.Name()
		case *types.Pointer, *types.Signature:
			return "void*"
		case *types.Slice:
			return "GoSlice"
		case *types.Map:
			return "GoMap"
		case *types.Chan:
			return "GoChan"
		case *types.Interface:
			return "GoInterface"
		}
		return ""
	}
}
