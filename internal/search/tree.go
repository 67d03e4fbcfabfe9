package search

import (
	"slices"

	"news/internal/when"
)

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

// better reports whether one alternative counts rather than another.
func (f found) better(other found) bool { return f.cover+f.headline > other.cover+other.headline }

// evalWhole returns a query, or an alternative, with its hits.
func (s *searcher) evalWhole(q Query) (*node, error) {
	if _, isWord := q.(Word); isWord {
		return s.evalList([]Query{q})
	}
	return s.eval(q)
}

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

// leaves appends the leaves of a node in the order of the query.
func (n *node) leaves(to []*node) []*node {
	if n.leaf != nil {
		return append(to, n)
	}
	for _, child := range slices.Concat(n.all, n.any) {
		to = child.leaves(to)
	}
	return to
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
