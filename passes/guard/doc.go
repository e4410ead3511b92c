// Package guard tells an analyzer which lock covers what: the locked regions
// of a package, the variables that are touched in them, and how.
//
// # Locks and variables
//
// A lock is a variable or field of type sync.Mutex, sync.RWMutex or
// sync.Locker, or a pointer to one, embedded or not; the L of a sync.Cond
// stands for the condition variable. Where it is used it has a [Path]: the
// variable at the root and the fields that lead from it to the lock, so that
// a.mu and b.mu are the same lock variable (Path.Var) but different paths. A
// lock that is the element of a slice or array has a path, but no variable.
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
// function releases, two branches where one unlocks and goes on. An unlock
// followed by a return, break, continue, goto or panic is an early exit: the
// region stays complete, and what follows the unlock is outside of it.
//
// So is a successful TryLock, in the body of if mu.TryLock() or after an
// if !mu.TryLock() that leaves; and a lock behind a sync.Locker, which may be
// one for reading.
//
// A function that does nothing but lock or unlock stands for the method it
// calls; those that do so among other things, or return what unlocks, begin
// and end regions that are not Complete. The fact [Locks] tells it to other
// packages. A function that is only called while a lock is held is a region
// of its own, an inherited one.
//
// # Uses
//
// [Package.Uses] lists every use of a variable in the package with what it
// does: reads it, writes it, adds to it, or something else, such as taking
// its address, which leaves the rest unknown.
//
// # Limits
//
// A lock reached through a sync.Locker, or through a pointer in a local
// variable, is not connected to the lock that was assigned there. A function
// that locks only under a condition, or around a function that it is given,
// does not lock for its caller; nor, for other packages, does one of a package
// that the driver does not analyse for facts: with go vet, one of another
// module from which no C is reached.
package guard
