package lsp

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/session"
)

// Serve runs a server that has the given checks, until the client ends it or
// goes away. It returns an error when the client did not shut it down first.
func Serve(ctx context.Context, in io.ReadCloser, out io.WriteCloser, checks finding.Catalogue, version string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{
		ctx: ctx, version: version, checks: checks, docs: newDocuments(),
		folders: make(map[string]*folder), running: make(map[string]context.CancelFunc),
		loads: make(chan struct{}, 1), analyses: make(chan struct{}, 1), delay: delay,
	}
	s.session = session.New(session.Config{Analyzers: checks.Analyzers(), Text: s.docs.text, Unsaved: s.docs.unsaved})
	stream := jsonrpc2.NewBufferedStream(stdio{in, out}, jsonrpc2.VSCodeObjectCodec{})
	<-jsonrpc2.NewConn(ctx, stream, s).DisconnectNotify()
	if !s.down {
		return errors.New("the client went away without shutting the server down")
	}
	return nil
}

// delay is how long an edit waits for another before the analysis starts.
const delay = 100 * time.Millisecond

type stdio struct {
	io.ReadCloser
	out io.WriteCloser
}

func (s stdio) Write(p []byte) (int, error) { return s.out.Write(p) }

func (s stdio) Close() error { return errors.Join(s.ReadCloser.Close(), s.out.Close()) }

func second(_ any, err error) error { return err }
