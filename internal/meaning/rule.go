package meaning

import "strings"

// addRules adds what rules tell of a word, rather than a list.
func (c *collection) addRules(word string) {
	if other := otherEnding(word); other != "" {
		c.add([]string{other}, Form)
	}
	if number := flightNumber(word); number != "" {
		c.add([]string{"flight", number}, Same)
	}
}

// endings are the endings of verbs in -ise, which is British, or -ize, and of the
// nouns made of them.
var endings = [...]string{"e", "es", "ed", "ing", "er", "ers", "ation", "ations", "ational"}

// otherEnding returns the other spelling of a word in -ise or -ize, -yse or -yze
// (organised, nationalization), or "". It is not always a word that exists.
func otherEnding(word string) string {
	for _, ending := range endings {
		stem, has := strings.CutSuffix(word, ending)
		if !has || len(stem) < 5 {
			continue
		}
		switch begin := stem[:len(stem)-1]; stem[len(stem)-2:] {
		case "is", "ys":
			return begin + "z" + ending
		case "iz", "yz":
			return begin + "s" + ending
		}
	}
	return ""
}

// flightNumber returns the number of a flight that is named by the two letters of an
// airline and the number (mh370), or "". Headlines spell the airline out and write
// Flight 370.
func flightNumber(word string) string {
	if len(word) < 4 || len(word) > 6 || !isLetter(word[0]) || !isLetter(word[1]) {
		return ""
	}
	for _, c := range []byte(word[2:]) {
		if c < '0' || c > '9' {
			return ""
		}
	}
	return word[2:]
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }
