package text

import (
	"math/bits"
	"slices"
	"strings"
)

// The tables in han_table.go come from the data files of the Unihan database
// (UAX #38). To make them anew, set UNIHAN to the folder of the data files of
// a version of Unicode and run go generate.
//
//go:generate go run ./hantable -o han_table.go $UNIHAN/Unihan_Variants.txt.bz2 $UNIHAN/Unihan_OtherMappings.txt.bz2 $UNIHAN/Unihan_DictionaryLikeData.txt.bz2

// The bit tables cover the characters U+3400 to U+9FFF; the rarer Han characters
// after these, from U+F900 on, are in hanFar.
const (
	hanFirst    = 0x3400
	hanWords    = (0xA000 - hanFirst) / 64
	hanBits     = hanWords * 64
	hanFarFirst = 0xF900
)

// hanSet is a set of these characters, one bit each.
type hanSet [hanWords]uint64

// hanMap maps the characters of set. The character of the n-th bit maps to
// to[n]; before has the number of bits before each word of the set.
type hanMap struct {
	set    hanSet
	before [hanWords]uint16
	to     []uint16
}

// has reports whether r is in the set.
func (s *hanSet) has(r rune) bool {
	i := uint32(r - hanFirst)
	return i < hanBits && s[i/64]>>(i%64)&1 != 0
}

// of returns the character that r maps to, or r itself where it is not in the map.
func (m *hanMap) of(r rune) rune {
	i := uint32(r - hanFirst)
	if i >= hanBits {
		return r
	}
	word, bit := m.set[i/64], uint64(1)<<(i%64)
	if word&bit == 0 {
		return r
	}
	return rune(m.to[int(m.before[i/64])+bits.OnesCount64(word&(bit-1))])
}

// FoldHan returns the character that stands for all spellings of r in Chinese text.
// A word folds to the same characters whether it is written in traditional (臺灣) or
// in simplified characters (台湾), or with another form of a character (峯, 峰). A rune
// without other forms, Han or not, folds to itself. Folding twice is the same as
// folding once.
//
// Since one simplified character may stand for several traditional ones (发 for 發
// and 髮, 后 for 後 and 后), they mostly fold to the simplified one. Of several
// simplified forms it is the most usual in standard simplified text, and never the
// character itself: 乾 folds to 干 and 著 to 着. Characters that are only near in
// meaning do not fold together.
//
// The source is the Unihan database of Unicode (UAX #38), of the version that
// han_table.go names: kSimplifiedVariant and kTraditionalVariant, then
// kZVariant, kSemanticVariant and kSpecializedSemanticVariant for the
// characters that standard simplified text doesn't have.
func FoldHan(r rune) rune {
	if r < hanFarFirst {
		return hanFold.of(r)
	}
	if i, ok := slices.BinarySearch(hanFar, uint32(r)); ok {
		return rune(hanFarTo[i])
	}
	return r
}

// Script is the kind of Chinese characters that a text is written in.
type Script int

// The scripts of Chinese text. ScriptUnknown is for a text that could be of either
// script, or that has no Chinese characters.
const (
	ScriptUnknown Script = iota
	ScriptSimplified
	ScriptTraditional
)

// String returns the English name of the script.
func (s Script) String() string {
	switch s {
	case ScriptSimplified:
		return "simplified"
	case ScriptTraditional:
		return "traditional"
	}
	return "unknown"
}

// HanScript returns the script of a text: the one with more characters that occur
// in it alone. A character of both scripts (大, 后, 台) counts for neither. The source
// is the Unihan database, as for FoldHan.
func HanScript(s string) Script {
	traditional := 0
	for _, r := range s {
		switch {
		case r < hanFirst:
		case hanOnlyTraditional.has(r):
			traditional++
		case hanOnlySimplified.has(r):
			traditional--
		}
	}
	switch {
	case traditional > 0:
		return ScriptTraditional
	case traditional < 0:
		return ScriptSimplified
	}
	return ScriptUnknown
}

// Simplified returns a text in simplified characters. Each character is converted
// by itself, so a word with unusual simplified forms (乾隆) comes out misspelled. The
// source is the Unihan database, as for FoldHan.
func Simplified(s string) string {
	return strings.Map(simplified, s)
}

// simplified folds r, but keeps characters that simplified text mostly keeps, too,
// although they have another form in some words (著名 but 看着).
func simplified(r rune) rune {
	switch r {
	case '著', '覆', '阪':
		return r
	}
	return FoldHan(r)
}

// Traditional returns a text in traditional characters. Each character is converted
// by itself, to its most usual traditional form (kFrequency): 发 becomes 發 even
// where it should be 髮. The source is the Unihan database, as for FoldHan.
func Traditional(s string) string {
	return strings.Map(hanUsual.of, s)
}
