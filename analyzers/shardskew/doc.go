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
// Reported is x % n or x & mask where it is the index of a slice or array,
// directly or through conversions, variables and functions of the package,
// with the number of shards that can be reached. A stride is reported only
// where the elements have a lock or a map, or something is called a shard,
// bucket, stripe, partition or the like: data is often addressed in steps.
//
// # When not to care
//
// A few shards may be enough. Not reported are hashes, numbers that grow by
// one, numbers of shards that have no factor in common with the step, and
// addresses of which enough bits were shifted out.
//
// # Limits
//
// What a number is a multiple of is found from constants, from the local
// variables it comes through, and from the arguments of all calls of an
// unexported function; not from fields, nor from other packages. Objects
// are taken to be allocated one by one: for elements of one slice the step
// may be smaller, and more shards may be used than the message says.
//
// # Fix
//
// The fix multiplies the number with a large odd one and takes the upper bits
// of the product; type and range of the index stay. It is a behavior change,
// because keys move to other shards. It is not offered for numbers of less
// than 32 bits and for named types, nor for the first byte of a string.
//
// Since: v0.1.0.
package shardskew
