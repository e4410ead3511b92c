package registry

import (
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A directory is what Lookup reads: all chunks of a table by their number.
// Everything but the chunk pointers is immutable; a table that outgrows its
// directory, or changes the rest, puts a new one in its place.
type directory struct {
	stamp  uintptr // of all handles of the table: issued bit and tag
	boxed  bool    // slots hold pointers to the registered values, not the values themselves
	stacks *stackLog
	table  *table
	chunks []atomic.Pointer[chunk]
}

// find returns the slot that h names and its chunk, whether or not the slot
// is live under h, or nil if the table has no such slot. Lookup has the same
// steps written out.
func (d *directory) find(h Handle) (*chunk, *slot) {
	if d != nil && h.chunk() < uint(len(d.chunks)) {
		if c := d.chunks[h.chunk()].Load(); c != nil && h.slot() < chunkSlots {
			return c, &c.slots[h.slot()]
		}
	}
	return nil, nil
}

// A table is the part of a Registry that does not depend on the value type
// and that Lookup has no need of.
type table struct {
	limits limits
	stamp  uintptr
	shards []shard // a power of two of them

	// favorites says which shard, modulo their number, the goroutines whose
	// stacks hash to an index try first.
	favorites [1 << favoriteBits]atomic.Uint32

	mu      sync.Mutex // guards the storing of directories and of chunks in them; taken after a shard's
	dir     *atomic.Pointer[directory]
	numbers *numbers
	held    map[uint32]struct{} // numbers of the table's chunks
}

const favoriteBits = 7

// tags counts tables, so that the handles of up to 1<<tagBits of them differ
// in their tag.
var tags atomic.Uint32

func newTable(dir *atomic.Pointer[directory], lim limits, nums *numbers, shards int) *table {
	t := &table{
		limits:  lim,
		stamp:   issuedStamp | uintptr(tags.Add(1)&tagMask),
		shards:  make([]shard, shards),
		dir:     dir,
		numbers: nums,
		held:    map[uint32]struct{}{},
	}
	for i := range t.shards {
		t.shards[i].table = t
	}
	for i := range t.favorites {
		t.favorites[i].Store(uint32(i))
	}
	if nums == &sharedNumbers {
		runtime.AddCleanup(t, nums.abandon, t.held)
	}
	return t
}

// defaultShards returns twice as many shards as goroutines can run at once,
// so that TryLock soon finds a free one.
func defaultShards() int {
	n := 2 * max(runtime.GOMAXPROCS(0), runtime.NumCPU())
	return 1 << bits.Len(uint(min(max(n, 4), 256)-1))
}

// newChunk makes a chunk for s and enters it in the directory, or returns nil
// if there is no number left for it. s must be locked.
func (t *table) newChunk(s *shard) *chunk {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.numbers.take(&t.limits)
	if !ok {
		return nil
	}
	t.held[n.number] = struct{}{}
	c := &chunk{number: n.number, shard: s, first: n.first}
	c.slots[0].handle.Store(neverUsed)
	d := t.dir.Load()
	if int(n.number) >= len(d.chunks) {
		d = d.grown(int(n.number) + 1)
		t.dir.Store(d)
	}
	d.chunks[n.number].Store(c)
	return c
}

// dropChunk forgets an empty chunk. Handles it issued stay refused: the next
// chunk of its number starts with the generation after its last.
func (t *table) dropChunk(c *chunk) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dir.Load().chunks[c.number].Store(nil)
	delete(t.held, c.number)
	t.numbers.put(chunkNumber{c.number, c.last + 1}, &t.limits)
}

// grown returns a copy of d with room for at least n chunks. Readers of the
// old directory miss only chunks that were not there when they began.
func (d *directory) grown(n int) *directory {
	grown := *d
	grown.chunks = make([]atomic.Pointer[chunk], max(n, 2*len(d.chunks), 8))
	for i := range d.chunks {
		grown.chunks[i].Store(d.chunks[i].Load())
	}
	return &grown
}

// A chunkNumber is a number that no chunk has at the moment, and the
// generation that a chunk of that number has to start with.
type chunkNumber struct {
	number uint32
	first  uintptr
}

// numbers hands out chunk numbers.
type numbers struct {
	mu    sync.Mutex
	first uintptr       // generation to start with in a number never used
	fresh uint32        // numbers [fresh:limits.chunks] were never used
	free  []chunkNumber // returned, with generations left
	spent []uint32      // returned without, the longest ago first
}

// sharedNumbers serves all tables on 32-bit platforms. A handle has no room
// for a tag there; instead no two live handles of the process are equal, so a
// registry refuses another's because it has no chunk of that number.
var sharedNumbers = numbers{first: 1}

func defaultNumbers() *numbers {
	if tagBits == 0 {
		return &sharedNumbers
	}
	// A random start tells tables with the same tag apart. It costs a
	// thousandth of the generations.
	return &numbers{first: 1 + rand.N[uintptr](genMask>>10+1)}
}

// take returns a number for a new chunk. Only when all others are in use or
// have no generations left, it starts over with the longest unused of the
// latter: handles may then be issued again, after 1<<(tagShift) others less
// those of long-lived chunks.
func (n *numbers) take(lim *limits) (chunkNumber, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if last := len(n.free) - 1; last >= 0 {
		number := n.free[last]
		n.free = n.free[:last]
		return number, true
	}
	if n.fresh < lim.chunks {
		n.fresh++
		return chunkNumber{n.fresh - 1, n.first}, true
	}
	if len(n.spent) > 0 {
		number := n.spent[0]
		n.spent = n.spent[1:]
		return chunkNumber{number, 1}, true
	}
	return chunkNumber{}, false
}

func (n *numbers) put(number chunkNumber, lim *limits) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if number.first > lim.generations {
		n.spent = append(n.spent, number.number)
	} else {
		n.free = append(n.free, number)
	}
}

// abandon takes back the numbers of a table that was garbage collected. How
// far their generations went is not known any more.
func (n *numbers) abandon(held map[uint32]struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for number := range held {
		n.spent = append(n.spent, number)
	}
}

// unused returns the generation that the next chunk of the number has to
// start with, and false if there is a chunk of that number.
func (n *numbers) unused(number uint32) (first uintptr, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if number >= n.fresh {
		return n.first, true
	}
	for _, f := range n.free {
		if f.number == number {
			return f.first, true
		}
	}
	return genMask + 1, slices.Contains(n.spent, number)
}
