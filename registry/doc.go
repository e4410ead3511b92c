// Package registry keeps Go values that C code refers to.
package registry
