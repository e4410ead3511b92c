// Lua has empty strings, and PushString pushes them; PushBytes panics.
package main

import "github.com/aarzilli/golua/lua"

func main() {
	state := lua.NewState()
	state.PushString("")
	state.PushBytes(nil)
}
