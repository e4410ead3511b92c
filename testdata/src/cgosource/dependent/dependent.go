// Package dependent sees C types of another package.
package dependent

import "example.com/cgosource/names"

func f() {
	_ = names.Origin
}
