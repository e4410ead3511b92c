// Package config finds and reads the configuration file of a module.
package config

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/internal/selection"
)

// Name is the name of the file. OtherName is accepted as well.
const (
	Name      = ".cgolint.yml"
	OtherName = ".cgolint.yaml"
)

// A Config is what a configuration file says.
type Config struct {
	File      string // its name, or "" when there is none
	Settings  selection.Settings
	Contracts *contract.Table // of the file that Settings.Contracts names, or nil

	digest [sha256.Size]byte
	nested []string // the files in folders of the module that were added
}

// find reads the file in a directory. The name is "" when there is none.
func find(dir string) (name string, text []byte, err error) {
	for _, base := range []string{Name, OtherName} {
		file := filepath.Join(dir, base)
		read, err := os.ReadFile(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return "", nil, err
		case name != "":
			return "", nil, fmt.Errorf("there are %s and %s in %s: remove one", Name, OtherName, dir)
		default:
			name, text = file, read
		}
	}
	return name, text, nil
}

func read(name string, text []byte) (*Config, error) {
	c := &Config{File: name}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&c.Settings); err != nil && !errors.Is(err, io.EOF) {
		return nil, explain(name, err)
	}
	c.Settings.Base = filepath.Dir(name)
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
		return nil, c.Blame(&selection.ValueError{Value: c.Settings.Contracts, Err: fmt.Errorf("contracts: %w", err)})
	}
	c.Contracts, err = contract.Parse(name, string(text))
	return text, err
}

var (
	yamlLine     = lazyregexp.New(`^(?:yaml: )?line (\d+): (.*)`)
	unknownField = lazyregexp.New(`field (\S+) not found in type \S+`)
	wrongType    = lazyregexp.New("cannot unmarshal !!(\\S+)(?: `(.*)`)? into (\\S+(?: \\{\\})?)")
)

// kinds are what people call what YAML and Go have names for.
var kinds = map[string]string{
	"str": "text", "int": "a number", "float": "a number", "bool": "true or false", "seq": "a list", "map": "settings", "null": "nothing",
	"selection.Settings": "settings, as enable: [a, b]", "map[string]selection.PathSettings": "settings by folders, as {folder/...: {disable: [check]}}", "selection.PathSettings": "settings, as {disable: [check]}",
	"[]string": "a list, as [a, b]", "string": "text", "map[string]interface": "settings, as {flag: value}",
	"map[string]map[string]interface": "settings, as {check: {flag: value}}",
}

// explainType says what is there and what should be.
func explainType(match string) string {
	m := wrongType.FindStringSubmatch(match)
	is := kinds[m[1]]
	if m[2] != "" {
		is += " (" + m[2] + ")"
	}
	want := strings.ReplaceAll(strings.TrimSuffix(strings.ReplaceAll(m[3], "interface {}", "interface"), "{}"), " ", "")
	if kinds[want] == "" || is == "" {
		return match
	}
	return "there is " + is + ", want " + kinds[want]
}

// explain says an error of the YAML decoder with the file's name and without
// the names of Go types.
func explain(name string, err error) error {
	text := err.Error()
	if typed := new(yaml.TypeError); errors.As(err, &typed) {
		text = typed.Errors[0]
	}
	text = strings.Replace(text, "found character that cannot start any token", "no word can begin here: YAML is indented by spaces, not by tabs, and what begins with @, ` or % is quoted", 1)
	text = unknownField.ReplaceAllString(text, "there is no setting $1; there are enable, disable, confidence, paths, generated, flags and contracts")
	text = wrongType.ReplaceAllStringFunc(text, explainType)
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: %s", name, m[1], m[2])
	}
	// The decoder names no line when it is the first.
	return fmt.Errorf("%s:1: %s", name, strings.TrimPrefix(text, "yaml: "))
}

// Under completes settings, such as an editor's, which prevail, with what the
// configuration says where they say nothing.
func (c *Config) Under(s selection.Settings) selection.Settings {
	if len(s.Enable)+len(s.Disable) == 0 {
		s.Enable, s.Disable = c.Settings.Enable, c.Settings.Disable
		if len(s.Paths) == 0 {
			s.Paths, s.Base = c.Settings.Paths, c.Settings.Base
		}
	}
	s.Confidence, s.Generated = cmp.Or(s.Confidence, c.Settings.Confidence), cmp.Or(s.Generated, c.Settings.Generated)
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

// Blame adds the name of the file that is wrong to an error of the settings,
// and the line where it is known.
func (c *Config) Blame(err error) error {
	file := c.File
	if nested := new(selection.FileError); errors.As(err, &nested) {
		file, err = nested.File, nested.Err
	}
	if wrong := new(selection.ValueError); errors.As(err, &wrong) {
		if line := lineOf(file, wrong.Value); line > 0 {
			return fmt.Errorf("%s:%d: %w", file, line, err)
		}
	}
	return fmt.Errorf("%s: %w", file, err)
}

// lineOf returns the line of the first key or value in a file that is a text,
// or 0.
func lineOf(file, value string) int {
	var root yaml.Node
	if source, err := os.ReadFile(file); err != nil || yaml.Unmarshal(source, &root) != nil {
		return 0
	}
	return lineIn(&root, value)
}

func lineIn(n *yaml.Node, value string) int {
	if n.Kind == yaml.ScalarNode && n.Value == value {
		return n.Line
	}
	for _, child := range n.Content {
		if line := lineIn(child, value); line > 0 {
			return line
		}
	}
	return 0
}

// Digest identifies the text of the configuration and of its contracts. It is
// empty when there is no configuration.
func (c *Config) Digest() []byte {
	if c.File == "" && len(c.nested) == 0 {
		return nil
	}
	return c.digest[:]
}
