// Batchbench measures what is gained by cgoloop's fix that moves a loop into C.
// It copies the loops of testdata/src/loopmodel/batches, applies the fix to one
// of two copies, runs the benchmarks of both alternately, and writes the table
// that ends the check's page:
//
//	go run ./cmd/batchbench
//
// Run it in the module's folder, on a machine that does nothing else. It takes
// half a minute. With -from it makes the table again from measurements already
// taken. Afterwards, go test ./analyzers -update makes the page.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

// Where the loops, the measurements and the table are, from the module's
// folder.
var (
	loops  = filepath.Join("testdata", "src", "loopmodel", "batches")
	before = filepath.Join("docs", "benchmarks", "batch-before.txt")
	after  = filepath.Join("docs", "benchmarks", "batch-after.txt")
	table  = filepath.Join("analyzers", "cgoloop", "benchmarks.md")
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("batchbench: ")
	from := flag.Bool("from", false, "make the table from the measurements in "+before+" and "+after+", run no benchmark")
	flag.Parse()
	if flag.NArg() > 0 {
		log.Fatalf("unexpected argument %q: see -help", flag.Arg(0))
	}
	if err := run(*from); err != nil {
		log.Fatal(err)
	}
}

func run(from bool) error {
	if _, err := os.Stat(loops); err != nil {
		return fmt.Errorf("%w: run in the folder of the module", err)
	}
	if !from {
		if err := measure(); err != nil {
			return err
		}
	}
	text, err := page(before, after)
	if err != nil {
		return err
	}
	return os.WriteFile(table, text, 0o666)
}
