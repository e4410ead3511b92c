package heap

// A Slot is where in a value or memory a word is: at Off bytes, or, when Step
// is not 0, at Off plus any multiple of Step.
type Slot struct{ Off, Step int64 }

// covers reports whether s and t may be the same word.
func (s Slot) covers(t Slot) bool {
	switch {
	case s.Step == 0 && t.Step == 0:
		return s.Off == t.Off
	case s.Step == 0:
		return s.Off >= t.Off && (s.Off-t.Off)%t.Step == 0
	case t.Step == 0:
		return t.covers(s)
	}
	return (s.Off-t.Off)%gcd(s.Step, t.Step) == 0
}

func (s Slot) compare(t Slot) int {
	if s.Off != t.Off {
		return int(s.Off - t.Off)
	}
	return int(s.Step - t.Step)
}

func mod(a, b int64) int64 {
	if b == 0 {
		return a
	}
	return (a%b + b) % b
}
