package unitchecker

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/cgolint/cgolint/internal/gotype"
)

// A unit is a package that was parsed and type-checked.
type unit struct {
	cfg      *Config
	fset     *token.FileSet
	files    []*ast.File
	pkg      *types.Package
	info     *types.Info
	sizes    types.Sizes
	imported map[string]*types.Package // all of which something is known, by path
	facts    *factSet
	leftOut  error // the first of those for which test files were left out
}

// check parses and type-checks a package. Test files that do not type-check
// are left out, and said: the rest of the package is none the worse for them.
func check(cfg *Config) (*unit, error) {
	u := &unit{cfg: cfg, fset: token.NewFileSet(), imported: make(map[string]*types.Package)}
	u.sizes = types.SizesFor("gc", build.Default.GOARCH)
	if len(cfg.GoFiles) == 0 {
		return nil, fmt.Errorf("package %s has no files", cfg.ImportPath)
	}
	for _, name := range cfg.GoFiles {
		f, err := parser.ParseFile(u.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		u.files = append(u.files, f)
	}
	for {
		errs := u.typeCheck()
		if len(errs) == 0 {
			return u, nil
		}
		if !u.leaveTests(errs) {
			return nil, errs[0]
		}
	}
}

// typeCheck types the files that are left and returns what is wrong.
func (u *unit) typeCheck() []types.Error {
	u.info = gotype.NewInfo()
	if u.cfg.UsesCgo() {
		// The user's files are typed by cgosource. Of cgo's output only names
		// count, and the types of its expressions are as much memory again.
		u.info.Types, u.info.Instances, u.info.Scopes, u.info.Selections = nil, nil, nil, nil
	}
	var errs []types.Error
	conf := types.Config{
		Importer: gotype.Importer(u.importPackage), Sizes: u.sizes, GoVersion: u.cfg.GoVersion,
		Error: func(err error) {
			var e types.Error
			if errors.As(err, &e) {
				errs = append(errs, e)
			}
		},
	}
	var err error
	u.pkg, err = conf.Check(u.cfg.ImportPath, u.fset, u.files, u.info)
	if err != nil && len(errs) == 0 {
		errs = append(errs, types.Error{Fset: u.fset, Msg: err.Error()})
	}
	return errs
}

// leaveTests leaves out the test files that have errors, and reports whether
// there are any. Other files may then have none: two files that declare the
// same name are both wrong.
func (u *unit) leaveTests(errs []types.Error) bool {
	left := len(u.files)
	for _, err := range errs {
		i := slices.IndexFunc(u.files, func(f *ast.File) bool { return f.FileStart <= err.Pos && err.Pos <= f.FileEnd })
		if i >= 0 && isTest(u.fset.File(u.files[i].FileStart).Name()) {
			u.leftOut = cmp.Or[error](u.leftOut, err)
			u.files = slices.Delete(u.files, i, i+1)
		}
	}
	return 0 < len(u.files) && len(u.files) < left
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

// importPackage reads the export data of an imported package.
func (u *unit) importPackage(path string) (*types.Package, error) {
	path, ok := u.cfg.ImportMap[path]
	if !ok {
		return nil, fmt.Errorf("the go command does not say which package %q is", path)
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := u.imported[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	file, ok := u.cfg.PackageFile[path]
	if !ok {
		return nil, fmt.Errorf("the go command has no export data of package %q", path)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	//lint:ignore SA1019 the files of the go command are archives of the compiler
	data, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("export data of package %q: %w", path, err)
	}
	return gcexportdata.Read(data, u.fset, u.imported, path)
}
