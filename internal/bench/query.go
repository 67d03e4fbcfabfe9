package bench

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"news/internal/text"
)

// query is what somebody typed who had a headline half in mind.
type query struct {
	typed    string
	headline string                            // the one it was drawn from
	meant    []string                          // what of the headline was meant, folded: words, beginnings of words, or runs of Chinese
	has      func(headline, meant string) bool // whether a folded headline has one of those
}

// queryClass is one way of asking for a headline.
type queryClass struct {
	name    string
	atLeast float64 // the share of first hits that must be right
	from    func(*headlines) []string
	draw    func(queryMaker, string) (query, bool)
}

// queryClasses gives all classes, in the order of the table.
//
// No word of theirs is an operator of the query language: words have four
// letters or more, also after a slip, and no signs.
func queryClasses() []queryClass {
	worded := func(h *headlines) []string { return h.worded }
	chinese := func(h *headlines) []string { return h.chinese }
	return []queryClass{
		{"2-4 words, in order", 0.99, worded, queryMaker.inOrder},
		{"3 words shuffled, lower case", 0.99, worded, queryMaker.shuffled},
		{"3 words, one slip", 0.97, worded, queryMaker.oneSlip},
		{"3 words, a slip in two", 0.93, worded, queryMaker.twoSlips},
		{"3 words cut to 4-5 letters", 0.98, worded, queryMaker.cutShort},
		{"two runs of 2-4 Chinese characters", 0.97, chinese, queryMaker.twoRuns},
		{"the same in the other script", 0.93, chinese, queryMaker.otherScript},
	}
}

// patience is how many headlines in a row may be no good for a class before it
// is given up.
const patience = 10_000

// queries draws n queries of a class, fewer or none where the headlines don't
// serve for it. One headline may be drawn several times.
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

// queryMaker makes queries out of headlines. Its methods tell whether the
// headline, or what chance has drawn of it, serves for such a query.
type queryMaker struct {
	r      *rand.Rand
	counts map[string]int // how many headlines have a word, by the folded word
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

// slipped makes a query with a slip in so many of its three words.
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

// cutShort makes a query of the beginnings of words. Nobody types the same
// beginning twice.
func (m queryMaker) cutShort(headline string) (query, bool) {
	words := m.pick(longWords(headline), 3)
	for i, word := range words {
		letters := []rune(word)
		words[i] = string(letters[:min(len(letters), between(m.r, 4, 5))])
	}
	q := query{typed: strings.Join(words, " "), headline: headline, meant: foldAll(words), has: hasBeginning}
	return q, len(distinct(foldAll(words))) == len(words)
}

// ofWords makes a query of words that were meant to be words of the headline.
func ofWords(headline string, typed, meant []string) query {
	return query{typed: strings.Join(typed, " "), headline: headline, meant: foldAll(meant), has: hasWord}
}

// pick draws n of the words, of which there must be so many, and gives them in
// their order. A word that half as many headlines have is twice as likely to be
// drawn next.
func (m queryMaker) pick(words []string, n int) []string {
	type ticket struct {
		place int
		wait  float64 // until it is drawn, where all are waited for at once
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

// otherScript makes a query in traditional characters for a headline in
// simplified ones, and the other way round, each character by itself. It must
// have one that is not the same in both.
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

// takeRun draws a run out of stretches of characters, every place equally
// likely, and gives what is left of the stretches, so that another run taken of
// that stands elsewhere. It tells whether there is a run of the length that
// chance wants.
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
