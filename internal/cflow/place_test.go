package cflow

import (
	"testing"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
)

// TestPlace puts arguments in place of a callee's parameter.
func TestPlace(t *testing.T) {
	list := origin{kind: fromParam, text: accesspath.Parameter}
	for _, test := range []struct {
		callee accesspath.Path
		arg    origin
		want   accesspath.Path
	}{
		{"$->next", list, "$->next"},
		{"$->next", origin{kind: fromDeep, text: "$->head"}, "$->head->next"},
		{"$->next", origin{kind: fromGlobal, text: "first", addr: true}, "first.next"},
		{"$->next", origin{kind: fromParam, text: accesspath.Parameter, path: ".inner"}, "$->inner.next"},
		{"*$", origin{kind: fromGlobal, text: "first", addr: true}, "first"},
		{"*$", list, "*$"},
		{"(*$)->next", origin{kind: fromGlobal, text: "first", addr: true}, "first->next"},
		{"$[]", origin{kind: fromGlobal, text: "table", addr: true, path: ".rows"}, "(&table.rows)[]"},
		{"head($)->next", origin{kind: fromStatic, text: "queue"}, "head(queue)->next"},
	} {
		if got := test.arg.place(test.callee); got != test.want {
			t.Errorf("%s for %+v is %s, want %s", test.callee, test.arg, got, test.want)
		}
	}
}
