package derive

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/quoted"
)

// A Command is how a file is compiled.
type Command struct {
	Directory string // in which the compiler runs; absolute
	File      string // absolute
	Flags     []string
}

// ReadDatabase reads a compilation database, as CMake, Meson, bear and clangd
// have it (https://clang.llvm.org/docs/JSONCompilationDatabase.html). Nothing
// in it is run. Directories that are not absolute are in the database's own.
func ReadDatabase(name string) ([]Command, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var entries []struct {
		Directory, File, Command string
		Arguments                []string
	}
	if err := json.Unmarshal(data, &entries); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	base, err := filepath.Abs(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	var all []Command
	for i, e := range entries {
		args := e.Arguments
		if len(args) == 0 {
			if args, err = quoted.Shell(e.Command); err != nil {
				return nil, fmt.Errorf("%s: entry %d: %w", name, i, err)
			}
		}
		if e.File == "" || len(args) == 0 {
			return nil, fmt.Errorf("%s: entry %d has no file or no command", name, i)
		}
		dir := inDirectory(e.Directory, base)
		all = append(all, Command{Directory: dir, File: inDirectory(e.File, dir), Flags: args[1:]})
	}
	return all, nil
}

func inDirectory(name, dir string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// Only returns the commands that compile some files. A file that the database
// does not have is compiled in its own directory, without flags.
func Only(commands []Command, files []string) ([]Command, error) {
	var all []Command
	for _, file := range files {
		file, err := filepath.Abs(file)
		if err != nil {
			return nil, err
		}
		n := len(all)
		for _, c := range commands {
			if c.File == file {
				all = append(all, c)
			}
		}
		if len(all) == n {
			all = append(all, Command{Directory: filepath.Dir(file), File: file})
		}
	}
	return all, nil
}

// ordered returns commands sorted by file, with the flags that bear on what the
// C says, and each once.
func ordered(commands []Command) []Command {
	key := func(c Command) string { return c.File + "\n" + c.Directory + "\n" + strings.Join(c.Flags, "\n") }
	all := slices.Clone(commands)
	for i, c := range all {
		all[i].Flags = slices.DeleteFunc(slices.Clone(c.Flags), ofCode)
	}
	slices.SortStableFunc(all, func(a, b Command) int { return strings.Compare(key(a), key(b)) })
	return slices.CompactFunc(all, func(a, b Command) bool { return key(a) == key(b) })
}

// ofCode reports whether a flag of the compiler is about the code it makes, or
// about what it says and where it writes. Libtool defines PIC for shared
// libraries, in which some give their functions other names.
func ofCode(flag string) bool {
	return flag == "-DPIC" || flag == "-c" || flag == "-o" || strings.HasSuffix(flag, ".o") || strings.HasSuffix(flag, ".lo") ||
		strings.HasPrefix(flag, "-f") || strings.HasPrefix(flag, "-O") || strings.HasPrefix(flag, "-W") || strings.HasPrefix(flag, "-g") ||
		strings.HasPrefix(flag, "-M") || strings.HasSuffix(flag, ".Tpo") || strings.HasSuffix(flag, ".d")
}
