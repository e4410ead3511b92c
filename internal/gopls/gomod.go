package gopls

import (
	"bytes"
	"context"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// needsGo matches what the go command says of a module that is for a newer Go.
var needsGo = lazyregexp.New(`requires go >= ([0-9.]+)`)

// takeNewerGo has the go command take a newer toolchain if it says that it
// needs one, and reports whether that is worth a try.
func (b *Build) takeNewerGo(said string) bool {
	m := needsGo.FindStringSubmatch(said)
	if m == nil || b.toolchain != "" {
		return false
	}
	b.toolchain = "go" + m[1]
	if version.Compare(b.toolchain, testedGo) < 0 {
		b.toolchain = testedGo
	}
	fmt.Fprintf(b.Progress, "it needs Go %s: taking %s for it\n", m[1], b.toolchain)
	return true
}

// goMod returns the go.mod of the module that builds gopls. What gopls
// requires of x/tools and staticcheck is pinned: it uses their internals.
func (b *Build) goMod(ctx context.Context, dir, gopls, own string) ([]byte, error) {
	name := filepath.Join(gopls, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, err := modfile.ParseLax(name, text, nil)
	if err != nil {
		return nil, err
	}
	if err := b.checkGo(ctx, dir, f.Go); err != nil {
		return nil, err
	}
	var mod bytes.Buffer
	fmt.Fprintf(&mod, "module goplsbuild\n\ngo %s\n\ntool %s\n\n", f.Go.Version, goplsModule)
	fmt.Fprintf(&mod, "require %s %s\nreplace %s => ./gopls\n", goplsModule, b.Version, goplsModule)
	if b.Source != "" {
		fmt.Fprintf(&mod, "require %s v0.0.0\nreplace %s => %s\n", ownModule, ownModule, modfile.AutoQuote(own))
	} else {
		fmt.Fprintf(&mod, "require %s %s\n", ownModule, b.Cgolint)
	}
	for _, r := range f.Require {
		if slices.Contains([]string{"golang.org/x/tools", "honnef.co/go/tools"}, r.Mod.Path) {
			fmt.Fprintf(&mod, "replace %s => %s %s\n", r.Mod.Path, r.Mod.Path, r.Mod.Version)
		}
	}
	return mod.Bytes(), nil
}

// checkGo refuses a gopls that needs a newer Go than there is.
func (b *Build) checkGo(ctx context.Context, dir string, needed *modfile.Go) error {
	out, err := b.goCommand(ctx, dir, "env", "GOVERSION")
	if err != nil {
		return err
	}
	have := strings.TrimSpace(string(out))
	if needed == nil {
		return fmt.Errorf("gopls %s has no go directive in its go.mod", b.Version)
	}
	if version.Compare(have, "go"+needed.Version) < 0 {
		return fmt.Errorf("gopls %s needs Go %s, and this is %s: take a newer Go, or an older gopls by -version", b.Version, needed.Version, have)
	}
	return nil
}

// joinSums returns the lines of the go.sum files in both directories.
func joinSums(dirs ...string) ([]byte, error) {
	var lines []string
	for _, dir := range dirs {
		text, err := os.ReadFile(filepath.Join(dir, "go.sum"))
		if err != nil {
			return nil, err
		}
		lines = append(lines, strings.SplitAfter(string(text), "\n")...)
	}
	slices.Sort(lines)
	return []byte(strings.Join(slices.Compact(lines), "")), nil
}
