package cname_test

import (
	"slices"
	"testing"

	"github.com/cgolint/cgolint/internal/cname"
)

func TestWords(t *testing.T) {
	for name, want := range map[string][]string{
		"clear_user":         {"clear", "user"},
		"sqlite3_close_v2":   {"sqlite", "3", "close", "v", "2"},
		"cvGet2D":            {"cv", "get", "2", "d"},
		"XDestroyWindow":     {"xdestroy", "window"},
		"gdkWindowSetUserId": {"gdk", "window", "set", "user", "id"},
		"":                   nil,
		"GDALClose":          {"gdal", "close"},
		"PAMConv":            {"pam", "conv"},
		"GLfloat":            {"glfloat"},
		"freeURLs":           {"free", "urls"},
	} {
		if got := cname.Words(name); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestUndoes(t *testing.T) {
	for _, test := range []struct {
		end, begin string
		want       bool
	}{
		{"clear_user", "set_user", true},
		{"unregister_callback", "register_callback", true},
		{"clear_user", "set_handler", false},
		{"free_user", "look_user", false},
	} {
		if got := cname.Undoes(test.end, test.begin); got != test.want {
			t.Errorf("Undoes(%q, %q) = %v", test.end, test.begin, got)
		}
	}
	if !cname.IsRelease("png_destroy_struct") || cname.IsRelease("png_create_struct") {
		t.Error("IsRelease does not go by the words of the name")
	}
}

func TestHasWord(t *testing.T) {
	lends := cname.Set("get peek")
	for name, want := range map[string]bool{"list_peek": true, "listGetFirst": true, "target_of": false, "": false} {
		if got := cname.HasWord(name, lends); got != want {
			t.Errorf("HasWord(%q) = %v", name, got)
		}
	}
}
