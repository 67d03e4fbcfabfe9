package index

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/text"
	"news/internal/when"
)

// pages are all events of an archive by its pages, and what follows from them,
// computed in the simplest way.
type pages struct {
	events []event.Event // in canonical order
	has    map[event.Ref]int
	now    map[event.Ref]event.Ref // the present references by former references
	in     map[event.Ref][]event.Link
	corpus *search.Memory
	graph  *relation.Graph

	folded     *relation.Subjects // topics by their folded names
	categories *relation.Subjects
}

func readPages(a *archive.Archive) *pages {
	p := &pages{has: make(map[event.Ref]int), now: make(map[event.Ref]event.Ref), in: make(map[event.Ref][]event.Link)}
	b := search.NewBuilder()
	var g relation.Builder
	for day := range a.Days(context.Background(), when.Set{}, false) {
		for _, e := range day.Events {
			b.Add(e)
			g.Add(e)
			p.has[e.Ref] = len(p.events)
			p.events = append(p.events, e)
		}
	}
	p.corpus, p.graph = b.Corpus(), g.Graph(relation.InWords)
	p.folded, p.categories = g.Graph(relation.Folded).Subjects, g.Categories()
	for _, e := range p.events {
		for _, change := range e.Changes {
			if _, taken := p.now[change.Ref]; !taken {
				p.now[change.Ref] = e.Ref
			}
		}
	}
	for _, e := range p.events {
		for _, link := range e.Related {
			if target, ok := p.current(link.Ref); ok {
				p.in[target] = append(p.in[target], event.Link{Ref: e.Ref, Headline: e.Headline, Topics: link.Topics})
			}
		}
	}
	return p
}

// current returns the event that a reference leads to.
func (p *pages) current(ref event.Ref) (event.Ref, bool) {
	if _, ok := p.has[ref]; ok {
		return ref, true
	}
	now, ok := p.now[ref]
	return now, ok
}

// topics returns the names of all topics of an event, sorted: its own topics,
// and the topics of links to it.
func (p *pages) topics(e event.Event) []string {
	names := slices.Sorted(slices.Values(event.JoinTopics(e.Topics, p.in[e.Ref])))
	return slices.Compact(names)
}

// queries are queries that people type.
var queries = []string{
	"palmyra", "quillon", "veltrane", "electoin", "army syria", `"prime minister"`, "topic:war", "qrytn", "嫦娥", "the",
	"source:reuters storm", "category:sport", "headline:storm OR topic:pluto", "pluto !orbit", "topic:veltrane",
	"palmyra syria zzzzzz", "+storm pluto", "storms quakes", "嫦娥月球", "us dont red-bull",
}

// waysToSearch are what else can be asked with a query.
func waysToSearch() []search.Options {
	in2016 := func(d event.Date) bool { return d.Year == 2016 }
	return []search.Options{
		{Limit: 3}, {Full: true, ByDate: true, Reverse: true},
		{Wishes: []search.DayWish{{Typed: "2016", Contains: in2016, Words: []string{"2016"}}}, Days: in2016},
	}
}

// compareSearches runs the queries on both corpora. wrong is the first
// difference; err is the error of the index.
func compareSearches(c search.Corpus, p *pages) (wrong string, err error) {
	ways := waysToSearch()
	for i, typed := range queries {
		q, err := search.Parse(typed, event.Date{Year: 2016, Month: 4, Day: 5})
		if err != nil {
			return "", err
		}
		for _, opts := range []search.Options{{}, ways[i%len(ways)]} {
			if wrong, err := compareSearch(c, p, q, opts); wrong != "" || err != nil {
				return wrong, err
			}
		}
		mine, err := search.Suggest(context.Background(), c, q, search.Options{})
		if err != nil {
			return "", err
		}
		others, _ := search.Suggest(context.Background(), p.corpus, q, search.Options{}) // in memory it never fails
		if diff := gocmp.Diff(others, mine); diff != "" {
			return typed + " suggests other words (-pages +index):\n" + diff, nil
		}
	}
	return p.comparePairsAndLengths(c)
}

// compareSearch runs a query on both corpora: hits, their scores and what they lack
// are the same.
func compareSearch(c search.Corpus, p *pages, q search.Query, opts search.Options) (wrong string, err error) {
	mine, err := search.Search(context.Background(), c, q, opts)
	if err != nil {
		return "", err
	}
	others, _ := search.Search(context.Background(), p.corpus, q, opts) // in memory it never fails
	if diff := gocmp.Diff(others, mine, cmpopts.IgnoreUnexported(search.Results{})); diff != "" {
		return fmt.Sprintf("%v finds other events (-pages +index):\n%s", q, diff), nil
	}
	places, err := search.PlacesOf(context.Background(), c, q, opts)
	if err == nil && places.Total != mine.Total {
		wrong = fmt.Sprintf("%v has %d places and %d hits", q, places.Total, mine.Total)
	}
	return wrong, err
}

