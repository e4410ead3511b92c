package cgocallback

// findStored finds the exported functions that the package has C store in
// global variables of C, as a setter of an allocator or a logger does. A
// variable that two of them are stored in stands for the first.
func (c *checker) findStored() {
	c.stored = make(map[string]string)
	for _, call := range c.src.Calls() {
		f := c.sums.Func(call.Name)
		if f == nil || c.src.IsTest(call.Pos()) {
			continue
		}
		for i, arg := range call.Args {
			if i >= len(f.Params) || len(f.Params[i].StoredAt) == 0 {
				continue
			}
			name := c.exported(arg)
			for _, place := range f.Params[i].StoredAt {
				if name != "" && c.stored[place] == "" {
					c.stored[place] = name
				}
			}
		}
	}
}
