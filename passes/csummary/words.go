package csummary

import "github.com/cgolint/cgolint/internal/cfront"

// Mentions reports whether a word stands anywhere in the C of the package,
// headers included: a fix must not give a new C function such a name. All of
// it is read on first use.
func (p *Package) Mentions(word string) bool { return p.words().All[word] }

// DefinesMacro reports whether a word may be a macro of the C of the package,
// headers included: a fix must not give a parameter such a name.
func (p *Package) DefinesMacro(word string) bool { return p.words().Macros[word] }

func (p *Package) readWords() *cfront.Words {
	if p.src.UsesCgo() {
		if in, _ := p.input(); in != nil {
			return in.Words(p.texts())
		}
	}
	return new(cfront.Words)
}

// readTexts reads the C of the package and the headers as text. What is missing
// is not read.
func (p *Package) readTexts() []cfront.Text {
	if in, _ := p.input(); in != nil {
		return in.Texts()
	}
	return nil
}
