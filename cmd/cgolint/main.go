// Cgolint finds mistakes and needless cost where Go calls C.
//
//	cgolint [flags] [packages]
//
// It also works as a tool of go vet:
//
//	go vet -vettool=$(which cgolint) [flags] [packages]
//
// See "cgolint help".
package main

import (
	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/driver"
)

func main() { driver.Main(analyzers.All) }
