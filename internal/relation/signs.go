package relation

import (
	"cmp"
	"math"
	"slices"

	"news/internal/event"
)

// Signs are the signs of a relation that a Graph does not hold itself.
type Signs struct {
	// Page returns what the page of an event says.
	Page func(Node) (Page, error)
	// Categories are the same events with their categories in place of topics;
	// nil if categories do not count.
	Categories *Subjects
}

// Page is what the page of an event says.
type Page struct {
	Text  string // its headline and description, where topics can be named
	Words []Word // its words, each once, in their order
	// Days are the days of the events to which its links lead, in their order.
	Days []event.Date
}

// Word is a word of an event, and the events that have it in any of its forms.
type Word struct {
	Text       string // as the event writes it, folded
	InHeadline bool   // false if only the description has it
	IsName     bool   // it is written as a name: in a capital letter, though not at the beginning
	// Headlines are the places of the events whose headlines have the word, and
	// Descriptions of the others whose descriptions have it.
	Headlines, Descriptions []Place
}

func (w *Word) events() int { return len(w.Headlines) + len(w.Descriptions) }

// MostMentions returns the largest number of events that may have a word that
// says something: one in twenty. In a large archive it is less, because looking
// up very many events takes longer than all else and changes little.
func MostMentions(events int) int { return min(events/shareWithWord, mostWithWord) }

const (
	shareWithWord = 20
	mostWithWord  = 20_000
)

// weights are the weights of the signs of a relation. The rarity of a sign that
// a single event has is 1.
type weights struct {
	topic       float64 // a topic that both events have
	storyline   float64 // the same, if the topic is a storyline
	category    float64 // the category of both
	link        float64 // a link between them
	name        float64 // a word that is a name, as a part of another word
	description float64 // a word in a description, as a part of a word in a headline
	enough      int     // the number of events from which on words count in full: of fewer, rare words cannot be told from common ones
	fading      float64 // how fast days count: (1 + days) to the power of -fading
	veryRare    int     // a word is a firm sign, as a name or a topic is, if at most one of so many events has it
	faint       float64 // the part of the score that is left without a firm sign or two others
	least       float64 // the least score without a link, as a part of the best
	strong      float64 // the least score of a tie that makes a story
}

// fitted has round numbers. They were chosen on the storylines of ten years of
// English news, and checked to agree on each half of them, told apart by a hash of
// their names: no storylines were kept aside. Near each number as many events of the
// same storyline are found. A word in common is worth its rarity.
var fitted = weights{
	topic: 1, storyline: 3, category: 4, link: 0.3, name: 1.5, description: 0.5, enough: 500,
	fading: 0.6, veryRare: 200, faint: 0.7, least: 0.1, strong: 0.3,
}

// sign is a topic or a word of an event, with the events that have it too.
type sign struct {
	name   string // of a topic, or the word
	topic  Topic
	weight float64
	with   []Node // in canonical order
}

// order compares signs, the weightiest first.
func (s sign) order(other sign) int {
	return cmp.Or(cmp.Compare(other.weight, s.weight), cmp.Compare(s.name, other.name))
}

// ties are what an event has in common with all others.
type ties struct {
	*Graph
	event  Node
	topics []sign // the weightiest first
	words  []sign
	linked map[Node]*Relative // the events at the other ends of its links
	scores []float64          // by event: how much it has in common
	firm   []uint8            // by event: how firmly signs join it
}

// tiesOf returns what an event with a page has in common with all others. The
// error is an error of Signs.
func (g *Graph) tiesOf(n Node, signs Signs) (*ties, error) {
	page, err := signs.Page(n)
	if err != nil {
		return nil, err
	}
	t := &ties{Graph: g, event: n, scores: make([]float64, g.nodes), firm: make([]uint8, g.nodes)}
	t.addTopics(page.Text)
	t.addWords(page.Words)
	t.addCategory(signs.Categories)
	t.addLinks()
	t.fade(page.Days)
	t.scores[n], t.firm[n] = 0, 0 // an event is not related to itself
	return t, nil
}

// rarity returns how rare a sign is that some of all events have: 1 for one
// event, and near 0 for all. It is the square of the usual inverse document
// frequency, because the sign is in both events that it joins.
func (s *Subjects) rarity(some int) float64 {
	all := float64(s.Events())
	rare := math.Log1p(all/float64(max(some, 1))) / math.Log1p(all)
	return rare * rare
}

// How firmly a sign joins two events: a rare word only faintly. Two such words are
// not faint any more, and three are firm.
const (
	faintly = 1
	firmly  = 3
)

// join records how firmly a sign joins the events that have it.
func (t *ties) join(events []Node, how uint8) {
	for _, n := range events {
		t.firm[n] = min(t.firm[n]+how, firmly)
	}
}

// addTopics adds the topics of the event, and the topics that its text names.
func (t *ties) addTopics(text string) {
	topics := union(union(nil, t.About(t.event)), t.Mentioned(text))
	for i, with := range t.withEach(topics) {
		t.topics = append(t.topics, t.topicSign(topics[i], with, t.event))
	}
	slices.SortFunc(t.topics, sign.order)
	for _, s := range t.topics {
		for _, n := range s.with {
			t.scores[n] += s.weight
		}
		t.join(s.with, firmly)
	}
}

// topicSign returns the sign of a topic that some events have, as an event with it
// sees them.
func (s *Subjects) topicSign(topic Topic, with []Node, n Node) sign {
	weight := fitted.topic
	if len(s.inSeason(with, n)) > 0 {
		weight = fitted.storyline
	}
	return sign{name: s.Name(topic), topic: topic, weight: weight * s.rarity(len(with)), with: with}
}

