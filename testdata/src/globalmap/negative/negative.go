// Package negative has maps that are fine as they are.
package negative

// static void use(int n) { (void)n; }
import "C"

import "sync"

type conn struct{ id int }

// One map per object.
type server struct {
	mu    sync.Mutex
	conns map[int]*conn
}

// NewServer may be called many times.
func NewServer() *server { return &server{conns: map[int]*conn{}} }

var standard = NewServer()

func (s *server) get(id int) *conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns[id]
}

func (s *server) put(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[c.id] = c
}

//export goGet
func goGet(id C.int) C.int { return C.int(standard.get(int(id)).id) }

// Sharded already.
var shards [16]struct {
	sync.Mutex
	m map[int]*conn
}

//export goShard
func goShard(id C.int) C.int {
	s := &shards[id%16]
	s.Lock()
	defer s.Unlock()
	return C.int(s.m[int(id)].id)
}

//export goPut
func goPut(id C.int) {
	shards[id%16].Lock()
	shards[id%16].m[int(id)] = &conn{int(id)}
	shards[id%16].Unlock()
}

var synced sync.Map

//export goSynced
func goSynced(id C.int) C.int {
	c, _ := synced.Load(int(id))
	return C.int(c.(*conn).id)
}

// Written before there are callers.
var (
	tableMu sync.Mutex
	table   = map[int]string{}
)

func init() {
	tableMu.Lock()
	table[1] = "one"
	tableMu.Unlock()
}

//export goTable
func goTable(id C.int) C.int {
	tableMu.Lock()
	defer tableMu.Unlock()
	return C.int(len(table[int(id)]))
}

// A set of fixed keys.
var (
	stateMu sync.Mutex
	state   = map[int]int{}
)

//export goState
func goState(n C.int) C.int {
	stateMu.Lock()
	defer stateMu.Unlock()
	state[1] = int(n)
	return C.int(state[2])
}

// No lock at all.
var bare = map[int]int{}

//export goBare
func goBare(n C.int) C.int {
	bare[int(n)]++
	return C.int(bare[int(n)])
}

// Not at the boundary: names of drivers.
var (
	driversMu sync.Mutex
	drivers   = map[string]*conn{}
)

// Register adds a driver.
func Register(name string, c *conn) {
	driversMu.Lock()
	drivers[name] = c
	driversMu.Unlock()
}

// Open finds a driver.
func Open(name string) *conn {
	driversMu.Lock()
	defer driversMu.Unlock()
	return drivers[name]
}

// Use calls C.
func Use(n int) { C.use(C.int(n)) }

// What is supported is no object of C.
type format int

const (
	formatPNG format = iota
	formatGIF
)

var (
	formatsMu sync.Mutex
	formats   = map[format]bool{}
)

// Discover asks C once.
func Discover(known []format) {
	formatsMu.Lock()
	defer formatsMu.Unlock()
	for _, f := range known {
		C.use(C.int(f))
		formats[f] = true
	}
}

// Supports is asked often.
func Supports(f format) bool {
	formatsMu.Lock()
	defer formatsMu.Unlock()
	return formats[f]
}

// Nobody who looks up waits.
var (
	loadersMu sync.Mutex
	loaders   = map[int]bool{}
)

// Load is called once.
func Load(known []int) {
	loadersMu.Lock()
	defer loadersMu.Unlock()
	for _, id := range known {
		C.use(C.int(id))
		loaders[id] = true
	}
	clear(loaders)
}

// Loads does not lock.
func Loads(id int) bool { return loaders[id] }
