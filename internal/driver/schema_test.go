package driver

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/finding"
)

var updateSchema = flag.Bool("schema", false, "write docs/findings.schema.json")

// A schema is a part of a JSON Schema: https://json-schema.org/draft/2020-12
type schema struct {
	Schema     string             `json:"$schema,omitempty"`
	ID         string             `json:"$id,omitempty"`
	Title      string             `json:"title,omitempty"`
	Type       string             `json:"type"`
	Enum       []string           `json:"enum,omitempty"`
	Properties map[string]*schema `json:"properties,omitempty"`
	Required   []string           `json:"required,omitempty"`
	Items      *schema            `json:"items,omitempty"`
}

// enums are the types that have few values.
var enums = map[reflect.Type][]string{
	reflect.TypeFor[finding.Group]():      {"correctness", "suspicious", "perf", "pedantic"},
	reflect.TypeFor[finding.Severity]():   {"error", "warning", "note"},
	reflect.TypeFor[finding.Confidence](): {"high", "medium", "low"},
}

// schemaOf returns the schema of what a type is encoded as.
func schemaOf(t *testing.T, typ reflect.Type) *schema {
	if values, ok := enums[typ]; ok {
		return &schema{Type: "string", Enum: values}
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return schemaOf(t, typ.Elem())
	case reflect.Slice:
		return &schema{Type: "array", Items: schemaOf(t, typ.Elem())}
	case reflect.String:
		return &schema{Type: "string"}
	case reflect.Int:
		return &schema{Type: "integer"}
	case reflect.Float64:
		return &schema{Type: "number"}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	case reflect.Struct:
		s := &schema{Type: "object", Properties: make(map[string]*schema)}
		for f := range typ.Fields() {
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			s.Properties[name] = schemaOf(t, f.Type)
			if options != "omitempty" {
				s.Required = append(s.Required, name)
			}
		}
		return s
	}
	t.Fatalf("%v has no schema", typ)
	return nil
}

// TestSchema holds the schema in the docs against what -json prints. With
// -schema it writes it.
func TestSchema(t *testing.T) {
	s := schemaOf(t, reflect.TypeFor[jsonReport]())
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.ID = "https://github.com/cgolint/cgolint/blob/main/docs/findings.schema.json"
	s.Title = "What cgolint -json prints"
	var want bytes.Buffer
	if err := encode(&want, s); err != nil {
		t.Fatal(err)
	}
	const name = "../../docs/findings.schema.json"
	if *updateSchema {
		if err := os.WriteFile(name, want.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("docs/findings.schema.json is not the schema of -json (%v): run go test ./internal/driver -run Schema -schema", err)
	}
}

// TestSchemaHolds holds a report with all fields against the schema.
func TestSchemaHolds(t *testing.T) {
	var out bytes.Buffer
	l := new(linter)
	f := &found{Finding: finding.Finding{Check: "c", Message: "m", Group: finding.Perf, Related: []finding.Related{{Message: "r"}}}}
	if err := l.printJSON(&out, &report{findings: []*found{f}}); err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(out.Bytes(), &value); err != nil {
		t.Fatal(err)
	}
	holds(t, "report", schemaOf(t, reflect.TypeFor[jsonReport]()), value)
}

func holds(t *testing.T, at string, s *schema, value any) {
	t.Helper()
	switch value := value.(type) {
	case map[string]any:
		for _, name := range s.Required {
			if _, ok := value[name]; !ok {
				t.Errorf("%s has no %s", at, name)
			}
		}
		for name, v := range value {
			if s.Properties[name] == nil {
				t.Errorf("%s has %s, of which the schema does not know", at, name)
			} else {
				holds(t, at+"."+name, s.Properties[name], v)
			}
		}
	case []any:
		for _, v := range value {
			holds(t, at+"[]", s.Items, v)
		}
	case string:
		if s.Type != "string" || len(s.Enum) > 0 && !slices.Contains(s.Enum, value) {
			t.Errorf("%s is %q", at, value)
		}
	case float64:
		if s.Type != "integer" && s.Type != "number" {
			t.Errorf("%s is a number", at)
		}
	case bool:
		if s.Type != "boolean" {
			t.Errorf("%s is a boolean", at)
		}
	default:
		t.Errorf("%s is %v", at, value)
	}
}
