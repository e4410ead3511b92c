package guard

import (
	"go/types"
	"strings"
)

// Exposed says why code that the pass does not hold may use v, or "".
func (p *Package) Exposed(v *types.Var) string {
	switch {
	case p.IsLocal(v):
		return ""
	case v.Exported() && !p.isMain():
		return "other packages can use it"
	case p.isMentioned(v):
		return "a file that is not part of this build uses it"
	case p.isLinked(v):
		return "it is linked to another package or assembly"
	}
	return ""
}

// isMentioned reports whether files that are not part of the pass use v, or
// something of its name.
func (p *Package) isMentioned(v *types.Var) bool {
	if v.IsField() {
		return p.dir.MentionsField(v.Name()) != ""
	}
	return p.dir.Mentions(v.Name()) != ""
}

// IsReachable reports whether other packages may take the lock, by its name
// or through the struct that it is embedded in.
func (p *Package) IsReachable(lock *types.Var) bool {
	if !lock.Exported() || p.isMain() {
		return false
	}
	if !lock.IsField() {
		return true
	}
	owner := p.ownerOf(lock)
	return owner == nil || owner.Exported()
}

func (p *Package) isMain() bool { return p.src.Types.Name() == "main" }

// ownerOf returns the package-level declaration that has a field: of the
// type, or of the variable whose type is a struct without a name.
func (p *Package) ownerOf(field *types.Var) types.Object {
	scope := p.src.Types.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		switch obj.(type) {
		case *types.TypeName, *types.Var:
			if obj.Pos() <= field.Pos() && HasField(obj.Type(), field) {
				return obj
			}
		}
	}
	return nil
}

// IsLocal reports whether v is declared in a function.
func (p *Package) IsLocal(v *types.Var) bool {
	return !v.IsField() && v.Parent() != p.src.Types.Scope()
}

// isLinked reports whether assembly or go:linkname may use v.
func (p *Package) isLinked(v *types.Var) bool {
	if v.IsField() {
		return false
	}
	if p.hasAssembly {
		return true
	}
	for _, f := range p.src.Files {
		for _, group := range f.Comments {
			for _, comment := range group.List {
				if strings.HasPrefix(comment.Text, "//go:linkname "+v.Name()) {
					return true
				}
			}
		}
	}
	return false
}

// MayBeUsedElsewhere reports whether files that are not part of the pass may
// use the lock.
func (p *Package) MayBeUsedElsewhere(lock *types.Var) bool {
	if p.IsLocal(lock) {
		return false
	}
	if lock.Embedded() && (p.dir.MentionsField("Lock") != "" || p.dir.MentionsField("RLock") != "") {
		return true
	}
	return p.isMentioned(lock)
}
