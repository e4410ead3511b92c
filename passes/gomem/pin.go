package gomem

import "github.com/cgolint/cgolint/passes/gomem/heap"

// pin notes that x of p.Pin(x) is pinned by p.
func (c callSite) pin() {
	if len(c.args) < 2 {
		return
	}
	for _, pinner := range c.args[0].First() {
		for _, a := range c.in.data(c.args[1]) {
			if a.Kind != heap.Boxed {
				continue
			}
			for _, b := range c.State.Load(a, -1).First() {
				if b.Kind == heap.Pointer {
					c.State.Pins.Set(heap.Pin{Object: b.Mem, By: pinner}, true)
					c.State.Contents.Set(b.Mem, c.State.Inside(b.Mem)) // it is there from now on
				}
			}
		}
	}
}

func (c callSite) unpin() {
	if len(c.args) < 1 {
		return
	}
	for _, pinner := range c.args[0].First() {
		for pin := range c.State.Pins.Entries() {
			if pin.By == pinner {
				c.State.Pins.Delete(pin)
			}
		}
	}
}
