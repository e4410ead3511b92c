package negative

/*
#include <stdlib.h>
#include <string.h>
typedef struct { int n; } motor;
static motor *motor_new(int n) { motor *m = malloc(sizeof *m); m->n = n; return m; }
static void motor_free(motor *m) { free(m); }
static int motor_speed(motor *m) { return m->n; }
static void motor_swap(motor **m) { free(*m); *m = NULL; }
typedef struct engine engine;
//cgolint:contract engine_open 1 out fresh freed by engine_close if result == 0
//cgolint:contract engine_close 1 freed
int engine_open(engine **out);
void engine_adopt(engine *e);
engine *engine_wrap(engine *e);
int engine_fill(engine *e, const unsigned char *samples, int n);
void engine_close(engine *e);
struct engine { int n; };
*/
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// Swapped is freed by C, through a pointer to the variable.
func Swapped() {
	m := C.motor_new(1)
	C.motor_swap(&m)
}

// A Getter hands its motor out: whoever gets it may free it.
type Getter struct{ m *C.motor }

func NewGetter() *Getter            { return &Getter{C.motor_new(1)} }
func (g *Getter) C() unsafe.Pointer { return unsafe.Pointer(g.m) }

// A Wheel is freed by a function that gets the object.
type Wheel struct{ m *C.motor }

func NewWheel() *Wheel   { return &Wheel{C.motor_new(1)} }
func FreeWheel(w *Wheel) { C.motor_free(w.m) }

// A Public field may be freed elsewhere.
type Public struct{ M *C.motor }

func NewPublic() *Public { return &Public{C.motor_new(1)} }

type part struct{ m *C.motor }

func (p *part) Close() { C.motor_free(p.m) }

// A Whole is closed by what it embeds.
type Whole struct {
	part
	n int
}

func NewWhole() *Whole { return &Whole{part: part{C.motor_new(1)}, n: 1} }

// One is there once.
var one = &single{C.motor_new(3)}

type single struct{ m *C.motor }

// Speed asks it.
func Speed() int { return int(C.motor_speed(one.m)) }

// A Cleaned object has a cleanup.
type Cleaned struct{ m *C.motor }

func NewCleaned() *Cleaned {
	c := &Cleaned{C.motor_new(1)}
	runtime.AddCleanup(c, func(m *C.motor) { C.motor_free(m) }, c.m)
	return c
}

// A Builder gives its motor away.
type Builder struct{ m *C.motor }

func NewBuilder() *Builder { return &Builder{C.motor_new(1)} }

func (b *Builder) Build() *C.motor {
	m := b.m
	b.m = nil
	return m
}

type pool struct{ m map[string]*item }
type item struct{ m *C.motor }

func (p *pool) add(k string) { p.m[k] = &item{C.motor_new(1)} }

func (p *pool) close() {
	for _, it := range p.m {
		C.motor_free(it.m)
	}
}

// A Garage frees its motors one by one.
type Garage struct{ motors []*C.motor }

func (g *Garage) Add() { g.motors = append(g.motors, C.motor_new(1)) }

func (g *Garage) Close() {
	for _, m := range g.motors {
		C.motor_free(m)
	}
}

// A Tag frees the old name, or has none.
type Tag struct{ name *C.char }

func (l *Tag) Close() { C.free(unsafe.Pointer(l.name)) }

func (l *Tag) SetName(name string) {
	C.free(unsafe.Pointer(l.name))
	l.name = C.CString(name)
}

func (l *Tag) Rename(name string) {
	old := l.name
	l.name = C.CString(name)
	C.free(unsafe.Pointer(old))
}

func (l *Tag) EnsureName(name string) {
	if l.name == nil {
		l.name = C.CString(name)
	}
}

func (l *Tag) ResetName(name string) {
	l.Close()
	l.name = C.CString(name)
}

// Open is called once for each label.
func (l *Tag) Open(name string) { l.name = C.CString(name) }

// A Client has a motor until it is closed.
type Client struct{ m *C.motor }

func NewClient(n int) (*Client, error) {
	m := C.motor_new(C.int(n))
	if m == nil {
		return nil, errors.New("no motor")
	}
	return &Client{m}, nil
}

func (c *Client) Close()     { C.motor_free(c.m) }
func (c *Client) Speed() int { return int(C.motor_speed(c.m)) }

// Closed closes it.
func Closed(n int) int {
	c, err := NewClient(n)
	if err != nil {
		return -1
	}
	defer c.Close()
	return c.Speed()
}

var clients = map[int]*Client{}

// Registered leaves it in a map.
func Registered(n int) error {
	c, err := NewClient(n)
	if err != nil {
		return err
	}
	if c.Speed() < 0 {
		c.Close()
		return errors.New("slow")
	}
	clients[n] = c
	return nil
}

// A Finalized object is collected.
type Finalized struct{ m *C.motor }

func NewFinalized() *Finalized {
	f := &Finalized{C.motor_new(1)}
	runtime.SetFinalizer(f, func(f *Finalized) { C.motor_free(f.m) })
	return f
}

func Collected() int {
	f := NewFinalized()
	defer runtime.KeepAlive(f)
	return int(C.motor_speed(f.m))
}

// Shared is the same for all who ask.
var shared *Client

func Shared() (*Client, error) {
	if shared != nil {
		return shared, nil
	}
	c, err := NewClient(1)
	shared = c
	return c, err
}

func UseShared() int {
	c, err := Shared()
	if err != nil {
		return -1
	}
	return c.Speed()
}

// Adopted is passed to a function that takes it, by its name.
func Adopted() error {
	var e *C.engine
	if C.engine_open(&e) != 0 {
		return errors.New("open")
	}
	C.engine_adopt(e)
	return nil
}

// Wrapped is in another object.
func Wrapped() (*C.engine, error) {
	var e *C.engine
	if C.engine_open(&e) != 0 {
		return nil, errors.New("open")
	}
	w := C.engine_wrap(e)
	if w == nil {
		return nil, errors.New("wrap")
	}
	return w, nil
}

// A Frame has samples that C keeps in the frame, as far as the prototype tells.
type Frame struct {
	f       *C.engine
	samples *C.uchar
}

func (f *Frame) Fill(n int) {
	f.samples = (*C.uchar)(C.malloc(C.size_t(n)))
	C.engine_fill(f.f, f.samples, C.int(n))
}

// A Device is the one that the program plays on, until it ends.
type Device struct{ e *C.engine }

var device *Device

func NewDevice() (*Device, error) {
	d := new(Device)
	device = d
	if C.engine_open(&d.e) != 0 {
		return nil, errors.New("open")
	}
	return d, nil
}

func (d *Device) Fill(samples *C.uchar, n int) { C.engine_fill(d.e, samples, C.int(n)) }
