package csummary

import "github.com/cgolint/cgolint/internal/cfront"

// PointsToConst reports whether parameter i, from 0, of a C function that the
// package calls is declared as a pointer to const. cgo's types don't tell. The
// headers are read on first use.
func (p *Package) PointsToConst(name string, i int) bool { return p.declared().Const(name, i) }

// ConstWithin is PointsToConst for a pointer at any level: "const char **".
func (p *Package) ConstWithin(name string, i int) bool { return p.declared().ConstWithin(name, i) }

// LendsConst is ReturnsConst for a function that only headers from the
// compiler's own directories declare: the memory is most likely the library's.
func (p *Package) LendsConst(name string) bool { return p.declared().LendsConst(name) }

// ReturnsConst reports whether a C function that the package calls, and whose body
// is not in view, is declared as one that returns a pointer to const.
func (p *Package) ReturnsConst(name string) bool { return p.declared().ReturnsConst(name) }

func (p *Package) readDeclared() *cfront.Declared {
	if !p.src.UsesCgo() {
		return new(cfront.Declared)
	}
	called := make(map[string]bool)
	for _, call := range p.src.Calls() {
		called[call.Name] = true
		p.notePassed(called, call.Name)
	}
	return cfront.DeclaredIn(p.texts(), called)
}

// notePassed adds the functions that get a parameter of a C function as it is.
func (p *Package) notePassed(called map[string]bool, name string) {
	if f := p.Func(name); f != nil {
		for i := range f.Params {
			for _, to := range f.Params[i].PassedOn {
				called[to.Func] = true
			}
		}
	}
}
