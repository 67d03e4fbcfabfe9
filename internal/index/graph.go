package index

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
)

// Subjects returns all events with their topics. same decides which names of
// topics are the same topic.
func (x *Index) Subjects(same relation.Sameness) (*relation.Subjects, error) {
	s, _, err := readSubjects(x.corpus, x.inOrder(), same)
	return s, err
}

// Graph returns all events with their topics and the links between them. Topics
// with the same words are the same topic. Links are read when they are needed;
// Err returns the first error of reading them.
func (x *Index) Graph() (*relation.Graph, error) {
	docs := x.inOrder()
	s, maker, err := readSubjects(x.corpus, docs, relation.InWords)
	if err != nil {
		return nil, err
	}
	l, err := readLinks(x.corpus, docs, maker)
	if err != nil {
		return nil, err
	}
	return relation.NewGraph(s, len(l.missing), l), nil
}

// Err returns the first error of reading what is read without returning one, such as
// a graph's links and the words of the vocabulary, or nil.
func (c *corpus) Err() error { return c.unread }

// readSubjects reads all events with their topics. docs are their documents in
// order. It also returns the maker that it used.
func readSubjects(c *corpus, docs []search.DocID, same relation.Sameness) (*relation.Subjects, *relation.Maker, error) {
	names, err := readTopicNames(c.session)
	if err != nil {
		return nil, nil, err
	}
	const usual = 4 // the usual number of topics of an event
	maker := relation.NewMaker(len(docs), usual*len(docs), names, same)
	column := c.column("topics")
	column.most = fewRows
	var ids []int32
	for _, doc := range docs {
		topics, err := column.of(int(doc))
		if err != nil {
			return nil, nil, err
		}
		ids = topics.ids(ids[:0], len(names))
		if topics.failed {
			return nil, nil, ErrDamaged
		}
		maker.Event(relation.Place(c.Place(doc)), ids)
	}
	return maker.Subjects(), maker, nil
}

// readTopicNames returns the names of all topics, in the order of their ids.
func readTopicNames(s *session) ([]relation.Name, error) {
	list, err := part(s, "topics")
	if err != nil {
		return nil, err
	}
	lines := string(list)
	names := make([]relation.Name, 0, strings.Count(lines, "\n"))
	for line := range strings.Lines(lines) {
		name, words, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		names = append(names, relation.Name{Text: name, Words: words})
	}
	var id int64
	var name string
	err = s.each([]any{&id, &name}, func() error {
		names = append(names, relation.NameOf(name))
		if id != int64(len(names)) {
			return ErrDamaged // ids have no gaps
		}
		return nil
	}, `SELECT id, name FROM topics WHERE id > ? ORDER BY id`, len(names))
	return names, err
}

// inOrder returns the documents that were not removed, in canonical order.
func (c *corpus) inOrder() []search.DocID {
	unmoved := make([]search.DocID, 0, c.Bound())
	for doc := range search.DocID(c.main) {
		if !c.isMoved(doc) {
			unmoved = append(unmoved, doc)
		}
	}
	var others []search.DocID
	for doc, place := range c.changes.moved {
		if place != (search.Place{}) && int(doc) < c.main {
			others = append(others, doc)
		}
	}
	for doc := search.DocID(c.main); doc < c.Bound(); doc++ {
		if !c.isGone(doc) {
			others = append(others, doc)
		}
	}
	if len(others) == 0 {
		return unmoved
	}
	compare := func(a, b search.DocID) int { return comparePlaces(c.Place(a), c.Place(b)) }
	slices.SortFunc(others, compare)
	all := make([]search.DocID, 0, len(unmoved)+len(others))
	for _, doc := range unmoved {
		for len(others) > 0 && compare(others[0], doc) < 0 {
			all, others = append(all, others[0]), others[1:]
		}
		all = append(all, doc)
	}
	return append(all, others...)
}

// isMoved reports whether a document of the last full write has a new place or
// was removed.
func (c *contents) isMoved(doc search.DocID) bool {
	if len(c.changes.moved) == 0 {
		return false
	}
	_, moved := c.changes.moved[doc]
	return moved
}

// isGone reports whether a document was removed.
func (c *corpus) isGone(doc search.DocID) bool {
	if int(doc) >= c.main {
		at := int(doc) - c.main
		return at >= len(c.changes.places)/placeSize || placeAt(c.changes.places, at) == search.Place{}
	}
	return c.isMoved(doc) && c.changes.moved[doc] == search.Place{}
}

// comparePlaces compares places by the canonical order.
func comparePlaces(a, b search.Place) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Number, b.Number))
}

// unknown is the node of a number whose node is not known yet.
const unknown = relation.Node(-1)

