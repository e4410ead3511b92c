package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// A listed is a row of the list: a public module that uses cgo.
type listed struct {
	Path string
	// Version is a version that the Go module proxy serves, or a commit of
	// the module's repository; "" until the module is drawn: then it is the
	// newest.
	Version  string
	Packages []string // patterns below the module; none for all that use cgo
	Debian   []string // packages with the headers that its C needs
	Tags     string   // build tags, separated by commas
	// Drawn says since when the module's findings are read, and that it so
	// counts as one that the checks are tuned on; behind a comma stands which
	// draw of that day it was. It is "" for a module that
	// nobody has looked at, and begins with "no: " for one that could not be
	// laid out.
	Drawn string
}

const modulesHeader = "module\tversion\tpackages\tdebian\ttags\tdrawn"

// laidOut reports whether the module can be run.
func (m *listed) laidOut() bool { return m.Drawn != "" && !m.refused() }

// refused reports whether the module could not be laid out.
func (m *listed) refused() bool { return strings.HasPrefix(m.Drawn, "no: ") }

// folder is the name of the folder that the module is laid out in.
func (m *listed) folder() string { return strings.ReplaceAll(m.Path, "/", "+") }

func readModules(file string) ([]*listed, error) {
	var all []*listed
	err := readTable(file, modulesHeader, func(c []string) error {
		all = append(all, &listed{c[0], c[1], strings.Fields(c[2]), strings.Fields(c[3]), c[4], c[5]})
		return nil
	})
	return all, err
}

func writeModules(file string, all []*listed) error {
	rows := make([][]string, len(all))
	for i, m := range all {
		rows[i] = []string{m.Path, m.Version, strings.Join(m.Packages, " "), strings.Join(m.Debian, " "), m.Tags, m.Drawn}
	}
	return writeTable(file, modulesHeader, rows)
}

// readTable reads a file of columns with tabs between them.
func readTable(file, header string, row func([]string) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		columns := strings.Split(lines.Text(), "\t")
		switch {
		case n == 1 && lines.Text() != header:
			return fmt.Errorf("%s: the first line is not %q", file, header)
		case n == 1:
			continue
		case len(columns) != strings.Count(header, "\t")+1:
			return fmt.Errorf("%s:%d: %d columns", file, n, len(columns))
		}
		if err := row(columns); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	return lines.Err()
}

func writeTable(file, header string, rows [][]string) error {
	var b strings.Builder
	b.WriteString(header + "\n")
	oneCell := strings.NewReplacer("\t", " ", "\n", " ")
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(oneCell.Replace(cell))
		}
		b.WriteByte('\n')
	}
	return os.WriteFile(file, []byte(b.String()), 0o666)
}
