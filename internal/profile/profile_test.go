package profile

import "testing"

// Functions are named as the linker names them.
func TestSiteHas(t *testing.T) {
	for _, test := range []struct {
		site  Site
		frame frame
		want  bool
	}{
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/m.F", "a.go", 3}, true},
		{Site{"example.com/m", "F", "a.go", 3, 5}, frame{"example.com/m.F.func1.2", "a.go", 4}, true},
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/m.F", "a.go", 4}, false},
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/m.F", "b.go", 3}, false},
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/m.Far", "a.go", 3}, false},
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/n.F", "a.go", 3}, false},
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/m/n.F", "a.go", 3}, false},
		{Site{"example.com/m", "(*T).F", "a.go", 3, 3}, frame{"example.com/m.(*T[go.shape.[]example.com/m.E]).F", "a.go", 3}, true},
		{Site{"example.com/m", "F", "a.go", 3, 3}, frame{"example.com/m.F[...].func1", "a.go", 3}, true},
		{Site{"gopkg.in/m.v2", "F", "a.go", 3, 3}, frame{"gopkg.in/m%2ev2.F", "a.go", 3}, true},
		{Site{"example.com/m", "", "a.go", 3, 3}, frame{"example.com/m.init", "a.go", 3}, true},
	} {
		if got := test.site.has(test.frame); got != test.want {
			t.Errorf("%+v has %+v: %v", test.site, test.frame, got)
		}
	}
}

func TestBase(t *testing.T) {
	for name, want := range map[string]string{`/a/b.go`: "b.go", `C:\a\b.go`: "b.go", "example.com/m@v1/b.go": "b.go"} {
		if got := base(name); got != want {
			t.Errorf("base of %s is %s", name, got)
		}
	}
}
