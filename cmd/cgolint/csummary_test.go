package main

import (
	"strings"
	"testing"
)

func TestCSummary(t *testing.T) {
	t.Chdir("../../testdata/src") // a module of its own
	t.Setenv("GOWORK", "off")
	t.Setenv("CGOLINT_CACHE", t.TempDir())
	var out strings.Builder
	if err := printCSummary(&out, []string{"./csummary/basic", "store_put", "goVisit", "strlen"}); err == nil || !strings.Contains(err.Error(), "nothing is known of goVisit") {
		t.Error(err)
	}
	for _, want := range []string{"store_put\t", "item: retained", "kept in s->item (argument)", "store.c:7:", "strlen\t(contract of libc)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
}

func TestCSummaryHelp(t *testing.T) {
	for _, arg := range []string{"-h", "-help", "--help", "help"} {
		var out strings.Builder
		if err := printCSummary(&out, []string{arg}); err != nil || !strings.HasPrefix(out.String(), csummaryUsage+"\n\nPrints ") {
			t.Errorf("%s: got %v and %q", arg, err, out.String())
		}
	}
}

func TestCSummaryErrors(t *testing.T) {
	t.Chdir("../../testdata/src") // a module of its own
	t.Setenv("GOWORK", "off")
	for args, want := range map[string]string{"": "usage: ", "./csummary/...": "matches 4 packages", "./none": "package ./none: "} {
		if err := printCSummary(new(strings.Builder), strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", args, err, want)
		}
	}
}
