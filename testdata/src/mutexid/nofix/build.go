package nofix

import "sync"

// Another build of the package uses the counter.
var (
	portableMu sync.Mutex
	portable   int
)

func drawPortable() int {
	portableMu.Lock()
	defer portableMu.Unlock()
	portable++ // want "portableMu guards only portable"
	return portable
}
