package files

func newID() int32 {
	idMu.Lock()
	defer idMu.Unlock()
	lastID++ // want "idMu guards only lastID"
	return lastID
}

func (r *registry) add(name string) int32 {
	id := newID()
	r.Lock()
	defer r.Unlock()
	r.byID[id] = name
	return id
}
