package lsp

import "testing"

func TestPathOf(t *testing.T) {
	for _, test := range []struct {
		uri     string
		windows bool
		want    string // "" for an error
	}{
		{"file:///home/me/a%20b.go", false, "/home/me/a b.go"},
		{"file:///home/me/%C3%B6.go", false, "/home/me/ö.go"},
		{"file:///C:/src/a.go", true, "C:/src/a.go"},
		{"file:///c%3A/src/a%20b.go", true, "c:/src/a b.go"}, // as VS Code writes it
		{"file://server/share/a.go", true, "//server/share/a.go"},
		{"untitled:Untitled-1", false, ""},
		{"file://%zz", false, ""},
	} {
		got, err := pathOf(test.uri, test.windows)
		if got != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%s is %q, %v, want %q", test.uri, got, err, test.want)
		}
	}
}

func TestURIOfPath(t *testing.T) {
	for name, want := range map[string]string{
		"/home/me/a b.go":      "file:///home/me/a%20b.go",
		"C:/src/ö.go":          "file:///C:/src/%C3%B6.go",
		"//server/share/a#.go": "file://server/share/a%23.go",
	} {
		uri := uriOfPath(name)
		if uri != want {
			t.Errorf("the URI of %s is %s, want %s", name, uri, want)
		}
		if back, err := pathOf(uri, name[0] != '/' || name[1] == '/'); back != name || err != nil {
			t.Errorf("%s becomes %s, %v", name, back, err)
		}
	}
}
