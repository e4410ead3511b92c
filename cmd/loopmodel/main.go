// Loopmodel compares what cgoloop says of small loops with measured times. It
// runs the benchmarks of testdata/src/loopmodel and the check, and writes the
// table that ends the check's page:
//
//	go run ./cmd/loopmodel
//
// Run it in the module's folder, on a machine that does nothing else. It takes
// half a minute. With -from it makes the table again from measurements
// already taken. Afterwards, go test ./analyzers -update makes the page.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

// Where the programs, the measurements and the table are, from the module's
// folder.
var (
	programs = filepath.Join("testdata", "src")
	results  = filepath.Join("docs", "benchmarks", "loopmodel.txt")
	table    = filepath.Join("analyzers", "cgoloop", "model.md")
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("loopmodel: ")
	from := flag.Bool("from", false, "make the table from the measurements in "+results+", run no benchmark")
	flag.Parse()
	if flag.NArg() > 0 {
		log.Fatalf("unexpected argument %q: see -help", flag.Arg(0))
	}
	if err := run(*from); err != nil {
		log.Fatal(err)
	}
}

func run(from bool) error {
	if _, err := os.Stat(filepath.Join(programs, "loopmodel")); err != nil {
		return fmt.Errorf("%w: run in the folder of the module", err)
	}
	if !from {
		raw, err := measure(programs)
		if err != nil {
			return err
		}
		if err := os.WriteFile(results, raw, 0o666); err != nil {
			return err
		}
	}
	raw, err := os.ReadFile(results)
	if err != nil {
		return err
	}
	said, err := check(programs)
	if err != nil {
		return err
	}
	text, err := render(raw, said)
	if err != nil {
		return err
	}
	return os.WriteFile(table, text, 0o666)
}

// rounds is how often each benchmark runs, one after the other, so that what
// else the machine does hits all alike.
const rounds = 6

// measure runs the benchmarks. The program that needs a library is left out
// where the library is not there.
func measure(dir string) ([]byte, error) {
	var all bytes.Buffer
	packages := []string{"./loopmodel/programs", "./loopmodel/sqlite"}
	for i := range rounds * len(packages) {
		pkg := packages[i%len(packages)]
		cmd := exec.Command("go", "test", "-run", "^$", "-bench", ".", "-count", "1", "-benchtime", "50ms", pkg)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		switch {
		case err == nil:
			all.Write(out)
		case pkg == "./loopmodel/programs":
			return nil, fmt.Errorf("go test %s: %w\n%s%s", pkg, err, out, stderr.Bytes())
		case i < len(packages):
			fmt.Fprintf(os.Stderr, "loopmodel: %s is left out: %v\n%s", pkg, err, out)
		}
	}
	return all.Bytes(), nil
}
