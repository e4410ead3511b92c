package boundary

import (
	"fmt"
	"slices"
	"strings"
)

// A Summary is the fact that the analyzer exports for a Go function which
// hands memory to C or gets it from there. Package crossing knows whether it
// crosses.
type Summary struct {
	// Needs are the demands on what the parameters lead to.
	Needs []Need

	// Frees are the parameters whose memory C frees. The receiver is
	// parameter 0.
	Frees []int

	// Results says for each result whose memory it points to.
	Results []Result
}

// A Need is a demand of cgo's pointer passing rules on memory that a
// parameter of a function leads to, because the function gives it to C.
type Need struct {
	Kind    NeedKind
	Param   int     // the receiver is parameter 0
	Offsets []int64 // of the pointers to follow from the parameter, in bytes
	Off     int64   // then, in the memory
	Size    int64   // of NeedRegion; -1 is all that follows
	Func    string  // the C function, without "C."; "" for C memory
	Place   string  // of NeedKept: the global in which C keeps the pointer, or ""
}

// NeedKind says what must not be.
type NeedKind uint8

// What C requires of memory.
const (
	NeedWhole     NeedKind = iota + 1 // all of the memory must hold no unpinned Go pointers
	NeedRegion                        // Size bytes of it must not
	NeedNoPointer                     // the pointer itself must be none to unpinned Go memory
	NeedNoAddress                     // the same, because C gets it as a number
	NeedKept                          // the same, because C keeps it
)

func (n Need) equal(m Need) bool {
	return n.Kind == m.Kind && n.Param == m.Param && n.Off == m.Off && n.Size == m.Size && slices.Equal(n.Offsets, m.Offsets)
}

// A Result says what a result of a function points to.
type Result struct {
	Origin Origin
	Param  int    // 1 + the parameter that is returned; 0 when it is none
	Func   string // of C memory: the C function that returned it
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

func (s *Summary) String() string {
	var parts []string
	for _, n := range s.Needs {
		parts = append(parts, n.String())
	}
	for _, i := range s.Frees {
		parts = append(parts, fmt.Sprintf("parameter %d is freed", i))
	}
	for i, r := range s.Results {
		switch {
		case r.Param > 0:
			parts = append(parts, fmt.Sprintf("result %d is parameter %d", i, r.Param-1))
		case r.Origin == C:
			parts = append(parts, fmt.Sprintf("result %d is C memory", i))
		case r.Origin == Go:
			parts = append(parts, fmt.Sprintf("result %d is Go memory", i))
		}
	}
	return strings.Join(parts, ", ")
}

func (n Need) String() string {
	what := fmt.Sprintf("parameter %d", n.Param)
	for _, off := range n.Offsets {
		what += fmt.Sprintf("→%d", off)
	}
	to := "C memory"
	if n.Func != "" {
		to = "C." + n.Func
	}
	switch n.Kind {
	case NeedWhole:
		return what + " goes whole to " + to
	case NeedRegion:
		if n.Size < 0 {
			return fmt.Sprintf("%s goes to %s from byte %d on", what, to, n.Off)
		}
		return fmt.Sprintf("%s goes to %s, %d bytes from byte %d on", what, to, n.Size, n.Off)
	}
	switch n.Kind {
	case NeedNoAddress:
		return what + " goes as a number to " + to
	case NeedKept:
		return what + " is kept by " + to
	}
	return what + " is stored where " + to + " sees it"
}

// Reaches is the fact of a package that has functions with a [Summary].
type Reaches struct{}

// AFact marks Reaches as a fact.
func (*Reaches) AFact() {}

func (*Reaches) String() string { return "reaches C" }
