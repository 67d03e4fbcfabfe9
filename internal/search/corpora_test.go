package search

import (
	"math/rand/v2"
	"slices"

	"news/internal/event"
)

// smallArchive returns made-up events. Slugs are short, so that a test
// can name what it expects.
func smallArchive() []event.Event {
	day := func(year, month, day int) event.Date { return event.Date{Year: year, Month: month, Day: day} }
	ref := func(d event.Date, slug string) event.Ref { return event.NewRef(d, slug) }
	april := day(2016, 4, 3)
	return []event.Event{
		{Ref: ref(april, "qaryatayn"), Number: 1, Category: "Armed conflicts",
			Headline:    "Soldiers retake the town of al-Qaryatayn",
			Description: "Sappers clear mines from a monastery on its edge.",
			Topics:      []string{"Syrian Army", "Homs Governorate"},
			Sources:     []event.Source{{Name: "Reuters", URL: "https://www.reuters.com/world"}}},
		{Ref: ref(april, "palmyra"), Number: 2, Category: "Armed conflicts",
			Headline: "The Syrian army opens the road to Palmyra", Topics: []string{"Syria", "Army of Conquest"},
			Sources: []event.Source{{Name: "BBC News", URL: "http://news.bbc.co.uk/1/hi"}}},
		{Ref: ref(april, "fiji"), Number: 3, Category: "Disasters",
			Headline: "An earthquake shakes Fiji", Description: "Nobody is hurt.", Topics: []string{"Fiji"}},
		{Ref: ref(day(2016, 4, 1), "vanuatu"), Number: 1,
			Headline: "An earthquake shakes Vanuatu", Topics: []string{"Vanuatu"}},
		{Ref: ref(day(2016, 4, 1), "aftershocks"), Number: 2,
			Headline: "Ships bring tents to the islands", Description: "An earthquake left many without a roof."},
		{Ref: ref(day(2016, 4, 1), "quakes"), Number: 3,
			Headline: "Earthquakes keep geologists busy", Topics: []string{"Seismology"}},
		{Ref: ref(day(2015, 6, 9), "election"), Number: 1,
			Headline: "Turkey counts the votes of an election", Topics: []string{"Recep Tayyip Erdoğan", "Ankara"}},
		{Ref: ref(day(2015, 6, 9), "selection"), Number: 2, Headline: "A jury makes its selection of films for Cannes"},
		{Ref: ref(day(2015, 6, 8), "male"), Number: 1, Headline: "Malé chooses a new mayor"},
		{Ref: ref(day(2015, 6, 8), "malevolent"), Number: 2, Headline: "A malevolent worm spreads by mail"},
		{Ref: ref(day(2014, 1, 5), "berlin"), Number: 1, Headline: "A pipe bursts under a Straße in Berlin"},
		{Ref: ref(day(2014, 1, 5), "serbia"), Number: 2, Headline: "Aleksandar Vučić visits Łódź"},
		{Ref: ref(day(2014, 1, 5), "museum"), Number: 3, Headline: "A museum in Oświęcim opens its archives"},
		{Ref: ref(day(2013, 2, 2), "iran"), Number: 1, Headline: "Iran and the United States talk about sanctions"},
		{Ref: ref(day(2013, 2, 2), "states"), Number: 2, Headline: "United in grief, two states on the coast talk to Iran"},
		{Ref: ref(day(2013, 2, 1), "iranian"), Number: 1, Headline: "An Iranian film wins a prize"},
		{Ref: ref(day(2012, 9, 9), "width"), Number: 1, Headline: "Channel ５４ shows the ＡＢＣ of chess"},
		{Ref: ref(day(2012, 9, 9), "obrien"), Number: 2, Headline: "Judge O'Brien fines a bank 11.5 million dollars"},
		{Ref: ref(day(2012, 9, 9), "phones"), Number: 3, Headline: "中国的3G手机用户超过一亿"},
		{Ref: ref(day(2011, 3, 3), "syria-traditional"), Number: 1, Headline: "敘利亞軍隊進入古城"},
		{Ref: ref(day(2011, 3, 2), "syria-simplified"), Number: 1, Headline: "联合国讨论叙利亚局势"},
		{Ref: ref(day(2011, 3, 1), "beijing"), Number: 1, Headline: "北京大学的学生参观西安城墙"},
		{Ref: ref(day(2010, 5, 5), "old-name"), Number: 1, Headline: "A volcano closes airports",
			Changes: []event.Change{{Ref: ref(day(2010, 5, 5), "volcano-first-version")}}},
		{Ref: ref(day(2010, 5, 6), "ash"), Number: 1, Headline: "Travellers wait for trains",
			Related: []event.Link{
				{Ref: ref(day(2010, 5, 5), "volcano-first-version"), Topics: []string{"Eyjafjallajökull"}},
				{Ref: ref(april, "fiji"), Topics: []string{"Ring of Fire", "Fiji"}},
				{Ref: ref(april, "nowhere"), Topics: []string{"Atlantis"}}}},
		{Ref: ref(day(2009, 1, 1), "clubs"), Number: 1, Headline: "Army beats Palmyra in the cup of clubs", Category: "Sport"},
	}
}

