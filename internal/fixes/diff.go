package fixes

import (
	"log"

	"github.com/aymanbagabas/go-udiff"
)

// Diff returns a unified diff of two texts of a file, or "" where they are the
// same.
func Diff(oldName, newName, old, new string) string {
	u, err := udiff.ToUnifiedDiff(oldName, newName, old, udiff.Lines(old, new), udiff.DefaultContextLines)
	if err != nil {
		log.Fatalf("fixes: %v", err) // the edits are those of the texts
	}
	// The library does not count the lines between two changes of a hunk.
	added := 0
	for _, h := range u.Hunks {
		h.ToLine = h.FromLine + added
		for _, line := range h.Lines {
			switch line.Kind {
			case udiff.Insert:
				added++
			case udiff.Delete:
				added--
			}
		}
	}
	return u.String()
}
