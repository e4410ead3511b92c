package cfront

import "os"

// An overlay has the texts of files that an editor has open, which count in
// place of what is on disk. It may be nil.
type overlay func(name string) (text []byte, ok bool)

// lookup returns the text that an editor has.
func (o overlay) lookup(name string) ([]byte, bool) {
	if o == nil {
		return nil, false
	}
	return o(name)
}

// read returns the newest text of a file.
func (o overlay) read(name string) ([]byte, error) {
	if text, ok := o.lookup(name); ok {
		return text, nil
	}
	return os.ReadFile(name)
}
