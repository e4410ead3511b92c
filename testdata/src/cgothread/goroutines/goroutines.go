// Package goroutines starts goroutines that wait in C.
package goroutines

/*
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static int wait_for(int fd)
{
	struct pollfd p = {fd, POLLIN, 0};
	return poll(&p, 1, -1);
}

static int read_one(int fd) { char c; return read(fd, &c, 1); }
static int shout(int x) { return printf("%d\n", x); }
static int put(int x) { return x; }
*/
import "C"

import (
	"net"
	"os"
	"sync"
	"time"
)

func literal(files []*os.File) {
	var wg sync.WaitGroup
	for _, f := range files {
		wg.Add(1)
		go func() { // want `^C.wait_for waits in a goroutine per element of files: each holds an OS thread until C returns, and nothing limits how many there are$`
			defer wg.Done()
			C.wait_for(C.int(f.Fd()))
		}()
	}
	wg.Wait()
}

func group(files []*os.File) {
	var wg sync.WaitGroup
	for i := 0; i < len(files); i++ {
		wg.Go(func() { // want `^C.read_one waits in a goroutine per iteration`
			C.read_one(C.int(files[i].Fd()))
		})
	}
	wg.Wait()
}

func direct(fds map[int]bool) {
	for fd := range fds {
		go C.wait_for(C.int(fd)) // want `^C.wait_for waits in a goroutine per entry of fds`
	}
}

type server struct{ failed chan error }

func (s *server) serve(l net.Listener) error {
	for {
		c, err := l.Accept()
		if err != nil {
			return err
		}
		go s.handle(c) // want `^receive \(by C.wait_for\) waits in a goroutine per iteration`
	}
}

func (s *server) handle(c net.Conn) {
	defer c.Close()
	s.receive(c)
}

func (s *server) receive(c net.Conn) {
	f, err := c.(*net.TCPConn).File()
	if err != nil {
		s.failed <- err
		return
	}
	C.wait_for(C.int(f.Fd()))
}

// A result is sent when C has come back.
func results(fds []int) (n int) {
	ch := make(chan int)
	for _, fd := range fds {
		go func() { ch <- int(C.read_one(C.int(fd))) }() // want `^C.read_one waits`
	}
	for range fds {
		n += <-ch
	}
	return n
}

// Only so many at a time.
func semaphore(fds []int) {
	sem := make(chan struct{}, 4)
	for _, fd := range fds {
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			C.wait_for(C.int(fd))
		}()
	}
}

func semaphoreInside(fds []int) {
	sem := make(chan struct{}, 4)
	for _, fd := range fds {
		go func() {
			sem <- struct{}{}
			C.wait_for(C.int(fd))
			<-sem
		}()
	}
}

func workers(n int, fds chan int) {
	for range n {
		go func() {
			for fd := range fds {
				C.wait_for(C.int(fd))
			}
		}()
	}
	for i := 0; i < n; i++ {
		go C.wait_for(C.int(i))
	}
}

func handful() {
	for _, fd := range []int{0, 1, 2} {
		go C.wait_for(C.int(fd))
	}
	for fd := range 3 {
		go C.wait_for(C.int(fd))
	}
}

func oneByOne(mu *sync.Mutex, fds []int) {
	for _, fd := range fds {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			C.wait_for(C.int(fd))
		}()
	}
}

func inTurn(fds []int) {
	done := make(chan bool)
	for _, fd := range fds {
		go func() {
			C.wait_for(C.int(fd))
			done <- true
		}()
		<-done
	}
}

func paced(fds []int) {
	for _, fd := range fds {
		go C.wait_for(C.int(fd))
		time.Sleep(time.Second)
	}
}

// C does not wait.
func quick(xs []int) {
	for _, x := range xs {
		go C.put(C.int(x))
		go C.shout(C.int(x))
	}
}

func once(fd int) { go C.wait_for(C.int(fd)) }
