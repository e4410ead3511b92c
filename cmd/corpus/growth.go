package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A growth is how the costs of a run grow with what a made module has more of.
type growth struct {
	name  string // of the flag of "corpus made"
	unit  string
	sizes string // by default
	about string // what such a module is
}

var growths = []growth{
	{"packages", "packages", "10,100,1000", "Modules of many packages, of which one in fifty calls C. Most packages import\nanother one and some of the standard library."},
	{"calls", "C calls", "1000,10000,100000", "Packages with many C calls, one in each function, as bindings have them that a\nprogram has generated."},
}

// A point is what the runs over one made module took.
type point struct {
	growth string
	size   int
	runs   [runKinds]cost
}

// runGrowth measures made modules, adds what it finds to the table of growth
// in a folder, and makes the page there anew.
func runGrowth(args []string) error {
	fs := flag.NewFlagSet("growth", flag.ContinueOnError)
	sizes := make(map[string]*string)
	for _, g := range growths {
		sizes[g.name] = fs.String(g.name, "", fmt.Sprintf("measure modules with so many %s (all: %s)", g.unit, g.sizes))
	}
	out := fs.String("o", "docs", "the `folder` of growth.md")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return errors.New("usage: corpus growth [-o FOLDER] [-packages N,N] [-calls N,N]")
	}
	if fs.NFlag() == 0 || fs.NFlag() == 1 && *out != "docs" {
		for _, g := range growths {
			*sizes[g.name] = g.sizes
		}
	}
	return inTemporary(func(dir string) error { return measureGrowths(dir, sizes, *out) })
}

// measureGrowths measures modules of the sizes that are listed for each growth.
func measureGrowths(dir string, sizes map[string]*string, out string) error {
	t, err := newTools(dir, nil)
	if err != nil {
		return err
	}
	if err := t.forget(); err != nil {
		return err
	}
	for _, g := range growths {
		for size := range strings.FieldsFuncSeq(*sizes[g.name], func(r rune) bool { return r == ',' }) {
			n, err := strconv.Atoi(size)
			if err != nil {
				return fmt.Errorf("-%s: %w", g.name, err)
			}
			p, err := t.measureMade(filepath.Join(dir, g.name+size), g.name, n)
			if err != nil {
				return err
			}
			if err := addPoint(out, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// measureMade makes a module in dir and measures runs over it.
func (t *tools) measureMade(dir, growth string, size int) (*point, error) {
	if err := makeModule([]string{fmt.Sprintf("-%s=%d", growth, size), dir}); err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	p := &point{growth: growth, size: size}
	all := []string{"./..."}
	_, _, err := costOf(dir, "go", coldVet(all)...) // which also compiles
	if err != nil {
		return nil, err
	}
	vet, lint := coldVet(all), append([]string{"-exit-zero"}, all...)
	for _, kind := range []int{vetCold, vetCached} {
		if p.runs[kind], _, err = costOf(dir, "go", vet...); err != nil {
			return nil, err
		}
	}
	if p.runs[lintCold], _, err = costOf(dir, t.cgolint, lint...); err != nil {
		return nil, err
	}
	if p.runs[lintCached], err = t.cached(dir, lint); err != nil {
		return nil, err
	}
	return p, nil
}

// The table of points is a file of lines of numbers.
func readPoints(name string) ([]*point, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var all []*point
	for line := range strings.Lines(string(text)) {
		p := new(point)
		from := strings.NewReader(line)
		if _, err := fmt.Fscan(from, &p.growth, &p.size); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for i := range p.runs {
			if _, err := fmt.Fscan(from, &p.runs[i].cpu, &p.runs[i].memory); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		all = append(all, p)
	}
	return all, err
}

// addPoint adds a point to the table in a folder, in place of that of the same
// module, and makes the page of the table.
func addPoint(dir string, p *point) error {
	if err := os.MkdirAll(filepath.Join(dir, "growth"), 0o777); err != nil {
		return err
	}
	name := filepath.Join(dir, "growth", "results.txt")
	all, err := readPoints(name)
	if err != nil {
		return err
	}
	all = append(slices.DeleteFunc(all, func(o *point) bool { return o.growth == p.growth && o.size == p.size }), p)
	slices.SortFunc(all, func(x, y *point) int {
		return cmp.Or(-cmp.Compare(x.growth, y.growth), cmp.Compare(x.size, y.size))
	})
	var table strings.Builder
	for _, p := range all {
		fmt.Fprintf(&table, "%s %d", p.growth, p.size)
		for _, c := range p.runs {
			fmt.Fprintf(&table, " %d %d", c.cpu, c.memory)
		}
		table.WriteByte('\n')
	}
	if err := os.WriteFile(name, []byte(table.String()), 0o666); err != nil {
		return err
	}
	for name, text := range growthPage(all) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}
