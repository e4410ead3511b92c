package preamble_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/preamble"
)

func TestAppend(t *testing.T) {
	const c = "static int g(void)\n{\n\treturn 1;\n}\n"
	for _, test := range []struct{ name, src, want string }{
		{"block", "/*\nint f(void);\n*/\nimport \"C\"\n", "/*\nint f(void);\n\nstatic int g(void)\n{\n\treturn 1;\n}\n*/\nimport \"C\"\n"},
		{"block that ends on a line of C", "/* int f(void); */\nimport \"C\"\n", "/* int f(void); \n\nstatic int g(void)\n{\n\treturn 1;\n}\n*/\nimport \"C\"\n"},
		{"lines", "// int f(void);\nimport \"C\"\n", "// int f(void);\n//\n// static int g(void)\n// {\n// \treturn 1;\n// }\nimport \"C\"\n"},
		{"carriage returns", "/*\r\nint f(void);\r\n*/\r\n", "/*\r\nint f(void);\r\n\r\nstatic int g(void)\r\n{\r\n\treturn 1;\r\n}\r\n*/\r\n"},
		{"no comment", "import \"C\"\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var comments []preamble.Span
			if strings.HasPrefix(test.src, "/") {
				comments = append(comments, preamble.Span{Start: 0})
			}
			offset, insert, ok := preamble.Append([]byte(test.src), comments, c)
			got := ""
			if ok {
				got = test.src[:offset] + insert + test.src[offset:]
			}
			if got != test.want {
				t.Errorf("Append makes\n%q\nwant\n%q", got, test.want)
			}
		})
	}
	if _, _, ok := preamble.Append([]byte("/**/"), []preamble.Span{{Start: 0}}, "/* a comment */"); ok {
		t.Error("Append takes text that ends the comment")
	}
}