// comparePairsAndLengths compares the documents of some pairs, and the lengths of
// some documents. It reads no more than a search does.
func (p *pages) comparePairsAndLengths(c search.Corpus) (wrong string, err error) {
	for _, pair := range []string{"嫦娥", "月球", "の日", "娥嫦"} {
		mine, err := documentsWith(c, pair)
		if err != nil {
			return "", err
		}
		others, _ := documentsWith(p.corpus, pair)
		if diff := gocmp.Diff(others, mine); diff != "" {
			return pair + " is in other events (-pages +index):\n" + diff, nil
		}
	}
	names, err := c.ShortNames()
	if err != nil {
		return "", err
	}
	want, _ := p.corpus.ShortNames()
	if diff := gocmp.Diff(maps.Collect(want.All()), maps.Collect(names.All())); diff != "" {
		return "other short names are explained (-pages +index):\n" + diff, nil
	}
	mean, err := c.MeanLength()
	if err != nil {
		return "", err
	}
	if want, _ := p.corpus.MeanLength(); mean != want {
		return fmt.Sprintf("an event has %v words on average, want %v", mean, want), nil
	}
	lengths := make(map[search.Place]byte)
	for doc := range p.corpus.Bound() {
		lengths[p.corpus.Place(doc)] = p.corpus.Length(doc)
	}
	for doc := range c.Bound() {
		if place := c.Place(doc); place != (search.Place{}) && c.Length(doc) != lengths[place] {
			return fmt.Sprintf("%v has %d words, want %d", place, c.Length(doc), lengths[place]), nil
		}
	}
	return "", nil
}

// documentsWith returns the places and fields in which a pair stands.
func documentsWith(c search.Corpus, pair string) ([]string, error) {
	id, known, err := c.Pair(pair)
	if err != nil || !known {
		return nil, err
	}
	postings, err := c.Postings(id)
	var all []string
	for _, posting := range postings {
		all = append(all, fmt.Sprintf("%v %v", c.Place(posting.Doc()), posting.Fields()))
	}
	slices.Sort(all)
	return all, err
}

// compareEvent compares the tables' rows of one event with the pages.
func (p *pages) compareEvent(t testing.TB, what string, x *Index, e event.Event) {
	t.Helper()
	if !x.IsCurrent(e) {
		t.Fatalf("%s: %s is not as the index has it", what, e.Ref)
	}
	topics, err := x.strings(`SELECT name FROM events JOIN event_topics ON event = events.id JOIN topics ON topics.id = topic
		WHERE key = ? ORDER BY name`, e.Ref.Key())
	if diff := gocmp.Diff(p.topics(e), topics, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Fatalf("%s: other topics of %s, %v (-pages +index):\n%s", what, e.Ref, err, diff)
	}
	var number int
	if err := x.one([]any{&number}, `SELECT number FROM events WHERE key = ?`, e.Ref.Key()); err != nil || number != e.Number {
		t.Fatalf("%s: %s is number %d of its day, want %d (%v)", what, e.Ref, number, e.Number, err)
	}
}

// graphNode is an event in a graph.
type graphNode struct {
	Place  relation.Place
	Topics []string
	Out    []graphNodeLink
	In     []relation.Node
}

type graphNodeLink struct {
	To     relation.Node
	Shared []string
}

// graphNodes returns all events of a graph. It omits events without a page that
// no link leads to: an index keeps them after their links are removed.
func graphNodes(g *relation.Graph) []graphNode {
	names := func(topics []relation.Topic) []string {
		var names []string
		for _, t := range topics {
			names = append(names, g.Name(t))
		}
		slices.Sort(names)
		return names
	}
	all := make([]graphNode, g.Nodes())
	named := make(map[relation.Node]relation.Node) // the numbers without the omitted events
	for i := range all {
		n := relation.Node(i)
		named[n] = relation.Node(len(named))
		if !g.HasPage(n) && !isNamed(g, n) {
			delete(named, n)
			continue
		}
	}
	for i := range all {
		n := relation.Node(i)
		if g.HasPage(n) {
			all[i].Place, all[i].Topics = g.Place(n), names(g.About(n))
		}
		for link, to := range g.Out(n) {
			all[i].Out = append(all[i].Out, graphNodeLink{named[to], names(g.Shared(link))})
		}
		for _, from := range g.In(n) {
			all[i].In = append(all[i].In, from)
		}
	}
	return slices.DeleteFunc(all, func(t graphNode) bool { return t.Place == (relation.Place{}) && t.In == nil })
}

