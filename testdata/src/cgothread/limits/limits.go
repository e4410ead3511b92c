// Package limits uses states of threads in ways that are not seen.
package limits

/*
struct db;
int db_run(struct db *d);
const char *db_last_error(void);

static __thread int mode;
static void set_mode(int n) { mode = n; }
static int draw(void) { return mode; }
*/
import "C"

// Whether a library keeps the error for each thread is not known.
func Run(d *C.struct_db) string {
	if C.db_run(d) == 0 {
		return ""
	}
	return C.GoString(C.db_last_error())
}

// The two calls are in two functions, of which another package calls first one
// and then the other.
func SetMode(n int) { C.set_mode(C.int(n)) }

func Draw() int { return int(C.draw()) }

// Who runs the function literal may lock the thread.
func With(retry func(func() int)) {
	retry(func() int {
		C.set_mode(1)
		return int(C.draw())
	})
}
