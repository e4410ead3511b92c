// Package basic holds locks over calls of C.
package basic

/*
#include <poll.h>
#include <stdint.h>
#include <unistd.h>

extern void onStatus(uintptr_t id, int status);
extern void onRow(uintptr_t id);
extern void onPeer(uintptr_t id);
extern void onTotal(int n);

static void iterate(uintptr_t id) { for (int i = 0; i < 2; i++) onStatus(id, i); }
static void rows(uintptr_t id, void (*f)(uintptr_t)) { f(id); }
static void totals(void) { onTotal(1); }
static int wait_readable(int fd)
{
	struct pollfd p = {fd, POLLIN, 0};
	return poll(&p, 1, -1);
}
static int receive(int fd, void *buf, int n) { return read(fd, buf, n); }
*/
import "C"

import (
	"sync"
	"unsafe"
)

type Tox struct {
	mu     sync.Mutex
	status int
	rows   int
	id     C.uintptr_t
}

var all sync.Map

func find(id C.uintptr_t) *Tox {
	v, _ := all.Load(id)
	t, _ := v.(*Tox)
	return t
}

//export onStatus
func onStatus(id C.uintptr_t, status C.int) { find(id).setStatus(int(status)) }

func (t *Tox) setStatus(status int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.status = status
}

func (t *Tox) Iterate() {
	t.mu.Lock()
	defer t.mu.Unlock()
	C.iterate(t.id) // want "^C.iterate calls onStatus, which calls setStatus, which waits for mu, while Iterate holds it: it waits for itself, forever$"
}

//export onRow
func onRow(id C.uintptr_t) {
	t := find(id)
	t.mu.Lock()
	t.rows++
	t.mu.Unlock()
}

// The function is an argument, and the call of C in another function.
func (t *Tox) Rows() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.readRows() // want "^readRows .by C.rows. calls onRow, which waits for mu, while Rows holds it: it waits for itself, forever$"
	return t.rows
}

func (t *Tox) readRows() {
	id := t.id
	C.rows(id, (*[0]byte)(C.onRow))
}

func (t *Tox) Each() { t.readRows() }

// A lock of the package; and one for reading, which is taken again.
var (
	totalMu sync.RWMutex
	total   int
)

//export onTotal
func onTotal(n C.int) {
	totalMu.RLock()
	defer totalMu.RUnlock()
	_ = total
}

func Total() {
	totalMu.Lock()
	defer totalMu.Unlock()
	total = 0
	C.totals() // want "^C.totals calls onTotal, which waits for totalMu, while Total holds it: it waits for itself, forever$"
}

func ReadTotal() int {
	totalMu.RLock()
	defer totalMu.RUnlock()
	C.totals() // want "^C.totals calls onTotal, which takes totalMu for reading again while ReadTotal holds it for reading: both wait forever once a writer waits in between$"
	return total
}

// A device that is read under the lock that guards its settings.
type Device struct {
	mu      sync.Mutex
	fd      C.int
	timeout int
	peers   map[int]func()
}

func (d *Device) SetTimeout(n int) {
	d.mu.Lock()
	d.timeout = n
	d.mu.Unlock()
}

func (d *Device) Wait() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return C.wait_readable(d.fd) > 0 // want "^C.wait_readable waits while mu is held: SetTimeout, which needs only timeout, waits just as long$"
}

func (d *Device) Read(b []byte) int {
	d.mu.Lock()
	n := d.receive(b) // want "^receive .by C.receive. waits while mu is held: SetTimeout, which needs only timeout, waits just as long$"
	d.mu.Unlock()
	return n
}

func (d *Device) receive(b []byte) int {
	return int(C.receive(d.fd, unsafe.Pointer(unsafe.SliceData(b)), C.int(len(b))))
}

func Receive(d *Device, b []byte) int { return d.receive(b) }
