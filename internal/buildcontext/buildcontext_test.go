package buildcontext

import (
	"go/build"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNew(t *testing.T) {
	vars := map[string]string{"GOOS": "freebsd", "GOARCH": "arm64", "GOVERSION": "go1.24.3 X:jsonv2", "GOFLAGS": "-mod=mod -tags=a,b -race", "GOEXPERIMENT": "jsonv2,nodwarf5"}
	ctx := New(func(name string) string { return vars[name] }, nil)
	if ctx.GOOS != "freebsd" || ctx.GOARCH != "arm64" || !ctx.CgoEnabled {
		t.Errorf("built for %s/%s, cgo %v", ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled)
	}
	for tag, want := range map[string]bool{
		"freebsd": true, "linux": false, "a": true, "b": true, "race": true, "c": false,
		"go1.24": true, "go1.25": false, "goexperiment.jsonv2": true, "goexperiment.dwarf5": false,
	} {
		if matches(ctx, tag) != want {
			t.Errorf("tag %s is set: %v", tag, !want)
		}
	}
	ctx = New(func(name string) string { return vars[name] }, []string{"-tags=c", "-race=false"})
	if matches(ctx, "a") || !matches(ctx, "c") {
		t.Errorf("with -tags=c: %q", ctx.BuildTags)
	}
}

func TestInfer(t *testing.T) {
	none := func(string) string { return "" }
	files := map[string]string{
		"/alt.go":       "//go:build alt\n\npackage p\n",
		"/plain.go":     "// Package p is documented.\n\n//go:build !alt\n\npackage p\n",
		"/old.go":       "// +build old\n\npackage p\n",
		"/either.go":    "//go:build x || y\n\npackage p\n",
		"/both.go":      "//go:build linux && (x || alt)\n\npackage p\n",
		"/p_windows.go": "//go:build never\n\npackage p\n",
		"/any.go":       "package p\n",
	}
	tests := []struct {
		name              string
		included, ignored []string
		tags, open, set   []string
	}{
		{"with the tag", []string{"/alt.go", "/any.go"}, []string{"/plain.go"}, nil, nil, []string{"alt"}},
		{"without it", []string{"/plain.go"}, []string{"/alt.go"}, nil, nil, nil},
		{"only the other file is known", []string{"/any.go"}, []string{"/plain.go"}, nil, nil, []string{"alt"}},
		{"old line", []string{"/old.go"}, nil, nil, nil, []string{"old"}},
		{"one of two", []string{"/either.go"}, nil, nil, []string{"x", "y"}, nil},
		{"neither", nil, []string{"/either.go"}, nil, nil, nil},
		{"through another file", []string{"/both.go", "/plain.go"}, []string{"/alt.go"}, nil, nil, []string{"x"}},
		{"left out for its name", nil, []string{"/p_windows.go"}, []string{"never"}, []string{"never"}, nil},
		{"only a #cgo line", []string{"/any.go"}, nil, []string{"static", "linux", "cgo"}, []string{"static"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := New(none, nil)
			ctx.GOOS = "linux"
			open := Infer(ctx, &Package{
				Included: test.included, Ignored: test.ignored, Tags: test.tags,
				Read: func(name string) ([]byte, error) { return []byte(files[name]), nil },
			})
			if diff := cmp.Diff(test.open, open); diff != "" {
				t.Errorf("open tags: %s", diff)
			}
			if diff := cmp.Diff(test.set, ctx.BuildTags); diff != "" {
				t.Errorf("tags that are set: %s", diff)
			}
		})
	}
}

func TestTagsOfC(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.go": "package p\n\n/*\n#cgo linux,!static CFLAGS: -DX\n#cgo LDFLAGS: -lm\n#cgo ld LDFLAGS: -lz\n*/\nimport \"C\"\n",
		"b.go": "package p\n\n//#cgo pkg pkg-config: x\nimport \"C\"\n",
		"c.c":  "//go:build fast\n\nint f;\n",
		"d.h":  "//go:build none\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"fast", "linux", "pkg", "static"}, TagsOfC(dir, os.ReadFile)); diff != "" {
		t.Error(diff)
	}
}

// What go/build knows of a platform is none that -tags sets.
func TestPlatform(t *testing.T) {
	ctx := build.Default
	for _, tag := range slices.Concat([]string{ctx.GOOS, ctx.GOARCH, ctx.Compiler}, ctx.ToolTags, ctx.ReleaseTags) {
		if isCustom(tag) && !matches(&ctx, tag) {
			t.Errorf("%s is taken for a tag of the user's", tag)
		}
	}
}
