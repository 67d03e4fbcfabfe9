package search

import (
	"context"
	"slices"

	"news/internal/event"
	"news/internal/meaning"
	"news/internal/when"
)

// searcher runs one query over one corpus.
type searcher struct {
	ctx        context.Context
	corpus     Corpus
	vocabulary *Vocabulary
	meanings   *meaning.Groups
	named      func(context.Context, Named) ([]Place, error) // Options.Named
	docsNamed  map[Named][]DocID                             // answers of named, as documents
	full       bool                                          // only full hits are wanted
	shortNames *ShortNames                                   // of the corpus; nil until it is read

	budget  int                 // how many more words may be looked up for slips and letters
	cache   map[string]*finding // what the leaves matched
	joined  union
	summed  sums
	reading Text

	small    map[WordID]bool // the small words of the corpus, once a headline was read
	headline headline
}

// lookups is how many words of a query are looked up for slips and letters. A
// longer query is a quotation rather than a few words from memory, and must not
// take long.
const lookups = 48

func newSearcher(ctx context.Context, c Corpus, opts Options) (*searcher, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	meanings := opts.Meanings
	if meanings == nil {
		if meanings, err = meaning.New(nil); err != nil {
			return nil, err
		}
	}
	return &searcher{
		ctx: ctx, corpus: c, vocabulary: vocabulary, meanings: meanings, named: opts.Named, full: opts.Full,
		budget: lookups, cache: make(map[string]*finding),
	}, nil
}

// node is a part of a query with what it matches: a leaf, a list of wishes, or
// alternatives.
type node struct {
	leaf *finding // nil for a list and for alternatives
	all  []*node  // the wishes of a list
	any  []*node  // alternatives

	typed   string // as it can be typed, for messages
	isMust  bool
	isSmall bool     // it weighs nothing beside the others of its list
	isBound bool     // it is a name, or a word in a field
	run     []string // the characters of a run
	fields  Field    // of a run
	// characters has a bit for each character of a run that it stands for; 0 for words.
	characters uint64
	weight     float64 // how much it tells, by its rarity
	docs       []found // in rising order
}

// found is a document that a node matches.
type found struct {
	doc      DocID
	full     bool    // it has every wish
	cover    float32 // how much of the weight it has, each wish by its grade and field
	headline float32 // how much of the weight its headline has
	has      float32 // how much of the weight it has, however well
	titled   float32 // how much of the weight its headline has, however well
}

// evalWhole returns a query, or an alternative, with its hits.
func (s *searcher) evalWhole(q Query) (*node, error) {
	if _, isWord := q.(Word); isWord {
		return s.evalList([]Query{q})
	}
	return s.eval(q)
}

// better reports whether one alternative counts rather than another.
func (f found) better(other found) bool { return f.cover+f.headline > other.cover+other.headline }

// eval returns a part of a query with its matches.
func (s *searcher) eval(q Query) (*node, error) {
	switch q := q.(type) {
	case And:
		return s.evalList(q.Of)
	case Or:
		return s.evalAlternatives(q)
	case Must:
		n, err := s.eval(q.Of)
		if err != nil {
			return nil, err
		}
		n.isMust = true
		n.docs = slices.DeleteFunc(n.docs, func(f found) bool { return !f.full })
		return n, nil
	case Date, Not:
		return s.evalList([]Query{q})
	}
	if word, ok := q.(Word); ok {
		return s.evalWord(word, nil)
	}
	if within, ok := q.(Within); ok {
		if word, ok := within.Of.(Word); ok && slices.ContainsFunc(word.Parts, IsUnspaced) {
			return s.evalRunWithin(within, word)
		}
	}
	f, err := s.find(leafOf(q))
	if err != nil {
		return nil, err
	}
	n, err := s.leafNode(f, true)
	if err == nil {
		n.typed, n.isBound = q.String(), f.fields != Anywhere
	}
	return n, err
}

// evalWord returns a word with its matches. others are the readings of the phrases
// that it is a part of.
func (s *searcher) evalWord(word Word, others []reading) (*node, error) {
	if slices.ContainsFunc(word.Parts, IsUnspaced) {
		return s.evalUnspaced(word.Parts, Anywhere)
	}
	return s.evalLeaf(leafOf(word), word.String(), others...)
}

// evalLeaf returns a wished word with its matches.
func (s *searcher) evalLeaf(l leaf, typed string, others ...reading) (*node, error) {
	f, err := s.find(l, others...)
	if err != nil {
		return nil, err
	}
	n, err := s.leafNode(f, false)
	if err == nil {
		n.typed = typed
	}
	return n, err
}

