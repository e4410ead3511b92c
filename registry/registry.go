package registry

import (
	"iter"
	"reflect"
	"sync/atomic"
	"unsafe"
)

// A Registry keeps values of type V and issues a [Handle] for each. The zero
// Registry is empty and ready to use. It may be used by several goroutines at
// once and must not be copied after first use.
//
// A value stays reachable from its registration to its deletion. What V
// points to is not copied; a pointer, channel, map or function is kept
// without any allocation, other values in a box of their own.
//
// A registration happens before a lookup that finds it, in the terms of the
// Go memory model.
type Registry[V any] struct {
	dir atomic.Pointer[directory] // nil before the first Register
}

// Register keeps v and returns a handle for it that was never issued before.
// (Handles start over when there are no others left: after 1<<54
// registrations in one Registry on 64-bit platforms, 1<<50 in the worst case;
// after 1<<31 in all together on 32-bit platforms, 1<<27 in the worst case.)
//
// Register panics if there are about as many values as there are handles: a
// thousand million in one Registry on 64-bit platforms, a million in all
// together on 32-bit platforms, and an eighth less in the worst case.
func (r *Registry[V]) Register(v V) Handle {
	d := r.dir.Load()
	if d == nil {
		d = r.open(layoutLimits, defaultNumbers(), defaultShards())
	}
	var p unsafe.Pointer
	if d.boxed {
		p = box(v)
	} else {
		p = *(*unsafe.Pointer)(unsafe.Pointer(&v))
	}
	s := d.table.lock()
	h, slot := s.reserve()
	s.mu.Unlock()
	if slot == nil {
		h, slot = d.table.reserveAnywhere()
	}
	if d.stacks != nil {
		d.stacks.record(h)
	}
	slot.publish(h, p)
	return h
}

// Lookup returns the value registered under h. It reports false if h is zero,
// deleted, of another Registry or not a handle at all. It takes no lock and
// allocates nothing.
func (r *Registry[V]) Lookup(h Handle) (v V, ok bool) {
	d := r.dir.Load()
	if d == nil || h.chunk() >= uint(len(d.chunks)) {
		return v, false
	}
	c := d.chunks[h.chunk()].Load()
	if c == nil || h.slot() >= chunkSlots {
		return v, false
	}
	p, ok := c.slots[h.slot()].load(h)
	if !ok {
		return v, false
	}
	return unbox[V](d, p), true
}

// Value is like Lookup for a handle that must be good: if it is not, Value
// panics and says what is wrong with it as far as that shows.
func (r *Registry[V]) Value(h Handle) V {
	v, ok := r.Lookup(h)
	if !ok {
		panic("registry: " + r.dir.Load().explain(h))
	}
	return v
}

// Delete removes the value registered under h and returns it. It reports
// false where Lookup would. Exactly one of several concurrent calls with the
// same handle gets the value.
func (r *Registry[V]) Delete(h Handle) (v V, ok bool) {
	d := r.dir.Load()
	c, s := d.find(h)
	if s == nil {
		return v, false
	}
	p, t, ok := c.remove(s, uint32(h.slot()), h)
	if !ok {
		return v, false
	}
	if d.table.limits.settles(t) {
		c.shard.mu.Lock()
		c.shard.settle(c)
		c.shard.mu.Unlock()
	}
	if d.stacks != nil {
		d.stacks.forget(h)
	}
	releasePointer(h)
	return unbox[V](d, p), true
}

// Len returns the number of values. Values that are registered or deleted
// during the call may or may not be counted.
func (r *Registry[V]) Len() int {
	d := r.dir.Load()
	if d == nil {
		return 0
	}
	n := 0
	for i := range d.chunks {
		if c := d.chunks[i].Load(); c != nil {
			c.shard.mu.Lock()
			n += c.live()
			c.shard.mu.Unlock()
		}
	}
	return n
}

// All returns an iterator over all handles and their values, in no
// particular order. It takes no lock, so the loop may register and delete.
// Every value that was registered before the loop and is not deleted until
// its end is visited once. One that is registered or deleted during the loop
// is visited once or not at all.
func (r *Registry[V]) All() iter.Seq2[Handle, V] {
	return func(yield func(Handle, V) bool) {
		d := r.dir.Load()
		if d == nil {
			return
		}
		for i := range d.chunks {
			c := d.chunks[i].Load()
			if c == nil {
				continue
			}
			for j := range c.slots {
				h := Handle(c.slots[j].handle.Load())
				if h.stamp() != d.stamp {
					continue
				}
				p, ok := c.slots[j].load(h)
				if ok && !yield(h, unbox[V](d, p)) {
					return
				}
			}
		}
	}
}

// open makes the table of a Registry that has none, and returns its directory.
func (r *Registry[V]) open(lim limits, nums *numbers, shards int) *directory {
	t := newTable(&r.dir, lim, nums, shards)
	d := &directory{stamp: t.stamp, boxed: !pointerShaped[V](), table: t}
	if r.dir.CompareAndSwap(nil, d) {
		return d
	}
	return r.dir.Load() // another goroutine's
}

// pointerShaped reports whether a V is a single pointer to the garbage
// collector and so can be a slot's value itself.
func pointerShaped[V any]() bool {
	switch reflect.TypeFor[V]().Kind() {
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan, reflect.Map, reflect.Func:
		return true
	}
	return false
}

func box[V any](v V) unsafe.Pointer { return unsafe.Pointer(&v) }

func unbox[V any](d *directory, p unsafe.Pointer) V {
	if d.boxed {
		return *(*V)(p)
	}
	return *(*V)(unsafe.Pointer(&p))
}
