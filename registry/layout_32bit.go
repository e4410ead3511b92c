//go:build !(amd64 || arm64 || loong64 || mips64 || mips64le || ppc64 || ppc64le || riscv64 || s390x || wasm)

package registry

const (
	slotBits  = 8
	chunkBits = 12
	genBits   = 11
	tagBits   = 0

	// chunkSlots is less than 1<<slotBits so that a chunk with its header,
	// and the 8 bytes the allocator adds, fills the 2 KiB size class.
	chunkSlots = 249
)
