package exports

// In a file without import "C" the comment means nothing.
//
//export ignored
func ignored() {}
