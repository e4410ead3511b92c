// Package diskcache keeps results between runs, in the user's cache
// directory. Any number of processes may use one cache at the same time:
// entries are written whole or not at all, and an entry that another process
// removes is a miss. Whatever goes wrong is a miss too.
package diskcache

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Cache is a directory of entries. A nil Cache has none and keeps none.
type Cache struct {
	dir   string
	limit int64
}

// Limit is the size above which the oldest entries are removed, in bytes.
const Limit = 256 << 20

const (
	trimInterval  = time.Hour // between two looks at the size
	touchInterval = time.Hour // how exact the time of last use is
	trimTo        = 3         // quarters of the limit that a trim leaves
)

// Open returns the user's cache: the directory that CGOLINT_CACHE names, or
// cgolint in the user's cache directory. It is nil when there is no place for
// one, or CGOLINT_CACHE is off.
func Open() *Cache {
	switch dir := os.Getenv("CGOLINT_CACHE"); dir {
	case "":
	case "off":
		return nil
	default:
		return At(dir, Limit)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	return At(filepath.Join(dir, "cgolint"), Limit)
}

// At returns the cache in a directory, which is made when it is needed. Its
// size stays below limit, in bytes, from one trim to the next.
func At(dir string, limit int64) *Cache { return &Cache{dir, limit} }

// Build identifies the code of cgolint in the running program: by its version
// when that is a released one, so that a cache which is kept for the next
// machine serves there too, and else by the size and the time of the program's
// file. What other code has kept may be in another form.
//
// CGOLINT_BUILD overrides it, for those who build cgolint over and over while
// they change a check, and not what reads C.
var Build = sync.OnceValue(func() string {
	if build := os.Getenv("CGOLINT_BUILD"); build != "" {
		return build
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		if version := released(info); version != "" {
			return version
		}
	}
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(name)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())
})

// released returns what tells a released version of cgolint from all others,
// or "" when the program has another. cgolint may be a part of another
// program. The go command adds "+dirty" to the version of a source that has
// changes which no commit has.
func released(info *debug.BuildInfo) string {
	for _, m := range append(info.Deps, &info.Main) {
		if m.Path != "github.com/cgolint/cgolint" {
			continue
		}
		if m.Replace == nil && strings.HasPrefix(m.Version, "v") && !strings.HasSuffix(m.Version, "+dirty") {
			return m.Version + " " + info.GoVersion
		}
	}
	return ""
}

// Hash returns the key of a sequence of strings.
func Hash(parts ...string) Key {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d %s\n", len(p), p)
	}
	return Key(h.Sum(nil))
}

// A Key names an entry: a hash of everything that it was made from.
type Key [sha256.Size]byte

// String returns the key in hexadecimal digits.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

func (c *Cache) file(k Key) string {
	name := k.String()
	return filepath.Join(c.dir, name[:2], name)
}

// Get returns the entry of a key.
func (c *Cache) Get(k Key) (data []byte, ok bool) {
	if c == nil {
		return nil, false
	}
	name := c.file(k)
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > touchInterval {
		now := time.Now()
		_ = os.Chtimes(name, now, now) // a used entry is a young one
	}
	return data, true
}

// Put keeps an entry.
func (c *Cache) Put(k Key, data []byte) {
	if c == nil || int64(len(data)) > c.limit/4 {
		return
	}
	name := c.file(k)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return
	}
	if err := writeFile(name, data); err == nil {
		c.trim()
	}
}

// writeFile writes a file under another name first, so that no reader sees a
// part of it.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "tmp-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// trim removes the entries that were not used for longest when the cache has
// grown over its limit. The marker's time tells when it was last looked at.
func (c *Cache) trim() {
	marker := filepath.Join(c.dir, "trimmed")
	if info, err := os.Stat(marker); err == nil && time.Since(info.ModTime()) < trimInterval {
		return
	}
	if err := writeFile(marker, nil); err != nil {
		return
	}
	c.Trim()
}

// Trim removes entries now, if there are too many.
func (c *Cache) Trim() {
	type entry struct {
		name string
		size int64
		used time.Time
	}
	var all []entry
	var total int64
	_ = filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // removed meanwhile
		}
		if info, err := d.Info(); err == nil {
			all = append(all, entry{name, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	if total <= c.limit {
		return
	}
	slices.SortFunc(all, func(a, b entry) int { return a.used.Compare(b.used) })
	for _, e := range all {
		if total <= c.limit/4*trimTo {
			return
		}
		if os.Remove(e.name) == nil {
			total -= e.size
		}
	}
}
