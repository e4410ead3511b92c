// A zero nonce can be asked for the next one.
package main

import "github.com/jamesruan/sodium"

func main() {
	var nonce sodium.BoxNonce
	nonce.Next()
}
