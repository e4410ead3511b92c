// Package handlestruct gives C pointers in structs, and by types of C's own.
package handlestruct

/*
#include <stdint.h>
#include <stdlib.h>

typedef void (*audio_cb)(void *userdata, uint8_t *stream, int len);
typedef struct { int freq; audio_cb callback; void *userdata; } spec;
typedef struct { spec s; } dev;
static dev *open_audio(const spec *s) { dev *d = malloc(sizeof *d); d->s = *s; return d; }
static void close_audio(dev *d) { free(d); }
extern void goAudio(void *, uint8_t *, int);

typedef void *gpointer;
typedef struct { gpointer data; } object;
static void object_set_data(object *o, gpointer p) { o->data = p; }
static gpointer object_get_data(object *o) { return o->data; }

typedef struct { void *opaque; void (*release)(void *); } stream;
static stream *stream_new(void *opaque) { stream *s = calloc(1, sizeof *s); s->opaque = opaque; return s; }
static stream *stream_open(void *opaque, void (*release)(void *)) { stream *s = stream_new(opaque); s->release = release; return s; }
extern void goPipeFinalizer(void *);
extern int goPipeRead(void *);
static void stream_free(stream *s) { if (s->release) s->release(s->opaque); free(s); }
*/
import "C"

import (
	"errors"
	"io"
	"unsafe"
)

// A Player fills the buffers that C plays.
type Player struct {
	dev  *C.dev
	fill func([]byte)
}

// NewPlayer gives C a struct with the pointer in it, which C copies.
func NewPlayer(fill func([]byte)) (*Player, error) {
	p := &Player{fill: fill}
	var s C.spec
	s.freq = 44100
	s.callback = C.audio_cb(C.goAudio)
	s.userdata = unsafe.Pointer(p)
	p.dev = C.open_audio(&s) // want `C.open_audio keeps s.userdata in the object that it makes`
	if p.dev == nil {
		return nil, errors.New("no device")
	}
	return p, nil
}

// Close ends it.
func (p *Player) Close() { C.close_audio(p.dev) }

//export goAudio
func goAudio(userdata unsafe.Pointer, stream *C.uint8_t, n C.int) {
	p := (*Player)(userdata)
	p.fill(unsafe.Slice((*byte)(stream), int(n)))
}

// An Object of GLib's kind.
type Object struct{ o *C.object }

type meta struct{ name string }

// SetMeta is the only one that sets it.
func (o *Object) SetMeta(m *meta) {
	C.object_set_data(o.o, C.gpointer(unsafe.Pointer(m))) // want `C.object_set_data keeps m in what o.o points to`
}

// Meta returns it.
func (o *Object) Meta() *meta {
	if p := C.object_get_data(o.o); p != nil {
		return (*meta)(p)
	}
	return nil
}

type source struct{ r io.Reader }

func wrap(r io.Reader) *C.stream {
	return C.stream_new(unsafe.Pointer(&source{r})) // want `C.stream_new keeps &source{…} in the object that it makes`
}

//export goStreamRelease
func goStreamRelease(opaque unsafe.Pointer) { (*source)(opaque).r = nil }

type pipe struct{ r io.Reader }

func open(r io.Reader) *C.stream {
	return C.stream_open(unsafe.Pointer(&pipe{r}), (*[0]byte)(C.goPipeFinalizer)) // want `C.stream_open keeps &pipe{…} in the object that it makes`
}

//export goPipeRead
func goPipeRead(opaque unsafe.Pointer) C.int {
	n, _ := (*pipe)(opaque).r.Read(nil)
	return C.int(n)
}

//export goPipeFinalizer
func goPipeFinalizer(_ unsafe.Pointer) {}
