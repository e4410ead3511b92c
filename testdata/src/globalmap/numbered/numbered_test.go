package numbered

import "testing"

func TestTimers(t *testing.T) {
	ran := 0
	id := addTimer(func() { ran++ })
	if id == addTimer(func() { ran += 10 }) {
		t.Error("two timers have the same number")
	}
	callTimer(id)
	if eachTimer(nil); ran != 12 || stopTimers() != 2 {
		t.Errorf("ran %d, want 12", ran)
	}
	if clearTimers(); stopTimers() != 0 {
		t.Error("timers are left")
	}
}

func TestRegister(t *testing.T) {
	ran := 0
	a, b := register(func() { ran++ }), register(func() { ran += 10 })
	if a != 0 || b != 1 {
		t.Errorf("numbers %d and %d, want 0 and 1", a, b)
	}
	goCall(b)
	if ran != 10 {
		t.Errorf("ran %d, want 10", ran)
	}
}

func TestNames(t *testing.T) {
	a, b := known.add("a"), known.add("bcd")
	if a != 1 || b != 2 || nameLen(b) != 3 {
		t.Errorf("numbers %d and %d, want 1 and 2", a, b)
	}
}

func TestSessions(t *testing.T) {
	s := newSession()
	if !isSession(s) {
		t.Error("a session is lost")
	}
	if s.end(); isSession(s) {
		t.Error("a session is still there")
	}
}

func TestStreams(t *testing.T) {
	a, b := newStream(), newStream()
	if a.id == b.id || !isStream(a.id) || !isStream(b.id) || isStream(b.id+1) {
		t.Errorf("streams %d and %d", a.id, b.id)
	}
}
