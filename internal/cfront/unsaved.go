package cfront

import "os"

// Unsaved returns the text of a file that an editor has open, which counts in
// place of what is on disk. It is nil but in a language server, which sets it
// while nothing is being read.
var Unsaved func(name string) (text []byte, ok bool)

func unsaved(name string) ([]byte, bool) {
	if Unsaved == nil {
		return nil, false
	}
	return Unsaved(name)
}

// readFile returns the newest text of a file.
func readFile(name string) ([]byte, error) {
	if text, ok := unsaved(name); ok {
		return text, nil
	}
	return os.ReadFile(name)
}
