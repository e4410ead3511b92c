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
	"fmt"
	"os"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/driver"
	"github.com/cgolint/cgolint/passes/csummary"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "csummary" {
		if err := printCSummary(os.Stdout, os.Args[2:]); err != nil {
			fmt.Fprintf(os.Stderr, "cgolint: %v\n", err)
			os.Exit(2)
		}
		return
	}
	driver.Main(driver.Program{
		Checks:       analyzers.All,
		Unseen:       unseen,
		SetContracts: func(t *contract.Table) { csummary.Contracts = t },
	})
}
