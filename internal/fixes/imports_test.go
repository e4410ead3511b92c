package fixes_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cgolint/cgolint/internal/fixes"
)

func TestApplyMergesImports(t *testing.T) {
	const src = "package p\n\nimport \"fmt\"\n\nvar a = fmt.Sprint()\n\nvar b = 1\n\nvar c = 2\n"
	add := func(path, from, to string) fixes.Fix {
		f := fix(t, "p.go", src, change{from, to})
		f.Edits = append(f.Edits, insertion(t, "p.go", src, `"fmt"`, "\nimport "+path))
		return f
	}
	list := []fixes.Fix{
		add(`"unsafe"`, "b = 1", "b = unsafe.Sizeof(0)"),
		add(`"strconv"`, "c = 2", "c = strconv.IntSize"),
		add(`"unsafe"`, "fmt.Sprint()", "unsafe.Sizeof(1)"),
		{Message: "Insert what is no import", Edits: []fixes.Edit{
			insertion(t, "p.go", src, `"fmt"`, "\nvar x int"),
		}},
	}
	got := fixes.Apply(map[string][]byte{"p.go": []byte(src)}, list)
	want := `package p

import "unsafe"
import "strconv"

var a = unsafe.Sizeof(1)

var b = unsafe.Sizeof(0)

var c = strconv.IntSize
`
	if diff := cmp.Diff(want, string(got.Files["p.go"])); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	checkErrors(t, got.Errors, []error{nil, nil, nil, fixes.ErrOverlap})
}

// Two fixes may each add a C function at the end of a preamble, or both the
// same one.
func TestApplyMergesC(t *testing.T) {
	for _, src := range []string{
		"package p\n\n// int f(void);\nimport \"C\"\n\nvar a, b, c = 1, 2, 3\n",
		"package p\n\n/*\nint f(void);\n*/\nimport \"C\"\n\nvar a, b, c = 1, 2, 3\n",
	} {
		after, g, h := "// int f(void);", "\n//\n// int g(void);", "\n//\n// int h(void);"
		if strings.Contains(src, "/*") {
			after, g, h = "int f(void);\n", "\nint g(void);\n", "\nint h(void);\n"
		}
		var list []fixes.Fix
		for i, c := range []string{g, g, h} {
			f := fix(t, "a.go", src, change{fmt.Sprint(i + 1), fmt.Sprint(i + 5)})
			f.Edits = append(f.Edits, insertion(t, "a.go", src, after, c))
			list = append(list, f)
		}
		result := fixes.Apply(map[string][]byte{"a.go": []byte(src)}, list)
		if err := errors.Join(result.Errors...); err != nil {
			t.Fatal(err)
		}
		want := strings.Replace(strings.Replace(src, after, after+g+h, 1), "1, 2, 3", "5, 6, 7", 1)
		if diff := cmp.Diff(want, string(result.Files["a.go"])); diff != "" {
			t.Error(diff)
		}
	}
}

// Two fixes may make a group of the only import, each with one of its own, or
// with the same package under two names.
func TestApplyMergesGroups(t *testing.T) {
	const src = "package p\n\nimport \"fmt\"\n\nvar a, b, c = fmt.Sprint(), 1, 2\n"
	add := func(spec, from, to string) fixes.Fix {
		f := fix(t, "p.go", src, change{from, to})
		f.Edits = append(f.Edits, insertion(t, "p.go", src, "import ", "(\n\t"), insertion(t, "p.go", src, `"fmt"`, "\n\t"+spec+"\n)"))
		return f
	}
	got := fixes.Apply(map[string][]byte{"p.go": []byte(src)}, []fixes.Fix{
		add(`"runtime"`, "1", "runtime.NumCPU()"),
		add(`goruntime "runtime"`, "2", "goruntime.NumCPU()"),
		add(`"runtime"`, "fmt.Sprint()", "fmt.Sprint(runtime.GOOS)"),
	})
	want := `package p

import (
	"fmt"
	"runtime"
	goruntime "runtime"
)

var a, b, c = fmt.Sprint(runtime.GOOS), runtime.NumCPU(), goruntime.NumCPU()
`
	if diff := cmp.Diff(want, string(got.Files["p.go"])); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	checkErrors(t, got.Errors, []error{nil, nil, nil})
}

// Two fixes may add the same import in different ways.
func TestApplyImportsOnce(t *testing.T) {
	const src = "package p\n\nimport (\n\t\"fmt\"\n)\n\nvar a = fmt.Sprint()\n"
	list := []fixes.Fix{
		{Edits: []fixes.Edit{insertion(t, "p.go", src, `"fmt"`, "\n\t\"os\"")}},
		{Edits: []fixes.Edit{insertion(t, "p.go", src, "package p\n", "\nimport \"os\"\n")}},
	}
	got := fixes.Apply(map[string][]byte{"p.go": []byte(src)}, list)
	if n := strings.Count(string(got.Files["p.go"]), `"os"`); n != 1 {
		t.Errorf("%d imports of os in\n%s", n, got.Files["p.go"])
	}
}

func TestNewImports(t *testing.T) {
	const src = "package p\n\nimport \"os\"\n\nvar _ = os.Args\n"
	insert := func(text string) fixes.Edit { return fixes.Edit{File: "p.go", Start: 10, End: 10, New: text} }
	for _, test := range []struct {
		edit fixes.Edit
		want string
	}{
		{insert("import \"example.com/q\"\n"), "example.com/q"},
		{insert("import \"sync\"\n"), ""},
		{insert("import \"os\"\n"), ""},
		{fixes.Edit{File: "p.go", Start: 22, End: 22, New: "; var s = \"example.com/q\""}, ""},
	} {
		added := fixes.NewImports(map[string][]byte{"p.go": []byte(src)}, fixes.Fix{Message: "m", Edits: []fixes.Edit{test.edit}})
		if got := strings.Join(added["p.go"], " "); got != test.want {
			t.Errorf("%q adds %q, want %q", test.edit.New, got, test.want)
		}
	}
}

// Lines that are added end as those of the file.
func TestWindowsLines(t *testing.T) {
	const src = "package p\r\n\r\nfunc f() {\r\n}\r\n"
	for _, text := range []string{"\n\tg()", "\r\n\tg()"} {
		f := fixes.Fix{Message: "Call g", Edits: []fixes.Edit{insertion(t, "a.go", src, "{", text)}}
		got := fixes.Apply(map[string][]byte{"a.go": []byte(src)}, []fixes.Fix{f})
		if want := "package p\r\n\r\nfunc f() {\r\n\tg()\r\n}\r\n"; string(got.Files["a.go"]) != want {
			t.Errorf("%q becomes %q, want %q", text, got.Files["a.go"], want)
		}
	}
}