// isNamed reports whether any link leads to an event.
func isNamed(g *relation.Graph, n relation.Node) bool {
	for range g.In(n) {
		return true
	}
	return false
}

// compareMarks compares the citations and the categories of the index with the
// pages.
func (p *pages) compareMarks(x *Index) (wrong string, err error) {
	got, err := marksOf(x)
	if err != nil {
		return "", err
	}
	var want []string
	for n, e := range p.events {
		line := fmt.Sprintf("%v/%d", e.Ref.Date, e.Number)
		for _, category := range p.categories.About(relation.Node(n)) {
			line += " " + p.categories.Name(category)
		}
		for _, c := range e.Citations() {
			line += fmt.Sprintf(" [%s %s]", c.Name, c.Host)
		}
		want = append(want, line)
	}
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		return "the citations or categories are others (-pages +index):\n" + diff, nil
	}
	return "", nil
}

// compareTopics compares the counts of topics, and the events of each topic,
// with the pages.
func (p *pages) compareTopics(x *Index) (wrong string, err error) {
	s, err := x.Subjects(relation.Folded)
	if err != nil {
		return "", err
	}
	if diff := gocmp.Diff(usesOf(p.folded), usesOf(s)); diff != "" {
		return "other topics are counted (-pages +index):\n" + diff, nil
	}
	for _, use := range s.Uses() {
		name := text.Fold(s.Name(use.Topic))
		topic, known := s.Named(name)
		listed, err := x.WithTopic(name)
		if err != nil {
			return "", err
		}
		if !known || topic != use.Topic || len(listed) != use.Events {
			return fmt.Sprintf("%d events have the topic %q, and %d are listed", use.Events, name, len(listed)), nil
		}
	}
	return "", nil
}

// usesOf returns the number of events and the first and last day of each topic.
func usesOf(s *relation.Subjects) map[string]string {
	uses := make(map[string]string)
	for _, u := range s.Uses() {
		uses[s.Name(u.Topic)] = fmt.Sprint(u.Events, u.First, u.Last)
	}
	return uses
}

// mentioned returns the names of the topics that headlines mention, by a graph.
func (p *pages) mentioned(g *relation.Graph) map[string][]string {
	names := make(map[string][]string)
	for _, e := range p.events {
		for _, topic := range g.Mentioned(e.Headline) {
			names[e.Headline] = append(names[e.Headline], g.Name(topic))
		}
	}
	return names
}

// compareGraph compares the graph of the index with the graph of the pages.
func (p *pages) compareGraph(x *Index) (wrong string, err error) {
	g, err := x.Graph()
	if err != nil {
		return "", err
	}
	index := graphNodes(g)
	if err := x.Err(); err != nil {
		return "", err
	}
	if diff := gocmp.Diff(graphNodes(p.graph), index) + gocmp.Diff(p.mentioned(p.graph), p.mentioned(g)); diff != "" {
		return "the graph is another (-pages +index):\n" + diff, nil
	}
	return "", nil
}

// compareAll compares everything in the index with the pages.
func (p *pages) compareAll(t testing.TB, what string, x *Index) {
	t.Helper()
	if err := search.Compare(x, p.corpus); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	for _, e := range p.events {
		p.compareEvent(t, what, x, e)
	}
	if wrong, err := p.compareGraph(x); wrong != "" || err != nil {
		t.Fatalf("%s: %v %s", what, err, wrong)
	}
	if wrong, err := p.compareMarks(x); wrong != "" || err != nil {
		t.Fatalf("%s: %v %s", what, err, wrong)
	}
	if wrong, err := p.compareTopics(x); wrong != "" || err != nil {
		t.Fatalf("%s: %v %s", what, err, wrong)
	}
	for table, query := range map[string]string{
		"events":       `SELECT count(*) - ` + "?" + ` FROM events`,
		"short_names":  `SELECT count(*) - 0 * ? FROM short_names WHERE event NOT IN (SELECT id FROM events)`,
		"former":       `SELECT count(*) - 0 * ? FROM former WHERE event NOT IN (SELECT id FROM events)`,
		"event_topics": `SELECT count(*) - 0 * ? FROM event_topics WHERE event NOT IN (SELECT id FROM events)`,
	} {
		if left, err := x.numbers(query, len(p.events)); err != nil || left[0] != 0 {
			t.Fatalf("%s: %d rows of %s are of events that are gone (%v)", what, left, table, err)
		}
	}
}
