// Nothing has a length that is a multiple of four.
package main

import "github.com/pebbe/zmq4"

func main() {
	zmq4.Z85encode("")
}
