package search

import "slices"

// A document's length is kept in one byte: up to inFull words as it is, and longer
// ones in steps of lengthStep words.
const (
	inFull     = 128
	lengthStep = 8
)

// PackLength returns the length of a document in one byte. The Text must have its
// headline, description and topics. Topics of the same words count once, as Load
// makes one of them.
func PackLength(t *Text) byte {
	words := len(t.Headline) + len(t.Description)/2
	topics := slices.Clone(t.Topics)
	slices.SortFunc(topics, slices.Compare[[]WordID])
	for _, topic := range slices.CompactFunc(topics, slices.Equal[[]WordID]) {
		words += len(topic)
	}
	if words > inFull {
		words = min(inFull+(words-inFull)/lengthStep, 0xff)
	}
	return byte(words)
}

// UnpackLength returns the length that PackLength packed, in words.
func UnpackLength(packed byte) int {
	if packed <= inFull {
		return int(packed)
	}
	return inFull + (int(packed)-inFull)*lengthStep
}

// measure stores the lengths of all documents.
func (m *Memory) measure() {
	m.lengths = make([]byte, len(m.docs))
	var t Text
	for i := range m.docs {
		m.Read(DocID(i), Headline|Description|Topic, &t) // never fails
		m.lengths[i] = PackLength(&t)
	}
}
