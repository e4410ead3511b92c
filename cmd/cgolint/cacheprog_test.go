package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// cacheprog is a cache program for the go command, as one sets GOCACHEPROG to
// (see "go doc cmd/go/internal/cacheprog"), that keeps what it is given in the
// directory CACHEPROG_DIR: a cache that machines share. It adds "put" or "miss"
// for each entry that it is given or does not have to the file CACHEPROG_LOG.
func cacheprog() {
	log, err := os.OpenFile(os.Getenv("CACHEPROG_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err == nil {
		c := &cacheProgram{os.Getenv("CACHEPROG_DIR"), log}
		err = c.serve(os.Stdin, json.NewEncoder(os.Stdout))
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "cacheprog: %v\n", err)
		os.Exit(1)
	}
}

type cacheProgram struct {
	dir string
	log *os.File
}

type cacheRequest struct {
	ID                 int64
	Command            string
	ActionID, OutputID []byte
	BodySize           int64
}

type cacheResponse struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

// serve answers one request after the other, until the one to close.
func (c *cacheProgram) serve(in io.Reader, out *json.Encoder) error {
	if err := out.Encode(cacheResponse{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return err
	}
	for requests := json.NewDecoder(in); ; {
		var req cacheRequest
		if err := requests.Decode(&req); err != nil {
			return err
		}
		var body string
		if req.BodySize > 0 {
			if err := requests.Decode(&body); err != nil {
				return err
			}
		}
		var resp cacheResponse
		switch req.Command {
		case "get":
			resp = c.get(req.ActionID)
		case "put":
			resp = c.put(&req, body)
		}
		resp.ID = req.ID
		if err := out.Encode(resp); err != nil {
			return err
		}
		if req.Command == "close" {
			return nil
		}
	}
}

// get returns what is kept of an action: its body in a file, and the ID of
// the body in another.
func (c *cacheProgram) get(action []byte) cacheResponse {
	name := filepath.Join(c.dir, hex.EncodeToString(action))
	id, err := os.ReadFile(name + ".id")
	if err != nil {
		fmt.Fprintln(c.log, "miss")
		return cacheResponse{Miss: true}
	}
	info, err := os.Stat(name)
	if err != nil {
		return cacheResponse{Err: err.Error()}
	}
	when := info.ModTime()
	return cacheResponse{OutputID: id, Size: info.Size(), Time: &when, DiskPath: name}
}

func (c *cacheProgram) put(req *cacheRequest, body string) cacheResponse {
	fmt.Fprintln(c.log, "put")
	name := filepath.Join(c.dir, hex.EncodeToString(req.ActionID))
	data, err := base64.StdEncoding.DecodeString(body)
	if err == nil {
		err = os.WriteFile(name, data, 0o666)
	}
	if err == nil {
		err = os.WriteFile(name+".id", req.OutputID, 0o666)
	}
	if err != nil {
		return cacheResponse{Err: err.Error()}
	}
	return cacheResponse{DiskPath: name}
}
