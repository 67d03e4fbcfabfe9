package search

import (
	"slices"
	"sort"
)

// lookUp returns what a document has of a node, and false where it does not match.
func (n *node) lookUp(doc DocID) (found, bool) {
	i := sort.Search(n.matches(), func(i int) bool { return n.docAt(i) >= doc })
	if i == n.matches() || n.docAt(i) != doc {
		return found{}, false
	}
	return n.at(i)
}

// lacks returns the wishes of a node that a document has not, as they can be typed.
// Of an alternative whose wishes it has, but not the bounds, it lacks the whole.
func (n *node) lacks(doc DocID) []string {
	if f, known := n.lookUp(doc); known && f.full {
		return nil
	}
	switch {
	case n.run != nil:
		return n.lacksOfRun(doc)
	case n.all != nil:
		var lacking []string
		for _, child := range n.wishes() {
			lacking = append(lacking, child.lacks(doc)...)
		}
		if lacking != nil {
			return lacking
		}
	case n.any != nil:
		return n.bestFor(doc).lacks(doc)
	}
	return []string{n.typed}
}

// bestFor returns the alternative that a document has most of.
func (n *node) bestFor(doc DocID) *node {
	best, most := n.any[0], found{}
	for _, child := range n.any {
		if f, known := child.lookUp(doc); known && f.better(most) {
			best, most = child, f
		}
	}
	return best
}

// lacksOfRun returns the parts of a run that a document has not.
func (n *node) lacksOfRun(doc DocID) []string {
	var has uint64
	for _, child := range n.all {
		if f, known := child.lookUp(doc); known && f.full {
			has |= child.characters
		}
	}
	var lacking []string
	start := -1
	for i := range len(n.run) + 1 {
		lacks := i < len(n.run) && n.characters&^has&characterBits(i, i+1) != 0
		if lacks && start < 0 {
			start = i
		}
		if !lacks && start >= 0 {
			lacking = append(lacking, joined(n.run[start:i]))
			start = -1
		}
	}
	return lacking
}

// Taken is a word of a query that stands for others: what it may be mistyped for, or
// what begins with it.
type Taken struct {
	Word string // folded
	For  []string
}

// taken returns the words that some documents have only because they stand for others.
func (n *node) taken(docs []DocID) []Taken {
	var all []Taken
	for _, leaf := range n.leaves(nil) {
		f := leaf.leaf
		depends := func(doc DocID) bool { g := f.gradeOf(doc); return g > 0 && (g < asBeginning || f.isUnknown) }
		if !f.isTaken() || !slices.ContainsFunc(docs, depends) {
			continue
		}
		for _, c := range f.readings[0].choices {
			isSame := func(t Taken) bool { return t.Word == c.typed }
			if len(c.taken) > 0 && !slices.ContainsFunc(all, isSame) {
				all = append(all, Taken{c.typed, c.taken})
			}
		}
	}
	return all
}

// absent returns the leaves and the runs of a node that no event has in any grade.
func (n *node) absent() []*node {
	var all []*node
	for _, leaf := range n.leavesAndRuns(nil) {
		isSame := func(other *node) bool { return other.typed == leaf.typed }
		if !leaf.isSmall && leaf.isAbsent() && !slices.ContainsFunc(all, isSame) {
			all = append(all, leaf)
		}
	}
	return all
}

// leavesAndRuns is leaves with runs in one piece.
func (n *node) leavesAndRuns(to []*node) []*node {
	if n.leaf != nil || n.run != nil {
		return append(to, n)
	}
	for _, child := range slices.Concat(n.all, n.any) {
		to = child.leavesAndRuns(to)
	}
	return to
}