// evalRunWithin returns a run in a field, which is a must, with its matches.
func (s *searcher) evalRunWithin(q Within, word Word) (*node, error) {
	n, err := s.evalUnspaced(word.Parts, q.Field)
	if err != nil {
		return nil, err
	}
	n.isMust, n.isBound = true, true
	n.docs = slices.DeleteFunc(n.docs, func(f found) bool { return !f.full })
	return n, nil
}

// leafNode returns the node of a word, a phrase or a name.
func (s *searcher) leafNode(f *finding, isMust bool) (*node, error) {
	mean, err := s.corpus.MeanLength()
	if err != nil {
		return nil, err
	}
	n := &node{leaf: f, isMust: isMust, weight: f.rarity, docs: make([]found, 0, len(f.docs))}
	for _, m := range f.docs {
		full := f.isFull(m.grade)
		if !isMust || full {
			n.docs = append(n.docs, f.found(m, full, float64(s.corpus.Length(m.doc))/max(1, mean)))
		}
	}
	return n, nil
}

// The constants of bm25: how fast more of a word adds less, and how much the length
// of a document counts.
const (
	saturation = 1.2
	byLength   = 0.4
)

// found returns how much of a leaf a match has, in the way of bm25. length is that
// of the document by the mean of all.
func (f *finding) found(m match, full bool, length float64) found {
	x := weightOf(m.fields)
	if f.fields != Anywhere {
		x = headlineWeight
	}
	g := float32(m.grade) / 100
	found := found{doc: m.doc, full: full, has: 1}
	found.cover = g * float32(x*(saturation+1)/(x+saturation*(1-byLength+byLength*length)))
	if m.fields&Headline != 0 || f.fields != Anywhere {
		found.headline, found.titled = g, 1
	}
	return found
}

