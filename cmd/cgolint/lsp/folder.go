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
)

// A folder is a directory with open files. Its packages are analysed
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
