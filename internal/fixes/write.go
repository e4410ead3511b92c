package fixes

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/natefinch/atomic"
)

// CheckWritable returns an error that says what to do if the file must not or
// cannot be replaced. A file without any write permission counts as one that
// must not, although a rename, or the superuser, could.
func CheckWritable(name string) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file", name)
	}
	if info.Mode().Perm()&0o222 == 0 {
		return fmt.Errorf("%s is read-only; make it writable (chmod u+w) and run again", name)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%s may not be written by this user; change its owner or permissions and run again", name)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// Read reads the files that fixes edit.
func Read(list []Fix) (map[string][]byte, error) {
	texts := make(map[string][]byte)
	for _, f := range list {
		for _, e := range f.Edits {
			if _, ok := texts[e.File]; ok {
				continue
			}
			text, err := os.ReadFile(e.File)
			if err != nil {
				return nil, err
			}
			texts[e.File] = text
		}
	}
	return texts, nil
}

// Write replaces the files by their new texts. Each file is replaced at once,
// so that it has, whatever happens, either its old or its new text; it keeps
// its permissions, and where name is a symbolic link, the link stays.
//
// When a file does not have its old text, no file is changed. When one cannot
// be replaced, those that were are given their old text again. The error
// names the file.
func Write(old, files map[string][]byte) error {
	for name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !bytes.Equal(text, old[name]) {
			return fmt.Errorf("%s was changed meanwhile; no file was changed, run again", name)
		}
	}
	return replaceAll(old, files)
}

func replaceAll(old, files map[string][]byte) error {
	var done []string
	for name, text := range files {
		err := replaceFile(name, text)
		if err == nil {
			done = append(done, name)
			continue
		}
		err = fmt.Errorf("writing %s: %w; no file was changed", name, err)
		for _, name := range done {
			if undo := replaceFile(name, old[name]); undo != nil {
				err = errors.Join(err, fmt.Errorf("but %s was, and could not be restored: %w", name, undo))
			}
		}
		return err
	}
	return nil
}

func replaceFile(name string, text []byte) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	return atomic.WriteFile(name, bytes.NewReader(text))
}
