package relation

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// Use tells how much a topic is used, and how long.
type Use struct {
	Topic       Topic
	Events      int        // that have it
	First, Last event.Date // of these
}

// Uses gives the use of every topic that an event has, by topic.
func (s *Subjects) Uses() []Use {
	all := make([]Use, len(s.names))
	for n := range s.dates { // the newest comes first
		date := s.Date(Node(n))
		for _, t := range s.About(Node(n)) {
			use := &all[t]
			if use.Events == 0 {
				*use = Use{Topic: t, Last: date}
			}
			use.Events++
			use.First = date
		}
	}
	return slices.DeleteFunc(all, func(u Use) bool { return u.Events == 0 })
}

// Companion is a topic that another one comes with.
type Companion struct {
	Topic  Topic
	Events int // that have both
}

// Companions gives for each of some topics those that most of its events have
// too, the most common first, of equally common ones by name, and so many at
// most.
func (s *Subjects) Companions(topics []Topic, most int) [][]Companion {
	all := make([][]Companion, len(topics))
	if len(topics) == 0 {
		return all
	}
	s.With(topics[0]) // makes what the workers share
	byName := s.byName()
	var workers sync.WaitGroup
	step := min(runtime.GOMAXPROCS(0), len(topics))
	for first := range step {
		workers.Go(func() {
			c := counter{times: make([]int32, len(s.names)), byName: byName}
			for i := first; i < len(topics); i += step {
				for _, n := range s.With(topics[i]) {
					c.count(s.About(n))
				}
				c.times[topics[i]] = 0 // it comes with itself
				all[i] = c.commonest(most)
			}
		})
	}
	workers.Wait()
	return all
}

// byName gives for each topic its place in the order of names: by their folded
// words, so that neither case nor accents move one, and those that have the same
// by the names themselves.
func (s *Subjects) byName() []int32 {
	if s.places == nil {
		order := make([]Topic, len(s.names))
		for t := range order {
			order[t] = Topic(t)
		}
		slices.SortFunc(order, func(a, b Topic) int { return s.names[a].compare(s.names[b]) })
		s.places = make([]int32, len(s.names))
		for place, t := range order {
			s.places[t] = int32(place)
		}
	}
	return s.places
}

// counter counts how often topics come.
type counter struct {
	times  []int32 // by topic
	met    []Topic // that came at all
	byName []int32 // by topic: its place in the order of names
}

func (c *counter) count(topics []Topic) {
	for _, t := range topics {
		if c.times[t]++; c.times[t] == 1 {
			c.met = append(c.met, t)
		}
	}
}

// commonest gives so many topics at most as came most often, and begins anew.
func (c *counter) commonest(most int) []Companion {
	most = max(most, 1)
	best := make([]Companion, 0, min(most, len(c.met)))
	for _, t := range c.met {
		one := Companion{t, int(c.times[t])}
		if one.Events == 0 || len(best) == most && c.compare(one, best[most-1]) > 0 {
			continue
		}
		at := len(best)
		for at > 0 && c.compare(one, best[at-1]) < 0 {
			at--
		}
		best = slices.Insert(best[:min(len(best), most-1)], at, one)
	}
	for _, t := range c.met {
		c.times[t] = 0
	}
	c.met = c.met[:0]
	return best
}

func (c *counter) compare(a, b Companion) int {
	if a.Events != b.Events {
		return b.Events - a.Events
	}
	return int(c.byName[a.Topic] - c.byName[b.Topic])
}

// CompareNames orders topics by their names.
func (s *Subjects) CompareNames(a, b Topic) int {
	places := s.byName()
	return cmp.Compare(places[a], places[b])
}

// Likeness tells how the name of a topic was found by what somebody typed.
type Likeness int

const (
	Unlike    Likeness = iota // it was not
	WithSlips                 // its words are like the typed ones
	InPart                    // it has the typed words, or words that begin so
	Whole                     // it is what was typed
)

