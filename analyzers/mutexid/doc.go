// Package mutexid defines an analyzer that reports ID counters behind a lock.
//
// # Analyzer mutexid
//
// mutexid: find ID counters guarded by a mutex that could be atomic
//
// A lock around a counter makes every caller that wants a number wait, and the
// more processors there are, the longer: the lock is handed from one caller to
// the next, and those who do not get it are put to sleep and woken. The
// processor increments a number in one instruction:
//
//	var (
//		mu     sync.Mutex
//		nextID uint64
//	)
//
//	func newID() uint64 {
//		mu.Lock()
//		nextID++ // mu guards only nextID
//		id := nextID
//		mu.Unlock()
//		return id
//	}
//
// becomes
//
//	var nextID atomic.Uint64
//
//	func newID() uint64 {
//		id := nextID.Add(1)
//		return id
//	}
//
// The check reports each place that increments the counter and hands the
// number out while the lock is held for nothing else, however it is written:
// n++, n += 1 or n = n + 1, before or after the number is read, with a
// deferred unlock or without, for variables and fields, with a lock of their
// own, an embedded one, or a pointer to one.
//
// A number that is read before the lock is taken or after it is released is
// reported as such: two callers can get the same one.
//
// Where the lock is held for other things as well, the counter is reported
// when its numbers serve as IDs: as keys of a map, stored in what they name,
// returned, or passed on. There is no fix then: the number and the rest may
// have to change together, as in
//
//	mu.Lock()
//	next++
//	conns[next] = c
//	mu.Unlock()
//
// A counter that numbers the entries of a map which globalmap reports is left
// to that check, whose fix replaces both.
//
// # When not to care
//
// A counter that is incremented once in a while is fine behind a lock. The
// confidence is high where the program has one counter. It is low, so that
// nothing is shown, where each object has its own counter, or where the name
// of what it numbers says that there are few.
//
// The check does not report counters that also go down, that are compared with
// a limit under the lock, that serve as an index or a remainder, whose number
// nobody gets, as most statistics, or that are read elsewhere, as the version
// of what the lock guards; nor does it look at test files and generated files.
//
// # Limits
//
// Locks of type sync.Locker, and functions that run another function under a
// lock, are not seen. A sequence number that is written to a connection while the
// lock is held, so that numbers arrive in order, is reported although it must
// stay there.
//
// # Fix
//
// The fix gives the counter the type of package sync/atomic that counts as
// its own does, and rewrites every use in the package, tests included; the
// lock goes when nothing else uses it. It is safe: callers get the same
// numbers in the same order. It is not offered
//
//   - where a locked region does more than use the counter, uses it twice, or
//     sets it to what depends on the number before, as when numbers start over;
//   - where the counter is used without the lock, which guards other things
//     too, or under another lock, or in a way that an atomic type does not
//     have, as when its address is taken;
//   - where other packages can use the counter or the lock, or the counter is
//     linked to by assembly or go:linkname;
//   - where a field has a tag, or its struct is copied, passed by value,
//     converted to unsafe.Pointer, or made by a literal that sets the counter
//     or has no keys;
//   - where the counter starts with a number that is not constant, or not
//     with zero and it does more than hand out numbers;
//   - in files for Go versions before 1.19, where generated files use the
//     counter, where the name atomic is taken, and where files of the package
//     use the counter that are not part of the build: for another system, or
//     tests when the package is analysed without them;
//   - in packages that do not compile.
//
// Since: v0.1.0.
package mutexid
