package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

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

// save writes a file; of one that is open it says so, and what has changed.
func (c *client) save(name, text string) {
	c.t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		c.t.Fatal(err)
	}
	if old, open := c.texts[name]; open {
		if string(old) != text {
			c.change(name, text)
		}
		c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}})
	}
}

func (c *client) open(name string) {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		c.t.Fatal(err)
	}
	c.texts[name], c.versions[name] = text, 1
	c.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name), "languageId": "go", "version": 1, "text": string(text)},
	})
}

func (c *client) close(name string) {
	c.t.Helper()
	delete(c.texts, name)
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}})
}

// edit replaces a text in an open file, by an incremental change.
func (c *client) edit(name, old, new string) {
	c.t.Helper()
	text := string(c.texts[name])
	i := strings.Index(text, old)
	if i < 0 {
		c.t.Fatalf("%s has no %q", name, old)
	}
	c.versions[name]++
	c.texts[name] = []byte(text[:i] + new + text[i+len(old):])
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": c.uri(name), "version": c.versions[name]},
		"contentChanges": []any{map[string]any{"range": c.span(text, i, i+len(old)), "text": new}},
	})
}

// change replaces the whole text of an open file.
func (c *client) change(name, text string) {
	c.t.Helper()
	c.versions[name]++
	c.texts[name] = []byte(text)
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": c.uri(name), "version": c.versions[name]},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// span returns the range of an extent of text, in UTF-16.
func (c *client) span(text string, start, end int) span {
	at := func(i int) position {
		line := strings.LastIndexByte(text[:i], '\n') + 1
		return position{strings.Count(text[:i], "\n"), len(utf16.Encode([]rune(text[line:i])))}
	}
	return span{at(start), at(end)}
}

// text returns the text of a range of an open file, which is in UTF-16.
func (c *client) text(name string, r span) string {
	lines := strings.SplitAfter(string(c.texts[name]), "\n")
	if r.Start.Line != r.End.Line || r.End.Line >= len(lines) {
		return fmt.Sprint(r)
	}
	units := utf16.Encode([]rune(lines[r.Start.Line]))
	if r.Start.Character > r.End.Character || r.End.Character > len(units) {
		return fmt.Sprint(r)
	}
	return string(utf16.Decode(units[r.Start.Character:r.End.Character]))
}

// wait waits until what is there is as wanted.
func (c *client) wait(what string, ok func() bool) {
	c.t.Helper()
	timeout := time.After(c.patience)
	for {
		c.mu.Lock()
		done, changed := ok(), c.changed
		c.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			c.mu.Lock()
			defer c.mu.Unlock()
			c.t.Fatalf("%s did not come; diagnostics %v, messages %q", what, c.diagnostics, c.messages)
		}
	}
}

// expect waits until an open file has just these diagnostics, of its newest
// version: "code: text".
func (c *client) expect(name string, want ...string) []diagnostic {
	c.t.Helper()
	var got []diagnostic
	c.wait(fmt.Sprintf("%q in %s", want, name), func() bool {
		p, ok := c.diagnostics[c.uri(name)]
		if !ok || p.Version != nil && *p.Version != c.versions[name] {
			return false
		}
		var list []string
		got = nil
		for _, d := range p.Diagnostics {
			if !slices.Contains(c.sources, d.Source) {
				continue
			}
			got = append(got, d)
			list = append(list, d.Code+": "+c.text(name, d.Range))
		}
		return slices.Equal(list, want)
	})
	return got
}

// actions returns the actions at a text of an open file.
func (c *client) actions(name, at string, only ...string) []action {
	c.t.Helper()
	i := strings.Index(string(c.texts[name]), at)
	if i < 0 {
		c.t.Fatalf("%s has no %q", name, at)
	}
	c.mu.Lock()
	about := map[string]any{"diagnostics": c.raw[c.uri(name)]} // gopls wants them
	c.mu.Unlock()
	if len(only) > 0 {
		about["only"] = only
	}
	var list []action
	c.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name)},
		"range":        c.span(string(c.texts[name]), i, i+len(at)), "context": about,
	}, &list)
	return list
}

// apply makes the edits of an action in the files, open or not.
func (c *client) apply(a action) {
	c.t.Helper()
	for _, change := range a.Edit.DocumentChanges {
		name, err := filepath.Rel(c.dir, strings.TrimPrefix(change.TextDocument.URI, "file://"))
		c.must(err)
		text, open := c.texts[name]
		if open != (change.TextDocument.Version != nil) || open && *change.TextDocument.Version != c.versions[name] {
			c.t.Errorf("edit of %s is for another version than %d", name, c.versions[name])
		}
		if !open {
			text, err = os.ReadFile(filepath.Join(c.dir, name))
			c.must(err)
		}
		for _, e := range slices.Backward(change.Edits) {
			text = []byte(c.replaced(string(text), e.Range, e.NewText))
		}
		if !open {
			c.save(name, string(text))
			continue
		}
		c.change(name, string(text))
	}
}

func (c *client) replaced(text string, r span, with string) string {
	at := func(p position) int {
		i := 0
		for range p.Line {
			i += strings.IndexByte(text[i:], '\n') + 1
		}
		for units := 0; units < p.Character; {
			for _, r := range text[i:] {
				units += utf16.RuneLen(r)
				i += len(string(r))
				break
			}
		}
		return i
	}
	return text[:at(r.Start)] + with + text[at(r.End):]
}
