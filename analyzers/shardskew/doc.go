// Package shardskew defines an analyzer that reports shard indices which leave
// shards unused.
//
// # Analyzer shardskew
//
// shardskew: find shard indices made from bits that do not vary
//
// Dividing a map or a lock into shards helps when the keys spread over them.
// Addresses do not: they are aligned, so that their low bits are always the
// same, and the remainder is made of just these:
//
//	var shards [16]shard
//
//	func shardOf(c *conn) *shard {
//		return &shards[uintptr(unsafe.Pointer(c))%16] // a conn has 32 bytes: always 0
//	}
//
// The same goes for numbers that are multiples of something, as id<<4 or
// sizes that were rounded up, whenever the number of shards has a factor in
// common with the step; and for the first byte of a string, which many keys
// share. A hash spreads all of them:
//
//	return &shards[maphash.Comparable(seed, c)%16]
//
// or, for a number, the upper bits of a product with a large odd one.
//
// The check reports x % n or x & mask used as the index of a slice or array,
// directly or through conversions, variables and functions of the package,
// with the number of shards that can be reached. It finds steps in addresses,
// also of fields, elements and threads (pthread_self), in shifts, products and
// masks, in counters that count in steps, atomic ones too, and in handles of a
// registry: a thousand of them share their low bits. It also reports hashes
// that are cut down to fewer values than there are shards. For numbers that
// are not addresses, the elements must have a lock or a map, or a name such as
// shard, bucket, stripe or partition: data is often addressed in steps.
//
// # When not to care
//
// A few shards may be enough. The check does not report hashes, numbers that
// grow by one, numbers of shards that have no factor in common with the step,
// and addresses from which enough low bits were shifted out.
//
// # Limits
//
// What a number is a multiple of is found from constants and from what the
// package does: to its local variables, to unexported fields and variables of
// the package, in the arguments of all calls of an unexported function, and in
// the results of its functions. What other packages do is not seen. Objects
// are taken to be allocated one by one. A number of shards that is a length,
// and is not known, is taken for a power of two.
//
// # Fix
//
// There are two fixes. One multiplies the number by a large odd one and takes
// the upper bits of the product; the other hashes it with maphash.Comparable
// and a seed in a variable of the package, where the file is for Go 1.24 or
// later. The type and range of the index stay the same. Both are behavior
// changes, because keys move to other shards; -fix -unsafe applies the first,
// editors offer both. A part of a key is replaced by a hash of the key.
//
// All expressions that select from the same arrays are changed together, so
// that each key is found where it was put. There is no fix where an index may
// come from elsewhere, where the array is exported or handed on, where the
// type of the index cannot be named, or where too few values are left; nor
// the product for numbers of less than 32 bits.
//
// Since: v0.1.0.
package shardskew
