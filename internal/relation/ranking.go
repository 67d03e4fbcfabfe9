package relation

import (
	"math"
	"slices"

	"news/internal/event"
)

// SaidWord is a word of an event, for a Ranking.
type SaidWord struct {
	Stem       int32 // the number of the word in all its forms, from 0
	InHeadline bool  // false if only the description has it
	IsName     bool  // as in Word
}

// PackedWord is a SaidWord as a number.
type PackedWord int32

// Pack returns the number of the word.
func (w SaidWord) Pack() PackedWord {
	packed := PackedWord(w.Stem << 2)
	if w.InHeadline {
		packed |= 1
	}
	if w.IsName {
		packed |= 2
	}
	return packed
}

// Stem returns the number of the word in all its forms.
func (p PackedWord) Stem() int32 { return int32(p >> 2) }

func (p PackedWord) inHeadline() bool { return p&1 != 0 }
func (p PackedWord) isName() bool     { return p&2 != 0 }

// Ranking ranks what each of many events is related to, as Related does, by topics,
// words and categories, and without links: it is for pages whose links are still to
// be made. It holds the words of all events, and looks only at events that have
// something in common, so that all events of a large archive can be ranked.
type Ranking struct {
	subjects   *Subjects
	categories *Subjects
	said       func(Node) []PackedWord
	having     lists[packedNode] // by stem: the events that say it
	days       []int32           // by event: the number of its day
	near       []float64         // by the days between two events
}

// packedNode is an event that says a word, and whether in its headline.
type packedNode int32

func (p packedNode) node() Node       { return Node(p >> 1) }
func (p packedNode) inHeadline() bool { return p&1 != 0 }

// NewRanking returns the Ranking of events. categories are the same events with their
// categories in place of topics. said returns the words of an event, each stem once,
// in their order, as often as it is asked and to several goroutines; stems is the
// number of stems.
func NewRanking(subjects, categories *Subjects, said func(Node) []PackedWord, stems int) *Ranking {
	r := &Ranking{subjects: subjects, categories: categories, said: said}
	r.invert(stems)
	r.measureDays()
	subjects.byWords() // before several goroutines ask
	for _, s := range []*Subjects{subjects, categories} {
		if s.Topics() > 0 {
			s.With(0)
		}
	}
	return r
}

// invert fills having.
func (r *Ranking) invert(stems int) {
	ends := make([]int32, stems+1)
	count := 0
	for n := range r.subjects.Events() {
		words := r.said(Node(n))
		count += len(words)
		for _, w := range words {
			ends[w.Stem()+1]++
		}
	}
	for i := range stems {
		ends[i+1] += ends[i]
	}
	r.having = lists[packedNode]{ends: ends[:stems], items: make([]packedNode, count)}
	for n := range r.subjects.Events() {
		for _, w := range r.said(Node(n)) {
			end := &r.having.ends[w.Stem()]
			r.having.items[*end] = packedNode(n)<<1 | packedNode(w&1)
			*end++
		}
	}
}

func (r *Ranking) measureDays() {
	r.days = make([]int32, r.subjects.Events())
	first, last := int32(math.MaxInt32), int32(math.MinInt32)
	known, number := uint32(0), int32(0)
	for n, packed := range r.subjects.dates {
		if packed != known {
			known, number = packed, int32(event.UnpackDate(packed).Time().Unix()/(24*60*60))
		}
		r.days[n] = number
		first, last = min(first, number), max(last, number)
	}
	if len(r.days) == 0 {
		return
	}
	r.near = make([]float64, last-first+1)
	for days := range r.near {
		r.near[days] = faded(float64(days))
	}
}

// Ranked is an event that another is related to.
type Ranked struct {
	Node   Node
	Points int64   // in millionths: more for what is more related
	Topics []Topic // that both events have, the weightiest first
}

// Ranker asks a Ranking. It is for one goroutine; several can ask the same Ranking.
type Ranker struct {
	*Ranking
	scores  []float64
	firm    []uint8
	tied    []uint8 // by event: the sum of what its signs add to the tie
	touched []Node
}

// Ranker returns a new Ranker.
func (r *Ranking) Ranker() *Ranker {
	n := r.subjects.Events()
	return &Ranker{Ranking: r, scores: make([]float64, n), firm: make([]uint8, n), tied: make([]uint8, n)}
}

// Rank returns the events that are related to an event, best first, at most limit.
// text is its headline and description, where topics can be named.
func (k *Ranker) Rank(n Node, text string, limit int) []Ranked {
	return k.rank(n, text, func(other Node) bool { return k.firm[other] > 0 }, limit)
}

// RankTied returns the events that Rank returns, without those that have little in common:
// a tie is a topic, a rare name, two names, three rare words, or a name and two rare words.
func (k *Ranker) RankTied(n Node, text string, limit int) []Ranked {
	return k.rank(n, text, func(other Node) bool { return k.tied[other] >= tied }, limit)
}

