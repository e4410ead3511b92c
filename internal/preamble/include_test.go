package preamble_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/cgolint/cgolint/internal/preamble"
)

func TestInclude(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"below the includes", "// #include <stdio.h>\n// #include \"x.h\"\n//\n// static int f(void) { return 1; }\nimport \"C\"\n",
			"// #include <stdio.h>\n// #include \"x.h\"\n// #include <stdlib.h>\n//\n// static int f(void) { return 1; }\nimport \"C\"\n"},
		{"block", "/*\n#define _GNU_SOURCE\n#include <stdio.h>\n\nint f(void);\n*/\nimport \"C\"\n",
			"/*\n#define _GNU_SOURCE\n#include <stdio.h>\n#include <stdlib.h>\n\nint f(void);\n*/\nimport \"C\"\n"},
		{"the only line", "// #include \"x.h\"\nimport \"C\"\n", "// #include \"x.h\"\n// #include <stdlib.h>\nimport \"C\"\n"},
		{"without a space", "//#include \"x.h\"\nimport \"C\"\n", "//#include \"x.h\"\n//#include <stdlib.h>\nimport \"C\"\n"},
		{"in a group of imports", "import (\n\t// #include \"x.h\"\n\t\"C\"\n)\n", "import (\n\t// #include \"x.h\"\n\t// #include <stdlib.h>\n\t\"C\"\n)\n"},
		{"block that ends on the line", "/* #include \"x.h\" */\nimport \"C\"\n", "/* #include \"x.h\"\n #include <stdlib.h>\n */\nimport \"C\"\n"},
		{"no include", "// #cgo LDFLAGS: -lx\n// #define _GNU_SOURCE\n// #define TWICE(x) \\\n//   ((x) + (x))\n// int f(void);\nimport \"C\"\n",
			"// #cgo LDFLAGS: -lx\n// #define _GNU_SOURCE\n// #define TWICE(x) \\\n//   ((x) + (x))\n// #include <stdlib.h>\n//\n// int f(void);\nimport \"C\"\n"},
		{"no include, block", "/*\nint f(void);\n*/\nimport \"C\"\n", "/*\n#include <stdlib.h>\n\nint f(void);\n*/\nimport \"C\"\n"},
		{"no include, one line", "/* int f(void); */\nimport \"C\"\n", "/* #include <stdlib.h>\n\n int f(void); */\nimport \"C\"\n"},
		{"conditions", "/*\n#ifdef _WIN32\n#include <io.h>\n#endif\nint f(void);\n#include \"late.c\"\n*/\nimport \"C\"\n",
			"/*\n#include <stdlib.h>\n\n#ifdef _WIN32\n#include <io.h>\n#endif\nint f(void);\n#include \"late.c\"\n*/\nimport \"C\"\n"},
		{"a comment", "// /* no\n// #include <stdio.h>\n// */\n// int f(void);\nimport \"C\"\n",
			"// #include <stdlib.h>\n//\n// /* no\n// #include <stdio.h>\n// */\n// int f(void);\nimport \"C\"\n"},
		{"flags alone", "// #cgo LDFLAGS: -lx\nimport \"C\"\n", "// #cgo LDFLAGS: -lx\n//\n// #include <stdlib.h>\nimport \"C\"\n"},
		{"carriage returns", "/*\r\n#include \"x.h\"\r\n*/\r\nimport \"C\"\r\n", "/*\r\n#include \"x.h\"\r\n#include <stdlib.h>\r\n*/\r\nimport \"C\"\r\n"},
		{"carriage returns, no include", "// int f(void);\r\nimport \"C\"\r\n", "// #include <stdlib.h>\r\n//\r\n// int f(void);\r\nimport \"C\"\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := "package p\n\n" + test.src
			offset, insert, ok := preamble.Include([]byte(src), comments(t, src), "<stdlib.h>")
			if !ok {
				t.Fatal("nothing is added")
			}
			if got := src[:offset] + insert + src[offset:]; got != "package p\n\n"+test.want {
				t.Errorf("Include makes\n%s\nwant\n%s", got, "package p\n\n"+test.want)
			}
		})
	}
	if _, _, ok := preamble.Include([]byte("import \"C\"\n"), nil, "<stdlib.h>"); ok {
		t.Error("Include adds to a preamble that is not there")
	}
}

// comments returns the preamble of a file.
func comments(t *testing.T, src string) (spans []preamble.Span) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	preamble.Imports(f, func(_ *ast.ImportSpec, doc *ast.CommentGroup) {
		for _, c := range doc.List {
			spans = append(spans, preamble.Span{Start: fset.Position(c.Pos()).Offset, End: fset.Position(c.End()).Offset})
		}
	})
	return spans
}
