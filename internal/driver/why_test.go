package driver

import "testing"

func TestSplitLine(t *testing.T) {
	for text, want := range map[string]struct {
		file string
		line int
	}{
		"db.go:33":              {"db.go", 33},
		"db.go:33:13":           {"db.go", 33},
		"db.go:33:13:":          {"db.go", 33},
		"./a b/db.go:7":         {"./a b/db.go", 7},
		`C:\src\db.go:33`:       {`C:\src\db.go`, 33},
		`C:\src\db.go:33:1`:     {`C:\src\db.go`, 33},
		"C:/src/10/db.go:33:1:": {"C:/src/10/db.go", 33},
		"db.go":                 {},
		"db.go:":                {},
		"db.go:0":               {},
		"db.go:-1":              {},
		`C:\src\db.go`:          {},
		"":                      {},
	} {
		file, line, ok := splitLine(text)
		if ok != (want.line > 0) || ok && (file != want.file || line != want.line) {
			t.Errorf("%q is %q, %d, %v", text, file, line, ok)
		}
	}
}
