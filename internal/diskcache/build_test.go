package diskcache

import (
	"runtime/debug"
	"testing"
)

func TestReleased(t *testing.T) {
	const path = "github.com/cgolint/cgolint"
	other := debug.Module{Path: "example.com/linters", Version: "v2.0.0"}
	for _, test := range []struct {
		name string
		info debug.BuildInfo
		want string
	}{
		{"released", debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Path: path, Version: "v0.1.0"}}, "v0.1.0 go1.26"},
		{"a commit", debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Path: path, Version: "v0.0.0-20261123120000-574d24f0a1b2"}}, "v0.0.0-20261123120000-574d24f0a1b2 go1.26"},
		{"with changes", debug.BuildInfo{Main: debug.Module{Path: path, Version: "v0.1.0+dirty"}}, ""},
		{"unknown", debug.BuildInfo{Main: debug.Module{Path: path, Version: "(devel)"}}, ""},
		{"in another program", debug.BuildInfo{GoVersion: "go1.26", Main: other, Deps: []*debug.Module{{Path: path, Version: "v0.1.0"}}}, "v0.1.0 go1.26"},
		{"in another program from a folder", debug.BuildInfo{Main: other, Deps: []*debug.Module{{Path: path, Version: "v0.1.0", Replace: &debug.Module{Path: "../cgolint"}}}}, ""},
		{"not there", debug.BuildInfo{Main: other}, ""},
	} {
		if got := released(&test.info); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
