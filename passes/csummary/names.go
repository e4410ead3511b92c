package csummary

import (
	"github.com/cgolint/cgolint/internal/cflow"
)

// The types of summaries. See package cflow for their fields.
type (
	Func      = cflow.Func
	Param     = cflow.Param
	PassedTo  = cflow.PassedTo
	Retention = cflow.Retention
	Cond      = cflow.Cond
	Arg       = cflow.Arg
	Step      = cflow.Step
	Position  = cflow.Position
	Verdict   = cflow.Verdict
	GoCall    = cflow.GoCall
	GoLoop    = cflow.GoLoop
	Cost      = cflow.Cost
	Access    = cflow.Access

	Origin      = cflow.Origin
	OriginKind  = cflow.OriginKind
	ResultCond  = cflow.ResultCond
	Extent      = cflow.Extent
	Convention  = cflow.Convention
	ThreadState = cflow.ThreadState
	ExportUse   = cflow.ExportUse
)

// The verdicts, sinks, kinds of origins, and conventions.
const (
	Unknown = cflow.Unknown
	No      = cflow.No
	Yes     = cflow.Yes

	Global   = cflow.Global
	Argument = cflow.Argument
	Handle   = cflow.Handle
	Library  = cflow.Library

	OriginUnknown  = cflow.OriginUnknown
	Fresh          = cflow.Fresh
	Static         = cflow.Static
	Inside         = cflow.Inside
	SameAsArgument = cflow.SameAsArgument

	StatusUnknown = cflow.StatusUnknown
	Errno         = cflow.Errno
	NegativeErrno = cflow.NegativeErrno
	ErrnoNumber   = cflow.ErrnoNumber
	BoolZeroFails = cflow.BoolZeroFails
	NullFails     = cflow.NullFails
	LastError     = cflow.LastError
	NegativeFails = cflow.NegativeFails
	NonzeroFails  = cflow.NonzeroFails
)
