package cfront

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// A Unit is a translation unit that was read: lowered now, or kept in the
// cache in its lowered form.
type Unit struct {
	Name   string
	Digest diskcache.Key // of the lowered form

	unit *cir.Unit
	code []byte // encoded, when unit is nil
}

// Lowered returns the unit's lowered form.
func (u *Unit) Lowered() (*cir.Unit, error) {
	if u.unit != nil {
		return u.unit, nil
	}
	unit, err := cir.Decode(u.code)
	if err != nil {
		return nil, fmt.Errorf("the cached form of %s cannot be read: %v", u.Name, err)
	}
	u.unit, u.code = unit, nil
	return unit, nil
}

// An entry is what the cache has of a unit: the files that it was made from,
// and the lowered form.
type entry struct {
	Files  []dependency
	Digest diskcache.Key
	Code   []byte
	Failed string // why there is no lowered form, or what is left out of it
	Bodies int    // of functions that are left out
}

// A dependency is a file that was opened, or looked for and not found.
type dependency struct {
	Name   string
	Absent bool
	Hash   diskcache.Key
}

// key identifies a unit by all that it is made from but the files it
// includes.
func (r *reader) key(s *source) diskcache.Key {
	h := sha256.New()
	for _, part := range [][]string{
		{"unit", fmt.Sprint(cir.Version), diskcache.Build(), r.in.Build.GOOS, r.in.Build.GOARCH, r.in.Dir, s.name, fmt.Sprint(s.preamble), r.in.Compiler.Macros, r.exportHeader()},
		r.in.Compiler.Include, r.flags.Macros, r.flags.Quote, r.flags.Include, r.flags.System, r.flags.Prelude,
	} {
		fmt.Fprintf(h, "%d\n", len(part))
		for _, p := range part {
			fmt.Fprintf(h, "%d %s\n", len(p), p)
		}
	}
	h.Write(s.text)
	return diskcache.Key(h.Sum(nil))
}

// load returns a unit from the cache if all its files are as they were, and
// what is left out of it or why it could not be read. Both results are nil
// when the cache has neither.
func (r *reader) load(key diskcache.Key, name string) (*Unit, error) {
	data, ok := r.cache.Get(key)
	if !ok {
		return nil, nil
	}
	var e entry
	if gob.NewDecoder(bytes.NewReader(data)).Decode(&e) != nil {
		return nil, nil
	}
	for _, d := range e.Files {
		r.in.opened(d.Name)
		if !r.unchanged(d) {
			return nil, nil
		}
	}
	var err error
	if e.Failed != "" {
		err = &omission{e.Failed, e.Bodies}
	}
	if e.Code == nil {
		return nil, err
	}
	return &Unit{Name: name, Digest: e.Digest, code: e.Code}, err
}

// unchanged reports whether a file is as it was. Headers are shared by units,
// so each is looked at once.
func (r *reader) unchanged(d dependency) bool {
	now, ok := r.hashes[d.Name]
	if !ok {
		now = r.texts().hash(d.Name)
		r.hashes[d.Name] = now
	}
	return now == d
}

func (o overlay) hash(name string) dependency {
	d := dependency{Name: name, Absent: true}
	if !isRegular(name) {
		return d
	}
	if text, ok := o.lookup(name); ok {
		return dependency{Name: name, Hash: sha256.Sum256(text)}
	}
	f, err := os.Open(name)
	if err != nil {
		return d
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return d
	}
	return dependency{Name: name, Hash: diskcache.Key(h.Sum(nil))}
}

// store encodes a unit and keeps it with the files it was made from, and what
// was left out of it, if anything.
func (r *reader) store(key diskcache.Key, name string, unit *cir.Unit, leftOut error, files *fileSystem) *Unit {
	code := unit.Encode()
	u := &Unit{Name: name, unit: unit, Digest: sha256.Sum256(code)}
	e := entry{Digest: u.Digest, Code: code}
	if leftOut != nil {
		e.Failed, e.Bodies = leftOut.Error(), bodiesLeftOut(leftOut)
	}
	r.keep(key, e, files)
	return u
}

// keep puts an entry in the cache.
func (r *reader) keep(key diskcache.Key, e entry, files *fileSystem) {
	if r.cache == nil {
		return
	}
	for name, h := range files.opened {
		e.Files = append(e.Files, h.dependency(name))
	}
	slices.SortFunc(e.Files, func(a, b dependency) int { return strings.Compare(a.Name, b.Name) })
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(e); err == nil {
		r.cache.Put(key, data.Bytes())
	}
}

// Digest identifies the lowered forms of all units, in order.
func (r *Result) Digest() diskcache.Key {
	h := sha256.New()
	for _, u := range r.Units {
		fmt.Fprintf(h, "%s %x\n", u.Name, u.Digest)
	}
	return diskcache.Key(h.Sum(nil))
}

// Lowered returns the lowered forms of all units. One that the cache has in
// a damaged form is left out and added to Unread.
func (r *Result) Lowered() []*cir.Unit {
	var all []*cir.Unit
	for _, u := range r.Units {
		unit, err := u.Lowered()
		if err != nil {
			r.Unread = append(r.Unread, Unread{Name: u.Name, Err: err})
			continue
		}
		all = append(all, unit)
	}
	return all
}
