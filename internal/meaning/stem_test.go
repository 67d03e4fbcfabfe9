package meaning

import (
	"strings"
	"testing"
)

func TestAllWordsOfAStemShareItsBeginning(t *testing.T) {
	for _, words := range []string{
		"happy happier happiness", "visible visibility visibly", "disabled disability disabilities", "able", "dies died dying", "lies lying", "tied tying",
		"resign resigns resigned resigning", "army armies", "democracy democracies", "hope hoping hoped", "national nationally", "relation relations",
		"size sizes", "agree agreed agrees", "skies sky", "early", "covid19", "a", "an", "叙", "é",
	} {
		for word := range strings.FieldsSeq(words) {
			if stem := Stem(word); !strings.HasPrefix(word, Beginning(stem)) || Beginning(stem) == "" {
				t.Errorf("%s has the stem %s, and does not begin with %q", word, stem, Beginning(stem))
			}
		}
	}
}
