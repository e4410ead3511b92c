package plain

import "testing"

// inComment is only in a comment.
func Test(t *testing.T) { inTest = use() }
