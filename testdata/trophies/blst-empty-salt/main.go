// The salt may be empty, as it is by default in the standard.
package main

import blst "github.com/supranational/blst/bindings/go"

func main() {
	blst.KeyGenV45(make([]byte, 32), nil)
}
