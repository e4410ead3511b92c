//go:build ignore

package main

var inTool int

func main() {}