// renumbered is a corpus like the one of an index: its documents and words are
// numbered in no order, and some numbers are unused.
type renumbered struct {
	*Memory
	docs  []DocID // of Memory
	words []WordID
	pairs []int // places in the list of pairs
}

func newRenumbered(m *Memory, random *rand.Rand) *renumbered {
	r := &renumbered{Memory: m}
	for _, doc := range random.Perm(m.Len()) {
		r.docs = append(r.docs, DocID(doc))
	}
	for _, word := range random.Perm(m.vocabulary.Len()) {
		r.words = append(r.words, WordID(word))
	}
	r.pairs = random.Perm(m.pairs.Len())
	return r
}

// outer returns the number in the renumbered corpus for a number of Memory. Only
// odd numbers are in use.
func outer[ID ~uint32](inner []ID, id ID) ID { return ID(slices.Index(inner, id)*2 + 1) }

func (r *renumbered) Pair(pair string) (WordID, bool, error) {
	id, known, err := r.Memory.Pair(pair)
	return r.outerPair(id.Place()), known, err
}

func (r *renumbered) outerPair(place int) WordID { return PairID(slices.Index(r.pairs, place)*2 + 1) }

func (r *renumbered) Pairs() (*Vocabulary, error) {
	var ids []WordID
	for place := range r.Memory.pairs.Len() {
		ids = append(ids, r.outerPair(place))
	}
	return NewVocabulary(listOf(r.Memory.pairs), ids), nil
}

func (r *renumbered) inner(word WordID) WordID {
	if word.IsPair() {
		return PairID(r.pairs[word.Place()/2])
	}
	return r.words[word/2]
}

func (r *renumbered) Length(doc DocID) byte { return r.Memory.Length(r.docs[doc/2]) }

func (r *renumbered) AtLeast(word WordID) (int, error) { return r.Memory.AtLeast(r.inner(word)) }

func (r *renumbered) Bound() DocID { return DocID(2 * len(r.docs)) }

func (r *renumbered) Place(doc DocID) Place {
	if doc%2 == 0 {
		return Place{}
	}
	return r.Memory.Place(r.docs[doc/2])
}

func (r *renumbered) Ref(doc DocID) (event.Ref, error) { return r.Memory.Ref(r.docs[doc/2]) }

func (r *renumbered) Refs(docs []DocID) ([]event.Ref, error) {
	inner := make([]DocID, len(docs))
	for i, doc := range docs {
		inner[i] = r.docs[doc/2]
	}
	return r.Memory.Refs(inner)
}

func (r *renumbered) Postings(word WordID) ([]Posting, error) {
	inner, err := r.Memory.Postings(r.inner(word))
	var postings []Posting
	for _, p := range inner {
		postings = append(postings, NewPosting(outer(r.docs, p.Doc()), p.Fields()))
	}
	slices.Sort(postings)
	return postings, err
}

func (r *renumbered) Read(doc DocID, fields Field, into *Text) error {
	var inner Text
	err := r.Memory.Read(r.docs[doc/2], fields, &inner)
	anew := func(words []WordID) (list []WordID) {
		for _, w := range words {
			list = append(list, outer(r.words, w))
		}
		return list
	}
	*into = Text{Headline: anew(inner.Headline), Description: anew(inner.Description), Category: anew(inner.Category)}
	for _, topic := range inner.Topics {
		into.Topics = append(into.Topics, anew(topic))
	}
	for _, source := range inner.Sources {
		into.Sources = append(into.Sources, anew(source))
	}
	return err
}

func (r *renumbered) Vocabulary() (*Vocabulary, error) {
	var ids []WordID
	for place := range r.Memory.vocabulary.Len() {
		ids = append(ids, outer(r.words, WordID(place)))
	}
	return NewVocabulary(listOf(r.Memory.vocabulary), ids), nil
}

// listOf returns a vocabulary in memory in the form that NewVocabulary takes.
func listOf(v *Vocabulary) string { return v.rows.Row(0).text }

// broken is a corpus whose texts cannot be read.
type broken struct {
	*Memory
	postings, read, ref, vocabulary error
}

func (b broken) Postings(w WordID) ([]Posting, error) {
	list, _ := b.Memory.Postings(w)
	return list, b.postings
}

func (b broken) Read(doc DocID, fields Field, into *Text) error {
	b.Memory.Read(doc, fields, into)
	return b.read
}

func (b broken) Ref(doc DocID) (event.Ref, error) {
	ref, _ := b.Memory.Ref(doc)
	return ref, b.ref
}

func (b broken) Refs(docs []DocID) ([]event.Ref, error) {
	refs, _ := b.Memory.Refs(docs)
	return refs, b.ref
}

func (b broken) Vocabulary() (*Vocabulary, error) { return b.Memory.vocabulary, b.vocabulary }
