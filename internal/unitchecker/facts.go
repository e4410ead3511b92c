package unitchecker

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"maps"
	"os"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A factSet has the facts of a package and of those that it imports.
type factSet struct {
	pkg   *types.Package
	mu    sync.Mutex
	facts map[factKey]analysis.Fact
}

type factKey struct {
	pkg *types.Package
	obj types.Object // nil for a fact of the package
	typ reflect.Type
}

// The file of a package's facts is a list of groups, one for each type of
// fact, so that what no analyzer of this run knows can be passed over.
type (
	factGroup struct {
		Type   string
		Places []factPlace
		Values []byte // the facts, in the order of the places
	}
	factPlace struct {
		Package string
		Object  objectpath.Path // "" for a fact of the package
	}
)

// factTypes returns the types of facts that the analyzers have, and those
// that they require, by name.
func factTypes(analyzers []*analysis.Analyzer) map[string]reflect.Type {
	known := make(map[string]reflect.Type)
	for _, a := range analyzers {
		for _, fact := range a.FactTypes {
			known[typeName(reflect.TypeOf(fact))] = reflect.TypeOf(fact)
		}
		maps.Copy(known, factTypes(a.Requires))
	}
	return known
}

// typeName names the type that a fact points to.
func typeName(t reflect.Type) string { return t.Elem().PkgPath() + "." + t.Elem().Name() }

// readFacts reads the facts of the packages that pkg imports, whose files
// are given by path. What is imported are all packages that are known.
func readFacts(pkg *types.Package, imported map[string]*types.Package, files map[string]string, known map[string]reflect.Type) (*factSet, error) {
	s := &factSet{pkg: pkg, facts: make(map[factKey]analysis.Fact)}
	for _, direct := range pkg.Imports() {
		file, ok := files[direct.Path()]
		if !ok {
			continue // package unsafe
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := s.decode(data, imported, known); err != nil {
			return nil, fmt.Errorf("facts of package %q: %w", direct.Path(), err)
		}
	}
	return s, nil
}

func (s *factSet) decode(data []byte, imported map[string]*types.Package, known map[string]reflect.Type) error {
	if len(data) == 0 {
		return nil
	}
	var groups []factGroup
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&groups); err != nil {
		return err
	}
	for _, g := range groups {
		t := known[g.Type]
		if t == nil {
			continue
		}
		values := gob.NewDecoder(bytes.NewReader(g.Values))
		for _, place := range g.Places {
			fact := reflect.New(t.Elem())
			if err := values.DecodeValue(fact); err != nil {
				return fmt.Errorf("%s: %w", g.Type, err)
			}
			if key, ok := place.key(imported); ok {
				key.typ = t
				s.facts[key] = fact.Interface().(analysis.Fact)
			}
		}
	}
	return nil
}

// key finds the package and the object. They are not there if no type that
// this package sees has to do with them.
func (p factPlace) key(imported map[string]*types.Package) (factKey, bool) {
	pkg := imported[p.Package]
	if pkg == nil || p.Object == "" {
		return factKey{pkg: pkg}, pkg != nil
	}
	obj, err := objectpath.Object(pkg, p.Object)
	return factKey{pkg: pkg, obj: obj}, err == nil
}

// write writes the facts that are of use to packages which import this one.
func (s *factSet) write(file string) error {
	data, err := s.encode()
	if err != nil || file == "" {
		return err
	}
	return os.WriteFile(file, data, 0o666)
}

// encode returns the file of facts; it is empty when there are none.
func (s *factSet) encode() ([]byte, error) {
	byType := make(map[reflect.Type]map[factPlace]analysis.Fact)
	var paths objectpath.Encoder
	for key, fact := range s.facts {
		if place, ok := s.place(&paths, key); ok {
			if byType[key.typ] == nil {
				byType[key.typ] = make(map[factPlace]analysis.Fact)
			}
			byType[key.typ][place] = fact
		}
	}
	var groups []factGroup
	for t, facts := range byType {
		g, err := newFactGroup(t, facts)
		if err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	if len(groups) == 0 {
		return nil, nil
	}
	slices.SortFunc(groups, func(a, b factGroup) int { return cmp.Compare(a.Type, b.Type) })
	var data bytes.Buffer
	err := gob.NewEncoder(&data).Encode(groups)
	return data.Bytes(), err
}

func newFactGroup(t reflect.Type, facts map[factPlace]analysis.Fact) (factGroup, error) {
	g := factGroup{Type: typeName(t)}
	g.Places = slices.SortedFunc(maps.Keys(facts), func(a, b factPlace) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Object, b.Object))
	})
	var values bytes.Buffer
	enc := gob.NewEncoder(&values)
	for _, p := range g.Places {
		if err := enc.Encode(facts[p]); err != nil {
			return g, fmt.Errorf("fact %s: %w", g.Type, err)
		}
	}
	g.Values = values.Bytes()
	return g, nil
}

// place returns where a fact stands in the file, or false if it is not to be
// in it. Of imported packages, those that import this one learn themselves;
// but the types of this one lead them to types, fields and methods of
// packages that they do not import.
func (s *factSet) place(paths *objectpath.Encoder, key factKey) (factPlace, bool) {
	if key.obj == nil {
		return factPlace{Package: key.pkg.Path()}, key.pkg == s.pkg
	}
	_, isType := key.obj.(*types.TypeName)
	if key.pkg != s.pkg && !isType && key.obj.Parent() == key.pkg.Scope() {
		return factPlace{}, false
	}
	path, err := paths.For(key.obj)
	return factPlace{key.pkg.Path(), path}, err == nil
}
