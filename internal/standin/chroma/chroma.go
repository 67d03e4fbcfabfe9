// Package chroma stands in for the library of that name, which colours program code.
// glamour imports it for the code blocks of Markdown. No such block reaches glamour
// from news, but the library's lexers and styles were more than half of the work
// that all packages do at start. This module has what glamour uses of the library,
// and leaves code as it is. A line "replace" in go.mod puts it in the library's
// place.
//
// A version of glamour that uses more of the library does not compile; the name
// that it misses is then added here.
package chroma

// TokenType is a kind of token in program code.
type TokenType int

// The kinds for which glamour's styles have colours.
const (
	Background TokenType = iota
	Text
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameAttribute
	NameBuiltin
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	NameTag
	Literal
	LiteralDate
	LiteralNumber
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
)

// StyleEntries is the looks of tokens, in the library's notation.
type StyleEntries map[TokenType]string

// Style is a style for code. It has nothing in it, since code is not coloured.
type Style struct{}

// MustNewStyle returns a style, whatever its name and entries. It never panics.
func MustNewStyle(string, StyleEntries) *Style { return &Style{} }