func (k *Ranker) rank(n Node, text string, fits func(Node) bool, limit int) []Ranked {
	topics := k.addTopics(n, text)
	k.addWords(n)
	k.drop(n)
	k.weighCategory(n)
	k.fade(n)
	kept := k.best(fits, limit)
	ranked := make([]Ranked, len(kept))
	for i, c := range kept {
		ranked[i] = Ranked{Node: c.node, Points: c.points, Topics: k.shared(n, c.node, topics)}
	}
	k.clear()
	return ranked
}

// add adds what a sign is worth to the score of an event that has it, too.
func (k *Ranker) add(n Node, weight float64, how, tie uint8) {
	if k.firm[n] == 0 {
		k.touched = append(k.touched, n)
	}
	k.scores[n] += weight
	k.firm[n] = min(k.firm[n]+how, firmly)
	k.tied[n] = min(k.tied[n]+tie, tied)
}

// What each sign adds to the tie of two events, which are tied from six on. In two years
// of English news, ranked without their topics, one in a hundred pairs of events that
// shared only a rare word, or only words that one event in twenty has, had a rare topic in
// common; of those that shared a name, one in five, and a rare name, two in five.
const (
	tied        = 6
	byTopic     = 6
	byRareName  = 6
	byName      = 3
	byRareWord  = 2
	byAnyOther  = 0
	mostInSmall = 2 // events that have a rare sign in a small archive
)

// tieOf returns what a word that some events have adds to a tie.
func (s *Subjects) tieOf(events int, isName bool) uint8 {
	isRare := events <= max(mostInSmall, s.Events()/fitted.veryRare)
	switch {
	case isName && isRare:
		return byRareName
	case isName:
		return byName
	case isRare:
		return byRareWord
	}
	return byAnyOther
}

// tieOfTopic returns what a topic that some events have adds to a tie: a topic of very
// many events, such as a large country, adds what a name does.
func (s *Subjects) tieOfTopic(t sign) uint8 {
	if s.Events() >= fitted.enough && len(t.with) > MostMentions(s.Events()) {
		return byName
	}
	return byTopic
}

func (k *Ranker) addTopics(n Node, text string) []sign {
	s := k.subjects
	var signs []sign
	for _, topic := range union(union(nil, s.About(n)), s.Mentioned(text)) {
		signs = append(signs, s.topicSign(topic, s.With(topic), n))
	}
	slices.SortFunc(signs, sign.order)
	for _, one := range signs {
		tie := s.tieOfTopic(one)
		for _, other := range one.with {
			k.add(other, one.weight, firmly, tie)
		}
	}
	return signs
}

func (k *Ranker) addWords(n Node) {
	for _, w := range k.said(n) {
		having := k.having.at(int(w.Stem()))
		if len(having) > MostMentions(k.subjects.Events()) {
			continue
		}
		weight := k.subjects.wordWeight(len(having), w.inHeadline(), w.isName())
		how, tie := k.subjects.firmness(len(having), w.isName()), k.subjects.tieOf(len(having), w.isName())
		for _, other := range having {
			if other.inHeadline() {
				k.add(other.node(), weight, how, tie)
			} else {
				k.add(other.node(), weight*fitted.description, how, tie)
			}
		}
	}
}

// drop takes an event out of those that are related to it.
func (k *Ranker) drop(n Node) { k.scores[n], k.firm[n], k.tied[n] = 0, 0, 0 }

func (k *Ranker) weighCategory(n Node) {
	mine := k.categories.About(n)
	if len(mine) == 0 {
		return
	}
	weight := fitted.category * k.categories.rarity(len(k.categories.With(mine[0])))
	for _, other := range k.touched {
		if theirs := k.categories.About(other); len(theirs) > 0 && theirs[0] == mine[0] && other != n {
			k.scores[other] += weight
		}
	}
}

func (k *Ranker) fade(n Node) {
	today := k.days[n]
	for _, other := range k.touched {
		days := k.days[other] - today
		if days < 0 {
			days = -days
		}
		if k.scores[other] *= k.near[days]; k.firm[other] <= faintly {
			k.scores[other] *= fitted.faint
		}
	}
}

func (k *Ranker) best(fits func(Node) bool, limit int) []candidate {
	points := func(n Node) int64 { return int64(k.scores[n] * 1e6) }
	most := int64(0)
	for _, n := range k.touched {
		most = max(most, points(n))
	}
	top := best{limit: limit}
	least := int64(fitted.least * float64(most))
	for _, n := range k.touched {
		if c := (candidate{n, points(n)}); c.points >= least && fits(n) {
			top.add(c)
		}
	}
	top.cut()
	return top.kept
}

// shared returns the topics that two events have, in the order of the signs.
func (k *Ranker) shared(a, b Node, signs []sign) []Topic {
	var topics []Topic
	for _, s := range signs {
		if slices.Contains(k.subjects.About(a), s.topic) && slices.Contains(k.subjects.About(b), s.topic) {
			topics = append(topics, s.topic)
		}
	}
	return topics
}

func (k *Ranker) clear() {
	for _, n := range k.touched {
		k.scores[n], k.firm[n], k.tied[n] = 0, 0, 0
	}
	k.touched = k.touched[:0]
}
