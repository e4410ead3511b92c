package outside

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/cgolint/cgolint/internal/ccompiler"
)

// young is how long after a change a file's time does not tell another change
// from it.
const young = 2 * time.Second

// A state is how a file was: its hash, "" if it was not there. Size and time
// tell quickly that it is the same still; a time of 0 tells nothing.
type state struct {
	hash string
	size int64
	time int64
}

// settled reports whether the file was not changed since a time.
func (s state) settled(begun time.Time) bool { return s.time < begun.Add(-young).UnixNano() }

// stateOf returns how a file is now.
func stateOf(name string) state {
	if pkg, ok := strings.CutPrefix(name, pkgConfig); ok {
		return answered(pkg)
	}
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return state{}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return state{}
	}
	s := hashed(text)
	s.time = info.ModTime().UnixNano()
	return s
}

// answered returns what pkg-config says of a package now. What it says of an
// error, as that there is no such package, is no answer.
func answered(pkg string) state {
	flags, err := ccompiler.ReadEnvironment().PkgConfig(context.Background(), []string{pkg})
	if err != nil {
		return state{}
	}
	return hashed([]byte(strings.Join(flags, "\n")))
}

func hashed(text []byte) state {
	sum := sha256.Sum256(text)
	return state{hash: hex.EncodeToString(sum[:]), size: int64(len(text))}
}

// A noted file is one of the record's.
type noted struct {
	key
	state
}

// untouched reports whether the file is as it was, by its size and time alone.
// They can be set back, so they only count for what is the system's, which is
// most of what is noted.
func (n *noted) untouched() bool {
	if n.time == 0 || !within(n.name, "/usr") {
		return false
	}
	info, err := os.Stat(n.name)
	return err == nil && info.Size() == n.size && info.ModTime().UnixNano() == n.time
}

// hasChanged reports whether the file is another one now, and writes that to h.
func (n *noted) hasChanged(h io.Writer) bool {
	if n.untouched() {
		return false
	}
	now := stateOf(n.name)
	if now.hash == n.hash {
		return false
	}
	fmt.Fprintf(h, "%q %s\n", n.name, now.hash)
	return true
}

// quotedRoot returns the column of a line that has the root, or nil.
func quotedRoot(line []byte) []byte {
	for range 3 { // columns before it
		_, rest, ok := bytes.Cut(line, []byte("\t"))
		if !ok {
			return nil
		}
		line = rest
	}
	quoted, _, _ := bytes.Cut(line, []byte("\t"))
	return quoted
}

// parse reads a line. One that another process is just writing is none yet.
func parse(line string) (noted, bool) {
	columns := strings.Split(line, "\t")
	if len(columns) != 5 {
		return noted{}, false
	}
	n := noted{state: state{hash: columns[0]}}
	var err [4]error
	n.size, err[0] = strconv.ParseInt(columns[1], 10, 64)
	n.time, err[1] = strconv.ParseInt(columns[2], 10, 64)
	n.root, err[2] = strconv.Unquote(columns[3])
	n.name, err[3] = strconv.Unquote(columns[4])
	return n, err == [4]error{}
}
