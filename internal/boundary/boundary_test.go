package boundary

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/finding"
)

// TestEncoding sends what an analysis found through JSON, as it goes from one
// process to the other.
func TestEncoding(t *testing.T) {
	at := finding.Position{File: "db.go", Line: 7, Column: 2}
	want := Package{
		Path:      "example.com/db",
		Functions: []Function{{Name: "(*DB).Query", At: at}, {Name: "onRow", At: at, Export: "on_row"}},
		C:         []CFunction{{Name: "db_each", Basis: Code, At: at, CallsGo: []string{"on_row"}, Waits: true}, {Name: "free", Basis: Table, Library: "libc"}},
		Calls: []Call{{In: 0, C: "db_each", Text: "C.db_each(db.c, h)", Start: at, End: at, Kept: true,
			Args: []Arg{{Text: "h", Is: []Fact{{Text: "a number that stands for a handle", At: at}}, Does: []Fact{{Text: "C keeps it"}}}}}},
		Through: []GoCall{{Text: "db.Query()", Start: at, End: at, Leads: []Fact{{Text: "C.db_each"}}}},
		Read:    []Read{{Name: "db.c", Functions: 12}},
		Unread:  []Unread{{Name: "asm.h", Why: "it is for another platform", Partial: true}},
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Package
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	for _, name := range []string{"Lock", "Hot", "Owned", "Rows"} {
		if strings.Contains(string(text), `"`+name+`"`) {
			t.Errorf("%s is written though nothing is known of it: most calls have none", name)
		}
	}
}

// TestNoPosition leaves out the position of a fact that has none.
func TestNoPosition(t *testing.T) {
	text, err := json.Marshal(Fact{Text: "its documentation says so"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(text), `{"Text":"its documentation says so"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
