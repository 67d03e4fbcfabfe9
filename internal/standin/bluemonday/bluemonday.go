// Package bluemonday stands in for the library of that name, which takes out of HTML
// what is not allowed. glamour imports it for the HTML in Markdown. No HTML reaches
// glamour from news, but the library's parsers of HTML and CSS work at every start
// of the program. This module has what glamour uses of the library, and makes plain
// text of everything. A line "replace" in go.mod puts it in the library's place.
//
// A version of glamour that uses more of the library does not compile; the name
// that it misses is then added here.
package bluemonday

import "html"

// Policy says what is allowed in HTML: nothing.
type Policy struct{}

// StrictPolicy returns a policy that allows no tags and no attributes.
func StrictPolicy() *Policy { return &Policy{} }

// Sanitize returns HTML that shows s as text, tags and entities with it.
func (*Policy) Sanitize(s string) string { return html.EscapeString(s) }
