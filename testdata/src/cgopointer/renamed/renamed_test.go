package renamed

import "testing"

func Test(t *testing.T) {
	if x := new(transfer); x.length != 0 {
		t.Error(alloc(1))
	}
}
