package bench

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary has the words of all sentences.
type vocabulary struct {
	function      []string // small words, most frequent first
	functionRanks zipf
	content       []string // news words, then made words, most frequent first
	contentRanks  zipf
	firstMade     int // place of the first made word in content
	han           []rune
	hanRanks      zipf
}

// newVocabulary makes a vocabulary with the given number of made words.
func newVocabulary(r *rand.Rand, made int) *vocabulary {
	v := &vocabulary{
		function: distinct(strings.Fields(functionWords)),
		content:  distinct(strings.Fields(newsWords)),
		han:      []rune(strings.Join(strings.Fields(hanCharacters), "")),
	}
	v.firstMade = len(v.content)
	v.content = append(v.content, newWordMaker(r, v.function, v.content).words(made)...)
	v.functionRanks = newZipf(len(v.function), 1.5, 1)
	v.contentRanks = newZipf(len(v.content), 25, 1.25)
	v.hanRanks = newZipf(len(v.han), 10, 0.9)
	return v
}

// functionWord draws a small word: "the", "of".
func (v *vocabulary) functionWord(r *rand.Rand) string {
	return v.function[v.functionRanks.rank(r)]
}

// contentWord draws any other word in lower case.
func (v *vocabulary) contentWord(r *rand.Rand) string {
	return v.content[v.contentRanks.rank(r)]
}

// name draws a made word, frequent or rare alike, with a capital letter.
func (v *vocabulary) name(r *rand.Rand) string {
	return capital(v.content[between(r, v.firstMade, len(v.content)-1)])
}

// hanCharacter draws a Chinese character.
func (v *vocabulary) hanCharacter(r *rand.Rand) rune { return v.han[v.hanRanks.rank(r)] }

// capital returns word with its first letter in upper case.
func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

// distinct returns words without repetitions.
func distinct(words []string) []string {
	seen := make(map[string]bool, len(words))
	kept := words[:0]
	for _, word := range words {
		if !seen[word] {
			seen[word] = true
			kept = append(kept, word)
		}
	}
	return kept
}

// phrases splits a list at white space and replaces the hyphens of its elements by
// spaces, so that a list can have names of several words.
func phrases(list string) []string {
	fields := strings.Fields(list)
	for i, field := range fields {
		fields[i] = strings.ReplaceAll(field, "-", " ")
	}
	return fields
}

// wordMaker makes new words that can be pronounced.
type wordMaker struct {
	r                                        *rand.Rand
	onsets, vowels, codas, endings, accented []string
	seen                                     map[string]bool
}

// newWordMaker returns a wordMaker that avoids the words of the taken lists.
func newWordMaker(r *rand.Rand, taken ...[]string) *wordMaker {
	m := &wordMaker{
		r:        r,
		onsets:   strings.Fields(syllableOnsets),
		vowels:   strings.Fields(syllableVowels),
		codas:    strings.Fields(syllableCodas),
		endings:  strings.Fields(wordEndings),
		accented: strings.Fields(accentedVowels),
		seen:     map[string]bool{},
	}
	for _, words := range taken {
		for _, word := range words {
			m.seen[word] = true
		}
	}
	return m
}

// words returns n words. Some are an earlier word with an ending, because real
// words form families with the same beginning.
func (m *wordMaker) words(n int) []string {
	made := make([]string, 0, n)
	for len(made) < n {
		word := ""
		if len(made) > 0 && chance(m.r, 0.25) {
			word = oneOf(m.r, made) + oneOf(m.r, m.endings)
		} else {
			word = m.root(syllables(m.r, len(made)))
		}
		if len(word) >= 3 && len(word) <= 16 && !m.seen[word] {
			m.seen[word] = true
			made = append(made, word)
		}
	}
	return made
}

// syllables draws the number of syllables of a word: frequent words are short.
func syllables(r *rand.Rand, rank int) int {
	if rank < 1500 {
		return between(r, 1, 2)
	}
	return between(r, 2, 3+min(rank/20000, 1))
}

// root returns a word of n syllables; a few have an accented letter.
func (m *wordMaker) root(n int) string {
	var word strings.Builder
	for range n {
		word.WriteString(oneOf(m.r, m.onsets))
		if chance(m.r, 0.006) {
			word.WriteString(oneOf(m.r, m.accented))
		} else {
			word.WriteString(oneOf(m.r, m.vowels))
		}
		if coda := oneOf(m.r, m.codas); coda != "-" {
			word.WriteString(coda)
		}
	}
	return word.String()
}
