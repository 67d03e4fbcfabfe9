package search

import (
	"slices"

	"news/internal/text"
)

// A query becomes hits in five steps. A word, a phrase or a name of the query is a
// leaf. Its finding has the ways to read it, each with the words of the corpus that it
// may stand for (readings.go, choice.go, slips.go), and a match for each document that
// has one (find.go). A node is a part of the query with the documents found for it: a
// leaf, a list of wishes, whose parts are added up (sums.go), or alternatives. found
// is what a document has of a node. What is found for the root of the tree is scored
// (score.go), and then is a hit.

// node is a part of a query with the documents that match it. It is a leaf, a list of
// wishes, or alternatives.
type node struct {
	leaf *finding // nil for a list and for alternatives
	all  []*node  // the wishes of a list
	any  []*node  // alternatives

	typed   string           // as it can be typed, for messages
	isMust  bool             // a document without it in full matches no list that has it
	isSmall bool             // it weighs nothing beside the others of its list
	isBound bool             // it is a name, or a word in a field
	run     []string         // the characters of a run
	pieces  map[string]*node // of a run: its pairs and characters, by their text
	fields  Field            // of a run
	// characters has a bit for each character of a run that it stands for; 0 for words.
	characters uint64
	weight     float64   // how much it tells, by its rarity
	docs       []found   // in rising order; a leaf measures those of its finding when asked
	measures   *measures // of a leaf
}

// found is a document that matches a node, and how well.
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

// evalWhole returns a query, or an alternative, with its matches. A part alone is a
// list of one.
func (s *searcher) evalWhole(q Query) (*node, error) {
	switch q.(type) {
	case And, Or:
		return s.eval(q)
	}
	return s.evalList([]Query{q})
}

// eval returns a part of a query with its matches.
func (s *searcher) eval(q Query) (*node, error) {
	switch q := q.(type) {
	case And:
		return s.evalList(q.Of)
	case Or:
		return s.evalAlternatives(q)
	case Date, Not:
		return s.evalList([]Query{q})
	case Word:
		return s.evalWord(q, nil)
	case Must:
		n, err := s.eval(q.Of)
		if err == nil {
			n.require()
		}
		return n, err
	case Within:
		if word, ok := q.Of.(Word); ok && slices.ContainsFunc(word.Parts, text.IsUnspaced) {
			return s.evalRunWithin(word.Parts, q.Field)
		}
	}
	return s.evalBound(q)
}

// require makes a node a must, which only full matches meet.
func (n *node) require() {
	n.isMust = true
	n.docs = slices.DeleteFunc(n.docs, func(f found) bool { return !f.full })
}

// evalBound returns a phrase, a name or a word in a field, which are musts, with its
// matches.
func (s *searcher) evalBound(q Query) (*node, error) {
	f, err := s.find(leafOf(q))
	if err != nil {
		return nil, err
	}
	n := s.leafNode(f, q.String())
	n.isMust, n.isBound = true, f.fields != Anywhere
	return n, nil
}

// evalList returns the documents that have half of the weight of a list of wishes,
// all of its musts, and nothing that is unwanted.
func (s *searcher) evalList(parts []Query) (*node, error) {
	n := &node{typed: And{parts}.String()}
	hasTelling := slices.ContainsFunc(parts, isTelling)
	met := make(seen) // equal wishes count once
	for i, part := range parts {
		switch part.(type) {
		case Date, Not:
			continue
		}
		if isTelling(part) && met.again(part) {
			continue
		}
		child, err := s.evalPart(parts, i, hasTelling)
		if err != nil {
			return nil, err
		}
		n.all = append(n.all, child)
	}
	n.weigh()
	if len(n.wishes()) == 0 {
		n.docs = s.every()
	} else {
		n.docs = s.sum(n, n.weight/2)
	}
	return n, s.bind(n, parts)
}

// seen are the parts of a query that were met, as they can be typed.
type seen map[string]bool

// again reports whether a part was met before, and notes it.
func (s seen) again(q Query) bool {
	typed := q.String()
	before := s[typed]
	s[typed] = true
	return before
}

// bind takes the documents out of a node that the dates and the unwanted parts of its
// list keep out.
func (s *searcher) bind(n *node, parts []Query) error {
	for _, part := range parts {
		switch part := part.(type) {
		case Date:
			n.docs = slices.DeleteFunc(n.docs, func(f found) bool {
				return !part.Span.Contains(s.corpus.Place(f.doc).Date)
			})
		case Not:
			if err := s.exclude(n, part.Of); err != nil {
				return err
			}
		}
	}
	return nil
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

// evalPart returns a part of a list with its matches. A word also matches as a part
// of the phrases that it makes with the words beside it, where these have meanings. A
// small word beside telling parts is none to look for.
func (s *searcher) evalPart(parts []Query, at int, hasTelling bool) (*node, error) {
	word, isWord := parts[at].(Word)
	switch {
	case !isWord:
		return s.eval(parts[at])
	case word.Small && hasTelling:
		return s.smallLeaf(word)
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
	if slices.ContainsFunc(word.Parts, text.IsUnspaced) {
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
	return s.leafNode(f, typed), nil
}

// evalRunWithin returns a run in a field, which is a must, with its matches.
func (s *searcher) evalRunWithin(parts []string, field Field) (*node, error) {
	n, err := s.evalUnspaced(parts, field)
	if err == nil {
		n.isBound = true
		n.require()
	}
	return n, err
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
func (s *searcher) leafNode(f *finding, typed string) *node {
	return &node{leaf: f, typed: typed, weight: f.rarity, measures: &s.measures}
}

// at returns a match of a node by its place, and false where the node does not take
// it: of a must it takes full ones alone. Those of a leaf are measured when asked for,
// since a common word has many.
func (n *node) at(i int) (found, bool) {
	if n.leaf == nil {
		return n.docs[i], true
	}
	m := n.leaf.docs[i]
	if n.isMust && !n.leaf.isFull(m.grade) {
		return found{}, false
	}
	return n.measure(m), true
}

// isAbsent reports whether no document matches a node.
func (n *node) isAbsent() bool {
	for i := range n.matches() {
		if _, taken := n.at(i); taken {
			return false
		}
	}
	return true
}

// measure returns how much of a leaf a match has: its grade times what bm25 makes of
// the weights of its fields.
func (n *node) measure(m match) found {
	f := n.leaf
	g := float32(m.grade) / 100
	has := found{doc: m.doc, full: f.isFull(m.grade), has: 1}
	has.cover = g * n.measures.of(m.doc, m.fields, f.fields != Anywhere)
	if m.fields&Headline != 0 || f.fields != Anywhere {
		has.headline, has.titled = g, 1
	}
	return has
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
	for _, child := range n.all {
		if others := n.weight - child.weight; child.leaf != nil && child.leaf.unfinished && others > 0 && child.weight > others {
			child.weight = others // so that what has all finished words stays a hit
			n.weight = 2 * others
		}
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
	met := make(seen)                          // equal alternatives count once
	for _, part := range q.Of {
		if met.again(part) {
			continue
		}
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
