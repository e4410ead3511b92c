package summary

import "github.com/cgolint/cgolint/internal/lazyregexp"

// WithoutUnits returns the text of a place with the names that the code has.
// Where several units have a static variable of one name, the text has the
// unit's name and a colon before it, so that the places are told apart.
func WithoutUnits(place string) string { return unitPrefix.ReplaceAllString(place, "$1") }

var unitPrefix = lazyregexp.New(`[\w.+-]+:(\w)`)
