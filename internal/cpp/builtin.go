package cpp

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// A builtin is a macro that the preprocessor itself expands.
type builtin uint8

const (
	none builtin = iota
	line
	file
	counter
	level
	date
	clock
	pragmaOperator // _Pragma("…")
	pragmaKeyword  // __pragma(…)

	// Those that have a value in #if alone.
	hasInclude
	hasIncludeNext
	hasAttribute
	hasCAttribute
	hasBuiltin
	hasFeature
	hasNothing
)

// builtins are by name.
var builtins = map[string]builtin{
	"__LINE__": line, "__FILE__": file, "__BASE_FILE__": file, "__COUNTER__": counter, "__INCLUDE_LEVEL__": level,
	"__DATE__": date, "__TIME__": clock, "_Pragma": pragmaOperator, "__pragma": pragmaKeyword,
	"__has_include": hasInclude, "__has_include_next": hasIncludeNext, "__has_attribute": hasAttribute,
	"__has_c_attribute": hasCAttribute, "__has_cpp_attribute": hasCAttribute, "__has_builtin": hasBuiltin,
}

// featureBuiltins are what clang and new releases of gcc have, clangBuiltins
// what clang alone has.
var (
	featureBuiltins = map[string]builtin{"__has_feature": hasFeature, "__has_extension": hasFeature}
	clangBuiltins   = map[string]builtin{"__has_declspec_attribute": hasAttribute, "__has_warning": hasNothing, "__building_module": hasNothing}
)

func (p *Preprocessor) defineBuiltins() {
	p.defineAll(builtins)
	if p.Features {
		p.defineAll(featureBuiltins)
	}
	if p.Clang {
		p.defineAll(clangBuiltins)
	}
}

func (p *Preprocessor) defineAll(macros map[string]builtin) {
	for name, b := range macros {
		p.setMacro(ctoken.Word(name), &Macro{Name: ctoken.Word(name), builtin: b})
	}
}

// expandBuiltin expands a builtin macro at its use.
func (p *Preprocessor) expandBuiltin(m *Macro, t *ctoken.Token) bool {
	out := ctoken.Token{Kind: ctoken.Number, Pos: t.Pos}
	text := ""
	switch m.builtin {
	case line:
		text = strconv.Itoa(p.Position(t.Pos).Line)
	case counter:
		text = strconv.Itoa(p.counter)
		p.counter++
	case level:
		text = strconv.Itoa(max(0, len(p.frames)-1))
	case file:
		out.Kind, text = ctoken.String, strconv.Quote(p.FileAt(t.Pos))
	case date:
		out.Kind, text = ctoken.String, `"Jan  1 2000"`
	case clock:
		out.Kind, text = ctoken.String, `"00:00:00"`
	case pragmaOperator, pragmaKeyword:
		return p.pragmaUse(m.builtin, t.Pos)
	default:
		return false
	}
	out.Name = p.Names.Intern([]byte(text))
	p.push(context{tokens: []ctoken.Token{out}, before: t.Flags & blanks})
	return true
}

// pragmaUse carries out _Pragma("…") and __pragma(…).
func (p *Preprocessor) pragmaUse(b builtin, pos ctoken.Pos) bool {
	next := p.lex()
	if next.Kind != ctoken.LParen {
		p.unread(next)
		return false
	}
	var inner []ctoken.Token
	for depth := 0; depth >= 0; {
		t := p.lex()
		switch t.Kind {
		case ctoken.EOF:
			return true
		case ctoken.LParen:
			depth++
		case ctoken.RParen:
			depth--
		}
		inner = append(inner, t)
	}
	inner = inner[:len(inner)-1]
	if b == pragmaOperator {
		if inner = p.expandAll(inner); len(inner) == 0 || inner[0].Kind != ctoken.String {
			return true
		}
		_, body := ctoken.SplitLiteral(p.Names.Text(inner[0].Name))
		body = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(body)
		f := ctoken.NewFile("", []byte(body), p.Names)
		inner = f.Tokens[:len(f.Tokens)-1]
		for i := range inner {
			inner[i].Pos = pos
		}
	}
	p.pragma(inner, pos)
	if len(p.notes) > 0 {
		p.push(context{tokens: p.notes})
		p.notes = nil
	}
	return true
}

// attributes are what __has_attribute and [[ ]] know.
var attributes = []string{
	"packed", "aligned", "noreturn", "vector_size", "mode", "unused", "used", "deprecated", "format", "format_arg", "nonnull", "malloc", "pure",
	"const", "always_inline", "noinline", "visibility", "weak", "alias", "constructor", "destructor", "cleanup", "section", "hot", "cold",
	"warn_unused_result", "sentinel", "returns_nonnull", "alloc_size", "fallthrough", "may_alias", "nothrow", "gnu_inline", "flatten",
	"transparent_union", "ms_struct", "gcc_struct", "target", "ifunc", "tls_model", "error", "warning", "artificial", "leaf", "no_sanitize",
	"nodiscard", "maybe_unused", "access", "assume_aligned", "alloc_align", "copy", "symver", "nonstring", "no_instrument_function",
}

// has evaluates a question for what the compiler has. word is the name without
// underscores around it.
func has(b builtin, word, name string) bool {
	switch b {
	case hasAttribute, hasCAttribute:
		return slices.Contains(attributes, word)
	case hasBuiltin:
		return strings.HasPrefix(name, "__builtin_") || strings.HasPrefix(name, "__sync_") || strings.HasPrefix(name, "__atomic_")
	case hasFeature:
		return strings.HasPrefix(name, "c_") && name != "c_fixed_enum"
	}
	return false
}
