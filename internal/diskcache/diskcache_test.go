package diskcache_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/cgolint/cgolint/internal/diskcache"
)

func TestCache(t *testing.T) {
	c := diskcache.At(filepath.Join(t.TempDir(), "not", "yet"), 1<<20)
	key := diskcache.Hash("a", "b")
	if _, ok := c.Get(key); ok {
		t.Error("an empty cache has an entry")
	}
	c.Put(key, []byte("data"))
	if data, ok := c.Get(key); !ok || string(data) != "data" {
		t.Errorf("%q, %v", data, ok)
	}
	if diskcache.Hash("ab") == key || diskcache.Hash("a", "b", "") == key {
		t.Error("other parts have the same key")
	}
}

func TestNoCache(t *testing.T) {
	var c *diskcache.Cache
	c.Put(diskcache.Hash("x"), nil)
	if _, ok := c.Get(diskcache.Hash("x")); ok {
		t.Error("no cache has an entry")
	}
	t.Setenv("CGOLINT_CACHE", "off")
	if diskcache.Open() != nil {
		t.Error("CGOLINT_CACHE=off opens a cache")
	}
}

// A place that cannot be written is a cache that never has anything.
func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c := diskcache.At(filepath.Join(file, "below"), 1<<20)
	c.Put(diskcache.Hash("x"), []byte("x"))
	if _, ok := c.Get(diskcache.Hash("x")); ok {
		t.Error("there is an entry")
	}
}

func TestTrimRemovesTheOldest(t *testing.T) {
	dir := t.TempDir()
	c := diskcache.At(dir, 1000)
	for i := range 8 {
		c.Put(diskcache.Hash(fmt.Sprint(i)), bytes.Repeat([]byte("x"), 200))
		age := time.Duration(8-i) * 24 * time.Hour
		name := diskcache.Hash(fmt.Sprint(i)).String()
		old := time.Now().Add(-age)
		if err := os.Chtimes(filepath.Join(dir, name[:2], name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	c.Trim()
	for i := range 8 {
		_, ok := c.Get(diskcache.Hash(fmt.Sprint(i)))
		if want := i >= 5; ok != want {
			t.Errorf("entry %d: %v, want %v", i, ok, want)
		}
	}
}

// Many processes write the same entries: no reader sees a part of one.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c := diskcache.At(dir, 1<<16)
			for i := range 50 {
				key := diskcache.Hash(fmt.Sprint(i % 5))
				data := bytes.Repeat([]byte{byte(i % 5)}, 4000)
				c.Put(key, data)
				if got, ok := c.Get(key); ok && !bytes.Equal(got, data) {
					t.Errorf("entry %d has %d bytes", i%5, len(got))
				}
				if i%10 == 0 {
					c.Trim()
				}
			}
		})
	}
	wg.Wait()
}
