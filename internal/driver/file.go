package driver

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/natefinch/atomic"

	"github.com/cgolint/cgolint/internal/fixes"
)

// largestInput is how many bytes a file that a flag names may have. A baseline
// of a million findings has fewer.
const largestInput = 512 << 20

// readInput reads a file that a flag names. An error says what to do where
// that is known; hint is it for a file that is not there.
func readInput(name, hint string) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s%s", shortPath(name), hint)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, want a file", shortPath(name))
	case info.Mode()&fs.ModeDevice != 0:
		return nil, fmt.Errorf("%s is a device, want a file", shortPath(name))
	}
	text, err := io.ReadAll(io.LimitReader(f, largestInput+1))
	if err == nil && len(text) > largestInput {
		err = fmt.Errorf("%s has more than %d MB", shortPath(name), largestInput>>20)
	}
	const byteOrderMark = "\ufeff" // editors on Windows write it
	return bytes.TrimPrefix(text, []byte(byteOrderMark)), err
}

// checkOutput reports why a file cannot be written, before anything is
// analysed for it.
func checkOutput(name string) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder: name a file in it", shortPath(name))
	case err == nil && info.Mode().IsRegular():
		return fixes.CheckWritable(name)
	case err == nil:
		return nil // a pipe or the like
	}
	folder := filepath.Dir(name)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s: make it first", shortPath(folder))
	}
	return nil
}

// writeOutput gives a file a new text: all of it, or none. What is no regular
// file, such as a pipe, is written to.
func writeOutput(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	isNew := err == nil
	if isNew {
		err = f.Close() // now it has the mode that new files have here
	} else if info, e := os.Stat(name); e == nil && !info.Mode().IsRegular() {
		return os.WriteFile(name, text, 0o666)
	} else if e == nil {
		name, err = filepath.EvalSymlinks(name)
	}
	if err != nil {
		return err
	}
	if err = atomic.WriteFile(name, bytes.NewReader(text)); err != nil && isNew {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}
