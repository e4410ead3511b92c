int library_call(int v) { return v; }
