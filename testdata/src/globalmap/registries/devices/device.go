// Package devices has one lock for two maps of callbacks. It is after
// github.com/gen2brain/malgo, device.go.
package devices

/*
#include <stdlib.h>
typedef struct ma_device { int channels; } ma_device;
extern int goDataCallback(ma_device *, int);
extern int goStopCallback(ma_device *);
static ma_device *init(int channels) {
	ma_device *d = malloc(sizeof *d);
	d->channels = channels;
	return d;
}
static int data(ma_device *d) { return goDataCallback(d, d->channels); }
static int stop(ma_device *d) { return goStopCallback(d); }
static void uninit(ma_device *d) { free(d); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

// No fix: a locked region uses anything else that may change, another map or a counter that starts over or skips numbers

var deviceMutex sync.Mutex
var dataCallbacks = make(map[*C.ma_device]func(n int) int)
var stopCallbacks = make(map[*C.ma_device]func() int)

func initDevice(channels int, data func(n int) int, stop func() int) *C.ma_device {
	d := C.init(C.int(channels))
	deviceMutex.Lock()
	dataCallbacks[d] = data
	stopCallbacks[d] = stop
	deviceMutex.Unlock()
	return d
}

func uninit(d *C.ma_device) {
	deviceMutex.Lock()
	delete(dataCallbacks, d)
	delete(stopCallbacks, d)
	deviceMutex.Unlock()
	C.uninit(d)
}

//export goDataCallback
func goDataCallback(pDevice *C.ma_device, frameCount C.int) C.int {
	deviceMutex.Lock()
	callback := dataCallbacks[pDevice]
	deviceMutex.Unlock()

	if callback != nil {
		return C.int(callback(int(frameCount)))
	}
	return 0
}

//export goStopCallback
func goStopCallback(pDevice *C.ma_device) C.int {
	deviceMutex.Lock()
	callback := stopCallbacks[pDevice]
	deviceMutex.Unlock()

	if callback != nil {
		return C.int(callback())
	}
	return 0
}

// Run plays and stops devices.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			d := initDevice(j, func(n int) int { return i + n }, func() int { return 1 })
			sum += int(C.data(d) + C.stop(d))
			uninit(d)
		}
		return sum
	})
}
