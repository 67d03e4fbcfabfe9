package search

// grade is how well a word of a text matches a word of a query, in per cent.
type grade uint8

// The grades, each below the one before.
const (
	exactly     grade = 100 // the word itself
	asForm      grade = 90  // another form or spelling of it
	asMeaning   grade = 80  // what means the same in the news
	asBeginning grade = 50  // a longer word that begins with it
	oneSlip     grade = 49  // a word that it may be mistyped for
	twoSlips    grade = 40
	byLetters   grade = 25 // a word that has its letters in order
)

// The weights of the fields of an event. A field that the query names counts as
// much as a headline.
const (
	headlineWeight    = 1.0
	nameWeight        = 0.7 // topics and category
	descriptionWeight = 0.5
)

// weightOf returns the sum of the weights of some fields.
func weightOf(fields Field) float64 {
	sum := 0.0
	if fields&Headline != 0 {
		sum += headlineWeight
	}
	if fields&(Topic|Category) != 0 {
		sum += nameWeight
	}
	if fields&Description != 0 {
		sum += descriptionWeight
	}
	return sum
}
