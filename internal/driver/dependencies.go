package driver

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/manifest"
	"github.com/cgolint/cgolint/internal/outside"
	"github.com/cgolint/cgolint/internal/quoted"
)

// dependencies finds what the go command's answers in a run depend on.
type dependencies struct {
	opts   *options
	dir    string // where the run is
	record *manifest.Recorder
	env    goEnvironment
	pkgs   []*dependency
	above  map[string]bool // directories above which all was added
}

// A goEnvironment has variables of the go command.
type goEnvironment struct {
	GOMOD, GOWORK, GOENV, GOFLAGS, GOROOT, GOMODCACHE, GOCACHE string
	GO111MODULE, CC, CXX, PKG_CONFIG                           string
}

// A dependency is a package that was named, or is imported by one.
type dependency struct {
	Dir                                         string
	Standard, DepOnly                           bool
	Module                                      *module
	CgoPkgConfig                                []string
	EmbedFiles, TestEmbedFiles, XTestEmbedFiles []string
	Error                                       *struct{}
}

type module struct{ Dir, GoMod string }

// find records what is known before the analysis has ended. It reports whether
// all that the answers depend on can be known.
func (d *dependencies) find() bool {
	if !d.list() {
		return false
	}
	d.addPrograms()
	d.addPackages()
	d.addTrees()
	return d.addPkgConfig()
}

// manifest returns how everything is, now that all has been read, or nil if
// that may not be how it was when the run began.
func (d *dependencies) manifest() *manifest.Manifest {
	roots := append(d.roots(), outside.RootOf(d.dir))
	for _, name := range outside.In(d.env.GOCACHE).Files(roots) {
		d.record.Sought(name)
	}
	m, err := d.record.Manifest()
	if err != nil {
		return nil // a later run will know
	}
	return m
}

// list asks the go command. It reports whether all that the answers depend on
// can be known.
func (d *dependencies) list() bool {
	out, err := d.ask("env", "-json")
	if err != nil || json.Unmarshal(out, &d.env) != nil || d.env.GO111MODULE == "off" {
		return false
	}
	if (&options{build: quoted.Go(d.env.GOFLAGS)}).unknown() {
		return false
	}
	args := slices.Concat([]string{"list", "-e", "-deps", "-test", "-json=Dir,Standard,DepOnly,Module,CgoPkgConfig,EmbedFiles,TestEmbedFiles,XTestEmbedFiles,Error"},
		listFlags(d.opts.build), []string{"--"}, d.opts.packages)
	if out, err = d.ask(args...); err != nil {
		return false
	}
	d.pkgs, err = decodeList[dependency](out)
	return err == nil && len(d.pkgs) > 0 && !slices.ContainsFunc(d.pkgs, func(p *dependency) bool { return p.Error != nil })
}

// ask asks the go command anew, while it is also asked for findings.
func (d *dependencies) ask(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = d.dir
	return cmd.Output()
}

// addPrograms adds what is run: this program, the go command with its
// settings, and compilers.
func (d *dependencies) addPrograms() {
	if exe, err := os.Executable(); err == nil {
		d.record.File(exe)
	}
	names := append(quoted.Go(d.env.CC), quoted.Go(d.env.CXX)...)
	for _, name := range append(names, "go", "gcc", "clang", "cc") {
		d.record.Program(name)
	}
	for _, name := range []string{d.env.GOENV, filepath.Join(d.env.GOROOT, "VERSION"), filepath.Join(d.env.GOROOT, "go.env"), filepath.Join(d.env.GOROOT, "bin", "go")} {
		d.record.File(name)
	}
}

// addPackages adds the packages' files, and what is above them that has a say:
// modules, workspaces, configurations.
func (d *dependencies) addPackages() {
	d.addAbove(d.dir)
	for _, root := range d.changing() {
		d.addRoot(root)
	}
	for _, p := range d.pkgs {
		d.record.Folder(p.Dir, isSource)
		for _, name := range slices.Concat(p.EmbedFiles, p.TestEmbedFiles, p.XTestEmbedFiles) {
			d.record.File(filepath.Join(p.Dir, name))
		}
		if p.Module != nil && p.Module.GoMod != "" {
			d.record.File(p.Module.GoMod)
		}
		if !p.Standard && !within(p.Dir, d.env.GOMODCACHE) {
			d.addAbove(p.Dir)
		}
	}
}

// within reports whether a name is in a directory, or is that directory.
func within(name, dir string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

// isSource reports whether the go command takes a file for a part of the
// package in whose folder it is.
func isSource(name string) bool { return slices.Contains(hashedNames, filepath.Ext(name)) }

// addTrees adds the folders in which a new one may be a package that is named:
// those that a pattern with "..." may match, or that a name stands for which
// means many packages.
func (d *dependencies) addTrees() {
	for _, arg := range d.opts.packages {
		folder, _, many := strings.Cut(absolute(d.dir, arg), "...")
		switch {
		case isFolder(arg) && many:
			d.record.Tree(filepath.Dir(folder), isNoPackage)
		case strings.Contains(arg, "...") || slices.Contains(meta, arg):
			d.addModules()
		}
	}
}

// addModules adds the folders of all modules that may change, and those of the
// standard library if a package of it was named.
func (d *dependencies) addModules() {
	roots := d.changing()
	if slices.ContainsFunc(d.pkgs, func(p *dependency) bool { return p.Standard && !p.DepOnly }) {
		roots = append(roots, filepath.Join(d.env.GOROOT, "src"))
	}
	for _, root := range roots {
		d.record.Tree(root, isNoPackage)
	}
}

// changing returns the roots of the modules that are not in the module cache.
func (d *dependencies) changing() []string {
	roots := d.roots()
	for _, p := range d.pkgs {
		if p.Module != nil && p.Module.Dir != "" && !within(p.Module.Dir, d.env.GOMODCACHE) {
			roots = append(roots, p.Module.Dir)
		}
	}
	slices.Sort(roots)
	return slices.Compact(roots)
}

// isNoPackage reports whether "..." matches no folder of that name.
func isNoPackage(name string) bool {
	return name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// addPkgConfig adds what pkg-config answers from, if it is asked. It reports
// whether that is known.
func (d *dependencies) addPkgConfig() bool {
	if !slices.ContainsFunc(d.pkgs, func(p *dependency) bool { return len(p.CgoPkgConfig) > 0 }) {
		return true
	}
	program := d.env.PKG_CONFIG
	if base := filepath.Base(program); base != "pkg-config" && base != "pkgconf" {
		return false
	}
	d.record.Program(program)
	out, err := exec.Command(program, "--variable=pc_path", "pkg-config").Output()
	if err != nil {
		return false
	}
	dirs := filepath.SplitList(strings.TrimSpace(string(out)))
	for _, variable := range []string{"PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR"} {
		dirs = append(dirs, filepath.SplitList(os.Getenv(variable))...)
	}
	for _, dir := range dirs {
		d.record.Folder(absolute(d.dir, dir), func(name string) bool { return filepath.Ext(name) == ".pc" })
	}
	return true
}
