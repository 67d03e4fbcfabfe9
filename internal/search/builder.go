package search

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Builder takes in events, in any order, and makes a Memory of them. It keeps words
// as numbers, so that a large archive fits into memory. Only one goroutine may use
// it at a time; Prepare can run in many.
type Builder struct {
	words numbering[string] // folded words
	names numbering[string] // topics, categories and parts of sources, as written
	spelt [][]WordID        // the words of each name

	docs   []entry
	text   []WordID // headlines and descriptions, one document after the other
	belong []nameID // topics and sources, one document after the other

	events numbering[key] // the events added, and the events that they name
	seeds  [2]maphash.Seed
	doc    []int32 // the document of each, or missing
	former []alias
	linked []linkedTopic

	shortNames map[ShortName]int // how many events explain each
}

// nameID is the number of a topic, a category, or a part of a source.
type nameID uint32

// missing stands for the document of an event that was not added.
const missing = -1

// run is a part of a long list: count entries from start on.
type run struct{ start, count uint32 }

func (r run) end() uint32 { return r.start + r.count }

// key stands for an event's reference. Slugs are long and each is named by many
// links. Comparing them would take longer than all else here, so two hashes stand
// for a slug. That two slugs of one day share both hashes is too unlikely to
// happen.
type key struct {
	day  uint32 // packed
	sums [2]uint64
}

// entry is a document as it was added.
type entry struct {
	event       uint32 // its number in events
	day         uint32 // packed
	slug        string
	number      int32
	headline    run
	description run
	topics      run
	sources     run
	category    nameID
}

// alias is a name that an event had before.
type alias struct{ former, now uint32 }

// linkedTopic is a topic that an event's link names for the event it leads to.
type linkedTopic struct {
	event uint32
	topic nameID
}

// numbering assigns a number to each of a set of values, from 0 on.
type numbering[V comparable] struct{ numbers map[V]uint32 }

// number returns the number of a value, and whether the value is new. keep returns
// the copy of a new value to store.
func (n *numbering[V]) number(value V, keep func(V) V) (number uint32, isNew bool) {
	if number, ok := n.numbers[value]; ok {
		return number, false
	}
	number = uint32(len(n.numbers))
	n.numbers[keep(value)] = number
	return number, true
}

// NewBuilder returns a Builder that has no event yet.
func NewBuilder() *Builder {
	return &Builder{
		words:  numbering[string]{make(map[string]uint32)},
		names:  numbering[string]{make(map[string]uint32)},
		events: numbering[key]{make(map[key]uint32)},
		seeds:  [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},

		shortNames: make(map[ShortName]int),
	}
}

// Add adds an event. It does nothing where the event was added before.
func (b *Builder) Add(e event.Event) { b.AddDocument(Prepare(e)) }

// AddDocument adds an event that Prepare has made ready. It does nothing where the
// event was added before.
func (b *Builder) AddDocument(d Document) {
	number := b.event(d.ref)
	if b.doc[number] != missing {
		return
	}
	b.doc[number] = int32(len(b.docs))
	b.docs = append(b.docs, entry{
		event:       number,
		day:         d.ref.Date.Pack(),
		slug:        strings.Clone(d.ref.Slug), // without a clone, the whole page would stay in memory
		number:      int32(d.number),
		headline:    b.addText(d.headline),
		description: b.addText(d.description),
		topics:      b.addNames(d.topics),
		sources:     b.addNames(d.sources),
		category:    b.name(d.category),
	})
	for _, ref := range d.former {
		b.former = append(b.former, alias{former: b.event(ref), now: number})
	}
	for _, link := range d.links {
		target := b.event(link.Ref)
		for _, topic := range link.Topics {
			b.linked = append(b.linked, linkedTopic{target, b.name(topic)})
		}
	}
	for _, pair := range d.shortNames {
		b.shortNames[pair]++
	}
}

// event returns the number of an event.
func (b *Builder) event(ref event.Ref) uint32 {
	k := key{day: ref.Date.Pack()}
	for i, seed := range b.seeds {
		k.sums[i] = maphash.String(seed, ref.Slug)
	}
	number, isNew := b.events.number(k, func(k key) key { return k })
	if isNew {
		b.doc = append(b.doc, missing)
	}
	return number
}

// word returns the number of a folded word.
func (b *Builder) word(word string) WordID {
	number, _ := b.words.number(word, strings.Clone)
	return WordID(number)
}

func (b *Builder) addText(words []string) run {
	start := len(b.text)
	for _, word := range words {
		b.text = append(b.text, b.word(word))
	}
	return run{uint32(start), uint32(len(words))}
}

// name returns the number of a topic, a category or a part of a source.
func (b *Builder) name(name string) nameID {
	number, isNew := b.names.number(name, strings.Clone)
	if isNew {
		words := text.FoldedWords(name)
		spelt := make([]WordID, len(words))
		for i, word := range words {
			spelt[i] = b.word(word)
		}
		b.spelt = append(b.spelt, spelt)
	}
	return nameID(number)
}

func (b *Builder) addNames(names []string) run {
	start := len(b.belong)
	for _, name := range names {
		b.belong = append(b.belong, b.name(name))
	}
	return run{uint32(start), uint32(len(names))}
}

