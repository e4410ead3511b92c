package csummary

import (
	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cflow/summary"
)

// The types of summaries. See package cflow/summary for their fields.
type (
	Func      = summary.Func
	Param     = summary.Param
	PassedTo  = summary.PassedTo
	Retention = summary.Retention
	Cond      = summary.Cond
	Arg       = summary.Arg
	Step      = summary.Step
	Position  = summary.Position
	Verdict   = summary.Verdict
	GoCall    = summary.GoCall
	GoLoop    = summary.GoLoop
	Blocking  = summary.Blocking
	Cost      = cost.Cost
	Access    = summary.Access

	Origin      = summary.Origin
	OriginKind  = summary.OriginKind
	ResultCond  = summary.ResultCond
	Extent      = summary.Extent
	Convention  = summary.Convention
	ThreadState = summary.ThreadState
	ExportUse   = summary.ExportUse
)

// WithoutUnits returns the text of a place, such as a thread's state, with
// static variables named as in the code: without the unit that they are of.
func WithoutUnits(place string) string { return summary.WithoutUnits(place) }

// The verdicts, sinks, kinds of origins, and conventions.
const (
	Unknown = summary.Unknown
	No      = summary.No
	Yes     = summary.Yes

	Global   = summary.Global
	Argument = summary.Argument
	Handle   = summary.Handle
	Library  = summary.Library

	OriginUnknown  = summary.OriginUnknown
	Fresh          = summary.Fresh
	Static         = summary.Static
	Inside         = summary.Inside
	SameAsArgument = summary.SameAsArgument

	StatusUnknown = summary.StatusUnknown
	Errno         = summary.Errno
	NegativeErrno = summary.NegativeErrno
	ErrnoNumber   = summary.ErrnoNumber
	BoolZeroFails = summary.BoolZeroFails
	NullFails     = summary.NullFails
	LastError     = summary.LastError
	NegativeFails = summary.NegativeFails
	NonzeroFails  = summary.NonzeroFails
)
