package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Greatest lengths of slugs in bytes. Real ones are cut there, too, even in the
// middle of a word.
const (
	slugBytes    = 140
	hanSlugBytes = 174
)

// headlineWords draws the number of words of a headline: 8 to 45, half of the time
// 22 or more.
func headlineWords(r *rand.Rand) int {
	n := int(math.Round(23 * math.Exp(0.40*r.NormFloat64())))
	return min(max(n, 8), 44) // the last topic can add a word
}

// sentence returns prose of about n words that names the given topics.
func (v *vocabulary) sentence(r *rand.Rand, n int, topics []string) string {
	words := make([]string, 0, n+4)
	start, small := true, true // at the start of a sentence; behind a small word
	for left := n; left > 0; {
		word, isSmall := "", false
		switch x := r.Float64(); {
		case len(topics) > 0 && (x < 0.18 || left <= 3*len(topics)):
			word, topics = topics[0], topics[1:]
		case !small && x < 0.62:
			word, isSmall = v.functionWord(r), true
		case x > 0.97:
			word = number(r)
		default:
			word = v.styled(r)
		}
		if start {
			word = capital(word)
		}
		left -= 1 + strings.Count(word, " ")
		start, small = !isSmall && left > 6 && chance(r, 0.04), isSmall
		switch {
		case start:
			word += "."
		case !isSmall && left > 1 && chance(r, 0.06):
			word += ","
		}
		words = append(words, word)
	}
	return strings.TrimRight(strings.Join(words, " "), ".,") + "."
}

// styled draws a content word. Most are plain; some have a capital letter,
// quotation marks or a particle, as in "al-Velkar".
func (v *vocabulary) styled(r *rand.Rand) string {
	word := v.contentWord(r)
	switch x := r.Float64(); {
	case x < 0.15:
		return capital(word)
	case x < 0.16:
		return "al-" + capital(word)
	case x < 0.17:
		return `"` + word + `"`
	default:
		return word
	}
}

// number returns a number in the style of headlines.
func number(r *rand.Rand) string {
	switch x := r.Float64(); {
	case x < 0.7:
		return fmt.Sprint(between(r, 2, 99))
	case x < 0.8:
		return fmt.Sprintf("%d,%03d", between(r, 1, 99), r.IntN(1000))
	case x < 0.9:
		return fmt.Sprintf("%d%%", between(r, 1, 99))
	default:
		return fmt.Sprintf("$%d.%d", between(r, 1, 99), r.IntN(10))
	}
}

// hanSentence returns Chinese-like text of n characters in clauses.
func (v *vocabulary) hanSentence(r *rand.Rand, n int) string {
	var text strings.Builder
	for clause := between(r, 6, 14); n > 0; n-- {
		text.WriteRune(v.hanCharacter(r))
		if clause--; clause == 0 && n > 4 {
			text.WriteString("，")
			clause = between(r, 6, 14)
		}
	}
	return text.String() + "。"
}

// slugOf returns a file name for a headline as real archives have it: lower case,
// one hyphen for characters that are neither letters nor digits, an "a" for an
// accented letter, Chinese characters unchanged, cut at longest bytes.
func slugOf(headline string, longest int) string {
	var slug strings.Builder
	gap := false
	for _, c := range strings.ToLower(headline) {
		switch {
		case unicode.Is(unicode.Han, c):
		case c >= utf8.RuneSelf && unicode.IsLetter(c):
			c = 'a'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		default:
			gap = slug.Len() > 0
			continue
		}
		if gap {
			slug.WriteByte('-')
			gap = false
		}
		if slug.Len()+utf8.RuneLen(c) > longest {
			break
		}
		slug.WriteRune(c)
	}
	return strings.TrimRight(slug.String(), "-")
}