// evalList returns the documents that have half of the weight of a list of wishes,
// and all of its musts.
func (s *searcher) evalList(parts []Query) (*node, error) {
	n := &node{typed: And{parts}.String()}
	var days []when.Span
	var unwanted []Query
	onlySmall := !slices.ContainsFunc(parts, isTelling)
	for i, part := range parts {
		switch part := part.(type) {
		case Date:
			days = append(days, part.Span)
			continue
		case Not:
			unwanted = append(unwanted, part.Of)
			continue
		case Word:
			if part.Small && !onlySmall {
				small, err := s.smallLeaf(part)
				if err != nil {
					return nil, err
				}
				n.all = append(n.all, small)
				continue
			}
		}
		child, err := s.evalPart(parts, i)
		if err != nil {
			return nil, err
		}
		n.all = append(n.all, child)
	}
	n.weigh()
	n.docs = s.sum(n, n.weight/2)
	if len(n.wishes()) == 0 {
		n.docs = s.every()
	}
	if len(days) > 0 {
		n.docs = slices.DeleteFunc(n.docs, func(f found) bool {
			date := s.corpus.Place(f.doc).Date
			return slices.ContainsFunc(days, func(span when.Span) bool { return !span.Contains(date) })
		})
	}
	for _, q := range unwanted {
		if err := s.exclude(n, q); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// evalPart returns a part of a list. A word also matches as a part of the phrases
// that it makes with the words beside it, where these have meanings.
func (s *searcher) evalPart(parts []Query, at int) (*node, error) {
	word, isWord := parts[at].(Word)
	if !isWord {
		return s.eval(parts[at])
	}
	others, err := s.phrasesAround(parts, at)
	if err != nil {
		return nil, err
	}
	return s.evalWord(word, others)
}

// phrasesAround returns the readings of the phrases that a word makes with the words
// beside it.
func (s *searcher) phrasesAround(parts []Query, at int) ([]reading, error) {
	var readings []reading
	longest := s.meanings.Longest()
	for first := max(0, at-longest+1); first <= at; first++ {
		var words []string
		for last := first; last < len(parts) && len(words) < longest; last++ {
			word, isWord := parts[last].(Word)
			if !isWord {
				break
			}
			words = append(words, word.Parts...)
			if last < at || last == first {
				continue
			}
			found, err := s.phrase(words)
			if err != nil {
				return nil, err
			}
			readings = append(readings, found...)
		}
	}
	return readings, nil
}

// phrase returns what a phrase of the query may stand as in a text.
func (s *searcher) phrase(words []string) ([]reading, error) {
	terms, err := s.alike(words)
	if err != nil {
		return nil, err
	}
	var readings []reading
	for _, term := range terms {
		g := asMeaning
		if term.Kind == meaning.Form {
			g = asForm
		}
		r, err := s.readTerm(term.Words, Anywhere, g)
		if err != nil {
			return nil, err
		}
		readings = append(readings, r)
	}
	return readings, nil
}

// smallLeaf returns a small word beside others. It matches no document, and counts
// only where it stands beside the other words of a headline.
func (s *searcher) smallLeaf(w Word) (*node, error) {
	c := &choice{typed: w.Parts[0], isPaired: true}
	if err := s.addWord(c, w.Parts[0], Anywhere, exactly); err != nil {
		return nil, err
	}
	f := &finding{leaf: leafOf(w), readings: []reading{{choices: []*choice{c}, grade: exactly}}}
	return &node{leaf: f, typed: w.String(), isSmall: true}, nil
}

// isTelling reports whether a part of a query tells what is looked for, as small
// words and bounds do not.
func isTelling(q Query) bool {
	switch q := q.(type) {
	case Date, Not:
		return false
	case Word:
		return !q.Small
	}
	return true
}

// weigh sets the weight of a list. Names and words in fields are bounds beside other
// wishes that some event has, and weigh nothing.
func (n *node) weigh() {
	isWish := func(child *node) bool { return !child.isBound && child.weight > 0 }
	hasWishes := slices.ContainsFunc(n.all, isWish)
	for _, child := range n.all {
		if hasWishes && child.isBound {
			child.weight = 0
		}
		n.weight += child.weight
	}
}

// wishes returns the parts of a list that weigh.
func (n *node) wishes() []*node {
	wishes := make([]*node, 0, len(n.all))
	for _, child := range n.all {
		if !child.isSmall {
			wishes = append(wishes, child)
		}
	}
	return wishes
}

// sums has a cell for each document of the corpus.
type sums struct {
	cells   []sum
	touched []DocID
}

// sum is what a document has of a list.
type sum struct {
	has, cover, headline, titled float32
	musts                        uint32
	full                         uint64 // the number of the wishes; of a run, a bit for each character
}

// sum returns the documents that have enough of the weight of a list, and all of
// its musts.
func (s *searcher) sum(n *node, enough float64) []found {
	if s.summed.cells == nil {
		s.summed.cells = make([]sum, s.corpus.Bound())
	}
	touched := s.summed.touched[:0]
	for _, child := range n.wishes() {
		touched = s.addChild(n, child, touched)
	}
	slices.Sort(touched)
	s.summed.touched = touched
	return s.summed.found(n, float32(enough*(1-1e-6)), s.full && !n.isRun())
}

// addChild adds what documents have of a part of a list.
func (s *searcher) addChild(n, child *node, touched []DocID) []DocID {
	w := float32(child.weight)
	for _, f := range child.docs {
		cell := &s.summed.cells[f.doc]
		if *cell == (sum{}) {
			touched = append(touched, f.doc)
		}
		cell.has += w * f.has
		cell.cover += w * f.cover
		cell.headline += w * f.headline
		cell.titled += w * f.titled
		if child.isMust {
			cell.musts++
		}
		switch {
		case !f.full:
		case n.isRun():
			cell.full |= child.characters
		default:
			cell.full++
		}
	}
	return touched
}

// found returns the documents that have enough, and clears all cells.
func (s *sums) found(n *node, enough float32, onlyFull bool) []found {
	whole := float32(n.weight)
	wanted, musts := uint64(len(n.wishes())), uint32(0)
	if n.isRun() {
		wanted = n.characters
	}
	for _, child := range n.all {
		if child.isMust {
			musts++
		}
	}
	var docs []found
	for _, doc := range s.touched {
		cell := &s.cells[doc]
		full := cell.full == wanted
		switch {
		case cell.musts != musts || !full && (onlyFull || cell.has < enough):
		case whole == 0: // dates alone, which weigh nothing
			docs = append(docs, allOf(doc, full))
		default:
			docs = append(docs, found{
				doc: doc, full: full,
				cover: cell.cover / whole, headline: cell.headline / whole, has: cell.has / whole, titled: cell.titled / whole,
			})
		}
		*cell = sum{}
	}
	return docs
}

// allOf returns a document that has all that weighs.
func allOf(doc DocID, full bool) found {
	return found{doc: doc, full: full, cover: 1, headline: 1, has: 1, titled: 1}
}

// every returns every document.
func (s *searcher) every() []found {
	docs := make([]found, 0, s.corpus.Len())
	for doc := range s.corpus.Bound() {
		if s.corpus.Place(doc) != (Place{}) {
			docs = append(docs, allOf(doc, true))
		}
	}
	return docs
}

// exclude takes the documents that have an unwanted part out of a node. Each word
// means itself alone, so that !iran keeps Iranian, and a slip never hides an event.
func (s *searcher) exclude(n *node, unwanted Query) error {
	docs, err := s.exactly(unwanted)
	if err != nil {
		return err
	}
	kept := n.docs[:0]
	for _, f := range n.docs {
		for len(docs) > 0 && docs[0] < f.doc {
			docs = docs[1:]
		}
		if len(docs) == 0 || docs[0] != f.doc {
			kept = append(kept, f)
		}
	}
	n.docs = kept
	return nil
}

// exactly returns the documents that have all of a query, each word as it is typed.
func (s *searcher) exactly(q Query) ([]DocID, error) {
	switch q := q.(type) {
	case And:
		return s.exactlyAll(q)
	case Or:
		var docs []DocID
		for _, part := range q.Of {
			found, err := s.exactly(part)
			if err != nil {
				return nil, err
			}
			docs = append(docs, found...)
		}
		slices.Sort(docs)
		return slices.Compact(docs), nil
	case Must:
		return s.exactly(q.Of)
	case Date:
		return s.within(q.Span), nil
	}
	l := leafOf(q)
	l.exact = true
	f, err := s.find(l)
	if err != nil {
		return nil, err
	}
	docs := make([]DocID, len(f.docs))
	for i, m := range f.docs {
		docs[i] = m.doc
	}
	return docs, nil
}

// exactlyAll returns the documents that have all parts.
func (s *searcher) exactlyAll(q And) ([]DocID, error) {
	docs, begun := []DocID(nil), false
	for _, unwanted := range []bool{false, true} {
		for _, part := range q.Of {
			not, isNot := part.(Not)
			if isNot != unwanted {
				continue
			}
			if isNot {
				part = not.Of
			}
			found, err := s.exactly(part)
			if err != nil {
				return nil, err
			}
			switch {
			case isNot:
				docs = subtract(docs, found)
			case begun:
				docs = intersect(docs, found)
			default:
				docs, begun = found, true
			}
		}
	}
	return docs, nil
}

// within returns the documents of some days.
func (s *searcher) within(days when.Span) []DocID {
	var docs []DocID
	for doc := range s.corpus.Bound() {
		if place := s.corpus.Place(doc); place != (Place{}) && days.Contains(place.Date) {
			docs = append(docs, doc)
		}
	}
	return docs
}

// evalAlternatives returns the documents that any alternative finds, each with what
// it has of the one that it has most of.
func (s *searcher) evalAlternatives(q Or) (*node, error) {
	n := &node{}
	places := make([]uint32, s.corpus.Bound()) // of each document in n.docs, from 1 on
	for _, part := range q.Of {
		child, err := s.evalWhole(part)
		if err != nil {
			return nil, err
		}
		n.any = append(n.any, child)
		n.weight = max(n.weight, child.weight)
		for _, f := range child.docs {
			if places[f.doc] == 0 {
				n.docs = append(n.docs, f)
				places[f.doc] = uint32(len(n.docs))
				continue
			}
			best := &n.docs[places[f.doc]-1]
			full := best.full || f.full
			if f.better(*best) {
				*best = f
			}
			best.full = full
		}
	}
	slices.SortFunc(n.docs, func(a, b found) int { return int(a.doc) - int(b.doc) })
	return n, nil
}

// atPlaces returns the documents that stand at some places, in rising order.
func (s *searcher) atPlaces(places []Place) []DocID {
	if len(places) == 0 {
		return nil
	}
	first, last := places[0].Date, places[0].Date
	wanted := make(map[Place]bool, len(places))
	for _, place := range places {
		wanted[place] = true
		if place.Date.Compare(first) < 0 {
			first = place.Date
		}
		if place.Date.Compare(last) > 0 {
			last = place.Date
		}
	}
	var docs []DocID
	for doc := range s.corpus.Bound() {
		place := s.corpus.Place(doc)
		if isWithin(place.Date, first, last) && wanted[place] {
			docs = append(docs, doc)
		}
	}
	return docs
}

func isWithin(day, first, last event.Date) bool {
	return day.Compare(first) >= 0 && day.Compare(last) <= 0
}

// intersect returns the documents that are in both lists. Both are in ascending
// order.
func intersect(a, b []DocID) []DocID {
	var both []DocID
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// subtract returns the documents that are in a and not in b. Both are in ascending
// order.
func subtract(a, b []DocID) []DocID {
	var rest []DocID
	for _, doc := range a {
		for len(b) > 0 && b[0] < doc {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != doc {
			rest = append(rest, doc)
		}
	}
	return rest
}
