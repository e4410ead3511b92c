// Package guard tells an analyzer which lock covers what: the locked regions
// of a package, the variables that are touched in them, and how.
//
// # Locks and variables
//
// A lock is a variable or field of type sync.Mutex or sync.RWMutex, or a
// pointer to one, embedded or not. Where it is used it has a [Path]: the
// variable at the root and the fields that lead from it to the lock, so that
// a.mu and b.mu are the same lock variable (Path.Var) but different paths.
//
// # Regions
//
// A [Region] is the code between a Lock and its Unlock in one function. The
// plain form is a list of statements in one block:
//
//	mu.Lock()
//	…              // Body
//	mu.Unlock()
//
//	mu.Lock()
//	defer mu.Unlock()
//	…              // Body, to the end of the function
//
// What is less plain is still a region, but not Complete: a lock that another
// function releases, branches of which one unlocks and goes on. An unlock
// followed by a return, break, continue, goto or panic is an early exit: the
// region stays complete, and what follows the unlock is outside of it.
//
// A function of the package that does nothing but lock or unlock stands for
// the method it calls. A function that is only called while a lock is held is
// a region of its own, an inherited one.
//
// # Uses
//
// [Package.Uses] lists every use of a variable in the package with what it
// does: reads it, writes it, adds to it, or something else, such as taking
// its address, which leaves the rest unknown.
//
// # Limits
//
// Locks behind an interface (sync.Locker), and locks that a function takes
// among other things on behalf of its caller or around a function that it is
// given, are not seen: their use is a use of the lock variable outside of
// every region.
package guard
