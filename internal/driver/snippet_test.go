package driver

import "testing"

func TestCut(t *testing.T) {
	for _, test := range []struct {
		name, before, marked, behind string
		room                         int
		text                         string
		at, length                   int
	}{
		{"fits", "x := ", "f()", " // ok", 30, "x := f() // ok", 5, 3},
		{"no terminal", "x := ", "f()", " // far too long for any line", -3, "x := f() // far too long for any line", 5, 3},
		{"end", "x := ", "f()", " // far too long for the line", 20, "x := f() // far too…", 5, 3},
		{"start", "0123456789012345678901234567890123456789", "f()", "", 20, "…567890123456789f()", 16, 3},
		{"both", "0123456789012345678901234567890123456789", "f()", " // more", 20, "…567890123456789f()…", 16, 3},
		{"mark", "x := ", "f(aaaaaaaaaaaaaaaaaaaaaaaaaaa)", "", 20, "x := f(aaaaaaaaaaaa…", 5, 15},
		{"characters", "ä := ", "ö()", " // ünd nöch ein wenig mehr", 20, "ä := ö() // ünd nöc…", 5, 3},
	} {
		text, at, length := cut(test.before, test.marked, test.behind, test.room)
		if text != test.text || at != test.at || length != test.length {
			t.Errorf("%s: %q, %d, %d, want %q, %d, %d", test.name, text, at, length, test.text, test.at, test.length)
		}
	}
}