// Corpus returns the corpus of all events that were added. The Builder must not
// be used after it.
func (b *Builder) Corpus() *Memory {
	b.events.numbers, b.names.numbers = nil, nil // free the memory
	b.sort()
	b.resolveFormer()
	m := &Memory{text: b.text, spelt: b.spelt, shortNames: NewShortNames(b.shortNames)}
	b.numberWords(m)
	b.joinTopics(m)
	*b = Builder{}
	m.fillPostings()
	m.fillPairs()
	m.measure()
	return m
}

// sort puts the documents into canonical order.
func (b *Builder) sort() {
	slices.SortFunc(b.docs, func(x, y entry) int {
		return cmp.Or(cmp.Compare(y.day, x.day), cmp.Compare(x.number, y.number), strings.Compare(x.slug, y.slug))
	})
	for i, d := range b.docs {
		b.doc[d.event] = int32(i)
	}
}

// resolveFormer makes the former names of events lead to them, unless another event
// has that name now. Of several events with the same former name, the first in
// canonical order gets it.
func (b *Builder) resolveFormer() {
	slices.SortFunc(b.former, func(x, y alias) int { return cmp.Compare(b.doc[x.now], b.doc[y.now]) })
	for _, a := range b.former {
		if b.doc[a.former] == missing {
			b.doc[a.former] = b.doc[a.now]
		}
	}
}

// numberWords makes the vocabulary, and numbers the words anew by their order
// in it, which does not depend on the order in which events were added.
func (b *Builder) numberWords(m *Memory) {
	sorted := make([]string, 0, len(b.words.numbers))
	for word := range b.words.numbers {
		sorted = append(sorted, word)
	}
	slices.Sort(sorted)
	anew := make([]WordID, len(sorted))
	var list strings.Builder
	for i, word := range sorted {
		anew[b.words.numbers[word]] = WordID(i)
		list.WriteString(word)
		list.WriteByte('\n')
	}
	b.words.numbers = nil
	m.vocabulary = NewVocabulary(list.String(), nil)
	for i, word := range m.text {
		m.text[i] = anew[word]
	}
	for _, words := range m.spelt {
		for i, word := range words {
			words[i] = anew[word]
		}
	}
}

// joinTopics adds the documents to m with their topics: their own and the ones that
// the links of other events name.
func (b *Builder) joinTopics(m *Memory) {
	linked, starts := b.linkedByDoc()
	m.docs = make([]document, len(b.docs))
	m.belong = make([]nameID, 0, len(b.belong)+len(linked)/2)
	var slugs strings.Builder
	for i, d := range b.docs {
		start := len(m.belong)
		for _, topic := range b.belong[d.topics.start:d.topics.end()] {
			m.addTopic(start, topic)
		}
		for _, topic := range linked[starts[i]:starts[i+1]] {
			m.addTopic(start, topic)
		}
		topics := run{uint32(start), uint32(len(m.belong) - start)}
		m.belong = append(m.belong, b.belong[d.sources.start:d.sources.end()]...)
		m.docs[i] = document{
			day: d.day, number: d.number, headline: d.headline, description: d.description,
			topics: topics, sources: run{topics.end(), d.sources.count}, category: d.category,
			slug: run{uint32(slugs.Len()), uint32(len(d.slug))},
		}
		slugs.WriteString(d.slug)
	}
	m.slugs = slugs.String()
}

// linkedByDoc returns the topics that links name for their targets, document by
// document. starts has where the topics of each document begin, and then the end.
func (b *Builder) linkedByDoc() (topics []nameID, starts []uint32) {
	starts = make([]uint32, len(b.docs)+1)
	for _, l := range b.linked {
		if doc := b.doc[l.event]; doc != missing {
			starts[doc+1]++
		}
	}
	for i := range b.docs {
		starts[i+1] += starts[i]
	}
	topics = make([]nameID, starts[len(b.docs)])
	next := slices.Clone(starts)
	for _, l := range b.linked {
		if doc := b.doc[l.event]; doc != missing {
			topics[next[doc]] = l.topic
			next[doc]++
		}
	}
	return topics, starts
}

// addTopic adds a topic to the document whose topics begin at start, unless the
// document has it.
func (m *Memory) addTopic(start int, topic nameID) {
	if !slices.Contains(m.belong[start:], topic) {
		m.belong = append(m.belong, topic)
	}
}

// fillPostings makes the list of documents of each word. All lists are parts of
// one, so a first pass counts how long each will be.
func (m *Memory) fillPostings() {
	words := m.vocabulary.Len()
	m.starts = make([]uint32, words+1)
	last := make([]DocID, words) // the last document with the word, plus 1
	m.eachWord(func(doc DocID, word WordID, _ Field) {
		if last[word] != doc+1 {
			last[word] = doc + 1
			m.starts[word+1]++
		}
	})
	for i := range words {
		m.starts[i+1] += m.starts[i]
	}
	m.postings = make([]Posting, m.starts[words])
	next := slices.Clone(m.starts[:words])
	m.eachWord(func(doc DocID, word WordID, field Field) {
		if at := next[word]; at > m.starts[word] && m.postings[at-1].Doc() == doc {
			m.postings[at-1] |= Posting(field)
			return
		}
		m.postings[next[word]] = NewPosting(doc, field)
		next[word]++
	})
}