// links are the links of a graph. A link leads to a number: the number of a
// document, or, above these, the number of another link target at the last full
// write.
type links struct {
	*corpus
	maker   *relation.Maker
	out, in *graphColumn                      // the links of the unchanged documents, and the links to numbers
	docs    []search.DocID                    // the documents of the events with a page, by node
	nodes   []relation.Node                   // the nodes of numbers
	missing []missing                         // the events without a page; their nodes follow the events with a page
	aliases map[relation.Node][]int           // other numbers of an event besides its document's
	changed map[relation.Node][]changedLink   // the links on changed pages
	shared  sharedTopics                      // the topics of the links on the page that was read last
	back    map[relation.Node][]relation.Link // the links from changed pages, by their target
}

// missing is a link target without a page.
type missing struct {
	key    int64
	number int // unnumbered if only changed pages link to it
}

// changedLink is a link on a changed page.
type changedLink struct {
	to     relation.Node
	topics []relation.Topic
}

// readLinks finds the node of each number.
func readLinks(c *corpus, docs []search.DocID, maker *relation.Maker) (*links, error) {
	l := &links{
		corpus: c, maker: maker, docs: docs,
		out: c.column("links"), in: c.column("backlinks"),
		aliases: make(map[relation.Node][]int), changed: make(map[relation.Node][]changedLink), back: make(map[relation.Node][]relation.Link),
	}
	counts, err := c.keyCounts()
	if err != nil {
		return nil, err
	}
	known, err := newKnownKeys(l)
	if err != nil {
		return nil, err
	}
	l.nodes = slices.Repeat([]relation.Node{unknown}, counts.numbers)
	for n, doc := range l.docs {
		if int(doc) < c.main {
			l.nodes[doc] = relation.Node(n)
		}
	}
	if err := l.followNumbers(known); err != nil {
		return nil, err
	}
	l.numberMissing(known)
	l.addChanged(known)
	return l, l.unread
}

// followNumbers sets the nodes of the numbers that are not a document any more.
func (l *links) followNumbers(known *knownKeys) error {
	for number, node := range l.nodes {
		if node != unknown {
			continue
		}
		key, err := l.key(number)
		if err != nil {
			return err
		}
		if node, ok := known.changedOrFormer(key); ok {
			l.nodes[number] = node
			l.aliases[node] = append(l.aliases[node], number)
		} else {
			l.missing = append(l.missing, missing{key, number})
		}
	}
	return nil
}

// numberMissing sets the nodes of the link targets without a page.
func (l *links) numberMissing(known *knownKeys) {
	for _, n := range known.changed {
		for _, link := range n.links {
			if _, ok := known.event(link.target); !ok {
				l.missing = append(l.missing, missing{link.target, unnumbered})
			}
		}
	}
	slices.SortStableFunc(l.missing, func(a, b missing) int { return highestFirst(a.key, b.key) })
	l.missing = slices.CompactFunc(l.missing, func(a, b missing) bool { return a.key == b.key })
	for i, m := range l.missing {
		if m.number != unnumbered {
			l.nodes[m.number] = relation.Node(len(l.docs) + i)
		}
	}
}

// unnumbered marks a link target that has no number.
const unnumbered = -1

// addChanged adds the links of the changed pages.
func (l *links) addChanged(known *knownKeys) {
	for from, n := range known.changed {
		for place, link := range n.links {
			to, ok := known.event(link.target)
			if !ok {
				at, _ := slices.BinarySearchFunc(l.missing, link.target, func(m missing, key int64) int { return highestFirst(m.key, key) })
				to = relation.Node(len(l.docs) + at)
			}
			names := make([]int32, len(link.topics))
			for i, id := range link.topics {
				names[i] = int32(id - 1)
			}
			l.changed[from] = append(l.changed[from], changedLink{to, l.maker.AppendTopics(nil, names)})
			l.back[to] = append(l.back[to], relation.Link{From: from, Place: place})
		}
	}
}

// knownKeys finds the event of a key.
type knownKeys struct {
	*links
	changed map[relation.Node]node
	byKey   map[int64]relation.Node // the nodes of changed events
	former  map[int64]int64         // the keys of events, by their former keys
}

func newKnownKeys(l *links) (*knownKeys, error) {
	k := &knownKeys{links: l, changed: make(map[relation.Node]node), byKey: make(map[int64]relation.Node), former: make(map[int64]int64)}
	nodes, err := openNodes(l.corpus, 0)
	if err != nil {
		return nil, err
	}
	for n, doc := range l.docs {
		if int(doc) < l.main {
			continue
		}
		node, err := nodes.at(doc)
		if err != nil {
			return nil, err
		}
		k.changed[relation.Node(n)] = node
		k.byKey[node.key] = relation.Node(n)
	}
	return k, k.readFormer()
}

// readFormer reads the former references of events. If several events had the
// same, it belongs to the first in canonical order.
func (k *knownKeys) readFormer() error {
	var former, key int64
	return k.each([]any{&former, &key}, func() error {
		if _, taken := k.former[former]; !taken {
			k.former[former] = key
		}
		return nil
	}, `SELECT former.former, events.key FROM former CROSS JOIN events ON events.id = former.event`+inOrderOfArchive)
}

