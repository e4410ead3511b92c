// Package cflow finds out what each C function of a package does with its
// parameters, and whether it comes back to Go.
//
// Two judgements are made of each parameter and never mixed. Retention is
// evidence: a chain of copies, each of which certainly happens when its
// conditions hold, to a place that outlives the call. NoEscape is proof: an
// analysis of all that may happen finds nothing that keeps the pointer. What
// has neither is unknown, and unknown is silent. A may-analysis that was
// reported as fact claimed that sqlite3_prepare_v2 keeps its SQL.
package cflow
