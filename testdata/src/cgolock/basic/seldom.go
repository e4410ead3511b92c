package basic

/*
#include <poll.h>

static int open_device(int fd)
{
	struct pollfd p = {fd, POLLIN, 0};
	return poll(&p, 1, 100);
}
*/
import "C"

import "sync"

var (
	busMu   sync.Mutex
	devices = map[int]bool{}
)

// OpenDevice and CloseDevice run seldom, so that hardly one waits for another.
func OpenDevice(fd int) bool {
	busMu.Lock()
	defer busMu.Unlock()
	if C.open_device(C.int(fd)) <= 0 { // want "^low: C.open_device waits while busMu is held: CloseDevice, which needs only devices, waits just as long$"
		return false
	}
	devices[fd] = true
	return true
}

func CloseDevice(fd int) {
	busMu.Lock()
	delete(devices, fd)
	busMu.Unlock()
}
