//go:build darwin || freebsd || netbsd

package manifest

import (
	"io/fs"
	"syscall"
)

// changed returns when a file was last changed in any way, and its number in
// the file system.
func changed(info fs.FileInfo) (nanoseconds, inode int64, ok bool) {
	sys, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	sec, nsec := sys.Ctimespec.Unix()
	return sec*1e9 + nsec, int64(sys.Ino), true
}
