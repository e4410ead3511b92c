//go:build amd64 || arm64 || loong64 || mips64 || mips64le || ppc64 || ppc64le || riscv64 || s390x || wasm

package registry

const (
	slotBits  = 10
	chunkBits = 20
	genBits   = 24
	tagBits   = 8

	// chunkSlots is less than 1<<slotBits so that a chunk with its header,
	// and the 8 bytes the allocator adds, fills the 16 KiB size class.
	chunkSlots = 1019
)
