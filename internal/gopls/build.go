// Package gopls builds a gopls that has cgolint's checks in it.
//
// gopls has no way to add analyzers, so it is built anew: from its module as
// the Go module proxy has it, with one file added that appends to the list of
// its analyzers, and with its own versions of what it shares with cgolint.
package gopls

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Tested is the version of gopls that is built when no other is asked for:
// the newest that is known to work with cgolint; testedGo is the Go that it is
// built with where the one at hand is too old for it.
const (
	Tested   = "v0.24.0"
	testedGo = "go1.27.3"
)

const (
	goplsModule = "golang.org/x/tools/gopls"
	ownModule   = "github.com/cgolint/cgolint"
)

// A Build says what to build.
type Build struct {
	Version string // of gopls
	Out     string // the file to make
	// Source is a directory with the source of cgolint, or "" for Cgolint,
	// the version to take from the module proxy.
	Source, Cgolint string
	Progress        io.Writer // told what is being done; what the go command prints as well

	toolchain string // to be taken in place of the Go at hand, or ""
}

// Run builds it. On failure, Out is as it was.
func (b *Build) Run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "cgolint-gopls-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := b.prepare(ctx, dir); err != nil {
		return err
	}
	fmt.Fprintf(b.Progress, "building gopls %s; that takes minutes the first time\n", b.Version)
	built := filepath.Join(dir, "built"+filepath.Ext(b.Out))
	if _, err := b.goCommand(ctx, dir, "build", "-trimpath", "-ldflags=-s -w", "-o", built, goplsModule); err != nil {
		return fmt.Errorf("gopls %s does not build with cgolint: %w", b.Version, err)
	}
	return install(built, b.Out)
}

// prepare makes, in dir, a module that builds gopls.
func (b *Build) prepare(ctx context.Context, dir string) error {
	if err := writeFile(dir, "go.mod", []byte("module goplsbuild\n")); err != nil {
		return err
	}
	gopls, err := b.download(ctx, dir, goplsModule, b.Version)
	if err != nil {
		return err
	}
	own := b.Source
	if own == "" {
		if own, err = b.download(ctx, dir, ownModule, b.Cgolint); err != nil {
			return err
		}
	}
	mod, err := b.goMod(ctx, dir, gopls, own)
	if err != nil {
		return err
	}
	if err := checkHooks(filepath.Join(gopls, "internal", "settings")); err != nil {
		return fmt.Errorf("gopls %s cannot be built with cgolint: %w; %s can", b.Version, err, Tested)
	}
	if err := os.CopyFS(filepath.Join(dir, "gopls"), os.DirFS(gopls)); err != nil {
		return err
	}
	sums, err := joinSums(gopls, own)
	if err != nil {
		return err
	}
	return errors.Join(
		writeFile(dir, "go.mod", mod),
		writeFile(dir, "go.sum", sums),
		writeFile(dir, filepath.Join("gopls", "internal", "settings", "zz_cgolint.go"), []byte(added)),
	)
}

// added is the file that gopls gets.
const added = `package settings

import (
	"github.com/cgolint/cgolint/analyzers"
	"golang.org/x/tools/gopls/internal/protocol"
)

func init() {
	severities := map[string]protocol.DiagnosticSeverity{
		"error": protocol.SeverityError, "warning": protocol.SeverityWarning, "note": protocol.SeverityInformation,
	}
	for _, check := range analyzers.Catalogue {
		severity := severities[string(check.Group.Severity())]
		AllAnalyzers = append(AllAnalyzers, &Analyzer{analyzer: check.Analyzer, severity: severity, nonDefault: check.Group == "pedantic"})
	}
}
`

// download returns the directory of a module.
func (b *Build) download(ctx context.Context, dir, path, version string) (string, error) {
	fmt.Fprintf(b.Progress, "fetching %s@%s\n", path, version)
	out, err := b.goCommand(ctx, dir, "mod", "download", "-json", path+"@"+version)
	var m struct{ Dir, Error string }
	if json.Unmarshal(out, &m) == nil && m.Error != "" {
		if b.takeNewerGo(m.Error) {
			return b.download(ctx, dir, path, version)
		}
		return "", fmt.Errorf("fetching %s@%s: %s", path, version, m.Error)
	}
	if err != nil {
		return "", fmt.Errorf("fetching %s@%s: %w", path, version, err)
	}
	return m.Dir, nil
}

// goCommand runs the go command in dir and returns its output. The error has
// what it printed to stderr.
func (b *Build) goCommand(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if b.toolchain != "" {
		cmd.Env = append(cmd.Env, "GOTOOLCHAIN="+b.toolchain+"+auto")
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("go %s: %w\n%s", args[0], err, strings.TrimSpace(stderr.String()))
	}
	return out, err
}

func writeFile(dir, name string, data []byte) error {
	name = filepath.Join(dir, name)
	_ = os.Chmod(filepath.Dir(name), 0o777) // a copy of the module cache has what was read-only there
	return os.WriteFile(name, data, 0o666)
}

// install moves a program to its place, by way of a file beside it, so that
// there is never a part of it, nor is a running one written to.
func install(built, out string) error {
	data, err := os.ReadFile(built)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(out), ".cgolint-gopls-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(0o755), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), out)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}
