// Package limits holds locks in ways that are not seen, or not known.
package limits

/*
#include <stdint.h>
struct server;
int server_wait(struct server *s);
extern void onDone(uintptr_t id);
extern void onWalk(uintptr_t id);
static void walk(uintptr_t id) { onWalk(id); }
*/
import "C"

import "sync"

type Server struct {
	mu     sync.Mutex
	s      *C.struct_server
	config string
	done   func()
}

var servers sync.Map

func (s *Server) SetConfig(config string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.config = config
}

// How long a function of a library takes is not known, whatever its name.
func (s *Server) Wait() {
	s.mu.Lock()
	defer s.mu.Unlock()
	C.server_wait(s.s)
}

// What the function of the user does is not known: it may want the lock.
func (s *Server) Walk(id C.uintptr_t) {
	s.mu.Lock()
	defer s.mu.Unlock()
	C.walk(id)
}

//export onWalk
func onWalk(id C.uintptr_t) {
	if s, ok := servers.Load(id); ok {
		s.(*Server).done()
	}
}
