package cost

// What things take in Go, in nanoseconds, on the machine of
// docs/benchmarks.md. They are meant to be right within a factor of three.
const (
	stepTime       = 0.4 // an operation of an expression
	callTime       = 10  // a call of an unknown function
	allocationTime = 25
	mapTime        = 12
	channelTime    = 60
	goTime         = 300
	ioTime         = 2000
)

var builtinTimes = map[string]float64{
	"append": 4, "copy": 4, "make": allocationTime, "new": allocationTime, "delete": mapTime, "clear": mapTime, "panic": 100,
	"print": ioTime, "println": ioTime, "len": 0, "cap": 0, "min": 1, "max": 1, "close": channelTime,
}

// packageTimes are by the path of a package, and hold for those in its folder.
var packageTimes = map[string]float64{
	"unsafe": 0, "math": 2, "sync": 10, "sync/atomic": 2, "errors": allocationTime, "strconv": 25, "strings": 25, "bytes": 25,
	"slices": 25, "maps": 25, "unicode": 2, "hash": 50, "runtime": 5, "time": 40, "context": 10, "container": 20,
	"fmt": 100, "reflect": 60, "sort": 500, "regexp": 500, "text": 1000, "encoding": 500, "encoding/binary": 5, "html": 500,
	"compress": ioTime, "crypto": 500, "image": 20, "math/big": 100, "go": 1000, "log": 500, "bufio": 50,
	"os": ioTime, "io": 200, "io/fs": ioTime, "net": ioTime, "syscall": ioTime, "database": ioTime, "path": 50, "testing": 5,
}

// functionTimes are of functions and methods, by package and name, that are
// unlike the rest of their package.
var functionTimes = map[string]float64{
	"fmt.Print": ioTime, "fmt.Printf": ioTime, "fmt.Println": ioTime, "fmt.Fprint": 100, "fmt.Fprintf": 100, "fmt.Fprintln": 100,
	"time.Sleep": 1e6, "time.After": 200, "sync.Wait": 1e6, "runtime.KeepAlive": 0, "runtime.LockOSThread": 5, "runtime.GC": 1e6,
	"strings.Builder": 5, "os.Getenv": 30, "sync.Get": 15, "sync.Put": 15, "time.Unix": 5, "time.Sub": 3, "time.Since": 40,
	"bytes.WriteByte": 3, "strings.WriteByte": 3, "bytes.Bytes": 1, "slices.Contains": 10, "reflect.TypeOf": 2,
}
