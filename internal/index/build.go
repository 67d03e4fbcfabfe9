package index

import (
	"cmp"
	"context"
	"errors"
	"runtime/debug"
	"slices"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
)

// errSameKey means that two events have the same key and cannot be
// distinguished.
var errSameKey = errors.New("two events of one day have the same key")

// builder fills an empty index from all days of an archive.
type builder struct {
	*writer
	documents *search.Builder
	joined    map[int64]*joinedTopics // by event key
	renamed   []renamed
	links     packer // the links of each event, packed by appendLinks
	marks     packer // the marks of each event, packed by appendMarks
	partial   map[event.Date]bool
}

// joinedTopics are the topics of an event: its own topics, and the topics of
// other events' links to it.
type joinedTopics struct {
	topics   []int64
	event    int64 // its row, 0 if it has no page
	document int   // its number in the builder's documents
}

func (j *joinedTopics) add(topics []int64) {
	for _, topic := range topics {
		if !slices.Contains(j.topics, topic) {
			j.topics = append(j.topics, topic)
		}
	}
}

// renamed is an event that had another reference before.
type renamed struct {
	former, event int64 // keys
	date          event.Date
	number        int
}

// build reads all days of an archive and fills the tables, which are empty. It
// returns the days of which something could not be read.
func (w *writer) build(ctx context.Context, a *archive.Archive, days []event.Date, report func(done, pages int)) (map[event.Date]bool, error) {
	w.filling = true
	defer boundMemory()()
	b := &builder{
		writer: w, documents: search.NewBuilder(), joined: make(map[int64]*joinedTopics), partial: make(map[event.Date]bool),
	}
	oldestFirst := slices.Clone(days) // appending rows in rising order is the fastest
	slices.Reverse(oldestFirst)
	done, pages := 0, 0
	for day := range archive.Read(ctx, a, oldestFirst, newDayEntries) {
		for i := range day.entries {
			if err := b.addEntry(&day.entries[i]); err != nil {
				return nil, err
			}
		}
		if day.partial {
			b.partial[day.date] = true
		}
		done++
		pages += len(day.entries)
		report(done, pages)
	}
	if err := cmp.Or(ctx.Err(), a.Err()); err != nil {
		return nil, err
	}
	return b.partial, b.finish()
}

func (b *builder) addEntry(e *entry) error {
	s, err := b.insert(e)
	if err != nil {
		return err
	}
	own := b.join(e.key)
	own.event, own.document = e.id, b.documents.AddDocument(e.document.Alone())
	own.add(s.topics)
	for _, link := range s.links {
		b.join(link.target).add(link.topics)
	}
	b.links.data = appendLinks(b.links.data, s.links)
	b.links.end()
	b.marks.data = appendMarks(b.marks.data, s.marks)
	b.marks.end()
	for _, former := range e.former() {
		b.renamed = append(b.renamed, renamed{former, e.key, e.Ref.Date, e.Number})
	}
	return nil
}

func (b *builder) join(key int64) *joinedTopics {
	j := b.joined[key]
	if j == nil {
		j = new(joinedTopics)
		b.joined[key] = j
	}
	return j
}

// finish stores what is known only after all pages were read.
func (b *builder) finish() error {
	b.followRenamed()
	inOrder := make([]*joinedTopics, b.nextEvent-1) // by the rows of the events
	keys := make([]int64, len(inOrder))
	for key, j := range b.joined {
		if j.event != 0 {
			inOrder[j.event-1], keys[j.event-1] = j, key
		}
	}
	if slices.Contains(inOrder, nil) {
		return errSameKey
	}
	b.joined = nil
	b.joinDocuments(inOrder)
	documents := make(chan *search.Memory, 1)
	go func() { documents <- b.documents.Corpus() }() // it does not use the file
	err := b.storeJoined(inOrder)
	if err == nil {
		err = b.script(indexes)
	}
	corpus := <-documents
	if err != nil {
		return err
	}
	if err := b.storeCorpus(corpus); err != nil {
		return err
	}
	if err := b.storeAllNodes(corpus, keys, inOrder); err != nil {
		return err
	}
	return b.storeAllWords(corpus)
}

// storeAllNodes stores the graph. keys and joined are the keys and the topics
// of all events, by their rows.
func (b *builder) storeAllNodes(c *search.Memory, keys []int64, joined []*joinedTopics) error {
	links, err := unpack(b.links.bytes())
	if err != nil {
		return err
	}
	marks, err := unpack(b.marks.bytes())
	if err != nil {
		return err
	}
	n := builtNodes{rows: make([]int, len(keys)), joined: joined, links: links, marks: marks}
	ordered := make([]int64, len(keys))
	for row, doc := range byRow(c) {
		n.rows[doc], ordered[doc] = row, keys[row]
	}
	return b.storeGraph(ordered, n)
}

// builtNodes is the source of the graph of a new index.
type builtNodes struct {
	rows   []int // the row of each document's event, from 0
	joined []*joinedTopics
	links  records
	marks  records
}

func (n builtNodes) topicsOf(doc int) []int64 { return n.joined[n.rows[doc]].topics }

func (n builtNodes) linksOf(doc int) reader { return n.links.at(n.rows[doc]) }

func (n builtNodes) marksOf(doc int) reader { return n.marks.at(n.rows[doc]) }

// joinDocuments adds the topics of links from other pages to the documents.
func (b *builder) joinDocuments(joined []*joinedTopics) {
	names := make([]string, len(b.topics)+1) // ids begin with 1
	for name, id := range b.topics {
		names[id] = name
	}
	for _, j := range joined {
		for _, topic := range j.topics {
			b.documents.AddTopic(j.document, names[topic])
		}
	}
}

func (b *builder) storeJoined(joined []*joinedTopics) error {
	for _, j := range joined {
		slices.Sort(j.topics)
		for _, topic := range j.topics {
			if err := b.eventTopics.add(j.event, topic); err != nil {
				return err
			}
		}
	}
	return b.flush()
}

// boundMemory lets the heap grow to a fixed size before the garbage collector
// runs often. The default is to collect when the heap has doubled: that is too
// often while the heap is small, and takes too much memory when it is large. It
// returns a function that restores both settings.
func boundMemory() func() {
	const heap = 200 << 20 // enough for about 150,000 events; the collector runs more often above it
	limit, percent := debug.SetMemoryLimit(heap), debug.SetGCPercent(400)
	return func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}
}

// followRenamed adds the topics of links to a former reference to the event
// that had it. If several events had the same reference, the first in canonical
// order gets the topics, as in search.Builder.
func (b *builder) followRenamed() {
	slices.SortFunc(b.renamed, func(x, y renamed) int {
		return cmp.Or(y.date.Compare(x.date), cmp.Compare(x.number, y.number))
	})
	taken := make(map[int64]bool)
	for _, r := range b.renamed {
		links := b.joined[r.former]
		if links == nil || links.event != 0 || taken[r.former] {
			continue
		}
		taken[r.former] = true
		b.join(r.event).add(links.topics)
	}
}
