package globalmap

import (
	"fmt"
	"go/ast"

	"github.com/cgolint/cgolint/internal/edit"
)

// A container is what takes the place of a map and its lock, by the names of
// its methods; those that it does not have are empty.
type container struct {
	name  string // for the message of the fix
	since string // the Go version that has it, and loops over it

	load, take, add, store, length, all, clear string

	// handles tells that the container makes the keys: there is nothing
	// to store under a key of one's own, and keys are converted.
	handles bool

	// untyped tells that values and keys come back as any.
	untyped bool

	// bare tells that there is no container: handles are all there is, and
	// a lookup of what is not there panics.
	bare bool
}

var (
	registryMap = &container{name: "a registry.Map", since: "go1.24", load: "Load", take: "LoadAndDelete", add: "LoadOrStore", store: "Store", length: "Len", all: "All()", clear: "Clear"}
	idRegistry  = &container{name: "a registry.Registry", since: "go1.24", load: "Lookup", take: "Delete", length: "Len", all: "All()", handles: true}
	syncMap     = &container{name: "a sync.Map", since: "go1.23", load: "Load", take: "LoadAndDelete", add: "LoadOrStore", store: "Store", all: "Range", clear: "Clear", untyped: true}
	cgoHandle   = &container{name: "cgo.Handle", since: "go1.17", load: "Value", handles: true, bare: true}
)

// A targetFlag is the value of the flag -globalmap.to.
type targetFlag string

func (f *targetFlag) String() string { return string(*f) }

func (f *targetFlag) Get() any { return *f }

func (f *targetFlag) Set(value string) error {
	if containersFor(value) == nil {
		return fmt.Errorf("the target is %q, want registry, handle or syncmap", value)
	}
	*f = targetFlag(value)
	return nil
}

// containersFor returns the containers of a target, the best first.
func containersFor(target string) []*container {
	switch target {
	case "registry":
		return []*container{idRegistry, registryMap}
	case "handle":
		return []*container{cgoHandle}
	case "syncmap":
		return []*container{syncMap}
	}
	return nil
}

// typeOf returns the text of the container's type, for a map of type t.
func (w *rebuild) typeOf(t *ast.MapType) string {
	key, elem := w.src.Text(t.Key), w.src.Text(t.Value)
	switch w.to {
	case idRegistry:
		return fmt.Sprintf("%s.Registry[%s]", w.registry(t), elem)
	case syncMap:
		return w.Import("sync", "gosync", t.Pos()) + ".Map"
	}
	return fmt.Sprintf("%s.Map[%s, %s]", w.registry(t), key, elem)
}

// registry returns the name of package registry at a node.
func (w *rebuild) registry(n ast.Node) string {
	return w.Import(edit.RegistryPath, "cgoregistry", n.Pos())
}

// handle returns the text of the key as a handle, without the conversions
// that the map's key needed.
func (w *rebuild) handle(key ast.Expr) string {
	return w.handleType(key) + "(" + w.src.Text(w.src.Unconverted(key)) + ")"
}

func (w *rebuild) handleType(n ast.Node) string {
	if w.to.bare {
		return w.Import("runtime/cgo", "runtimecgo", n.Pos()) + ".Handle"
	}
	return w.registry(n) + ".Handle"
}

// keyOf returns the text of an access's key for the container's methods.
func (w *rebuild) keyOf(key ast.Expr) string {
	if w.to.handles {
		return w.handle(key)
	}
	return w.src.Text(key)
}
