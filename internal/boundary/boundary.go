// Package boundary describes a package's boundary: what crosses between Go and
// C, and what is known of each crossing. An analysis passes it to the program,
// for the command why and for the picture in the report.
package boundary

import "github.com/cgolint/cgolint/internal/finding"

// A Package is the boundary of one package.
type Package struct {
	Path      string
	Functions []Function  // of Go, that call C or that C can call; in source order
	C         []CFunction // that they call, by name
	Calls     []Call      // of C, in source order
	Through   []GoCall    // calls of Go functions that call C, in source order
	Read      []Read      // files with C, by name
	Unread    []Unread
	Problem   string // what is wrong with the C as a whole, or ""
}

// A Fact is something that is known: a clause without a full stop, and the
// place where that can be seen, if there is one.
type Fact struct {
	Text string
	At   finding.Position `json:",omitzero"`
}

// A Function is a Go function that calls C, or that C can call.
type Function struct {
	Name   string // as its declaration has it: (*DB).Query
	At     finding.Position
	Export string `json:",omitempty"` // the name by which C can call it
}

// A CFunction is a function of C that Go calls.
type CFunction struct {
	Name    string
	Basis   Basis
	Library string           `json:",omitempty"` // whose contract it is
	At      finding.Position `json:",omitzero"`  // of its body, when it was read
	Facts   []string         // about the function as a whole
	CallsGo []string         `json:",omitempty"` // the exported functions that it calls back, by their names in C
	Waits   bool             `json:",omitempty"`
	Rows    string           `json:",omitempty"` // of its contract
}

// A Basis says where what is known of a C function comes from.
type Basis string

// The bases. The zero value is that nothing is known.
const (
	Code  Basis = "code"     // its body is in view
	Table Basis = "contract" // a table that comes with cgolint has it
	User  Basis = "user"     // the user has written a contract
	Cgo   Basis = "cgo"      // cgo itself provides it
)

// A Call is a call of a C function, and what is known of it.
type Call struct {
	In         int    // the index in Functions of the one that makes the call, or -1
	C          string // the function, without "C."
	Text       string // as it is written, on one line
	Start, End finding.Position
	Args       []Arg
	Result     []Fact `json:",omitempty"` // where it comes from, and what becomes of it
	Hot        string `json:",omitempty"` // why it is likely to run often
	Lock       string `json:",omitempty"` // the Go lock that is held then
	Kept       bool   `json:",omitempty"` // C keeps what an argument points to
	Owned      bool   `json:",omitempty"` // the caller must give back what it acquires
}

// An Arg is an argument of a call.
type Arg struct {
	Text     string
	Is       []Fact // what it is, or may be
	Does     []Fact // what C does with it, and what that rests on
	So       string // what follows from both
	Contract string `json:",omitempty"` // the comment that would decide what is open
}

// A GoCall is a call of a Go function that calls C.
type GoCall struct {
	Text       string
	Start, End finding.Position
	Leads      []Fact // to which calls of C
}

// A Read is a file with C functions whose bodies were read.
type Read struct {
	Name      string // of a C file, a header, or the Go file of a preamble
	Functions int    // of which something is known
}

// An Unread is C code that could not be read.
type Unread struct {
	Name, Why string
	Partial   bool // the rest of it was read
}
