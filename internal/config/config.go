// Package config finds and reads the configuration file of a module.
package config

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/selection"
)

// Name is the name of the file.
const Name = ".cgolint.yml"

// A Config is what a configuration file says.
type Config struct {
	File      string // its name, or "" when there is none
	Settings  selection.Settings
	Contracts *contract.Table // of the file that Settings.Contracts names, or nil

	digest [sha256.Size]byte
}

// Of returns the configuration for the packages in dir: that of the file in
// the directory of their go.mod, or else in the nearest one above that has
// one, or an empty one. An error names the file, and the line where it can.
func Of(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for dir = moduleRoot(dir); ; dir = filepath.Dir(dir) {
		name := filepath.Join(dir, Name)
		text, err := os.ReadFile(name)
		if err == nil {
			return read(name, text)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if dir == filepath.Dir(dir) {
			return new(Config), nil
		}
	}
}

// moduleRoot returns the nearest directory from dir upwards that has a go.mod,
// or dir itself.
func moduleRoot(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if info, err := os.Stat(filepath.Join(d, "go.mod")); err == nil && !info.IsDir() {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

func read(name string, text []byte) (*Config, error) {
	c := &Config{File: name}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&c.Settings); err != nil && !errors.Is(err, io.EOF) {
		return nil, explain(name, err)
	}
	h := sha256.New()
	h.Write(text)
	if c.Settings.Contracts != "" {
		contracts, err := c.readContracts()
		if err != nil {
			return nil, err
		}
		h.Write(contracts)
	}
	c.digest = [sha256.Size]byte(h.Sum(nil))
	return c, nil
}

// readContracts reads the file of contracts, whose name is relative to the
// configuration's.
func (c *Config) readContracts() ([]byte, error) {
	name := c.Settings.Contracts
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(c.File), name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: contracts: %w", c.File, err)
	}
	c.Contracts, err = contract.Parse(name, string(text))
	return text, err
}

var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)`)
	unknownField = regexp.MustCompile(`field (\S+) not found in type \S+`)
)

// explain says an error of the YAML decoder with the file's name and without
// the names of Go types.
func explain(name string, err error) error {
	text := err.Error()
	if typed := new(yaml.TypeError); errors.As(err, &typed) {
		text = typed.Errors[0]
	}
	text = unknownField.ReplaceAllString(text, "there is no setting $1; there are enable, disable, confidence, flags and contracts")
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: %s", name, m[1], m[2])
	}
	return fmt.Errorf("%s: %s", name, strings.TrimPrefix(text, "yaml: "))
}

// Under returns settings with what the configuration says where they do not:
// those of an editor prevail over the file's.
func (c *Config) Under(s selection.Settings) selection.Settings {
	if len(s.Enable)+len(s.Disable) == 0 {
		s.Enable, s.Disable = c.Settings.Enable, c.Settings.Disable
	}
	flags := maps.Clone(c.Settings.Flags)
	if flags == nil {
		flags = make(map[string]map[string]any)
	}
	for check, own := range s.Flags {
		of := maps.Clone(flags[check])
		if of == nil {
			of = make(map[string]any)
		}
		maps.Copy(of, own)
		flags[check] = of
	}
	s.Flags = flags
	return s
}

// Digest identifies the text of the configuration and of its contracts. It is
// empty when there is no configuration.
func (c *Config) Digest() []byte {
	if c.File == "" {
		return nil
	}
	return c.digest[:]
}
