package registry

// A Handle on a 64-bit platform, from the highest bit to the lowest:
//
//	0 1 | tag 8 | generation 24 | slot 10 | chunk 20
//
// and on a 32-bit platform:
//
//	1 |         generation 11 | slot 8 | chunk 12
//
// The leading 1 is the issued bit. It tells a handle from a free slot's word,
// keeps every handle from being zero and, on 64-bit platforms, lies above
// every address that the Go runtime takes for one of its heap (they have 48
// bits, on AIX from 0x0a00000000000000 on: runtime/malloc.go, heapAddrBits and
// arenaBaseOffset). So a handle in a pointer's place is passed over by the
// garbage collector, and by the code that moves stacks, which minds numbers
// below 4096 only (runtime/stack.go, adjustpointers).
const (
	slotShift = chunkBits
	genShift  = slotShift + slotBits
	tagShift  = genShift + genBits

	slotMask  = 1<<slotBits - 1
	chunkMask = 1<<chunkBits - 1
	genMask   = 1<<genBits - 1
	tagMask   = 1<<tagBits - 1

	// issuedStamp is what a handle shifted right by tagShift has above its tag.
	issuedStamp = 1 << tagBits
)

// limits bounds what a table issues. The layout above gives the largest
// values; tests use small ones to reach the ends of the same code.
type limits struct {
	slots       uint32  // of a chunk, at most chunkSlots
	chunks      uint32  // of a table, at most 1<<chunkBits
	generations uintptr // last generation of a slot, at most genMask
}

var layoutLimits = limits{slots: chunkSlots, chunks: 1 << chunkBits, generations: genMask}

func makeHandle(stamp, gen uintptr, chunk, slot uint32) Handle {
	return Handle(stamp<<tagShift | gen<<genShift | uintptr(slot)<<slotShift | uintptr(chunk))
}

func (h Handle) slot() uint     { return uint(h >> slotShift & slotMask) }
func (h Handle) chunk() uint    { return uint(h & chunkMask) }
func (h Handle) gen() uintptr   { return uintptr(h >> genShift & genMask) }
func (h Handle) stamp() uintptr { return uintptr(h >> tagShift) }
