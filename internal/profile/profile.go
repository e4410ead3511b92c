// Package profile says what share of a program's CPU time is spent in C calls,
// by the lines of Go that make them.
//
// While a thread runs C, the runtime's profiler records the Go stack that led
// there (runtime.sigprof), the innermost function of which is
// runtime.cgocall. The samples with that function in their stack are the time
// that the callers above it spend in C, crossing included.
package profile

import (
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/google/pprof/profile"
)

// crossing is the function by which Go calls C.
const crossing = "runtime.cgocall"

// A Profile is what CPU profiles of a program hold about its C calls.
type Profile struct {
	total   int64
	samples []sample
}

// A sample is the time during which one stack was there.
type sample struct {
	value   int64
	callers []frame // of the innermost C call, and on to main; none without one
}

// A frame is a line of a function. Names of files are without directories:
// those are of the machine that built the program, or of none (-trimpath).
type frame struct {
	function string // as the linker names it: example.com/m/p.(*T).Method.func1
	file     string
	line     int
}

// Read reads CPU profiles of Go programs and adds them up.
func Read(names ...string) (*Profile, error) {
	p := new(Profile)
	for _, name := range names {
		if err := p.read(name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return p, nil
}

func (p *Profile) read(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return errors.Unwrap(err) // which has the name too
	}
	defer f.Close()
	parsed, err := profile.Parse(f)
	if err != nil {
		return fmt.Errorf("this is no profile in the form of pprof: %w; make one with runtime/pprof, net/http/pprof or go test -cpuprofile", err)
	}
	index, err := cpuIndex(parsed)
	if err != nil {
		return err
	}
	if len(parsed.Sample) == 0 {
		return errors.New("the profile has no samples; let the program run longer")
	}
	for _, s := range parsed.Sample {
		p.total += s.Value[index]
		p.samples = append(p.samples, sample{s.Value[index], callers(s)})
	}
	return nil
}

// cpuIndex returns the index of the CPU time among a sample's values.
func cpuIndex(p *profile.Profile) (int, error) {
	var names []string
	for i, t := range p.SampleType {
		if t.Type == "cpu" {
			return i, nil
		}
		names = append(names, t.Type)
	}
	return 0, fmt.Errorf("this is no CPU profile, but one of %s", strings.Join(names, ", "))
}

// callers returns the frames above the innermost C call of a sample.
func callers(s *profile.Sample) []frame {
	var frames []frame
	inside := true
	for _, loc := range s.Location {
		for _, line := range loc.Line { // inlined ones first
			switch {
			case line.Function == nil:
			case inside:
				inside = line.Function.Name != crossing
			default:
				frames = append(frames, frame{line.Function.Name, base(line.Function.Filename), int(line.Line)})
			}
		}
	}
	return frames
}

// base returns the last element of a file's name, of whatever system.
func base(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// A Site is a place in a function from which C is reached.
type Site struct {
	Package  string // the import path; "main" for a program
	Function string // the declared function: F, T.M or (*T).M; "" for any
	File     string // with or without directories
	From, To int    // lines, both included
}

// Share returns the share of the whole time, between 0 and 1, that is spent
// in C under the sites.
func (p *Profile) Share(sites ...Site) float64 {
	if p.total == 0 {
		return 0
	}
	var time int64
	for _, s := range p.samples {
		if slices.ContainsFunc(s.callers, func(f frame) bool {
			return slices.ContainsFunc(sites, func(site Site) bool { return site.has(f) })
		}) {
			time += s.value
		}
	}
	return float64(time) / float64(p.total)
}

// has reports whether a frame is at the site.
func (s Site) has(f frame) bool {
	if f.file != base(s.File) || f.line < s.From || f.line > s.To {
		return false
	}
	symbol, ok := strings.CutPrefix(withoutInstances(f.function), prefix(s.Package))
	if !ok || s.Function == "" {
		return ok
	}
	// A literal has more after the name of the function it is in.
	rest, ok := strings.CutPrefix(symbol, s.Function)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '-')
}

// prefix returns what the linker puts before the names of a package: its path
// with dots escaped in the last element (cmd/internal/objabi.PathToPrefix).
func prefix(pkg string) string {
	i := strings.LastIndexByte(pkg, '/') + 1
	return pkg[:i] + strings.ReplaceAll(pkg[i:], ".", "%2e") + "."
}

// withoutInstances removes the type arguments, which are in brackets.
func withoutInstances(symbol string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
			return -1
		}
		if depth > 0 {
			return -1
		}
		return r
	}, symbol)
}
