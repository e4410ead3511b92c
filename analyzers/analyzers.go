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
	{Analyzer: cgoaddress.Analyzer, Group: finding.Suspicious,
		NoFix: "the variable that has the address is used elsewhere too, or something is called before C is",
		Categories: []finding.Category{
			{Name: "number", Summary: "addresses of Go memory passed to C as numbers", NoFix: "a pointer or a cgo.Handle has to go the whole way that the number goes"},
		}},
	{Analyzer: cgocallback.Analyzer, Group: finding.Perf, NoFix: "C code has to be written that gives Go all elements at once"},
	{Analyzer: cgodirective.Analyzer, Group: finding.Correctness, NoFix: "it is not known which is wrong, the directive or the C function"},
	{Analyzer: cgoemptyslice.Analyzer, Group: finding.Correctness, NoFix: "it is not known whether the function is called with an empty slice at all"},
	{Analyzer: cgoerrno.Analyzer, Group: finding.Correctness,
		NoFix: "the result has to be tested in place of the error, and what the function should return then is not known",
		Categories: []finding.Category{
			{Name: "status", Summary: "results taken for errno, or errno for a result", NoFix: "the test for failure and what is made of the result have to change together"},
			{Name: "asked", Summary: "errno that is read by a separate C call", NoFix: "it is not known which call of C the errno is meant to be of"},
		}},
	{Analyzer: cgoexport.Analyzer, Group: finding.Suspicious,
		NoFix: "it is not known what the function should do then",
		Categories: []finding.Category{
			{Name: "cgoexport/callback", Summary: "user code that runs while C holds a lock", NoFix: "it is not known whether C has to hold the lock there"},
			{Name: "cgoexport/index", Summary: "indexes from C that are used unchecked"},
			{Name: "cgoexport/longjmp", Summary: "C code that longjmps over Go frames", NoFix: "the C code has to return instead of jumping"},
			{Name: "cgoexport/recover", Summary: "recover where it does not work", NoFix: "it is not known which function should recover"},
		}},
	{Analyzer: cgofree.Analyzer, Group: finding.Correctness, NoFix: "it is not known which is wrong, the free or what else is done with the memory"},
	{Analyzer: cgohandle.Analyzer, Group: finding.Correctness, NoFix: "it is not known where the handle is used for the last time"},
	{Analyzer: cgokeepalive.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "order", Summary: "objects that are finalized after what their memory refers to", NoFix: "the type of the new object needs a field that refers to the other"},
		{Name: "neverruns", Summary: "finalizers that never run", NoFix: "the object has to be referred to in another way"},
		{Name: "settwice", Summary: "finalizers that may be set twice", NoFix: "it is not known whether the finalizer has to go where the field is cleared"},
	}},
	{Analyzer: cgoleak.Analyzer, Group: finding.Correctness, NoFix: "it is not known where the memory is used for the last time"},
	{Analyzer: cgolock.Analyzer, Group: finding.Suspicious,
		NoFix: "it is not known what has to be done under the lock",
		Categories: []finding.Category{
			{Name: "cgolock/deadlock", Summary: "a lock held while C calls back into Go code that wants it", Group: finding.Correctness},
			{Name: "cgolock/registry", Summary: "the lock of a map of C objects, held while C or a callback runs"},
		}},
	{Analyzer: cgoloop.Analyzer, Group: finding.Perf},
	{Analyzer: cgopin.Analyzer, Group: finding.Correctness, NoFix: "it is not known when C is done with the memory"},
	{Analyzer: cgopointer.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "passed", Summary: "memory passed to C with a Go pointer in it", NoFix: "C has to get a copy without Go pointers, or its type has to change"},
		{Name: "stored", Summary: "Go pointers stored in C memory", NoFix: "a pin would have to last for as long as C has the memory, and that is not known"},
		{Name: "returned", Summary: "Go pointers that an export returns to C", NoFix: "a pin would have to last for as long as C uses what it gets, and that is not known"},
	}},
	{Analyzer: cgorace.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "cgorace/nolock", Summary: "variables without a lock that C callbacks read and others write", NoFix: "no lock is known that is meant for the variable"},
		{Name: "cgorace/late", Summary: "entries inserted after C has started the thread that looks them up", NoFix: "the entry may need what the call of C returns"},
	}},
	{Analyzer: cgoretain.Analyzer, Group: finding.Correctness, Categories: []finding.Category{
		{Name: "prototype", Summary: "user data of a callback, where only the prototype of the C function is known", Group: finding.Suspicious},
	}},
	{Analyzer: cgosize.Analyzer, Group: finding.Correctness,
		NoFix: "it is not known which of the two types is wrong",
		Categories: []finding.Category{
			{Name: "layout", Summary: "Go structs converted to a C struct of another layout"},
			{Name: "signature", Summary: "exported functions whose parameters differ in size from what C passes", NoFix: "it is not known which of the two declarations is wrong"},
		}},
	{Analyzer: cgoslice.Analyzer, Group: finding.Suspicious,
		NoFix: "it is not known how many elements there are",
		Categories: []finding.Category{
			{Name: "header", Summary: "reflect.SliceHeader filled by hand", NoFix: "the code that uses the header has to change with it"},
		}},
	{Analyzer: cgostring.Analyzer, Group: finding.Correctness},
	{Analyzer: cgosuppress.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "noreason", Summary: "directives without a reason", NoFix: "nobody else knows the reason"},
		{Name: "unknown", Summary: "directives that name an unknown check", NoFix: "no check has a name like it"},
		{Name: "spacing", Summary: "comments that would be directives without a space"},
		{Name: "unused", Summary: "directives that ignore nothing"},
	}},
	{Analyzer: cgothread.Analyzer, Group: finding.Suspicious, Categories: []finding.Category{
		{Name: "cgothread/kept", Summary: "threads that stay locked on some paths", NoFix: "it is not known where the thread is needed no more"},
		{Name: "cgothread/main", Summary: "functions for the main thread in a goroutine", NoFix: "the work has to be sent to the main goroutine, which has to wait for it"},
		{Name: "goroutines", Summary: "goroutines, one for each element, that each hold a thread in C", NoFix: "it is not known how many may run at once"},
	}},
	{Analyzer: cgotruncate.Analyzer, Group: finding.Suspicious},
	{Analyzer: globalmap.Analyzer, Group: finding.Perf, NoFix: "what is behind the lock has to become another data structure"},
	{Analyzer: mutexid.Analyzer, Group: finding.Perf},
	{Analyzer: shardskew.Analyzer, Group: finding.Perf},
}

// All has the analyzers of the catalogue.
var All = Catalogue.Analyzers()
