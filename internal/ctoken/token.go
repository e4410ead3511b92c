// Package ctoken splits the text of C files into preprocessing tokens. A token
// is 12 bytes and holds no text: identifiers, numbers and literals are
// interned, so that a name is a number wherever it stands.
package ctoken

// A Kind tells tokens apart.
type Kind uint8

// The kinds of tokens. Keywords are identifiers: see Keyword.
const (
	EOF Kind = iota
	Ident
	Number // a preprocessing number
	Char   // 'x', with its prefix
	String // "x", with its prefix
	Other  // a byte that begins no token
	Param  // of a macro's text: Name is the index of the parameter
	Pragma // a pragma that matters to the parser: Name is its number

	LParen
	RParen
	LBrack
	RBrack
	LBrace
	RBrace
	Comma
	Semi
	Question
	Tilde
	Colon
	ColonColon
	Dot
	Ellipsis
	Arrow
	Inc
	Dec
	Hash
	HashHash

	// Binary operators, of which each has its assignment at the same
	// distance.
	Star
	Slash
	Percent
	Plus
	Minus
	Shl
	Shr
	And
	Xor
	Or
	AssignStar
	AssignSlash
	AssignPercent
	AssignPlus
	AssignMinus
	AssignShl
	AssignShr
	AssignAnd
	AssignXor
	AssignOr

	Assign
	Not
	AndAnd
	OrOr
	Eq
	Ne
	Lt
	Gt
	Le
	Ge
	kinds
)

var spellings = [kinds]string{
	EOF: "end of file", Ident: "name", Number: "number", Char: "character", String: "string", Other: "stray byte",
	LParen: "(", RParen: ")", LBrack: "[", RBrack: "]", LBrace: "{", RBrace: "}", Comma: ",", Semi: ";", Question: "?",
	Tilde: "~", Colon: ":", ColonColon: "::", Dot: ".", Ellipsis: "...", Arrow: "->", Inc: "++", Dec: "--", Hash: "#", HashHash: "##",
	Star: "*", Slash: "/", Percent: "%", Plus: "+", Minus: "-", Shl: "<<", Shr: ">>", And: "&", Xor: "^", Or: "|",
	AssignStar: "*=", AssignSlash: "/=", AssignPercent: "%=", AssignPlus: "+=", AssignMinus: "-=", AssignShl: "<<=",
	AssignShr: ">>=", AssignAnd: "&=", AssignXor: "^=", AssignOr: "|=",
	Assign: "=", Not: "!", AndAnd: "&&", OrOr: "||", Eq: "==", Ne: "!=", Lt: "<", Gt: ">", Le: "<=", Ge: ">=",
}

// String returns how a kind is written.
func (k Kind) String() string { return spellings[k] }

// Flags say what is around a token.
type Flags uint8

// The flags of a token.
const (
	Space     Flags = 1 << iota // white space is before it
	LineStart                   // it is the first of its line
	NoExpand                    // it must not be expanded as a macro again
	Stringize                   // of a macro's text: # is before it
	Paste                       // of a macro's text: ## is after it
)

// A Pos is a position in the files of a unit. 0 is none.
type Pos uint32

// A Token is a preprocessing token. In a File its position is an offset.
type Token struct {
	Kind  Kind
	Flags Flags
	Name  Name // of an identifier, a number or a literal
	Pos   Pos
}

// Is reports whether the token is the name n.
func (t Token) Is(n Name) bool { return t.Kind == Ident && t.Name == n }
