// Package boundary joins Go and C.
package boundary
