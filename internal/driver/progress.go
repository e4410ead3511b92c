package driver

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// A progress shows on a terminal how many packages have been analysed.
type progress struct {
	packages atomic.Int64
	done     chan struct{}
	shown    sync.WaitGroup
}

// progressDelay is how long a run must last to be worth a line.
const progressDelay = 2 * time.Second

// startProgress starts to show progress, if someone looks at it.
func (l *linter) startProgress() *progress {
	p := &progress{done: make(chan struct{})}
	if isTerminal(l.stderr) {
		p.shown.Go(func() { p.show(l.stderr) })
	}
	return p
}

func (p *progress) add() { p.packages.Add(1) }

// stop removes the line.
func (p *progress) stop() {
	close(p.done)
	p.shown.Wait()
}

func (p *progress) show(w io.Writer) {
	select {
	case <-p.done:
		return
	case <-time.After(progressDelay):
	}
	tick := time.NewTicker(time.Second / 5)
	defer tick.Stop()
	for {
		fmt.Fprintf(w, "\r%s analysed", plural(int(p.packages.Load()), "package"))
		select {
		case <-p.done:
			fmt.Fprint(w, "\r\033[K")
			return
		case <-tick.C:
		}
	}
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns returns how many characters a line of a terminal has, or 0.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
