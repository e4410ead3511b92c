// A server that scales what it was sent gets an empty upload.
package main

import "github.com/chai2010/webp"

func main() {
	webp.DecodeGrayToSize(nil, 16, 16)
}
