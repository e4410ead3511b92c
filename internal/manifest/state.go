package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
)

// A State is what the file system says of a file or a directory. It is zero
// where there is none.
//
// The time of the last write can be set back, as tar and touch do. That of the
// last change of any kind cannot, so it decides where there is one; where not,
// the text does.
type State struct {
	Mode           uint32
	Size           int64
	Written        int64 // in nanoseconds of Unix time
	Changed, Inode int64 // 0 where the system has none
	Text           string
}

// stateOf returns how something of a name is now.
func stateOf(name string) State {
	info, err := os.Stat(name)
	if err != nil {
		return State{}
	}
	s := State{Mode: uint32(info.Mode()), Size: info.Size(), Written: info.ModTime().UnixNano()}
	if info.IsDir() {
		s.Size = 0 // it says nothing
	}
	var ok bool
	if s.Changed, s.Inode, ok = changed(info); !ok {
		s.Text = digest(name, info)
	}
	return s
}

// since reports whether it may have become what it is at a time, in
// nanoseconds of Unix time, or after it.
func (s *State) since(t int64) bool {
	if s.Changed != 0 {
		return s.Changed >= t
	}
	return s.Written >= t
}

// digest returns a hash of a file's text, or of the names in a directory.
func digest(name string, info os.FileInfo) string {
	var text []byte
	if info.IsDir() {
		entries, _ := os.ReadDir(name) // what there is
		var names strings.Builder
		for _, e := range entries {
			names.WriteString(e.Name() + "\x00" + e.Type().String() + "\n")
		}
		text = []byte(names.String())
	} else {
		text, _ = os.ReadFile(name)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
