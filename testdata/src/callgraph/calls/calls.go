// Package calls has calls of every kind.
package calls

type server struct{ handler func() }

func (s *server) run() { // want "known: called by start"
	s.serve()   // want "calls serve"
	s.handler() // want "calls nothing known"
}

func (s *server) serve() { helper() } // want "known: called by run" "calls helper"

func start(s *server) { // want "known: called by Start"
	s.run()        // want "calls run"
	defer helper() // want "calls helper when start returns"
	go func() {    // want "calls a literal on its own goroutine"
		generic[int]() // want "calls generic"
	}()
}

// Start is exported: others may call it.
func Start(s *server) {
	start(s)           // want "calls start"
	s.handler = stored // a value that anybody may call
	put := func() {    // want "a variable's literal"
		Start(nil) // want "calls Start"
	}
	put() // want "calls put"
	changing := func() {}
	changing = nil
	changing() // want "calls nothing known"
}

func stored() {}

func generic[T any]() {} // want "known: called by start"

func helper() {} // want "known: called by serve, start"
