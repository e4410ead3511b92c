// Package lsp is a language server that shows what cgolint finds while one
// types. It is made to run beside gopls, and does nothing that gopls does.
//
// It speaks the Language Server Protocol on a pair of streams. Edits come in
// order, and each wakes the folder of its file: see folder.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/session"
)

type server struct {
	ctx     context.Context // ends with the connection
	conn    *jsonrpc2.Conn  // known from the first message on
	version string
	checks  finding.Catalogue
	client  clientCapabilities
	docs    *documents
	delay   time.Duration
	down    bool // the client has asked to shut down

	// One go command and one analysis run at a time, so that the editor
	// and gopls stay quick.
	loads, analyses chan struct{}

	mismatch sync.Once // the user was told that the go command is too new

	mu       sync.Mutex
	session  *session.Session
	root     string                        // the first directory of the workspace
	given    json.RawMessage               // the client's settings that hold
	folders  map[string]*folder            // by directory
	running  map[string]context.CancelFunc // requests, by ID
	progress atomic.Int64                  // number of the last progress token
}

// Handle implements jsonrpc2.Handler. It is called for one message after the
// other: notifications are dealt with at once, requests beside them.
func (s *server) Handle(_ context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if s.conn == nil {
		s.conn = conn
	}
	var params json.RawMessage
	if req.Params != nil {
		params = *req.Params
	}
	if req.Notif {
		if err := s.notified(req.Method, params); err != nil {
			s.log(messageWarning, "%s: %v", req.Method, err)
		}
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	id := req.ID.String()
	s.mu.Lock()
	s.running[id] = cancel
	s.mu.Unlock()
	answer := func() {
		result, err := s.answer(ctx, req.Method, params)
		s.mu.Lock()
		delete(s.running, id)
		s.mu.Unlock()
		cancel()
		s.reply(req.ID, result, err)
	}
	if req.Method == "initialize" || req.Method == "shutdown" {
		answer() // before anything else
		return
	}
	go answer()
}

func (s *server) reply(id jsonrpc2.ID, result any, err error) {
	if err == nil {
		_ = s.conn.Reply(s.ctx, id, result) // fails when the client has gone
		return
	}
	e := new(jsonrpc2.Error)
	switch {
	case errors.As(err, &e):
	case errors.Is(err, context.Canceled):
		e = &jsonrpc2.Error{Code: requestCancelled, Message: "cancelled"}
	default:
		e = &jsonrpc2.Error{Code: requestFailed, Message: err.Error()}
	}
	_ = s.conn.ReplyWithError(s.ctx, id, e)
}

const (
	requestCancelled = -32800
	requestFailed    = -32803
)

// answer answers a request. A panic is an error like others.
func (s *server) answer(ctx context.Context, method string, params json.RawMessage) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	switch method {
	case "initialize":
		return decoded(params, s.initialize)
	case "shutdown":
		s.down = true
		return nil, nil
	case "textDocument/codeAction":
		return decoded(params, func(p *codeActionParams) (any, error) { return s.codeActions(ctx, p) })
	case "workspace/executeCommand":
		return decoded(params, s.executeCommand)
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "cgolint has no " + method}
}

func decoded[P any](params json.RawMessage, do func(*P) (any, error)) (any, error) {
	p := new(P)
	if err := json.Unmarshal(params, p); err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return do(p)
}

// notified deals with a notification.
func (s *server) notified(method string, params json.RawMessage) error {
	switch method {
	case "initialized":
		go s.initialized()
		return nil
	case "exit":
		return s.conn.Close()
	case "$/cancelRequest":
		return second(decoded(params, s.cancel))
	case "textDocument/didOpen":
		return second(decoded(params, s.didOpen))
	case "textDocument/didChange":
		return second(decoded(params, s.didChange))
	case "textDocument/didSave":
		return second(decoded(params, s.didSave))
	case "textDocument/didClose":
		return second(decoded(params, s.didClose))
	case "workspace/didChangeWatchedFiles":
		return second(decoded(params, s.didChangeWatchedFiles))
	case "workspace/didChangeConfiguration":
		return second(decoded(params, s.didChangeConfiguration))
	}
	return nil // others are of no interest
}

func (s *server) initialize(p *initializeParams) (any, error) {
	s.client = p.Capabilities
	s.root = p.root()
	if err := s.configure(p.InitializationOptions); err != nil {
		return nil, fmt.Errorf("initializationOptions: %w", err)
	}
	return map[string]any{
		"capabilities": map[string]any{
			"positionEncoding": "utf-16",
			"textDocumentSync": map[string]any{"openClose": true, "change": 2, "save": map[string]any{}},
			"codeActionProvider": map[string]any{
				"codeActionKinds": []string{quickFix, fixAll},
			},
			"executeCommandProvider": map[string]any{"commands": []string{explainCommand}},
			"workspace": map[string]any{
				"workspaceFolders": map[string]any{"supported": true},
			},
		},
		"serverInfo": map[string]any{"name": "cgolint", "version": s.version},
	}, nil
}

// initialized asks the client for its configuration and for events about
// files, where it can.
func (s *server) initialized() {
	if s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		s.watch()
	}
	if s.client.Workspace.Configuration {
		s.pullConfiguration()
	}
}

// watch asks for events about the files that packages are made of.
func (s *server) watch() {
	err := s.conn.Call(s.ctx, "client/registerCapability", map[string]any{
		"registrations": []any{map[string]any{
			"id": "files", "method": "workspace/didChangeWatchedFiles",
			"registerOptions": map[string]any{"watchers": []any{
				map[string]any{"globPattern": "**/*.{go,c,h,cc,cpp,hpp,m,s,S}"},
				map[string]any{"globPattern": "**/{go.mod,go.sum,go.work," + config.Name + "," + config.OtherName + "}"},
			}},
		}},
	}, nil)
	if err != nil {
		s.log(messageWarning, "files are not watched: %v", err)
	}
}

func (s *server) cancel(p *cancelParams) (any, error) {
	var id jsonrpc2.ID
	if err := json.Unmarshal(p.ID, &id); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[id.String()]; cancel != nil {
		cancel()
	}
	return nil, nil
}

// log sends a message to the client's log.
func (s *server) log(kind int, format string, args ...any) {
	_ = s.conn.Notify(s.ctx, "window/logMessage", messageParams{kind, "cgolint: " + fmt.Sprintf(format, args...)})
}

// show shows a message to the user.
func (s *server) show(kind int, text string) {
	_ = s.conn.Notify(s.ctx, "window/showMessage", messageParams{kind, text})
}

// isGo reports whether a file is what a Go package is made of; others are C.
func isGo(name string) bool { return filepath.Ext(name) == ".go" }
