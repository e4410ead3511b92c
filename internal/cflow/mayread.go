package cflow

// readSets are the sets of a mayState that an instruction has read. When none
// of them grows afterwards, all instructions have seen all there is, and need
// not be looked at again.
type readSets struct {
	vars    []bool
	objects bool // what is in allocated memory
	params  bool // what was stored in what parameters point to
	kept    bool // what is kept anywhere
}

func (s *mayState) note(changed bool) { s.changed = s.changed || changed }

// grown notes that a variable may hold more.
func (s *mayState) grown(v int32, more bool) { s.note(more && s.read.vars[v]) }

// keptIn adds values to those that are kept somewhere.
func (s *mayState) keptIn(place *set, values set) { s.note(place.union(values) && s.read.kept) }

// stored adds values to what an own object may hold.
func (s *mayState) stored(o *object, values set) {
	if more := s.content(o).union(values); o.v >= 0 {
		s.grown(o.v, more)
	} else {
		s.note(more && s.read.objects)
	}
}

// reads notes that what an own object may hold is read.
func (s *mayState) reads(o *object) {
	if o.v >= 0 {
		s.read.vars[o.v] = true
	} else {
		s.read.objects = true
	}
}
