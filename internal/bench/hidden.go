package bench

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/when"
)

// HiddenOptions says what Hidden tests and how.
type HiddenOptions struct {
	Archive  string       // root of the archive
	Seed     uint64       // the seed of all random numbers
	Events   int          // number of events of each language, 1 or more
	Progress func(string) // called with what is being done; may be nil
}

// firstLooked is how many of the first related events count.
const firstLooked = 20

// HiddenReport is the result of Hidden.
type HiddenReport struct {
	Archive string
	Seed    uint64
	Events  int // number of events in the archive
	Rows    []HiddenRow
}

// HiddenRow is the result for the events of one language.
type HiddenRow struct {
	Language string
	Linked   int // events with a link to or from another event that has a page
	Tested   int // how many of them were tested
	Hidden   int // events at the other ends of their links, at most firstLooked of each
	News     int // how many of these news relate finds
	Words    int // how many are among the events with the most common words
	Rare     int // the same, where rare words count more
}

// Hidden runs the hidden-link test on an archive. For one event at a time it hides
// all links from and to the event, and counts how many of the events at their other
// ends are among the first results of news relate. It compares that with the events
// that have the most words in common. The same archive and seed have the same
// result. It returns an error where the archive cannot be read or has no links.
func Hidden(ctx context.Context, options HiddenOptions) (HiddenReport, error) {
	switch {
	case options.Archive == "":
		return HiddenReport{}, errors.New("no archive named: --archive DIR says whose links to hide")
	case options.Events < 1:
		return HiddenReport{}, fmt.Errorf("cannot draw %d events: at least 1", options.Events)
	}
	if options.Progress == nil {
		options.Progress = func(string) {}
	}
	options.Progress("reading " + options.Archive)
	t, err := readHidden(ctx, options.Archive)
	if err != nil {
		return HiddenReport{}, err
	}
	report := HiddenReport{Archive: options.Archive, Seed: options.Seed, Events: len(t.events)}
	for stream, language := range []string{"Chinese", "other"} {
		linked := t.linked(language == "Chinese")
		if len(linked) == 0 {
			continue
		}
		options.Progress(language)
		row := HiddenRow{Language: language, Linked: len(linked), Tested: min(len(linked), options.Events)}
		r := random(options.Seed, uint64(stream))
		r.Shuffle(len(linked), func(i, j int) { linked[i], linked[j] = linked[j], linked[i] })
		if err := t.test(ctx, linked[:row.Tested], &row); err != nil {
			return HiddenReport{}, err
		}
		report.Rows = append(report.Rows, row)
	}
	if len(report.Rows) == 0 {
		return HiddenReport{}, fmt.Errorf("no event in %s has a link to another that has a page", options.Archive)
	}
	return report, nil
}

// hiddenTest is an archive whose links can be hidden.
type hiddenTest struct {
	events     []event.Event // in canonical order, with only the texts that links need
	entry      [][]string    // the topics of each from the day's index, without those of its links
	graph      *relation.Graph
	corpus     *search.Memory
	categories *relation.Subjects
	words      wordsInCommon
}

// readHidden reads the archive whose root is dir, once.
func readHidden(ctx context.Context, dir string) (*hiddenTest, error) {
	a, err := archive.Open(dir)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	whole := func(day event.Day) event.Day { return day }
	return newHiddenTest(archive.Each(ctx, a, when.Set{}, false, whole)), ctx.Err()
}

// newHiddenTest returns a test of the events of some days, newest first.
func newHiddenTest(days iter.Seq[event.Day]) *hiddenTest {
	t := &hiddenTest{words: wordsInCommon{having: make(map[string][]relation.Node)}}
	corpus := search.NewBuilder()
	var pages relation.Builder
	for day := range days {
		topics := make(map[event.Ref][]string)
		for _, entry := range day.Entries {
			topics[entry.Ref] = entry.Topics
		}
		for _, e := range day.Events {
			corpus.Add(e)
			pages.Add(e)
			t.words.add(e)
			t.entry = append(t.entry, topics[e.Ref])
			t.events = append(t.events, e)
		}
	}
	t.graph, t.corpus, t.categories = pages.Graph(relation.InWords), corpus.Corpus(), pages.Categories()
	return t
}

// linked returns the events that have a link to or from another event with a page:
// either the ones with Chinese headlines, or all others.
func (t *hiddenTest) linked(chinese bool) []relation.Node {
	var linked []relation.Node
	for i, e := range t.events {
		if strings.ContainsFunc(e.Headline, isHan) == chinese && len(t.others(relation.Node(i))) > 0 {
			linked = append(linked, relation.Node(i))
		}
	}
	return linked
}

// others returns the events with a page at the other ends of an event's links.
func (t *hiddenTest) others(n relation.Node) map[relation.Node]bool {
	others := make(map[relation.Node]bool)
	for _, other := range t.graph.Around(n) {
		if other != n && t.graph.HasPage(other) {
			others[other] = true
		}
	}
	return others
}

// test hides the links of each of some events and counts the events found again.
func (t *hiddenTest) test(ctx context.Context, nodes []relation.Node, row *HiddenRow) error {
	rows := make([]HiddenRow, len(nodes))
	err := inParallel(len(nodes), func(place int) error {
		n, found := nodes[place], &rows[place]
		hidden := t.others(n)
		related, err := t.related(ctx, n)
		found.Hidden = min(len(hidden), firstLooked)
		found.News = among(hidden, related)
		found.Words = among(hidden, t.words.most(t.events[n], n, false))
		found.Rare = among(hidden, t.words.most(t.events[n], n, true))
		return err
	})
	for _, found := range rows {
		row.Hidden += found.Hidden
		row.News += found.News
		row.Words += found.Words
		row.Rare += found.Rare
	}
	return err
}

// among counts the nodes that are in a set.
func among(set map[relation.Node]bool, nodes []relation.Node) int {
	count := 0
	for _, n := range nodes {
		if set[n] {
			count++
		}
	}
	return count
}

// related returns the results of news relate for an event without its links.
func (t *hiddenTest) related(ctx context.Context, n relation.Node) ([]relation.Node, error) {
	graph := t.without(n)
	said, err := catalog.Said(ctx, t.corpus)
	if err != nil {
		return nil, err
	}
	page := func(n relation.Node) (relation.Page, error) { return said(&t.events[n]) }
	signs := relation.Signs{Page: page, Categories: t.categories}
	found, _, err := graph.Related(n, signs, relation.Wanted{Limit: firstLooked})
	if err != nil {
		return nil, err
	}
	var nodes []relation.Node
	for _, relative := range found {
		nodes = append(nodes, relative.Node)
	}
	return nodes, nil
}

// without returns the graph of the archive without the links from and to an event,
// and without the topics that come only from these links.
func (t *hiddenTest) without(n relation.Node) *relation.Graph {
	hidden := make(map[relation.Node][]int) // places of links on a page
	for link, from := range t.graph.In(n) {
		hidden[from] = append(hidden[from], link.Place)
	}
	var pages relation.Builder
	for i, e := range t.events {
		if places := hidden[relation.Node(i)]; places != nil {
			e.Related = withoutPlaces(e.Related, places)
			e.Topics = event.JoinTopics(t.entry[i], e.Related)
		}
		if relation.Node(i) == n {
			e.Related, e.Topics = nil, t.entry[i]
		}
		pages.Add(e)
	}
	return pages.Graph(relation.InWords)
}

func withoutPlaces(links []event.Link, places []int) []event.Link {
	var left []event.Link
	for i, link := range links {
		if !slices.Contains(places, i) {
			left = append(left, link)
		}
	}
	return left
}
