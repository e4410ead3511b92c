package plain

import "testing"

// inComment is only in a comment.
func Test(t *testing.T) { inTest = use() }

type other struct{ keyed int }

func (receiver other) use() int { return receiver.keyed + fields.selected + other{keyed: 1}.keyed }
