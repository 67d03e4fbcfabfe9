package bench

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"news/internal/text"
)

// query is the text that somebody could type for a half-remembered headline.
type query struct {
	typed    string
	headline string                            // the headline that it was drawn from
	meant    []string                          // the meant parts of the headline, folded: words, beginnings of words, or runs of Chinese
	has      func(headline, meant string) bool // reports whether a folded headline has a meant part
}

// queryClass is one way to search for a headline.
type queryClass struct {
	name    string
	atLeast float64 // the required share of right first hits
	from    func(*headlines) []string
	draw    func(queryMaker, string) (query, bool)
}

// queryClasses returns all classes, in the order of the table.
//
// None of their words is an operator of the query language: words have four letters
// or more, even after a slip, and no signs.
func queryClasses() []queryClass {
	worded := func(h *headlines) []string { return h.worded }
	chinese := func(h *headlines) []string { return h.chinese }
	return []queryClass{
		{"2-4 words, in order", 0.98, worded, queryMaker.inOrder},
		{"3 words shuffled, lower case", 0.98, worded, queryMaker.shuffled},
		{"3 words, one slip", 0.96, worded, queryMaker.oneSlip},
		{"3 words, a slip in two", 0.92, worded, queryMaker.twoSlips},
		{"3 words cut to 4-5 letters", 0.97, worded, queryMaker.cutShort},
		{"two runs of 2-4 Chinese characters", 0.95, chinese, queryMaker.twoRuns},
		{"the same in the other script", 0.93, chinese, queryMaker.otherScript},
	}
}

// patience is how many unsuitable headlines may follow each other before a class is
// given up.
const patience = 10_000

// queries draws n queries of a class, or fewer where few headlines are suitable. A
// headline may be drawn several times.
func (c queryClass) queries(m queryMaker, h *headlines, n int) []query {
	var drawn []query
	pool := c.from(h)
	for failed := 0; len(pool) > 0 && len(drawn) < n && failed < patience; {
		if q, ok := c.draw(m, oneOf(m.r, pool)); ok {
			drawn = append(drawn, q)
			failed = 0
		} else {
			failed++
		}
	}
	return drawn
}

// queryMaker makes queries out of headlines. Its methods return false where the
// headline, or the part of it that was drawn, is not suitable.
type queryMaker struct {
	r      *rand.Rand
	counts map[string]int // number of headlines with a word, by the folded word
}

func (m queryMaker) inOrder(headline string) (query, bool) {
	words := m.pick(longWords(headline), between(m.r, 2, 4))
	return ofWords(headline, words, words), true
}

func (m queryMaker) shuffled(headline string) (query, bool) {
	meant := m.pick(longWords(headline), 3)
	typed := strings.Fields(strings.ToLower(strings.Join(meant, " ")))
	m.r.Shuffle(len(typed), func(i, j int) { typed[i], typed[j] = typed[j], typed[i] })
	return ofWords(headline, typed, meant), true
}

func (m queryMaker) oneSlip(headline string) (query, bool) { return m.slipped(headline, 1) }

func (m queryMaker) twoSlips(headline string) (query, bool) { return m.slipped(headline, 2) }

// slipped returns a query with slips in some of its three words.
func (m queryMaker) slipped(headline string, slips int) (query, bool) {
	meant := m.pick(longWords(headline), 3)
	typed := slices.Clone(meant)
	for _, at := range m.r.Perm(len(typed)) {
		if slips > 0 && canSlip(typed[at]) {
			typed[at] = slip(m.r, typed[at])
			slips--
		}
	}
	return ofWords(headline, typed, meant), slips == 0
}

// cutShort returns a query of the beginnings of words, without two equal ones.
func (m queryMaker) cutShort(headline string) (query, bool) {
	words := m.pick(longWords(headline), 3)
	for i, word := range words {
		letters := []rune(word)
		words[i] = string(letters[:min(len(letters), between(m.r, 4, 5))])
	}
	q := query{typed: strings.Join(words, " "), headline: headline, meant: foldAll(words), has: hasBeginning}
	return q, len(distinct(foldAll(words))) == len(words)
}

// ofWords returns a query with typed words for meant words of the headline.
func ofWords(headline string, typed, meant []string) query {
	return query{typed: strings.Join(typed, " "), headline: headline, meant: foldAll(meant), has: hasWord}
}

// pick draws n of the words, and returns them in their order. There must be at
// least n words. A word of half as many headlines is twice as likely to be drawn
// next.
func (m queryMaker) pick(words []string, n int) []string {
	type ticket struct {
		place int
		wait  float64 // time until the word is drawn; all words wait at the same time
	}
	tickets := make([]ticket, len(words))
	for place, word := range words {
		tickets[place] = ticket{place, m.r.ExpFloat64() * float64(m.counts[text.Fold(word)])}
	}
	slices.SortFunc(tickets, func(a, b ticket) int { return cmp.Compare(a.wait, b.wait) })
	tickets = tickets[:n]
	slices.SortFunc(tickets, func(a, b ticket) int { return cmp.Compare(a.place, b.place) })
	picked := make([]string, n)
	for i, t := range tickets {
		picked[i] = words[t.place]
	}
	return picked
}

func (m queryMaker) twoRuns(headline string) (query, bool) {
	first, rest, _ := m.takeRun(hanStretches(headline))
	second, _, ok := m.takeRun(rest)
	q := query{typed: first + " " + second, headline: headline, meant: foldAll([]string{first, second}), has: strings.Contains}
	return q, ok && first != second
}

// otherScript returns a query in traditional characters for a headline in
// simplified ones, and the other way round, converted character by character. At
// least one character must differ between the two scripts.
func (m queryMaker) otherScript(headline string) (query, bool) {
	q, ok := m.twoRuns(headline)
	same := q.typed
	switch text.HanScript(headline) {
	case text.ScriptSimplified:
		q.typed = text.Traditional(same)
	case text.ScriptTraditional:
		q.typed = text.Simplified(same)
	}
	return q, ok && q.typed != same
}

// takeRun draws a run from stretches of characters, every place equally likely. It
// also returns the rest of the stretches, so that a second run stands elsewhere,
// and reports whether there is a run of the drawn length.
func (m queryMaker) takeRun(stretches []string) (run string, rest []string, ok bool) {
	length := between(m.r, runLeast, runMost)
	places := 0
	for _, stretch := range stretches {
		places += max(0, len([]rune(stretch))-length+1)
	}
	if places == 0 {
		return "", nil, false
	}
	place := m.r.IntN(places)
	for _, stretch := range stretches {
		characters := []rune(stretch)
		if here := max(0, len(characters)-length+1); run != "" || place >= here {
			place -= here
			rest = append(rest, stretch)
			continue
		}
		run = string(characters[place : place+length])
		rest = append(rest, string(characters[:place]), string(characters[place+length:]))
	}
	return run, rest, true
}
