package contract

import "testing"

// Strings and iterators of GLib and GStreamer are the caller's, as their .gir files
// say; what is freed by dropping a reference is not gone by that.
func TestGIR(t *testing.T) {
	for name, by := range map[string]string{"gst_caps_to_string": "g_free", "pango_color_to_string": "g_free", "gst_bin_iterate_sinks": "gst_iterator_free"} {
		f := Library().Lookup(name)
		if f == nil || f.Result.Kind != Fresh || len(f.Result.FreedBy) == 0 || f.Result.FreedBy[0] != by {
			t.Errorf("%s: %+v, want a result freed by %s", name, f, by)
		}
	}
	if f := Library().Lookup("gst_caps_unref"); f != nil && f.Param(0) != nil && f.Param(0).What&Freed != 0 {
		t.Error("gst_caps_unref frees caps that may have other references")
	}
}
