package relation

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/text"
)

// Clues are the features by which related events are found: the links of an
// event, the topics that it has or that its text names, and the words of its
// headline.
type Clues struct {
	topics []topicClue
	words  []clue
	linked map[Node]*Relative // the events at the other ends of its links
}

// clue is a word, or the words of a topic's name.
type clue struct {
	words  string // each followed by a space
	named  []Node // the events whose headlines have the words next to each other, in canonical order
	weight float64
}

// topicClue is a topic, with its name and the events that have it.
type topicClue struct {
	clue
	topic Topic
	with  []Node // the events with the topic, in canonical order
}

// Naming returns the events whose headlines have some folded words next to each
// other. It returns none if more than most events have each of the words
// anywhere.
type Naming func(words []string, most int) ([]Place, error)

// Clues that very many events have are not used: a word in more than one of
// twenty headlines, and a name whose words are in more than one of five. So
// words are not used in a small archive, where rare words cannot be recognized,
// but names are. In a large archive, looking up thousands of events takes
// longer than everything else, most of all for a name of several words, for
// which headlines must be read.
const (
	shareWithWord = 20
	shareWithName = 5
	fewestNamed   = 5 // a name is used if at most this many events have it
	mostWithOne   = 2000
	mostWithAll   = 500
)

// Clues returns the clues of an event with a page, given its headline and its
// description. The error is an error of naming.
func (g *Graph) Clues(n Node, headline, description string, naming Naming) (Clues, error) {
	c := Clues{linked: make(map[Node]*Relative)}
	topics := union(nil, g.About(n))
	for _, topic := range union(union(topics, g.Mentioned(headline)), g.Mentioned(description)) {
		c.topics = append(c.topics, topicClue{clue: clue{words: g.names[topic].Words}, topic: topic})
	}
	for _, word := range wordsIn(headline) {
		c.words = append(c.words, clue{words: word})
	}
	g.findWith(c.topics)
	for link, to := range g.Out(n) {
		c.join(n, link, to, Out)
	}
	for link, from := range g.In(n) {
		c.join(n, link, from, In)
	}
	if err := g.lookUp(&c, naming); err != nil {
		return Clues{}, err
	}
	for i, t := range c.topics {
		c.topics[i].weight = rarity(g.Events(), max(len(t.with), len(t.named)))
	}
	for i, w := range c.words {
		c.words[i].weight = rarity(g.Events(), len(w.named))
	}
	slices.SortFunc(c.topics, func(x, y topicClue) int {
		return cmp.Or(x.order(y.clue), cmp.Compare(g.Name(x.topic), g.Name(y.topic))) // names without words can be equal
	})
	slices.SortFunc(c.words, clue.order)
	return c, nil
}

// order compares clues, rarer clues first.
func (c clue) order(other clue) int {
	return cmp.Or(cmp.Compare(other.weight, c.weight), cmp.Compare(c.words, other.words))
}

// findWith finds the events with some topics in one pass over all events, which
// is faster than finding the events of all topics.
func (g *Graph) findWith(topics []topicClue) {
	at := make(map[Topic]int, len(topics))
	wanted := make([]bool, g.Topics())
	for i, t := range topics {
		at[t.topic], wanted[t.topic] = i, true
	}
	for n := range g.Events() {
		for _, topic := range g.About(Node(n)) {
			if wanted[topic] {
				t := &topics[at[topic]]
				t.with = append(t.with, Node(n))
			}
		}
	}
}

// lookUp finds the events whose headlines have the words of the clues.
func (g *Graph) lookUp(c *Clues, naming Naming) error {
	for i := range c.topics {
		if err := g.lookUpOne(&c.topics[i].clue, max(g.Events()/shareWithName, fewestNamed), naming); err != nil {
			return err
		}
	}
	for i := range c.words {
		if err := g.lookUpOne(&c.words[i], g.Events()/shareWithWord, naming); err != nil {
			return err
		}
	}
	return nil
}

// lookUpOne finds the events of one clue, unless there are more than most.
func (g *Graph) lookUpOne(c *clue, most int, naming Naming) error {
	words, bound := strings.Fields(c.words), mostWithOne
	if len(words) > 1 {
		bound = mostWithAll
	}
	places, err := naming(words, min(most, bound))
	c.named = g.nodesAt(places)
	return err
}

// join records a link between an event and another.
func (c *Clues) join(n Node, link Link, other Node, direction Direction) {
	if other == n {
		return
	}
	relative := c.linked[other]
	if relative == nil {
		relative = &Relative{Node: other, Direction: direction}
		c.linked[other] = relative
	}
	if relative.Direction != direction {
		relative.Direction = Both
	}
	if direction == Out {
		relative.Out = append(relative.Out, link.Place)
	} else {
		relative.In = append(relative.In, link.Place)
	}
}

// rarity returns the weight of a clue that some of all events have, 0 if no
// event has it. It is the square of the usual inverse document frequency,
// because a clue is in both events that it joins.
func rarity(all, some int) float64 {
	if some == 0 {
		return 0
	}
	rare := math.Log(1 + float64(all)/float64(some))
	return rare * rare
}

// wordsIn returns the words of a headline, each once, followed by a space. It
// omits Chinese and Japanese characters, because each of them is in many words.
func wordsIn(headline string) []string {
	var words []string
	for _, word := range text.Words(headline) {
		first, _ := utf8.DecodeRuneInString(word.Text)
		written := word.Text + " "
		if !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana) && !slices.Contains(words, written) {
			words = append(words, written)
		}
	}
	return words
}

// nodesAt returns the events at some places, in canonical order. It looks for
// each event first after the one before.
func (s *Subjects) nodesAt(places []Place) []Node {
	nodes := make([]Node, 0, len(places))
	sorted := true
	next := Node(0)
	for _, p := range places {
		n, found := s.atOrAfter(next, p)
		if !found {
			continue
		}
		sorted = sorted && (len(nodes) == 0 || n > nodes[len(nodes)-1])
		nodes = append(nodes, n)
		next = n + 1
	}
	if !sorted {
		slices.Sort(nodes)
	}
	return slices.Compact(nodes)
}

// atOrAfter is At for a place that is probably not far after a node.
func (s *Subjects) atOrAfter(near Node, p Place) (Node, bool) {
	date := p.Date.Pack()
	step := Node(1)
	start := near
	for int(start) < len(s.dates) && s.dates[start] > date { // before the day
		near = start
		start += step
		step *= 2
	}
	if int(near) >= len(s.dates) || s.dates[near] < date || s.dates[near] == date && s.numbers[near] > uint32(p.Number) {
		return s.At(p) // before near
	}
	day := s.dates[near:min(int(start)+1, len(s.dates))]
	first, found := slices.BinarySearchFunc(day, date, func(d, wanted uint32) int { return cmp.Compare(wanted, d) })
	for n := near + Node(first); found && int(n) < len(s.dates) && s.dates[n] == date; n++ {
		if s.numbers[n] == uint32(p.Number) {
			return n, true
		}
	}
	return 0, false
}
