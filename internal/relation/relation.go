// Package relation finds how the events of an archive are related: by the links
// to related events on their pages, by the topics that both ends of a link
// share, and by the topics that events have or name. A Graph holds all of it. A
// Builder makes a Graph from pages, a Maker from numbers.
package relation

// Direction says which of two events links to the other.
type Direction int

const (
	Out    Direction = iota + 1 // the first links to the second
	In                          // the second links to the first
	Both                        // each links to the other
	Shared                      // neither links to the other, but they have topics or words in common
)

// String returns the word for output: out, in, both, shared.
func (d Direction) String() string {
	switch d {
	case Out:
		return "out"
	case In:
		return "in"
	case Both:
		return "both"
	case Shared:
		return "shared"
	}
	return ""
}
