// Package retain finds Go memory that C keeps after the call that passed it,
// and that is not pinned for so long. It is a client of package gomem's events:
// whose memory an argument points to is known from there, what C does with it
// from package csummary.
//
// A [Retention] is not reported when C gives the pointer up before the function
// returns and the memory stays until then, pinned or kept alive. Unknown memory
// counts as Go's when its type says so.
//
// When it depends on the caller what a parameter leads to, the function's
// [Summary] says that C keeps or frees it, and the caller's argument is to
// blame.
package retain
