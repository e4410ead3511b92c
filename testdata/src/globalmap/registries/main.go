// Command registries lets eight goroutines work with each registry, and
// prints what comes of it: always the same.
package main

import (
	"fmt"

	"example.com/globalmap/registries/callbacks"
	"example.com/globalmap/registries/devices"
	"example.com/globalmap/registries/events"
	"example.com/globalmap/registries/exports"
	"example.com/globalmap/registries/functions"
	"example.com/globalmap/registries/handlelist"
	"example.com/globalmap/registries/inputtext"
	"example.com/globalmap/registries/interned"
	"example.com/globalmap/registries/pointerstore"
	"example.com/globalmap/registries/references"
	"example.com/globalmap/registries/signals"
	"example.com/globalmap/registries/singleton"
	"example.com/globalmap/registries/traces"
	"example.com/globalmap/registries/tracker"
	"example.com/globalmap/registries/transfers"
	"example.com/globalmap/registries/watchers"
	"example.com/globalmap/registries/windows"
)

func main() {
	const n = 8
	fmt.Println("callbacks", callbacks.Run(n))
	fmt.Println("devices", devices.Run(n))
	fmt.Println("events", events.Run(n))
	fmt.Println("exports", exports.Run(n))
	fmt.Println("functions", functions.Run(n))
	fmt.Println("handlelist", handlelist.Run(n))
	fmt.Println("inputtext", inputtext.Run(n))
	fmt.Println("interned", interned.Run(n))
	fmt.Println("pointerstore", pointerstore.Run(n))
	fmt.Println("references", references.Run(n))
	fmt.Println("signals", signals.Run(n))
	fmt.Println("singleton", singleton.Run(n))
	fmt.Println("traces", traces.Run(n))
	fmt.Println("tracker", tracker.Run(n))
	fmt.Println("transfers", transfers.Run(n))
	fmt.Println("watchers", watchers.Run(n))
	fmt.Println("windows", windows.Run(n))
}
