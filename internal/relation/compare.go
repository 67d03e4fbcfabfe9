package relation

import (
	"fmt"
	"slices"
)

// Compare returns the first difference between two graphs that should be of the
// same pages, or nil. The numbers of topics and of events without a page may
// differ.
func Compare(a, b *Graph) error {
	if a.Events() != b.Events() {
		return fmt.Errorf("one graph has %d events and the other %d", a.Events(), b.Events())
	}
	for n := range Node(a.Events()) {
		at := fmt.Sprintf("%s/%d", a.Date(n).Path(), a.Place(n).Number)
		switch {
		case a.Place(n) != b.Place(n):
			return fmt.Errorf("%s stands where %v should", at, b.Place(n))
		case !slices.Equal(a.namesOf(a.About(n)), b.namesOf(b.About(n))):
			return fmt.Errorf("%s has other topics", at)
		case !slices.EqualFunc(a.linksOf(n), b.linksOf(n), linkOf.equal):
			return fmt.Errorf("%s has other links", at)
		case !slices.Equal(a.linksTo(n), b.linksTo(n)):
			return fmt.Errorf("other links lead to %s", at)
		}
	}
	return nil
}

func (s *Subjects) namesOf(topics []Topic) []string {
	names := make([]string, len(topics))
	for i, topic := range topics {
		names[i] = s.Name(topic)
	}
	slices.Sort(names)
	return names
}

// linkOf is a link in a form that can be compared with a link of another graph.
type linkOf struct {
	to     Node // -1 if it leads to no page
	shared []string
}

func (l linkOf) equal(other linkOf) bool {
	return l.to == other.to && slices.Equal(l.shared, other.shared)
}

func (g *Graph) linksOf(n Node) []linkOf {
	var links []linkOf
	for link, to := range g.Out(n) {
		if !g.HasPage(to) {
			to = -1
		}
		links = append(links, linkOf{to, g.namesOf(g.Shared(link))})
	}
	return links
}

func (g *Graph) linksTo(n Node) []Link {
	var links []Link
	for link := range g.In(n) {
		links = append(links, link)
	}
	return links
}
