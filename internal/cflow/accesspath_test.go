package cflow

import "testing"

// TestAccessPathOf puts arguments in place of a callee's parameter.
func TestAccessPathOf(t *testing.T) {
	list := origin{kind: fromParam, text: parameter}
	for _, test := range []struct {
		callee accessPath
		arg    origin
		want   accessPath
	}{
		{"$->next", list, "$->next"},
		{"$->next", origin{kind: fromDeep, text: "$->head"}, "$->head->next"},
		{"$->next", origin{kind: fromGlobal, text: "first", addr: true}, "first.next"},
		{"$->next", origin{kind: fromParam, text: parameter, path: ".inner"}, "$->inner.next"},
		{"*$", origin{kind: fromGlobal, text: "first", addr: true}, "first"},
		{"*$", list, "*$"},
		{"(*$)->next", origin{kind: fromGlobal, text: "first", addr: true}, "first->next"},
		{"$[]", origin{kind: fromGlobal, text: "table", addr: true, path: ".rows"}, "(&table.rows)[]"},
		{"head($)->next", origin{kind: fromStatic, text: "queue"}, "head(queue)->next"},
	} {
		if got := test.callee.of(&test.arg); got != test.want {
			t.Errorf("%s for %+v is %s, want %s", test.callee, test.arg, got, test.want)
		}
	}
}

func TestAccessPathParts(t *testing.T) {
	if parent, ok := accessPath("$->head->next").parent(); !ok || parent != "$->head" {
		t.Errorf("the parent is %s, %v", parent, ok)
	}
	if _, ok := accessPath("first.next").parent(); ok {
		t.Error("a variable has a parent")
	}
	if field, ok := accessPath("$->head.next").ofParameter(); !ok || field != ".head.next" {
		t.Errorf("the field is %s, %v", field, ok)
	}
	if got := accessPath("*$").member(".next", true); got != "(*$)->next" {
		t.Errorf("the member is %s", got)
	}
	if got := accessPath("list->rows[]").inAnyObject(); got != ".rows" {
		t.Errorf("in any object it is %s", got)
	}
}
