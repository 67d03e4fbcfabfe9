package meaning

import "strings"

// endings are the endings of verbs in -ise, British, or -ize, American and British,
// and of the nouns made of them.
var endings = [...]string{"e", "es", "ed", "ing", "er", "ers", "ation", "ations", "ational"}

// otherEnding returns the other spelling of a word in -ise or -ize (organised,
// nationalization), or nil. It is not always a word that exists.
func otherEnding(word string) []string {
	for _, ending := range endings {
		stem, has := strings.CutSuffix(word, ending)
		if !has || len(stem) < 6 {
			continue
		}
		switch rest := stem[:len(stem)-1]; stem[len(stem)-2:] {
		case "is", "ys":
			return []string{rest + "z" + ending}
		case "iz", "yz":
			return []string{rest + "s" + ending}
		}
	}
	return nil
}
