package bench

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"
)

// wordLetters is the least length of a word worth searching for.
const wordLetters = 5

// wordPicker picks words to search for from headlines and topics.
type wordPicker struct {
	counts  map[string]int // number of headlines with a word
	three   [][]string     // words of each headline that has three
	phrases [][2]string    // words side by side
	chinese []string       // two characters side by side
	topics  map[string]int // number of events with a word among their topics
	names   map[string]int // number of events with a topic
}

func (p *wordPicker) addHeadline(headline string) {
	words := searchWords(headline)
	p.counts = countAll(p.counts, words)
	if len(words) >= 3 {
		p.three = append(p.three, words)
	}
	fields := strings.Fields(strings.ToLower(headline))
	for i := 1; i < len(fields); i++ {
		if isSearchWord(fields[i-1]) && isSearchWord(fields[i]) {
			p.phrases = append(p.phrases, [2]string{fields[i-1], fields[i]})
		}
	}
	for _, stretch := range hanStretches(headline) {
		p.chinese = append(p.chinese, string([]rune(stretch)[:runLeast]))
	}
}

// addTopics adds the topics of the events on a day's page.
func (p *wordPicker) addTopics(page []byte) {
	for line := range bytes.Lines(page) {
		if topics, ok := bytes.CutPrefix(line, []byte("_Context: ")); ok {
			p.topics = countAll(p.topics, searchWords(string(topics)))
			p.names = countAll(p.names, strings.Split(strings.TrimSuffix(strings.TrimSpace(string(topics)), "_"), ", "))
		}
	}
}

func countAll(counts map[string]int, words []string) map[string]int {
	if counts == nil {
		counts = make(map[string]int)
	}
	for _, word := range words {
		counts[word]++
	}
	return counts
}

// pick sets the words to search for, and reports whether there are enough.
func (p *wordPicker) pick(r *rand.Rand, picked *Picked) bool {
	var once []string
	for _, word := range slices.Sorted(maps.Keys(p.counts)) {
		if p.counts[word] == 1 {
			once = append(once, word)
		}
	}
	if len(p.three) == 0 || len(once) == 0 {
		return false
	}
	picked.Rare, picked.Common, picked.Topic = oneOf(r, once), mostCommon(p.counts), mostCommon(p.topics)
	picked.WholeTopic = mostCommon(p.names)
	words := slices.Clone(oneOf(r, p.three))
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	copy(picked.Three[:], words)
	if len(p.phrases) > 0 {
		picked.Phrase = oneOf(r, p.phrases)
	}
	if len(p.chinese) > 0 {
		picked.Chinese = oneOf(r, p.chinese)
	}
	p.pickMisspelt(r, picked, once)
	return true
}

// pickMisspelt makes a slip in a rare word that is long enough for one.
func (p *wordPicker) pickMisspelt(r *rand.Rand, picked *Picked, rare []string) {
	long := slices.DeleteFunc(rare, func(word string) bool { return !canSlip(word) })
	if len(long) == 0 {
		return
	}
	picked.Meant = oneOf(r, long)
	for picked.Misspelt == "" || p.counts[picked.Misspelt] > 0 {
		picked.Misspelt = slip(r, picked.Meant)
	}
}

// mostCommon returns the word with the highest count, "" where there is none.
func mostCommon(counts map[string]int) string {
	most := ""
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		if counts[word] > counts[most] {
			most = word
		}
	}
	return most
}

// searchWords returns the different words of a headline that are worth searching
// for.
func searchWords(headline string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(strings.ToLower(headline), isGap) {
		if isSearchWord(word) && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// isSearchWord reports whether a word is worth searching for: it is long enough,
// has plain letters, and is no small word.
func isSearchWord(word string) bool {
	plain := strings.IndexFunc(word, func(c rune) bool { return c < 'a' || c > 'z' }) < 0
	return plain && len(word) >= wordLetters && !slices.Contains(strings.Fields(functionWords), word)
}

// isGap reports whether c ends a word. Letters of other alphabets do not, so that
// no piece of "Malé" passes for a word.
func isGap(c rune) bool { return c < utf8.RuneSelf && (c < 'a' || c > 'z') }
