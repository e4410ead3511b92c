// Package sentence makes the parts of messages that several checks have.
package sentence

import (
	"fmt"
	"strings"
)

// List joins names, and counts those that are too many.
func List(names []string) string {
	const most = 3
	if len(names) > most {
		rest := len(names) - most + 1
		names = append(names[:most-1:most-1], fmt.Sprintf("%d others", rest))
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
