package lsp_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"
)

// TestCancel cancels requests, before and after they were answered; all are
// answered.
func TestCancel(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	for i := range 20 {
		id := jsonrpc2.ID{Str: fmt.Sprintf("mine-%d", i), IsString: true}
		call, err := c.conn.DispatchCall(context.Background(), "textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": c.uri("a.go")},
			"range":        c.span(string(c.texts["a.go"]), 0, len(c.texts["a.go"])), "context": map[string]any{"diagnostics": []any{}},
		}, jsonrpc2.PickID(id))
		if err != nil {
			t.Fatal(err)
		}
		c.notify("$/cancelRequest", map[string]any{"id": id})
		var list []action
		const cancelled = -32800
		rpc := new(jsonrpc2.Error)
		if err := call.Wait(context.Background(), &list); errors.As(err, &rpc) && rpc.Code == cancelled {
			continue
		} else if err != nil || len(list) == 0 {
			t.Fatalf("actions %v, error %v", list, err)
		}
	}
	c.notify("$/cancelRequest", map[string]any{"id": "never"})
	c.wantTitles(c.actions("a.go", "C.add"), "Ignore cgoloop here: write the reason; Explain cgoloop")
}

// TestFailures holds that the server lives whatever the go command says.
func TestFailures(t *testing.T) {
	c := start(t, module, nil)
	c.save("go.mod", "modul example.com/m\n")
	c.open("a.go")
	c.wait("what is wrong with go.mod", func() bool {
		return slices.ContainsFunc(c.messages, func(m string) bool { return strings.Contains(m, "unknown directive: modul") })
	})
	c.save("go.mod", "module example.com/m\n\ngo 1.26\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri("go.mod"), "type": 2}}})
	c.expect("a.go", allOfA...)

	// A file that comes, and one that goes.
	c.save("d.go", "package m\n\nvar both2 = both\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri("d.go"), "type": 1}}})
	c.open("d.go")
	c.edit("d.go", "both2", "each2")
	c.apply(c.fixOfBoth())
	if got := string(c.texts["d.go"]); !strings.Contains(got, "var each2 = each") {
		t.Errorf("d.go is\n%s", got)
	}

	// Nonsense from the client.
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": c.uri("never.go"), "version": 1}})
	c.notify("textDocument/didOpen", "nonsense")
	if err := c.conn.Call(context.Background(), "textDocument/bogus", nil, nil); err == nil {
		t.Error("a method that there is not works")
	}
	c.edit("a.go", "var each", "var both")
	c.expect("a.go", allOfA...)
}

func TestSettings(t *testing.T) {
	c := start(t, module, map[string]any{"disable": []string{"probe"}})
	c.open("a.go")
	c.expect("a.go", allOfA[2])
	c.mu.Lock()
	c.settings = map[string]any{"enable": []string{"probe"}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.expect("a.go", allOfA[:2]...)
	c.mu.Lock()
	c.settings = map[string]any{"disable": []string{"prob"}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.wait("what is wrong with the settings", func() bool {
		return slices.ContainsFunc(c.messages, func(m string) bool {
			return strings.HasPrefix(m, `showMessage: cgolint: settings: there is no check or group "prob"; did you mean probe?`)
		})
	})
	c.mu.Lock()
	c.settings = map[string]any{"buildFlags": []string{"-tags=none"}, "env": map[string]string{"CGO_ENABLED": "1"}}
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.expect("a.go", allOfA...)
}

func TestConfigFile(t *testing.T) {
	c := start(t, "-- .cgolint.yml --\ndisable: [probe]"+module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA[2])
	c.save(".cgolint.yml", "enable: [probe]\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri(".cgolint.yml"), "type": 2}}})
	c.expect("a.go", allOfA[:2]...)
	c.save(".cgolint.yml", "enable: [prob]\n")
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri(".cgolint.yml"), "type": 2}}})
	c.wait("what is wrong with the file", func() bool {
		return slices.ContainsFunc(c.messages, func(m string) bool {
			return strings.HasPrefix(m, "showMessage: cgolint: "+c.dir+`/.cgolint.yml:1: there is no check or group "prob"; did you mean probe?`)
		})
	})
	c.expect("a.go", allOfA...)
}

func TestShutdown(t *testing.T) {
	c := start(t, module, nil)
	c.open("a.go")
	c.expect("a.go", allOfA...)
	begun := slices.Contains(c.progress, "begin")
	c.wait("the end of the progress", func() bool { return !begun || slices.Contains(c.progress, "end") })
	c.wait("the wish to watch files", func() bool { return c.watching })
	c.call("shutdown", nil, nil)
	c.notify("exit", nil)
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("after shutdown and exit: %v", err)
	}

	c = start(t, module, nil)
	if err := c.conn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err == nil {
		t.Error("the server does not mind that the client went away")
	}
}
