//go:build !unix && !windows

package cputime

import "time"

var begun = time.Now()

// now returns how long the process has run: the system does not tell how long
// it has computed.
func now() time.Duration { return time.Since(begun) }
