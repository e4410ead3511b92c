package accesspath

import "testing"

func TestAccessPathParts(t *testing.T) {
	if parent, ok := Path("$->head->next").Parent(); !ok || parent != "$->head" {
		t.Errorf("the parent is %s, %v", parent, ok)
	}
	if _, ok := Path("first.next").Parent(); ok {
		t.Error("a variable has a parent")
	}
	if field, ok := Path("$->head.next").OfParameter(); !ok || field != ".head.next" {
		t.Errorf("the field is %s, %v", field, ok)
	}
	if got := Path("$->next$up").WithName("list"); got != "list->next$up" {
		t.Errorf("with a name it is %s", got)
	}
	if got := Path("*$").Member(".next", true); got != "(*$)->next" {
		t.Errorf("the member is %s", got)
	}
	if got := Path("list->rows[]").InAnyObject(); got != ".rows" {
		t.Errorf("in any object it is %s", got)
	}
}
