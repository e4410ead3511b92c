package lsp

import (
	"context"
	"errors"
	"time"

	"github.com/cgolint/cgolint/internal/session"
	"github.com/cgolint/cgolint/internal/toolchain"
)

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
