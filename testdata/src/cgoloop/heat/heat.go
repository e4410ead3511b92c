// Package heat has loops that turn often and loops that do not: only the
// former are worth a change.
package heat

/*
#include <stdint.h>
typedef struct image { int width, height; } image;
typedef void arr;
extern double get2d(const arr *a, int y, int x);
extern int plug(int option);
extern int infer(image *img);
extern int class_id(image *img, int i);
extern int class_count(image *img);
extern int nvmlDeviceGetTemperature(int i);
extern int mix(int sample);
static int checksum(const uint8_t *p, int n) { return n > 0 ? p[0] : 0; }
*/
import "C"

import "unsafe"

// An Image is an object of C, behind a void *.
type Image C.image

// At returns a pixel.
func (img *Image) At(x, y int) float64 {
	return float64(C.get2d(unsafe.Pointer(img), C.int(y), C.int(x)))
}

// Sum turns once per pixel.
func (img *Image) Sum() (sum float64) {
	for x := range int(img.width) {
		for y := range int(img.height) {
			sum += img.At(x, y) // want `^At \(by C.get2d\) crosses into C once per iteration`
		}
	}
	return sum
}

// Few by their names.
func pass(args []int) {
	for _, arg := range args {
		C.plug(C.int(arg)) // want "^low: C.plug crosses"
	}
}

// The functions of a driver do not return at once, whatever they get.
func temperatures(devices int) (sum C.int) {
	for i := range devices {
		sum += C.nvmlDeviceGetTemperature(C.int(i))
	}
	return sum
}

// What follows a call that takes long is small next to it.
func classes(img *C.image, ids []int) int {
	n := int(C.infer(img))
	for i := 0; i < int(C.class_count(img)); i++ { // want "^low: C.class_count and C.class_id cross into C once per iteration"
		n += int(C.class_id(img, C.int(i)))
	}
	return n
}

// Exports run as often as C calls them.
//
//export goMix
func goMix(voices []C.int) {
	for i := range voices {
		voices[i] = C.mix(voices[i]) // want "^C.mix crosses into C once per element of voices"
	}
}

// Chunks are as large as they can be.
func chunks(b []byte) {
	for len(b) > 0 {
		n := min(len(b), 4096)
		C.plug(C.int(n))
		b = b[n:]
	}
}

// Parts of a slice are as well.
func parts(img *struct{ pixels []byte }) (n C.int) {
	for i := 0; i < len(img.pixels); i += 1000 {
		part := img.pixels[i:min(i+1000, len(img.pixels))]
		n += C.checksum((*C.uint8_t)(&part[0]), C.int(len(part)))
	}
	return n
}

func partsByStep(b []byte) (n C.int) {
	for i := 0; i < len(b); i += 4096 {
		end := min(i+4096, len(b))
		n += C.checksum((*C.uint8_t)(&b[i]), C.int(end-i))
	}
	return n
}
