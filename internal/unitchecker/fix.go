package unitchecker

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/cgolint/cgolint/internal/fixes"
)

// fix applies the first fix of each finding. The go command writes the files
// when all packages are done: it is handed them in an archive.
func (u *unit) fix(results []*result, diff bool) error {
	var list []fixes.Fix
	for _, r := range results {
		if r.err != nil {
			return r.err
		}
		for _, d := range r.diagnostics {
			if len(d.SuggestedFixes) > 0 {
				list = append(list, u.converted(d.SuggestedFixes[0]))
			}
		}
	}
	old, err := fixes.Read(list)
	if err != nil {
		return err
	}
	changed := fixes.Apply(old, list)
	switch {
	case diff:
		return u.printDiff(old, changed.Files)
	case u.cfg.FixArchive != "":
		return u.archive(changed.Files)
	}
	return fixes.Write(old, changed.Files)
}

func (u *unit) printDiff(old, changed map[string][]byte) error {
	var out bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		fmt.Fprint(&out, fixes.Diff(name+" (old)", name+" (new)", string(old[name]), string(changed[name])))
	}
	return u.writeOut(out.Bytes())
}

// archive writes the archive, whose comment is the package.
func (u *unit) archive(changed map[string][]byte) error {
	f, err := os.Create(u.cfg.FixArchive)
	if err != nil {
		return err
	}
	w := zip.NewWriter(f)
	err = w.SetComment(u.cfg.ID)
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		file, e := w.Create(name)
		if e == nil {
			e = writeAll(file, changed[name])
		}
		err = cmp.Or(err, e)
	}
	return cmp.Or(err, w.Close(), f.Close())
}
