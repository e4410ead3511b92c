package rebuild

import (
	"strconv"
	"sync"
	"testing"
	"unsafe"
)

func TestWindows(t *testing.T) {
	windows.reset()
	p, q := unsafe.Pointer(new([16]byte)), unsafe.Pointer(new([16]byte))
	a, b := &Window{Title: "a"}, &Window{Title: "b"}
	if windows.add(p, a) != nil || windows.add(p, b) != errTwice {
		t.Error("add does not add once")
	}
	windows.addUnlessPresent(p, b)
	windows.addUnlessPresent(q, b)
	if windows.get(p) != a || windows.mustFind(q) != b || windows.count() != 2 || len(windows.titles()) != 2 {
		t.Error("the windows are not there")
	}
	if title, err := windows.title(p); title != "a" || err != nil {
		t.Error(title, err)
	}
	if windows.take(p) != a || windows.take(p) != nil {
		t.Error("take does not take once")
	}
	if _, err := windows.title(p); err == nil {
		t.Error("a window that was taken has a title")
	}
	if w, ok := windows.takeIfPresent(q); w != b || !ok {
		t.Error("the window is not there")
	}
	if w, ok := windows.takeIfPresent(q); w != nil || ok || Alive(q) {
		t.Error("the window is still there")
	}
}

func TestRemoveAll(t *testing.T) {
	windows.reset()
	for i := range 10 {
		windows.put(unsafe.Pointer(new([16]byte)), &Window{n: i % 2})
	}
	windows.putOwn(&Window{n: 2, data: unsafe.Pointer(new([16]byte))})
	windows.removeAll(1)
	if n := windows.count(); n != 6 {
		t.Errorf("%d windows are left, want 6", n)
	}
	p := windows.putMemory(new(Window))
	if !Alive(p) {
		t.Error("a window is not there")
	}
}

// TestGoroutines lets eight goroutines work with windows of their own.
func TestGoroutines(t *testing.T) {
	windows.reset()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 200 {
				p := unsafe.Pointer(new([16]byte))
				win := &Window{Title: strconv.Itoa(i), n: j}
				windows.put(p, win)
				if got, ok := windows.find(p); got != win || !ok {
					t.Error("the window is another's")
				}
				windows.titles()
				if j%2 == 0 {
					windows.remove(p)
				}
			}
		})
	}
	wg.Wait()
	if n := windows.count(); n != 8*100 {
		t.Errorf("%d windows are left, want 800", n)
	}
}