// event returns the event with a key, or else the event that had the key
// before.
func (k *knownKeys) event(key int64) (relation.Node, bool) {
	if n, ok := k.unchangedEvent(key); ok {
		return n, true
	}
	return k.changedOrFormer(key)
}

// changedOrFormer is event for a key of no unchanged document.
func (k *knownKeys) changedOrFormer(key int64) (relation.Node, bool) {
	if n, ok := k.byKey[key]; ok {
		return n, true
	}
	now, renamed := k.former[key]
	if !renamed {
		return unknown, false
	}
	if n, ok := k.byKey[now]; ok {
		return n, true
	}
	return k.unchangedEvent(now)
}

// unchangedEvent returns the event of a key, if it has been in the index since
// the last full write.
func (k *knownKeys) unchangedEvent(key int64) (relation.Node, bool) {
	for doc, end := k.places.of(event.DateOfKey(key)); doc < end; doc++ {
		stored, err := k.key(doc)
		if err != nil {
			k.fail(err)
			break
		}
		if stored == key && !k.isGone(search.DocID(doc)) {
			return k.nodes[doc], true
		}
	}
	return unknown, false
}

// fail records the first error that Err returns.
func (c *corpus) fail(err error) { c.unread = cmp.Or(c.unread, err) }

// record returns the record of a number, or an empty record if it cannot be
// read.
func (l *links) record(column *graphColumn, number int) reader {
	r, err := column.of(number)
	if err != nil {
		l.fail(err)
	}
	return r
}

// Out returns the links on an event's page, each with its target.
func (l *links) Out(n relation.Node) iter.Seq2[relation.Link, relation.Node] {
	return func(yield func(relation.Link, relation.Node) bool) {
		switch {
		case int(n) >= len(l.docs): // it has no page
		case int(l.docs[n]) >= l.main:
			for place, link := range l.changed[n] {
				if !yield(relation.Link{From: n, Place: place}, link.to) {
					return
				}
			}
		default:
			l.written(n, yield)
		}
	}
}

// written is Out for an unchanged document.
func (l *links) written(n relation.Node, yield func(relation.Link, relation.Node) bool) {
	doc := int(l.docs[n])
	r := l.record(l.out, doc)
	for place := 0; len(r.data) > 0; place++ {
		number := doc + int(r.int())
		for range r.uint() {
			if r.uint(); r.failed {
				break
			}
		}
		if r.failed || number < 0 || number >= len(l.nodes) {
			l.fail(ErrDamaged)
			return
		}
		if !yield(relation.Link{From: n, Place: place}, l.nodes[number]) {
			return
		}
	}
}

// In returns the links to an event, each with the event whose page has it.
func (l *links) In(n relation.Node) iter.Seq2[relation.Link, relation.Node] {
	return func(yield func(relation.Link, relation.Node) bool) {
		var all []relation.Link
		switch {
		case int(n) >= len(l.docs):
			if number := l.missing[int(n)-len(l.docs)].number; number != unnumbered {
				all = l.backlinks(number, all)
			}
		case int(l.docs[n]) < l.main:
			all = l.backlinks(int(l.docs[n]), all)
		}
		for _, number := range l.aliases[n] {
			all = l.backlinks(number, all)
		}
		all = append(all, l.back[n]...)
		if !slices.IsSortedFunc(all, relation.Link.Compare) {
			slices.SortFunc(all, relation.Link.Compare)
		}
		for _, link := range all {
			if !yield(link, link.From) {
				return
			}
		}
	}
}

// backlinks appends the links from unchanged documents to a number.
func (l *links) backlinks(number int, to []relation.Link) []relation.Link {
	r := l.record(l.in, number)
	for doc, place := range r.backlinks(number, l.main) {
		if !l.isGone(doc) {
			to = append(to, relation.Link{From: l.nodes[doc], Place: place})
		}
	}
	if r.failed {
		l.fail(ErrDamaged)
	}
	return to
}

// Shared returns the topics that a link names.
func (l *links) Shared(link relation.Link) []relation.Topic {
	doc := int(l.docs[link.From])
	if doc >= l.main {
		return l.changed[link.From][link.Place].topics
	}
	if l.shared.links == nil || l.shared.from != link.From {
		l.shared = sharedTopics{link.From, l.readShared(doc)}
	}
	if link.Place >= len(l.shared.links) {
		l.fail(ErrDamaged)
		return nil
	}
	return l.shared.links[link.Place]
}

// sharedTopics are the topics of the links on a page.
type sharedTopics struct {
	from  relation.Node
	links [][]relation.Topic
}

// readShared reads the topics of the links of an unchanged document.
func (l *links) readShared(doc int) [][]relation.Topic {
	r := l.record(l.out, doc)
	var shared [][]relation.Topic
	var names []int32
	for len(r.data) > 0 {
		r.int()
		names = r.counted(names[:0], l.maker.Names())
		shared = append(shared, l.maker.AppendTopics(nil, names))
	}
	if r.failed {
		l.fail(ErrDamaged)
		return nil
	}
	return shared
}
