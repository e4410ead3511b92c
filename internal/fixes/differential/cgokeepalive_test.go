package differential_test

// cgokeepaliveSubjects are calls with what a finalizer frees.
var cgokeepaliveSubjects = []subject{
	{name: "variable", setup: []string{"t := newThing(7)"}, expr: "int(C.thing_value(t.c))", change: "t = newThing(8)"},
	{name: "temporary", expr: "int(C.thing_value(newThing(7).c))", change: "note(5)"},
	{name: "parameter", params: "t *thing", args: "newThing(7)", expr: "int(C.thing_value(t.c))", change: "t = newThing(8)"},
	{name: "two", setup: []string{"t, o := newThing(7), newThing(8)"}, expr: "int(C.thing_sum(t.c, o.c))", change: "t, o = o, t"},
	{name: "field", setup: []string{"t := newThing(7)", "c := t.c"}, expr: "int(C.thing_value(c))", change: "c = newThing(8).c"},
	{name: "owner", setup: []string{"b := &box{newThing(7)}"}, expr: "int(C.thing_value(b.t.c))", change: "b = &box{newThing(8)}"},
	{name: "early", setup: []string{"t := newThing(7)", "c := t.c", "runtime.KeepAlive(t)"}, expr: "int(C.thing_value(c))", change: "note(5)", uses: []string{"runtime"}},
}
