// A public key that was read from a message may be empty.
package main

import (
	"fmt"

	"github.com/herumi/bls-eth-go-binary/bls"
)

func main() {
	if err := bls.Init(bls.BLS12_381); err != nil {
		panic(err)
	}
	var key bls.PublicKey
	fmt.Println(key.Deserialize(nil))
	fmt.Println(key.DeserializeUncompressed(nil))
}
