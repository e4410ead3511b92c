package contract

import (
	"archive/zip"
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "pack the tables of tables/derived")

// pack makes the archive of all derived tables. It is the same for the same
// tables.
func pack() ([]byte, error) {
	files, err := filepath.Glob("tables/derived/*.txt")
	if err != nil {
		return nil, err
	}
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	write := func(name, text string) error {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		return err
	}
	index := make(map[string][]string)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		library := strings.TrimSuffix(filepath.Base(file), ".txt")
		for _, name := range foundByOf(string(text)) {
			index[name] = append(index[name], library)
		}
		if err := write(library, string(text)); err != nil {
			return nil, err
		}
	}
	var lines []string
	for name, libraries := range index {
		lines = append(lines, name+"\t"+strings.Join(libraries, "\t")+"\n")
	}
	slices.Sort(lines)
	if err := write(indexName, strings.Join(lines, "")); err != nil {
		return nil, err
	}
	err = w.Close()
	return archive.Bytes(), err
}

// foundByOf returns the names after which a table is found.
func foundByOf(text string) []string {
	for line := range strings.Lines(text) {
		if names, ok := strings.CutPrefix(strings.TrimSpace(line), foundBy); ok {
			return strings.Split(names, ", ")
		}
	}
	return nil
}

// What is packed in the binary are the tables beside it.
func TestPacked(t *testing.T) {
	want, err := pack()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("derived.zip", want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !maps.Equal(unpacked(t, want), unpacked(t, packed)) { // a release of Go may pack otherwise
		t.Error("derived.zip is not of the tables in tables/derived: run go test ./internal/contract -update")
	}
	if len(packed) > 8<<20 {
		t.Errorf("the derived tables take %d bytes of the binary", len(packed))
	}
}

func unpacked(t *testing.T, data []byte) map[string]string {
	a, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for name := range a.files {
		if files[name], err = a.unpack(name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
