package files

import "sync"

// The lock of lastID.
var idMu = &sync.Mutex{}
