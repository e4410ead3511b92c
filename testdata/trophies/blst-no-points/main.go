// The sum of no points is asked for.
package main

import blst "github.com/supranational/blst/bindings/go"

func main() {
	blst.P1sToAffine(nil)
}
