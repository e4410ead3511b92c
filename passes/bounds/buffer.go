package bounds

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// Methods of bytes.Buffer: those that write something in any case, and those
// that take nothing out.
var (
	writesSome = []string{"WriteByte", "WriteRune"}
	takesNone  = append([]string{"Write", "WriteString", "ReadFrom", "Bytes", "String", "Len", "Cap", "Grow", "Available"}, writesSome...)
)

// isWritten reports whether a bytes.Buffer has had something written to it
// whenever a call of Bytes or String asks for it, and nothing takes it out again.
func isWritten(asked *ssa.Call) bool {
	buffer := asked.Call.Args[0]
	var written []*ssa.Call
	for _, ref := range *buffer.Referrers() {
		if call := methodOf(ref, buffer); call != nil && slices.Contains(writesSome, calleeOf(call).Name()) && govalue.Precedes(call, asked) {
			written = append(written, call)
		}
	}
	return slices.ContainsFunc(written, func(write *ssa.Call) bool {
		return !slices.ContainsFunc(*buffer.Referrers(), func(ref ssa.Instruction) bool {
			call := methodOf(ref, buffer)
			if _, isDebug := ref.(*ssa.DebugRef); isDebug || call != nil && slices.Contains(takesNone, calleeOf(call).Name()) {
				return false
			}
			return call == nil || call.Block() != write.Block() || !govalue.Precedes(call, write)
		})
	})
}

// methodOf returns the instruction as a call of a method of a value, or nil.
func methodOf(instr ssa.Instruction, receiver ssa.Value) *ssa.Call {
	call, ok := instr.(*ssa.Call)
	if !ok || calleeOf(call) == nil || calleeOf(call).Signature.Recv() == nil || call.Call.Args[0] != receiver {
		return nil
	}
	return call
}
