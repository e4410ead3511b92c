// Package buildcontext tells what the go command builds a package for, which
// analyzers are not told: which platform, which build tags, which release of
// Go.
package buildcontext

import (
	"fmt"
	"go/build"
	"go/version"
	"slices"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/quoted"
)

// New returns the context of a go command, from its variables, as "go env NAME"
// has them, and its build flags, such as "-tags=a,b". The flags of GOFLAGS hold
// where they are not among these.
func New(get func(name string) string, flags []string) *build.Context {
	c := build.Default
	c.CgoEnabled = true // or there would be no C to ask for
	if goos := get("GOOS"); goos != "" {
		c.GOOS = goos
	}
	if goarch := get("GOARCH"); goarch != "" {
		c.GOARCH = goarch
	}
	c.ReleaseTags = releaseTags(get("GOVERSION"), c.ReleaseTags)
	c.ToolTags = toolTags(get("GOEXPERIMENT"), c.ToolTags)
	c.BuildTags = nil
	var tags []string
	for _, flag := range append(quoted.Go(get("GOFLAGS")), flags...) {
		name, value, given := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "tags":
			tags = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		case "compiler":
			c.Compiler = value
		case "race", "msan", "asan":
			if on, err := strconv.ParseBool(value); !given || err == nil && on {
				c.BuildTags = append(c.BuildTags, name)
			}
		}
	}
	c.BuildTags = append(c.BuildTags, tags...)
	return &c
}

// releaseTags returns the tags go1.1 and so on of a release of Go, or those
// of this program's where it is none.
func releaseTags(goVersion string, own []string) []string {
	lang := version.Lang(strings.Fields(goVersion + " ?")[0])
	last, err := strconv.Atoi(strings.TrimPrefix(lang, "go1."))
	if err != nil {
		return own
	}
	var tags []string
	for i := 1; i <= last; i++ {
		tags = append(tags, fmt.Sprintf("go1.%d", i))
	}
	return tags
}

// toolTags adds and removes the tags of experiments.
func toolTags(experiments string, own []string) []string {
	tags := slices.Clone(own)
	for name := range strings.SplitSeq(experiments, ",") {
		off, isOff := strings.CutPrefix(name, "no")
		tag := "goexperiment." + name
		switch {
		case name == "":
		case isOff:
			tags = slices.DeleteFunc(tags, func(t string) bool { return t == "goexperiment."+off })
		case !slices.Contains(tags, tag):
			tags = append(tags, tag)
		}
	}
	return tags
}
