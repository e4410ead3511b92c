// Package analyzers is the catalogue of cgolint's checks.
package analyzers

import (
	"github.com/cgolint/cgolint/analyzers/cgoaddress"
	"github.com/cgolint/cgolint/analyzers/cgocallback"
	"github.com/cgolint/cgolint/analyzers/cgodirective"
	"github.com/cgolint/cgolint/analyzers/cgoemptyslice"
	"github.com/cgolint/cgolint/analyzers/cgoerrno"
	"github.com/cgolint/cgolint/analyzers/cgoexport"
	"github.com/cgolint/cgolint/analyzers/cgofree"
	"github.com/cgolint/cgolint/analyzers/cgohandle"
	"github.com/cgolint/cgolint/analyzers/cgokeepalive"
	"github.com/cgolint/cgolint/analyzers/cgoleak"
	"github.com/cgolint/cgolint/analyzers/cgolock"
	"github.com/cgolint/cgolint/analyzers/cgoloop"
	"github.com/cgolint/cgolint/analyzers/cgopin"
	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/analyzers/cgorace"
	"github.com/cgolint/cgolint/analyzers/cgoretain"
	"github.com/cgolint/cgolint/analyzers/cgosize"
	"github.com/cgolint/cgolint/analyzers/cgoslice"
	"github.com/cgolint/cgolint/analyzers/cgostring"
	"github.com/cgolint/cgolint/analyzers/cgosuppress"
	"github.com/cgolint/cgolint/analyzers/cgothread"
	"github.com/cgolint/cgolint/analyzers/cgotruncate"
	"github.com/cgolint/cgolint/analyzers/globalmap"
	"github.com/cgolint/cgolint/analyzers/mutexid"
	"github.com/cgolint/cgolint/analyzers/shardskew"
	"github.com/cgolint/cgolint/internal/finding"
)

// Catalogue has the checks that every driver runs, in the order of their
// names, with the groups of what they find. Each folder beside this file is
// one of them. A category that a check's diagnostics have, other than the
// check's own name, is listed: it gets an anchor on the check's page, and may
// be of another group than the check.
var Catalogue = finding.Catalogue{
	{Analyzer: cgoaddress.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "number", Summary: "addresses of Go memory passed to C as numbers"},
	}},
	{Analyzer: cgocallback.Analyzer, Group: finding.Perf},
	{Analyzer: cgodirective.Analyzer, Group: finding.Correctness},
	{Analyzer: cgoemptyslice.Analyzer, Group: finding.Correctness},
	{Analyzer: cgoerrno.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "status", Summary: "results taken for errno, or errno for a result"},
		{Name: "asked", Summary: "errno that is read by a separate C call"},
	}},
	{Analyzer: cgoexport.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "cgoexport/callback", Summary: "user code that runs while C holds a lock"},
		{Name: "cgoexport/index", Summary: "indexes from C that are used unchecked"},
		{Name: "cgoexport/longjmp", Summary: "C code that longjmps over Go frames"},
		{Name: "cgoexport/recover", Summary: "recover where it does not work"},
	}},
	{Analyzer: cgofree.Analyzer, Group: finding.Correctness},
	{Analyzer: cgohandle.Analyzer, Group: finding.Correctness},
	{Analyzer: cgokeepalive.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "order", Summary: "objects that are finalized after what their memory refers to"},
		{Name: "neverruns", Summary: "finalizers that never run"},
		{Name: "settwice", Summary: "finalizers that may be set twice"},
	}},
	{Analyzer: cgoleak.Analyzer, Group: finding.Correctness},
	{Analyzer: cgolock.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "cgolock/deadlock", Summary: "a lock held while C calls back into Go code that wants it", Group: finding.Correctness},
		{Name: "cgolock/registry", Summary: "the lock of a map of C objects, held while C or a callback runs"},
	}},
	{Analyzer: cgoloop.Analyzer, Group: finding.Perf},
	{Analyzer: cgopin.Analyzer, Group: finding.Correctness},
	{Analyzer: cgopointer.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "passed", Summary: "memory passed to C with a Go pointer in it"},
		{Name: "stored", Summary: "Go pointers stored in C memory"},
		{Name: "returned", Summary: "Go pointers that an export returns to C"},
	}},
	{Analyzer: cgorace.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "cgorace/nolock", Summary: "variables without a lock that C callbacks read and others write"},
		{Name: "cgorace/late", Summary: "entries inserted after C has started the thread that looks them up"},
	}},
	{Analyzer: cgoretain.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "prototype", Summary: "user data of a callback, where only the prototype of the C function is known", Group: finding.Suspicious},
	}},
	{Analyzer: cgosize.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "layout", Summary: "Go structs converted to a C struct of another layout"},
		{Name: "signature", Summary: "exported functions whose parameters differ in size from what C passes"},
	}},
	{Analyzer: cgoslice.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "header", Summary: "reflect.SliceHeader filled by hand"},
	}},
	{Analyzer: cgostring.Analyzer, Group: finding.Correctness},
	{Analyzer: cgosuppress.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "noreason", Summary: "directives without a reason"},
		{Name: "unknown", Summary: "directives that name an unknown check"},
		{Name: "spacing", Summary: "comments that would be directives without a space"},
		{Name: "unused", Summary: "directives that ignore nothing"},
	}},
	{Analyzer: cgothread.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "cgothread/kept", Summary: "threads that stay locked on some paths"},
		{Name: "cgothread/main", Summary: "functions for the main thread in a goroutine"},
		{Name: "goroutines", Summary: "goroutines, one for each element, that each hold a thread in C"},
	}},
	{Analyzer: cgotruncate.Analyzer, Group: finding.Suspicious},
	{Analyzer: globalmap.Analyzer, Group: finding.Perf},
	{Analyzer: mutexid.Analyzer, Group: finding.Perf},
	{Analyzer: shardskew.Analyzer, Group: finding.Perf},
}

// All has the analyzers of the catalogue.
var All = Catalogue.Analyzers()
