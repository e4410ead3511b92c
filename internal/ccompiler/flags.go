package ccompiler

import (
	"path/filepath"
	"strings"
)

// Flags are the compiler flags that bear on what the C of a package says.
type Flags struct {
	Macros    []string // -D, -U, -std=, -ansi, -pthread: as preprocessor lines, in order
	Quote     []string // -iquote: for "headers" only
	Include   []string // -I
	System    []string // -isystem: after -I
	Prelude   []string // -include: files read before each unit
	Unheeded  []string // what was not understood, and has no effect here
	directory string
}

// ParseFlags reads a compiler command line. Relative directories are in dir,
// where the go command runs the compiler. A directory that is named more
// than once counts where it is named first.
func ParseFlags(args []string, dir string) *Flags {
	f := &Flags{directory: dir}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		flag, value := splitFlag(arg)
		if flag == "" {
			f.other(arg)
			continue
		}
		if value == "" {
			if len(args) == 0 {
				f.Unheeded = append(f.Unheeded, arg)
				break
			}
			value, args = args[0], args[1:]
		}
		f.set(flag, value)
	}
	return f
}

// splitFlag splits a flag with a value that may be joined to it.
func splitFlag(arg string) (flag, value string) {
	for _, flag := range []string{"-isystem", "-iquote", "-include", "-I", "-D", "-U"} {
		if value, ok := strings.CutPrefix(arg, flag); ok {
			return flag, value
		}
	}
	return "", ""
}

func (f *Flags) set(flag, value string) {
	switch flag {
	case "-D":
		name, body, given := strings.Cut(value, "=")
		if !given {
			body = "1"
		}
		f.Macros = append(f.Macros, "#define "+name+" "+oneLine(body))
	case "-U":
		f.Macros = append(f.Macros, "#undef "+oneLine(value))
	case "-I":
		f.Include = f.directories(f.Include, value)
	case "-isystem":
		f.System = f.directories(f.System, value)
	case "-iquote":
		f.Quote = f.directories(f.Quote, value)
	case "-include":
		f.Prelude = append(f.Prelude, value)
	}
}

// oneLine keeps a flag from adding preprocessor lines of its own.
func oneLine(s string) string { return strings.NewReplacer("\n", " ", "\r", " ").Replace(s) }

func (f *Flags) directories(list []string, dir string) []string {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(f.directory, dir)
	}
	dir = filepath.Clean(dir)
	for _, have := range list {
		if have == dir {
			return list
		}
	}
	return append(list, dir)
}

// other heeds the flags without a value.
func (f *Flags) other(arg string) {
	switch {
	case arg == "-pthread":
		f.Macros = append(f.Macros, "#define _REENTRANT 1")
	case arg == "-ansi":
		f.standard("c90")
	case strings.HasPrefix(arg, "-std="):
		f.standard(arg[len("-std="):])
	case arg == "-m32", arg == "-m64":
		// GOARCH decides; see archArgs.
	default:
		f.Unheeded = append(f.Unheeded, arg)
	}
}

// versions are the values of __STDC_VERSION__ by language standard.
var versions = map[string]string{
	"99": "199901L", "9x": "199901L", "11": "201112L", "1x": "201112L", "17": "201710L", "18": "201710L",
	"2x": "202000L", "23": "202311L",
}

func (f *Flags) standard(std string) {
	gnu := strings.HasPrefix(std, "gnu")
	year := strings.TrimPrefix(strings.TrimPrefix(std, "gnu"), "c")
	if len(year) == len(std) {
		f.Unheeded = append(f.Unheeded, "-std="+std)
		return
	}
	f.Macros = append(f.Macros, "#undef __STDC_VERSION__", "#undef __STRICT_ANSI__")
	if version := versions[year]; version != "" {
		f.Macros = append(f.Macros, "#define __STDC_VERSION__ "+version)
	}
	if !gnu {
		f.Macros = append(f.Macros, "#define __STRICT_ANSI__ 1", "#undef linux", "#undef unix")
	}
}
