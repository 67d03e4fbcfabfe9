// Package relation tells how the events of an archive hang together: by the links
// that pages list as related, with the topics that both ends of a link share, and
// by the topics that events have or name. A Graph holds all of it, made of pages by
// a Builder or of numbers by a Maker.
package relation

// Direction tells which of two events names the other.
type Direction int

const (
	Out    Direction = iota + 1 // the first names the second
	In                          // the second names the first
	Both                        // each names the other
	Shared                      // neither does, but they have topics or words in common
)

// String gives the word that output uses: out, in, both, shared.
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
