package driver

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/cgolint/cgolint/internal/diskcache"
	"github.com/cgolint/cgolint/internal/manifest"
)

// A lastRun is what the go command answered in a run with the same arguments
// and environment, and what its answers depend on. As long as nothing of that
// has changed, a run need not ask again.
type lastRun struct {
	Manifest *manifest.Manifest
	Answers  map[string][]byte // see goCommand
}

// A memory keeps what this run is told for the next one.
type memory struct {
	cache    *diskcache.Cache
	key      diskcache.Key
	manifest func() *manifest.Manifest // nil when something stands against it
}

// remember lets the go command's answers be those of the last run, if they
// still hold, and keeps what else it answers for the next one. Whatever is not
// known to be as it was is asked anew.
func (l *linter) remember(dir string) {
	cache := diskcache.Open()
	if cache == nil || !l.opts.repeatable() {
		return
	}
	g := &goCommand{answers: make(map[string][]byte)}
	l.opts.goCommand, l.memory = g, &memory{cache: cache, key: l.opts.key(dir)}
	if last := l.memory.last(); last != nil {
		maps.Copy(g.answers, last.Answers)
		l.memory.manifest = func() *manifest.Manifest { return last.Manifest }
		return
	}
	d := &dependencies{opts: l.opts, dir: dir, record: manifest.NewRecorder(time.Now()), above: make(map[string]bool)}
	found := make(chan bool, 1)
	go func() { found <- d.find() }()
	l.memory.manifest = func() *manifest.Manifest {
		if !<-found {
			return nil
		}
		return d.manifest()
	}
}

// last returns the last run, or nil if there is none that still holds.
func (m *memory) last() *lastRun {
	data, ok := m.cache.Get(m.key)
	if !ok {
		return nil
	}
	last := new(lastRun)
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(last); err != nil || last.Manifest == nil || !last.Manifest.Holds() {
		return nil
	}
	return last
}

// keep keeps what this run was told, unless something failed.
func (l *linter) keep(r *report) {
	g := l.opts.goCommand
	if g == nil || !g.fresh || len(r.failures) > 0 {
		return
	}
	run := lastRun{Manifest: l.memory.manifest(), Answers: g.answers}
	var data bytes.Buffer
	if run.Manifest == nil || gob.NewEncoder(&data).Encode(run) != nil {
		return
	}
	l.memory.cache.Put(l.memory.key, data.Bytes())
}

// repeatable reports whether a run with these options would be told the same
// again.
func (o *options) repeatable() bool { return !o.fix && !o.diff && !o.timings && !o.unknown() }

// traceable are build flags of which it is known what their effect depends on:
// on themselves.
var traceable = []string{"tags", "race", "msan", "asan", "p", "mod", "trimpath", "buildvcs", "modcacherw"}

// unknown reports whether there is a build flag that is none of these.
func (o *options) unknown() bool {
	return slices.ContainsFunc(o.build, func(arg string) bool {
		name, value, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		return !slices.Contains(traceable, name) || name == "mod" && value == "mod"
	})
}

// fleeting are variables of the environment on which nothing depends that
// matters here, and which are other ones in each terminal.
var fleeting = []string{"_", "COLORTERM", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL", "TERM", "WINDOWID"}

// key tells runs apart that may be told something else: by the directory, what
// the go command is asked, and the environment.
func (o *options) key(dir string) diskcache.Key {
	exe, _ := os.Executable() // without it, the run fails
	parts := slices.Concat([]string{"last run", diskcache.Build(), exe, dir}, o.build, []string{"--"}, o.tool, []string{"--"}, o.packages, []string{"--"})
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(fleeting, name)
	})
	slices.Sort(env)
	return diskcache.Hash(append(parts, append(env, fmt.Sprint(o.registry))...)...)
}
