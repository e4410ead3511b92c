package cfront

// SetExpansionLimit makes a macro bomb go off sooner, and returns how to undo
// that.
func SetExpansionLimit(n int) (restore func()) {
	old := expansionLimit
	expansionLimit = n
	return func() { expansionLimit = old }
}
