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

// Clues are what an event is known by: its links, the topics that it is about or
// that its text names, and the words of its headline.
type Clues struct {
	topics []topicClue
	words  []clue
	linked map[Node]*Relative // the events at the other ends of its links
}

// clue is a word, or the words of a topic's name.
type clue struct {
	words  string // each with a space behind it
	named  []Node // the events whose headlines have them side by side, in canonical order
	weight float64
}

// topicClue is a topic, by its name and by the events that have it.
type topicClue struct {
	clue
	topic Topic
	with  []Node // in canonical order
}

// Naming tells which events' headlines have some folded words side by side, and
// none where more events than most have each of them anywhere.
type Naming func(words []string, most int) ([]Place, error)

// What very many events have says little of any one of them: a word of every
// twentieth, a name whose words every fifth has. (So words say nothing where there
// are few events to tell which of them are rare; names do.) And in a large
// archive looking up what thousands have takes longer than all else, the more so
// a name of several words, for which headlines must be read.
const (
	shareWithWord = 20
	shareWithName = 5
	fewestNamed   = 5 // events that may always have a name
	mostWithOne   = 2000
	mostWithAll   = 500
)

// Clues gives those of an event that has a page, whose headline and description
// are written so. The error is that of naming.
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
		return cmp.Or(x.order(y.clue), cmp.Compare(g.Name(x.topic), g.Name(y.topic))) // a name can have no words
	})
	slices.SortFunc(c.words, clue.order)
	return c, nil
}

// order puts rarer clues first.
func (c clue) order(other clue) int {
	return cmp.Or(cmp.Compare(other.weight, c.weight), cmp.Compare(c.words, other.words))
}

// findWith finds the events that have some topics, by one look at all events: that
// takes less time than finding the events of all topics.
func (g *Graph) findWith(topics []topicClue) {
	at := make(map[Topic]int, len(topics))
	asked := make([]bool, g.Topics())
	for i, t := range topics {
		at[t.topic], asked[t.topic] = i, true
	}
	for n := range g.Events() {
		for _, topic := range g.About(Node(n)) {
			if asked[topic] {
				t := &topics[at[topic]]
				t.with = append(t.with, Node(n))
			}
		}
	}
}

// lookUp finds the events whose headlines have the clues' words.
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

// lookUpOne finds those of one clue, unless they are more than most.
func (g *Graph) lookUpOne(c *clue, most int, naming Naming) error {
	words, bound := strings.Fields(c.words), mostWithOne
	if len(words) > 1 {
		bound = mostWithAll
	}
	places, err := naming(words, min(most, bound))
	c.named = g.nodesAt(places)
	return err
}

// join notes a link between an event and another.
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

// rarity gives the weight of what some of all events have, 0 where none has. It
// is the square of the usual one, since a clue stands in both events that it joins.
func rarity(all, some int) float64 {
	if some == 0 {
		return 0
	}
	rare := math.Log(1 + float64(all)/float64(some))
	return rare * rare
}

// wordsIn gives the words of a headline, each once, with a space behind it. The
// characters of Chinese and Japanese are none: many words have each of them.
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

// nodesAt gives the events that stand at some places, in canonical order. Most
// are looked for just behind the one before.
func (s *Subjects) nodesAt(places []Place) []Node {
	nodes := make([]Node, 0, len(places))
	sorted := true
	next := Node(0)
	for _, p := range places {
		n, found := s.atOrBehind(next, p)
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

// atOrBehind is At for a place that is likely to be not far behind a node.
func (s *Subjects) atOrBehind(near Node, p Place) (Node, bool) {
	date := p.Date.Pack()
	step := Node(1)
	start := near
	for int(start) < len(s.dates) && s.dates[start] > date { // not as far as the day
		near = start
		start += step
		step *= 2
	}
	if int(near) >= len(s.dates) || s.dates[near] < date || s.dates[near] == date && s.numbers[near] > uint32(p.Number) {
		return s.At(p) // before near
	}
	day := s.dates[near:min(int(start)+1, len(s.dates))]
	first, found := slices.BinarySearchFunc(day, date, func(d, asked uint32) int { return cmp.Compare(asked, d) })
	for n := near + Node(first); found && int(n) < len(s.dates) && s.dates[n] == date; n++ {
		if s.numbers[n] == uint32(p.Number) {
			return n, true
		}
	}
	return 0, false
}