// withEach returns the events with each of some topics, in one pass over all
// events, which is faster than finding the events of all topics.
func (s *Subjects) withEach(topics []Topic) [][]Node {
	places := make([]int32, s.Topics()) // in topics, plus 1
	for i, topic := range topics {
		places[topic] = int32(i + 1)
	}
	with := make([][]Node, len(topics))
	for n := range s.Events() {
		for _, topic := range s.About(Node(n)) {
			if i := places[topic]; i > 0 {
				with[i-1] = append(with[i-1], Node(n))
			}
		}
	}
	return with
}

// addWords adds the words of the event.
func (t *ties) addWords(words []Word) {
	for _, w := range words {
		s := sign{name: w.Text, weight: t.wordWeight(w.events(), w.InHeadline, w.IsName)}
		headlines, descriptions := t.nodesAt(w.Headlines), t.nodesAt(w.Descriptions)
		for _, n := range headlines {
			t.scores[n] += s.weight
		}
		for _, n := range descriptions {
			t.scores[n] += s.weight * fitted.description
		}
		if s.with = headlines; len(descriptions) > 0 {
			s.with = append(headlines, descriptions...)
			slices.Sort(s.with)
		}
		t.join(s.with, t.firmness(w.events(), w.IsName))
		t.words = append(t.words, s)
	}
	slices.SortFunc(t.words, sign.order)
}

// wordWeight returns the weight of a word of an event that some events have, for those
// that have it in their headlines.
func (s *Subjects) wordWeight(events int, inHeadline, isName bool) float64 {
	weight := min(1, float64(s.Events())/float64(fitted.enough)) * s.rarity(events)
	if !inHeadline {
		weight *= fitted.description
	}
	if isName {
		weight *= fitted.name
	}
	return weight
}

// firmness returns how firmly a word joins the events that have it.
func (s *Subjects) firmness(events int, isName bool) uint8 {
	if isName || events*fitted.veryRare <= s.Events() {
		return firmly
	}
	return faintly
}

// addCategory adds the category of the event, for the events that other signs
// join with it. Categories are few, and an event has one at most.
func (t *ties) addCategory(categories *Subjects) {
	if categories == nil || int(t.event) >= categories.Events() {
		return
	}
	for _, with := range categories.withEach(categories.About(t.event)) {
		weight := fitted.category * t.rarity(len(with))
		for _, n := range with {
			t.scores[n] += weight
		}
	}
}

// addLinks records the links of the event. A link joins two events, but it is
// only one sign among others.
func (t *ties) addLinks() {
	t.linked = make(map[Node]*Relative)
	for link, to := range t.Out(t.event) {
		t.addLink(link, to, Out)
	}
	for link, from := range t.In(t.event) {
		t.addLink(link, from, In)
	}
	for n, relative := range t.linked {
		t.scores[n] += fitted.link
		t.firm[n] = firmly
		if !t.HasPage(n) {
			t.addMissing(n, relative)
		}
	}
}

// addLink records a link between the event and another.
func (t *ties) addLink(link Link, other Node, direction Direction) {
	if other == t.event {
		return
	}
	relative := t.linked[other]
	if relative == nil {
		relative = &Relative{Node: other, Direction: direction}
		t.linked[other] = relative
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

// addMissing adds to an event without a page the topics that links to it name.
func (t *ties) addMissing(n Node, relative *Relative) {
	named := make(map[Topic]bool)
	for _, place := range relative.Out {
		for _, topic := range t.Shared(Link{t.event, place}) {
			named[topic] = true
		}
	}
	for _, s := range t.topics {
		if named[s.topic] {
			t.scores[n] += s.weight
		}
	}
}

// fade reduces each score by the days between the events. linked are the days of
// the events to which the page links.
func (t *ties) fade(linked []event.Date) {
	today := t.Date(t.event)
	last, factor := uint32(0), 0.0
	for n, date := range t.dates {
		if date != last {
			last, factor = date, nearness(today, event.UnpackDate(date))
		}
		if t.scores[n] *= factor; t.firm[n] <= faintly {
			t.scores[n] *= fitted.faint
		}
	}
	for n, relative := range t.linked {
		if !t.HasPage(n) && len(relative.Out) > 0 && relative.Out[0] < len(linked) {
			t.scores[n] *= nearness(today, linked[relative.Out[0]])
		}
	}
}

// nearness returns the factor of what two events have in common by their days.
func nearness(a, b event.Date) float64 {
	return faded(math.Abs(a.Time().Sub(b.Time()).Hours() / 24))
}

// faded returns the factor of what two events have in common that are some days apart.
func faded(days float64) float64 { return math.Pow(1+days, -fitted.fading) }

// relative returns an event with the reasons why it is related.
func (t *ties) relative(n Node) Relative {
	relative := Relative{Node: n, Direction: Shared}
	if linked := t.linked[n]; linked != nil {
		relative = *linked
	}
	for _, s := range t.topics {
		if s.has(n) {
			relative.Topics = append(relative.Topics, s.topic)
		}
	}
	for _, s := range t.words {
		if s.has(n) {
			relative.Words = append(relative.Words, s.name)
		}
	}
	return relative
}

// has reports whether an event has the sign.
func (s *sign) has(n Node) bool {
	_, found := slices.BinarySearch(s.with, n)
	return found
}
