// PushLightUserdata gives Lua the address of an interface value, which holds a
// Go pointer.
package main

import "github.com/aarzilli/golua/lua"

func main() {
	var user any = &struct{ name string }{"user"}
	lua.NewState().PushLightUserdata(&user)
}
