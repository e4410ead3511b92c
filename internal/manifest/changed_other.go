//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd && !solaris

package manifest

import "io/fs"

// changed is not known on this system.
func changed(fs.FileInfo) (nanoseconds, inode int64, ok bool) { return 0, 0, false }
