package lsp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cgolint/cgolint/internal/session"
	"github.com/cgolint/cgolint/internal/toolchain"
)

// A folder is a directory of which files are open. Its packages are analysed
// after each edit: a goroutine waits for edits, lets them settle, runs the
// analysis and publishes what it finds. The go command runs beside it when it
// has to, and wakes it again.
type folder struct {
	*server
	dir    string
	ctx    context.Context // ends when the last file is closed
	end    context.CancelFunc
	awaken chan struct{} // holds one wake-up

	mu      sync.Mutex
	reload  bool               // the go command has to say anew what there is
	loading bool               // it is running
	cancel  context.CancelFunc // of the running analysis, or nil
	found   map[part]*found

	publishing sync.Mutex
	published  map[string]bool // files that have diagnostics
}

// A part is one check in one package.
type part struct{ unit, check string }

// found is what a part has found, in texts.
type found struct {
	findings []session.Finding
	texts    map[string][]byte
}

func newFolder(s *server, dir string) *folder {
	f := &folder{server: s, dir: dir, awaken: make(chan struct{}, 1), found: make(map[part]*found), published: make(map[string]bool)}
	f.ctx, f.end = context.WithCancel(s.ctx)
	return f
}

// opened wakes the folder for a file that was opened. One that the go command
// does not know makes it look again.
func (f *folder) opened(name string) {
	f.wake(isGo(name) && f.sessionNow().Knows(f.dir) && !f.sessionNow().Holds(f.dir, name))
}

// wake makes the folder look at its files, and with reload at what the go
// command says of them. An analysis of what was before is of no use.
func (f *folder) wake(reload bool) {
	f.mu.Lock()
	f.reload = f.reload || reload
	if f.cancel != nil {
		f.cancel()
	}
	f.mu.Unlock()
	select {
	case f.awaken <- struct{}{}:
	default:
	}
}

// close ends the folder's work, and takes its diagnostics back.
func (f *folder) close() {
	f.end()
	f.publish()
	f.sessionNow().Forget(f.dir)
}

func (s *server) sessionNow() *session.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session
}

// work is the folder's goroutine.
func (f *folder) work() {
	for {
		select {
		case <-f.ctx.Done():
			return
		case <-f.awaken:
		}
		f.settle(f.delay)
		f.look()
	}
}

// settle waits until there was no edit for a while.
func (f *folder) settle(d time.Duration) {
	for {
		select {
		case <-f.ctx.Done():
			return
		case <-f.awaken:
		case <-time.After(d):
			return
		}
	}
}

// look loads and analyses the folder as far as that is to be done. A panic is
// logged.
func (f *folder) look() {
	defer func() {
		if v := recover(); v != nil {
			f.log(messageError, "panic: %v\n%s", v, debug.Stack())
		}
	}()
	f.mu.Lock()
	reload := f.reload
	f.reload = false
	f.mu.Unlock()
	if !f.sessionNow().Knows(f.dir) {
		if err := f.load(); err != nil {
			return
		}
		reload = false
	}
	outdated, err := f.analyze()
	switch {
	case errors.Is(err, context.Canceled):
		f.mu.Lock()
		f.reload = f.reload || reload
		f.mu.Unlock()
		return // there is another edit
	case errors.Is(err, session.ErrNotLoaded):
		f.wake(false) // it was forgotten for others
		return
	case err != nil:
		f.log(messageError, "%v", err)
	}
	if reload || outdated {
		f.loadBeside()
	}
}

// loadBeside runs the go command while edits go on to be analysed as well as
// they can.
func (f *folder) loadBeside() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.loading {
		return // what it does not see of now, the analysis after it will
	}
	f.loading = true
	go func() {
		err := f.load()
		f.mu.Lock()
		f.loading = false
		f.mu.Unlock()
		if err == nil {
			f.wake(false)
		}
	}()
}

// load asks the go command for the folder's packages.
func (f *folder) load() error {
	select {
	case f.loads <- struct{}{}:
		defer func() { <-f.loads }()
	case <-f.ctx.Done():
		return f.ctx.Err()
	}
	done := f.begin("Loading " + f.dir)
	err := f.sessionNow().Load(f.ctx, f.dir)
	done()
	if err != nil && f.ctx.Err() == nil {
		f.log(messageWarning, "%v", err)
		if errors.As(err, new(*toolchain.Mismatch)) {
			f.mismatch.Do(func() { f.show(messageError, "cgolint: "+err.Error()) })
		}
	}
	return err
}

// analyze analyses the folder, and publishes what is found as it is found.
func (f *folder) analyze() (outdated bool, err error) {
	ctx, cancel := context.WithCancel(f.ctx)
	defer cancel()
	f.mu.Lock()
	f.cancel = cancel
	f.mu.Unlock()
	select {
	case f.analyses <- struct{}{}:
		defer func() { <-f.analyses }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	now := make(map[part]*found)
	soon := time.AfterFunc(slow, f.publish) // while others still run
	defer soon.Stop()
	report, err := f.sessionNow().Analyze(ctx, f.dir, func(p session.Part) {
		f.mu.Lock()
		defer f.mu.Unlock()
		now[part{p.Unit, p.Check}] = &found{p.Findings, p.Texts}
		f.found[part{p.Unit, p.Check}] = &found{p.Findings, p.Texts}
		soon.Reset(lull)
	})
	if err != nil {
		return false, err
	}
	for _, err := range report.Errors {
		f.log(messageError, "this is a bug in cgolint; please report it at https://github.com/cgolint/cgolint/issues: %v", err)
	}
	f.mu.Lock()
	f.found = now
	f.mu.Unlock()
	f.publish()
	return report.Outdated, nil
}

// While some checks are still running, what the others have found is published
// when none has ended for a lull: in a package with much C, the checks that
// follow memory into it take ten times as long as all others.
const lull = 50 * time.Millisecond

// slow is after how long something counts as going on.
const slow = 200 * time.Millisecond

// begin shows that something is going on, if it goes on for a while, and
// returns what ends that.
func (s *server) begin(title string) func() {
	if !s.client.Window.WorkDoneProgress {
		return func() {}
	}
	token := fmt.Sprintf("cgolint-%d", s.progress.Add(1))
	started := make(chan bool, 1)
	timer := time.AfterFunc(slow, func() {
		err := s.conn.Call(s.ctx, "window/workDoneProgress/create", map[string]any{"token": token}, nil)
		if err == nil {
			s.report(token, map[string]any{"kind": "begin", "title": "cgolint", "message": title})
		}
		started <- err == nil
	})
	return func() {
		if timer.Stop() {
			return
		}
		go func() {
			if <-started {
				s.report(token, map[string]any{"kind": "end"})
			}
		}()
	}
}

func (s *server) report(token string, value map[string]any) {
	_ = s.conn.Notify(s.ctx, "$/progress", map[string]any{"token": token, "value": value})
}

// sortedParts returns what was found, in an order that does not change.
func (f *folder) sortedParts() []*found {
	f.mu.Lock()
	defer f.mu.Unlock()
	keys := slices.SortedFunc(maps.Keys(f.found), func(a, b part) int {
		return cmp.Or(strings.Compare(a.unit, b.unit), strings.Compare(a.check, b.check))
	})
	var parts []*found
	for _, k := range keys {
		parts = append(parts, f.found[k])
	}
	return parts
}
