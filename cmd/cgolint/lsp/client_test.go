package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/cmd/cgolint/lsp"
	"github.com/cgolint/cgolint/internal/driver"
	"github.com/cgolint/cgolint/internal/finding"
)

// The test binary is the server too, and the program.
func TestMain(m *testing.M) {
	if os.Getenv("CGOLINT_TEST_MAIN") != "" {
		driver.Main(driver.Program{Checks: analyzers.Catalogue})
	}
	if os.Getenv("CGOLINT_TEST_LSP") != "" {
		os.Exit(lsp.Main(os.Args[1:], append(slices.Clone(analyzers.Catalogue), finding.Check{Analyzer: probe, Group: finding.Suspicious})))
	}
	os.Exit(m.Run())
}

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// A client is an editor: it has files open, and sees what the server sends.
type client struct {
	t        testing.TB
	patience time.Duration
	dir      string
	conn     *jsonrpc2.Conn
	cmd      *exec.Cmd

	mu          sync.Mutex
	changed     chan struct{} // closed and replaced when something came
	diagnostics map[string]published
	raw         map[string]json.RawMessage // the same, as they came
	messages    []string
	progress    []string
	settings    any // the answer to workspace/configuration
	watching    bool
	texts       map[string][]byte // of open files
	versions    map[string]int
	sources     []string // of diagnostics that are looked at
}

type published struct {
	Version     *int
	Diagnostics []diagnostic
}

type diagnostic struct {
	Range           span
	Severity        int
	Code            string
	CodeDescription struct{ Href string }
	Source, Message string
	Related         []struct{ Message string } `json:"relatedInformation"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type action struct {
	Title, Kind string
	IsPreferred bool
	Edit        struct {
		DocumentChanges []struct {
			TextDocument struct {
				URI     string
				Version *int
			}
			Edits []struct {
				Range   span
				NewText string
			}
		}
	}
	Command struct {
		Command   string
		Arguments []any
	}
}

type pipes struct {
	io.ReadCloser
	io.WriteCloser
}

func (p pipes) Close() error { return errors.Join(p.WriteCloser.Close(), p.ReadCloser.Close()) }

// start starts a server on the files of the archive, or on a directory that
// is there.
func start(t testing.TB, archive string, options any, env ...string) *client {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, dir, serverCommand(t, env...))
	for _, f := range txtar.Parse([]byte(archive)).Files {
		c.save(f.Name, string(f.Data))
	}
	c.initialize(options)
	return c
}

// serverCommand runs the test binary as the server.
func serverCommand(t testing.TB, env ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(append(os.Environ(), "CGOLINT_TEST_LSP=1", "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=mod"), env...)
	return cmd
}

// newClient starts a server, for an editor in a directory.
func newClient(t testing.TB, dir string, cmd *exec.Cmd) *client {
	t.Helper()
	c := &client{
		t: t, patience: patience, dir: dir, changed: make(chan struct{}), diagnostics: make(map[string]published), raw: make(map[string]json.RawMessage),
		texts: make(map[string][]byte), versions: make(map[string]int), sources: []string{"cgolint"},
	}
	c.cmd = cmd
	stderr := new(strings.Builder)
	c.cmd.Stderr = stderr
	in, err1 := c.cmd.StdinPipe()
	out, err2 := c.cmd.StdoutPipe()
	if err := errors.Join(err1, err2, c.cmd.Start()); err != nil {
		t.Fatal(err)
	}
	stream := jsonrpc2.NewBufferedStream(pipes{out, in}, jsonrpc2.VSCodeObjectCodec{})
	c.conn = jsonrpc2.NewConn(context.Background(), stream, c)
	t.Cleanup(func() {
		_ = c.conn.Close()
		_ = c.cmd.Process.Kill()
		_ = c.cmd.Wait()
		if t.Failed() {
			t.Logf("the server has printed:\n%s", stderr)
		}
	})
	return c
}

func (c *client) initialize(options any) {
	c.t.Helper()
	c.call("initialize", map[string]any{
		"rootUri": c.uri("."), "initializationOptions": options,
		"capabilities": map[string]any{
			"workspace": map[string]any{
				"configuration":         true,
				"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true},
				"workspaceEdit":         map[string]any{"documentChanges": true},
			},
			"window": map[string]any{"workDoneProgress": true},
		},
	}, nil)
	c.notify("initialized", map[string]any{})
}

// Handle implements jsonrpc2.Handler. Messages are handled in the order in which
// they come, so that the newest diagnostics stay.
func (c *client) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	var params json.RawMessage
	if req.Params != nil {
		params = *req.Params
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var result any
	switch req.Method {
	case "textDocument/publishDiagnostics":
		var p struct {
			URI string
			published
		}
		var raw struct{ Diagnostics json.RawMessage }
		c.must(json.Unmarshal(params, &p))
		c.must(json.Unmarshal(params, &raw))
		c.diagnostics[p.URI] = p.published
		c.raw[p.URI] = raw.Diagnostics
	case "window/logMessage", "window/showMessage":
		var p struct{ Message string }
		c.must(json.Unmarshal(params, &p))
		c.messages = append(c.messages, strings.TrimPrefix(req.Method, "window/")+": "+p.Message)
	case "$/progress":
		var p struct{ Value struct{ Kind string } }
		c.must(json.Unmarshal(params, &p))
		c.progress = append(c.progress, p.Value.Kind)
	case "workspace/configuration":
		result = []any{c.settings}
	case "client/registerCapability":
		c.watching = true
	}
	close(c.changed)
	c.changed = make(chan struct{})
	if !req.Notif {
		go func() { _ = conn.Reply(ctx, req.ID, result) }()
	}
}

func (c *client) must(err error) {
	if err != nil {
		c.t.Error(err)
	}
}

func (c *client) uri(name string) string { return "file://" + filepath.Join(c.dir, name) }

func (c *client) call(method string, params, result any) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := c.conn.Call(ctx, method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.conn.Notify(context.Background(), method, params); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}
