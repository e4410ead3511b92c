// Package csummary tells analyzers what the C functions of a package do with
// what Go hands them: which pointers they keep, free or return, whether they
// come back to Go, and whether they wait. It reads the preambles, the .c
// files of the package and the headers that they include; for functions whose
// bodies are elsewhere it has contracts (package contract).
//
// Nothing is read until an analyzer asks. The time for it is bounded, and what
// was read is kept on disk for the next run. Where there is no compiler, a
// header is missing, or the C is C++, functions are unknown, and nothing else
// changes.
//
// # Contracts of the user
//
// A comment in a Go file of the package, or in a preamble, of the form
//
//	//cgolint:contract set_user 1 retained until clear_user
//
// says what a C function does with a parameter; the words are those of
// package contract's format. It prevails over what is found in the code.
package csummary

import (
	"context"
	"go/token"
	"maps"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// Analyzer makes the summaries available; it reports nothing. Its result is a
// *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "csummary",
	Doc:              "summarize what C functions do with what Go hands them",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/csummary",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Package knows the C side of one package.
type Package struct {
	src      *cgosource.Package
	state    func() *state
	loaded   atomic.Pointer[state] // the same, once it was asked for
	comments func() (*contract.Table, []ContractError)
	input    func() (*cfront.Input, error)
	texts    func() []cfront.Text
	words    func() *cfront.Words
	declared func() *cfront.Declared
	root     func() string
}

// A state is what was found out when the first analyzer asked.
type state struct {
	funcs     map[string]*Func
	exports   map[string]ExportUse
	contracts *contract.Table
	user      *contract.Table // of the contracts: those of comments and of the configuration
	unread    []cfront.Unread
	late      []string // see Late
	problem   error
}

// A ContractError is a //cgolint:contract comment that cannot be read.
type ContractError struct {
	Pos, End token.Pos
	Err      error
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)}
	p.comments = sync.OnceValues(func() (*contract.Table, []ContractError) { return comments(p.src) })
	p.input = sync.OnceValues(func() (*cfront.Input, error) { return input(context.Background(), p.src) })
	p.texts = sync.OnceValue(p.readTexts)
	p.words = sync.OnceValue(p.readWords)
	p.declared = sync.OnceValue(p.readDeclared)
	p.root = sync.OnceValue(p.findRoot)
	p.state = sync.OnceValue(func() *state {
		user, _ := p.comments()
		s := p.load(context.Background(), user.With(p.src.Settings().Contracts))
		p.loaded.Store(s)
		return s
	})
	return p, nil
}

// Func returns the summary of a C function by its name in C, or nil when
// nothing is known. A function without a body in the package has one when
// there is a contract.
func (p *Package) Func(name string) *Func {
	if !p.src.UsesCgo() {
		return nil
	}
	s := p.state()
	if f := s.funcs[name]; f != nil {
		switch user := s.user.Lookup(name); {
		case user == nil:
			return f
		case user.OnlyCost():
			costs := *f
			costs.Cost = cflow.FromContract(user, 0).Cost
			return &costs
		}
	}
	if c := p.Contract(name); c != nil {
		return cflow.FromContract(c, p.parameters(name))
	}
	return nil
}

// Export tells how the C of the package calls an exported Go function, by the
// name that C has for it. The zero value is that nothing is known.
func (p *Package) Export(name string) ExportUse {
	if !p.src.UsesCgo() {
		return ExportUse{}
	}
	return p.state().exports[name]
}

// Names returns the C functions whose bodies were read, sorted.
func (p *Package) Names() []string {
	if !p.src.UsesCgo() {
		return nil
	}
	return slices.Sorted(maps.Keys(p.state().funcs))
}

// parameters returns how many parameters cgo found that a C function has.
func (p *Package) parameters(name string) int {
	if signature := signatureOf(p.src, name); signature != nil {
		return signature.Params().Len()
	}
	return 0
}

// Contract returns the contract of a C function as the header at hand declares
// it, or nil.
func (p *Package) Contract(name string) *contract.Func {
	if !p.src.UsesCgo() {
		return nil
	}
	return p.state().contracts.Declared(name, declared(p.src, name))
}

// DerivedFrom returns the libraries, with their versions, that contracts for
// the package are derived from. otherwise is the one whose declaration of a C
// function differs from that in the installed header, or "".
func (p *Package) DerivedFrom(name string) (libraries []string, otherwise string) {
	if !p.src.UsesCgo() {
		return nil, ""
	}
	return p.state().contracts.DerivedFrom(name, declared(p.src, name))
}

// Unread returns the C files and preambles that could not be read, and why.
func (p *Package) Unread() []cfront.Unread {
	if !p.src.UsesCgo() {
		return nil
	}
	return p.state().unread
}

// Late returns what was left out for lack of time, sorted: files with C or a
// preamble, and C functions that Go calls. It reads no C itself: it knows only
// of what others have asked for.
func (p *Package) Late() []string {
	s := p.loaded.Load()
	if s == nil {
		return nil
	}
	return s.late
}

// Problem returns what went wrong with the C of the package as a whole, such
// as a missing C compiler, or nil.
func (p *Package) Problem() error {
	if !p.src.UsesCgo() {
		return nil
	}
	return p.state().problem
}

// ContractErrors returns the //cgolint:contract comments that cannot be read.
// It does not read any C.
func (p *Package) ContractErrors() []ContractError {
	if !p.src.UsesCgo() {
		return nil
	}
	_, errs := p.comments()
	return errs
}

// A Basis says where what is known of a C function comes from.
type Basis uint8

// The bases.
const (
	NoBasis   Basis = iota // nothing is known
	FromCode               // the function's body, which was read
	FromTable              // a contract that comes with cgolint
	FromUser               // a contract of the user, in a comment or in the configuration
)

// Basis returns where the summary that Func returns of a C function comes from.
func (p *Package) Basis(name string) Basis {
	f := p.Func(name)
	switch {
	case f == nil:
		return NoBasis
	case !f.Contract:
		return FromCode
	case p.state().user.Lookup(name) != nil:
		return FromUser
	}
	return FromTable
}
