// Package quick stands in for the package of the library chroma that colours code
// in one call.
package quick

import "io"

// Highlight writes source as it is, whatever the names of lexer, formatter and
// style. Its error is the writer's.
func Highlight(w io.Writer, source, lexer, formatter, style string) error {
	_, err := io.WriteString(w, source)
	return err
}
