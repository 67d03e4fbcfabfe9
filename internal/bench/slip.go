package bench

import (
	"math/rand/v2"
	"slices"
	"unicode"
	"unicode/utf8"

	"news/internal/text"
)

// slipLetters is the least number of letters of a word with a slip.
const slipLetters = 6

// canSlip reports whether a word is long enough for a slip.
func canSlip(word string) bool { return utf8.RuneCountInString(word) >= slipLetters }

// slip returns a word, which must be long enough, with one typing slip in it: two
// neighbours swapped, or a letter left out, added or changed, all equally likely.
// The first and the last letter stay.
func slip(r *rand.Rand, word string) string {
	letters := []rune(word)
	for {
		slipped := string(slipOnce(r, letters))
		if text.Fold(slipped) != text.Fold(word) { // else equal letters were swapped, or é became e
			return slipped
		}
	}
}

// slipOnce returns letters with a slip, which may change nothing. It does not
// modify letters itself.
func slipOnce(r *rand.Rand, letters []rune) []rune {
	slipped := slices.Clone(letters)
	last := len(letters) - 1
	at := between(r, 1, last-1)
	switch r.IntN(4) {
	case 0:
		at = between(r, 1, last-2)
		slipped[at], slipped[at+1] = slipped[at+1], slipped[at]
	case 1:
		slipped = slices.Delete(slipped, at, at+1)
	case 2:
		at = between(r, 1, last)
		slipped = slices.Insert(slipped, at, letterBeside(r, letters))
	default:
		slipped[at] = letterBeside(r, letters)
	}
	return slipped
}

// letterBeside draws a letter to add to a word: any Latin letter, but in another
// alphabet a letter of the word itself.
func letterBeside(r *rand.Rand, letters []rune) rune {
	if unicode.Is(unicode.Latin, letters[0]) {
		return 'a' + rune(r.IntN(26))
	}
	return oneOf(r, letters)
}
