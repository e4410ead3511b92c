// Newcheck begins a new check: it writes its folder with the documentation,
// the analyzer and its test, its test packages, its line in the catalogue, and
// its page. What it writes builds, and its test passes.
//
//	go run ./cmd/newcheck [-group GROUP] NAME
//
// It is run in the root of the module. The check that it writes reports the
// calls of one C function; what it is to report takes the place of that.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"

	"github.com/cgolint/cgolint/internal/finding"
)

func main() {
	group := flag.String("group", string(finding.Suspicious), "the group of the check: correctness, suspicious, perf or pedantic")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: go run ./cmd/newcheck [-group GROUP] NAME")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := create(".", check{flag.Arg(0), finding.Group(*group)}); err != nil {
		fmt.Fprintf(os.Stderr, "newcheck: %v\n", err)
		os.Exit(1)
	}
}

// A check is what the files of a new check are made of.
type check struct {
	Name  string
	Group finding.Group
}

var checkName = regexp.MustCompile(`^[a-z]+$`)

// create writes the files of a check into the module in root, and its page.
// It writes nothing when one of the files is there.
func create(root string, c check) error {
	if !checkName.MatchString(c.Name) {
		return fmt.Errorf("%q cannot be the name of a check: it is one word in lower case", c.Name)
	}
	if _, err := c.groupConstant(); err != nil {
		return err
	}
	files, err := c.files(root)
	if err != nil {
		return err
	}
	if err := addToCatalogue(root, c); err != nil {
		return err
	}
	if err := write(files); err != nil {
		return err
	}
	pages := exec.Command("go", "test", "./analyzers", "-run", "TestPages|TestNogo", "-update")
	pages.Dir = root
	if out, err := pages.CombinedOutput(); err != nil {
		return fmt.Errorf("making the pages of docs: %w\n%s", err, out)
	}
	return nil
}

// groupConstant returns the name of the group's constant in package finding.
func (c check) groupConstant() (string, error) {
	switch c.Group {
	case finding.Correctness:
		return "Correctness", nil
	case finding.Suspicious:
		return "Suspicious", nil
	case finding.Perf:
		return "Perf", nil
	case finding.Pedantic:
		return "Pedantic", nil
	}
	return "", errors.New("there is no group " + string(c.Group))
}
