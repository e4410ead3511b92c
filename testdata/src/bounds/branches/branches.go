// Package branches asks what is known of numbers and lengths: show's argument
// is bounded as the comments say.
package branches

import "log"

func show(v any) {}

func early(b []byte) {
	show(b) // want `0\.\.`
	if len(b) < 4 {
		return
	}
	show(b) // want `4\.\.`
}

func both(a, b []byte) {
	if len(a) == 0 || len(a) != len(b) {
		return
	}
	show(b) // want `1\.\.`
}

func exit(b []byte) {
	if len(b) == 0 {
		log.Fatal("empty")
	}
	show(b) // want `1\.\.`
}

func replaced(b []byte) {
	if len(b) == 0 {
		b = []byte{1, 2}
	}
	show(b) // want `1\.\.`
}

func notNil(b []byte) {
	if b != nil {
		show(b) // want `0\.\.`
	}
}

func loop(b []byte) {
	for i := 0; i < len(b); i++ {
		show(b) // want `1\.\.`
	}
	show(b) // want `0\.\.`
}

func shrinks(b []byte) {
	for len(b) > 0 {
		show(b) // want `1\.\.`
		b = b[1:]
	}
	show(b) // want `0\.\.`
}

func left(b []byte) {
	for len(b) > 0 {
		if b[0] == 'x' {
			break
		}
		b = b[1:]
	}
	show(b) // want `0\.\.`
}

type message struct{ data []byte }

func field(m *message) {
	if len(m.data) == 0 {
		return
	}
	show(m.data) // want `1\.\.`
	m.data = nil
	show(m.data) // want `0\.\.0`
}

func captured(b []byte) func() {
	if len(b) > 8 {
		return func() { show(b) } // want `9\.\.`
	}
	return func() { show(b) } // want `0\.\.8`
}

func number(n int, u uint16, long uint64) {
	show(u)            // want `0\.\.65535`
	show(n & 0xff)     // want `0\.\.255`
	show(min(n, 10))   // want `\.\.10`
	show(max(n, 10))   // want `10\.\.`
	show(long % 7)     // want `0\.\.6`
	show(int32(long))  // want `-2147483648\.\.2147483647`
	show(int64(u) * 4) // want `0\.\.262140`
	if long > 1<<20 {
		return
	}
	show(int32(long)) // want `0\.\.1048576`
}

func flag(b []byte, on bool) {
	use := on && len(b) > 2
	if use {
		show(b) // want `3\.\.`
	}
}