// Find gives the topics whose names have all the words that were typed: those
// of each part between spaces side by side, and the last of a part perhaps cut
// short. Where no name has them, it gives those that have words like them, one
// slip away from four letters on and two from eight on; where none has those,
// words that begin so. They come with how each was found, in no order that means
// anything.
func (s *Subjects) Find(typed string) map[Topic]Likeness {
	wanted := newWanted(typed)
	found := make(map[Topic]Likeness)
	for t, name := range s.names {
		if how := wanted.in(name.Words); how != Unlike {
			found[Topic(t)] = how
		}
	}
	for _, near := range []nearness{isNear, beginsNear} {
		if len(found) > 0 {
			break
		}
		for t, name := range s.names {
			if wanted.isLike(name.Words, near) {
				found[Topic(t)] = WithSlips
			}
		}
	}
	return found
}

// wanted is what somebody typed to find a name.
type wanted struct {
	words string   // all of it, as WordsOf gives them
	parts []string // what stood between spaces, each so
}

func newWanted(typed string) wanted {
	w := wanted{words: WordsOf(typed)}
	for _, part := range strings.Fields(typed) {
		if words := WordsOf(part); words != "" {
			w.parts = append(w.parts, words)
		}
	}
	return w
}

// in tells whether a name has all parts as they were typed.
func (w wanted) in(name string) Likeness {
	if name == w.words {
		return Whole
	}
	for _, part := range w.parts {
		if !hasPart(name, part) {
			return Unlike
		}
	}
	return InPart
}

// hasPart tells whether the words of a part stand side by side in a name, which
// may go on behind the last of them.
func hasPart(name, part string) bool {
	part = strings.TrimSuffix(part, " ")
	if strings.HasPrefix(name, part) {
		return true
	}
	for at := 0; ; {
		next := strings.Index(name[at:], part)
		if next < 0 {
			return false
		}
		if at += next; at > 0 && name[at-1] == ' ' {
			return true
		}
		at++
	}
}

// nearness tells whether a typed word may stand for a word of a name.
type nearness func(typed, word string) bool

// isLike tells whether a name has words near to those that were typed, or is near
// to them with its words joined otherwise.
func (w wanted) isLike(name string, near nearness) bool {
	if len(w.parts) == 0 {
		return false
	}
	if isNear(joined(w.words), joined(name)) {
		return true
	}
	for _, part := range w.parts {
		if !hasPart(name, part) && !hasLike(name, part, near) {
			return false
		}
	}
	return true
}

func joined(words string) string { return strings.ReplaceAll(words, " ", "") }

// hasLike tells whether a name has for each word of a part one near to it. Words
// too short for a slip, as Chinese ones are, must stand side by side.
func hasLike(name, part string, near nearness) bool {
	mayDiffer := false
	for word := range strings.FieldsSeq(part) {
		found := false
		for other := range strings.FieldsSeq(name) {
			found = found || near(word, other)
		}
		if !found {
			return false
		}
		mayDiffer = mayDiffer || slipsIn(word) > 0
	}
	return mayDiffer
}

// isNear tells whether slips alone part a word from what was typed.
func isNear(typed, word string) bool {
	slips := slipsIn(typed)
	return text.Slips(typed, word, slips) <= slips
}

// beginsNear tells whether a word begins with something one slip away from what
// was typed. Fewer than five letters are like the beginning of too many words.
func beginsNear(typed, word string) bool {
	const fewest = 5
	letters := utf8.RuneCountInString(typed)
	if letters < fewest {
		return isNear(typed, word)
	}
	end := 0
	for at := range word {
		if end >= letters-1 && text.Slips(typed, word[:at], 1) <= 1 {
			return true
		}
		if end++; end > letters+2 {
			return false
		}
	}
	return isNear(typed, word)
}

// slipsIn gives how many slips a word may have: none where it has a digit, since
// one number is not like another.
func slipsIn(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4, strings.ContainsAny(word, "0123456789"):
		return 0
	case n < 8:
		return 1
	}
	return 2
}
