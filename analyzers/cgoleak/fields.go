package cgoleak

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/ownership"
)

// field reports memory that is stored in a field which nothing frees, or over
// what the field holds already.
func (c *checker) field(r *ownership.Resource) {
	if !c.onlyStored(r) || c.owned.RunsOnce(r.Func) {
		return
	}
	at := c.owned.StoredField(r)
	if at == nil {
		return
	}
	f := ownership.FieldOf(at)
	if f.Exported() || c.fields[f] {
		return
	}
	switch use := c.owned.FieldUse(ownership.CMemory, f); {
	case !use.Freed && !use.Open && !inVariable(at):
		c.neverFreed(r, at, f, use)
	case use.Freed && c.owned.Overwrites(r) != nil:
		c.overwritten(r, f)
	}
}

// onlyStored reports whether nobody but the object in which it is stored gets
// the memory.
func (c *checker) onlyStored(r *ownership.Resource) bool {
	return !slices.ContainsFunc(r.Events, func(e *ownership.Event) bool {
		return (e.What == ownership.Taken || e.What == ownership.Returned) && !e.Inside || e.What == ownership.Free
	})
}

// inVariable reports whether a package-level variable is there for an object of
// the field's type: that is one which lives as long as the program.
func inVariable(at *ssa.FieldAddr) bool {
	object := at.X.Type()
	for _, m := range at.Parent().Pkg.Members {
		if g, ok := m.(*ssa.Global); ok {
			t := g.Type().(*types.Pointer)
			if types.Identical(t, object) || types.Identical(t.Elem(), object) {
				return true
			}
		}
	}
	return false
}

func (c *checker) neverFreed(r *ownership.Resource, at *ssa.FieldAddr, f *types.Var, use ownership.FieldUse) {
	s, ok := c.siteOf(r)
	if !ok {
		return
	}
	c.fields[f] = true
	confidence := finding.Medium
	if !use.Assumed && c.freesOther(at, f) {
		confidence = finding.High
	}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: s.call.Pos(), End: s.call.End(), Category: "cgoleak",
		Message: fmt.Sprintf("what %s allocates is stored in the field %s, which nothing in the package frees%s", r.By, f.Name(), because),
		Related: []analysis.RelatedInformation{{Pos: f.Pos(), Message: "the field"}},
	}, finding.Info{Confidence: confidence, NoFix: "it is not known when the object is used for the last time"})
}

// freesOther reports whether something frees another field of a struct.
func (c *checker) freesOther(at *ssa.FieldAddr, f *types.Var) bool {
	st := at.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	for other := range st.Fields() {
		if other.Origin() != f && c.owned.FieldUse(ownership.CMemory, other.Origin()).Freed {
			return true
		}
	}
	return false
}

func (c *checker) overwritten(r *ownership.Resource, f *types.Var) {
	s, ok := c.siteOf(r)
	if !ok {
		return
	}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: s.call.Pos(), End: s.call.End(), Category: "cgoleak",
		Message: fmt.Sprintf("%s stores what %s allocates in the field %s, and loses what the field held before%s", r.Func.Name(), r.By, f.Name(), because),
	}, finding.Info{Confidence: finding.Medium, NoFix: "it is not known whether something else still has what the field held"})
}
