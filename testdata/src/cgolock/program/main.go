// Command program calls C, under a lock that the callback of C wants.
package main

/*
extern void goItem(int n);
static void each(void) { for (int i = 0; i < 3; i++) goItem(i); }
*/
import "C"

import (
	"fmt"
	"os"
	"sync"
	"time"
)

var (
	mu    sync.Mutex
	items []int
)

//export goItem
func goItem(n C.int) {
	mu.Lock()
	defer mu.Unlock()
	items = append(items, int(n))
}

func collect() {
	mu.Lock()
	defer mu.Unlock()
	items = nil
	C.each() // want "^C.each calls goItem, which waits for mu, while collect holds it: it waits for itself, forever$"
}

func main() {
	done := make(chan bool)
	go func() {
		collect()
		close(done)
	}()
	select {
	case <-done:
		fmt.Println("items collected")
	case <-time.After(time.Second):
		fmt.Println("collect still waits for mu")
		os.Exit(1)
	}
}
