package index

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/event"
	"news/internal/search"
)

func TestRecordsComeBackAsTheyWere(t *testing.T) {
	for _, lists := range [][]string{
		nil,
		{""},
		{"", "", ""},
		{"a"},
		{"", strings.Repeat("long", 5000), "", "short"},
	} {
		var p packer
		for round := range 2 { // the packer is reused
			for _, list := range lists {
				p.data = append(p.data, list...)
				p.end()
			}
			got, err := unpack(p.bytes())
			if err != nil || got.len() != len(lists) {
				t.Fatalf("round %d: of %d records there are %d (%v)", round, len(lists), got.len(), err)
			}
			for i, list := range lists {
				if string(got.at(i).data) != list {
					t.Errorf("round %d: record %d has %d bytes of %d", round, i, len(got.at(i).data), len(list))
				}
			}
		}
	}
}

func TestDocumentsComeBackAsTheyWere(t *testing.T) {
	const largest = math.MaxUint32
	texts := []search.Text{
		{},
		{Headline: []search.WordID{0, 127, 128, largest}, Description: []search.WordID{1 << 20}, Category: []search.WordID{3}},
		{Topics: [][]search.WordID{{1}, nil, {2, 3}}, Sources: [][]search.WordID{{largest, 0}}},
	}
	var p textPacker
	for i := range texts {
		p.add(&texts[i])
	}
	headlines, _ := unpack(p.headlines.bytes())
	names, _ := unpack(p.names.bytes())
	descriptions, err := unpack(p.descriptions.bytes())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range texts {
		h, n, d := headlines.at(i), names.at(i), descriptions.at(i)
		got := search.Text{Headline: h.words(nil), Description: d.words(nil), Category: n.names(nil)[0], Topics: n.names(nil), Sources: n.names(nil)}
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || h.failed || n.failed || d.failed {
			t.Errorf("document %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestPostingsComeBackAsTheyWere(t *testing.T) {
	const last = 1<<27 - 1
	all := []search.Posting{search.NewPosting(0, search.Headline), search.NewPosting(1, search.Topic|search.Source), search.NewPosting(last, search.Anywhere)}
	tests := []struct {
		story string
		alive func(search.DocID) bool
		want  []search.Posting
	}{
		{"all documents are there", nil, all},
		{"the first is gone", func(doc search.DocID) bool { return doc > 0 }, all[1:]},
		{"the last is gone", func(doc search.DocID) bool { return doc < last }, all[:2]},
	}
	for _, test := range tests {
		r := reader{data: appendPostings(nil, all)}
		if got := r.postings(nil, test.alive); !slices.Equal(got, test.want) || r.failed {
			t.Errorf("%s: %v, want %v", test.story, got, test.want)
		}
	}
	var lists packer
	words := []search.WordID{0, 1, 700, math.MaxUint32}
	for range words {
		lists.data = appendPostings(lists.data, all)
		lists.end()
	}
	row, err := unpackPostings(packPostings(words, &lists))
	if err != nil || row.lists.len() != len(words) || !slices.Equal(row.words, []uint32{0, 1, 700, math.MaxUint32}) {
		t.Errorf("a row of %v comes back as %v (%v)", words, row.words, err)
	}
}

func TestChangesComeBackAsTheyWere(t *testing.T) {
	want := changes{
		moved:    map[search.DocID]search.Place{0: {}, 9: {Date: event.Date{Year: 9999, Month: 12, Day: 31}, Number: 70000}},
		places:   appendPlace(nil, search.Place{Date: event.Date{Year: 1, Month: 1, Day: 1}, Number: 1}),
		lengths:  []byte{200},
		words:    []string{"ostrava", "敘"},
		segments: []segment{{first: 10, count: 1, rows: []uint32{0, 700, 1<<31 + 5}}, {first: 11, count: 3}},
	}
	got, err := unpackChanges(want.pack())
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(changes{}, segment{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, err := unpackChanges((&changes{}).pack()); err != nil || len(got.moved)+len(got.places)+len(got.words) > 0 {
		t.Errorf("no changes come back as %v (%v)", got, err)
	}
}

func TestPlacesComeBackAsTheyWere(t *testing.T) {
	at := func(year, month, day, number int) search.Place {
		return search.Place{Date: event.Date{Year: year, Month: month, Day: day}, Number: number}
	}
	for _, test := range []struct {
		story string
		all   []search.Place
		runs  int
	}{
		{"no place", nil, 0},
		{"the last day and the first", []search.Place{at(9999, 12, 31, 1), at(1, 1, 1, 1)}, 2},
		{"days of several", []search.Place{at(2016, 4, 3, 1), at(2016, 4, 3, 2), at(2016, 4, 1, 1), at(2016, 4, 1, 2), at(2016, 4, 1, 3)}, 2},
		{"numbers that are missing", []search.Place{at(2016, 4, 3, 2), at(2016, 4, 3, 4), at(2016, 4, 3, 5), at(2015, 4, 3, 70000)}, 3},
	} {
		var packed placesPacker
		for _, place := range test.all {
			packed.add(place)
		}
		p, err := unpackPlaces(packed.bytes())
		if err != nil || p.len() != len(test.all) || len(p.firsts) != test.runs {
			t.Errorf("%s: %v (%v)", test.story, p, err)
			continue
		}
		for doc, place := range test.all {
			found, known := p.find(place)
			first, end := p.of(place.Date)
			if p.at(doc) != place || found != doc || !known || doc < first || doc >= end || test.all[first].Date != place.Date || test.all[end-1].Date != place.Date {
				t.Errorf("%s: %v is %v at %d, of %d to %d", test.story, place, p.at(doc), found, first, end)
			}
		}
		for _, place := range []search.Place{at(2016, 4, 3, 0), at(2016, 4, 3, 3), at(2016, 4, 2, 1), at(2017, 1, 1, 1), at(1, 1, 1, 2)} {
			if found, known := p.find(place); known != slices.Contains(test.all, place) {
				t.Errorf("%s: %v is %d, %v", test.story, place, found, known)
			}
		}
	}
	for _, damaged := range []string{"\x80", "\x01\x01", "\x01\x01\x00", "\xff\xff\xff\xff\xff\x01\x01\x01", "\x01\x01\xff\xff\xff\xff\xff\x01"} {
		if _, err := unpackPlaces([]byte(damaged)); err == nil {
			t.Errorf("%q are places", damaged)
		}
	}
}

func TestSealDetectsEveryChange(t *testing.T) {
	data := []byte("postings of some words")
	blob := seal("postings7", slices.Clone(data))
	if got, err := unseal("postings7", blob); err != nil || string(got) != string(data) {
		t.Fatalf("it comes back as %q (%v)", got, err)
	}
	if _, err := unseal("postings8", blob); err == nil {
		t.Error("it may stand in another's place")
	}
	for bit := range 8 * len(blob) {
		changed := slices.Clone(blob)
		changed[bit/8] ^= 1 << (bit % 8)
		if _, err := unseal("postings7", changed); err == nil {
			t.Errorf("bit %d may change", bit)
		}
	}
	for short := range blob {
		if _, err := unseal("postings7", blob[:short]); err == nil {
			t.Errorf("it may be %d bytes short", len(blob)-short)
		}
	}
}

// FuzzUnpack checks that reading any bytes does not panic and takes no more
// memory than their size justifies.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 1, 'a'})
	f.Add((&changes{words: []string{"word"}, segments: []segment{{first: 1, count: 1}}}).pack())
	wraps := binary.AppendUvarint([]byte{3}, math.MaxUint32) // lengths whose sum equals the size of the data in 32 bits
	f.Add(append(wraps, 1, 1, 'a'))
	f.Add(binary.AppendUvarint([]byte{1}, math.MaxUint64))
	f.Add(binary.AppendUvarint(nil, math.MaxUint64))
	var lists packer
	lists.end()
	f.Add(packPostings([]search.WordID{1}, &lists))
	f.Fuzz(func(t *testing.T, data []byte) {
		if all, err := unpack(data); err == nil {
			total := 0
			for i := range all.len() {
				total += len(all.at(i).data)
			}
			if total > len(data) {
				t.Errorf("%d bytes have records of %d", len(data), total)
			}
		}
		unpackChanges(data)
		if row, err := unpackPostings(data); err == nil && len(row.words) != row.lists.len() {
			t.Errorf("%d words have %d lists", len(row.words), row.lists.len())
		}
		r := reader{data: data}
		if words := r.words(nil); len(words) > len(data)+1 {
			t.Errorf("%d bytes are %d words", len(data), len(words))
		}
		r = reader{data: data}
		if m := r.marks(); len(m.citations) > len(data) {
			t.Errorf("%d bytes are %d citations", len(data), len(m.citations))
		}
		r = reader{data: data}
		for _, number := range r.below(nil, 9) {
			if number < 0 || number >= 9 {
				t.Errorf("%d is below 9", number)
			}
		}
		r = reader{data: data}
		count := 0
		for _, name := range r.names(nil) {
			count += len(name)
		}
		if count > len(data) {
			t.Errorf("%d bytes are names of %d words", len(data), count)
		}
		r = reader{data: data}
		r.postings(nil, func(doc search.DocID) bool { return doc%2 == 0 })
	})
}

func TestDigestDependsOnEveryField(t *testing.T) {
	ref := func(slug string) event.Ref { return event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, slug) }
	whole := func() event.Event {
		return event.Event{
			Ref: ref("ferry"), Number: 2, Category: "Travel", Headline: "A ferry", Description: "sails", Image: "a.png", Path: "news/2016/04/3/ferry.md",
			Topics: []string{"Oslo", "Kiel"}, Sources: []event.Source{{Name: "Wire", URL: "http://wire.example"}},
			Changes: []event.Change{{Ref: ref("boat"), Headline: "A boat", Note: "(First version)"}},
			Related: []event.Link{{Ref: ref("storm"), Headline: "A storm", Topics: []string{"Kiel", "Wind"}}},
		}
	}
	first := whole()
	tests := []struct {
		story  string
		change func(*event.Event)
		same   bool
	}{
		{"nothing", func(e *event.Event) {}, true},
		{"its number: that is kept beside", func(e *event.Event) { e.Number++ }, true},
		{"its reference: that is its key", func(e *event.Event) { e.Ref = ref("x") }, true},
		{"what somebody learned of a link", func(e *event.Event) { e.Related[0].Number, e.Related[0].Missing = 3, true }, true},
		{"what somebody learned of a change", func(e *event.Event) { e.Changes[0].Missing = true }, true},
		{"problems", func(e *event.Event) { e.Problems = make([]event.Problem, 1) }, true},
		{"category", func(e *event.Event) { e.Category += "s" }, false},
		{"headline", func(e *event.Event) { e.Headline += "s" }, false},
		{"description", func(e *event.Event) { e.Description = "" }, false},
		{"image", func(e *event.Event) { e.Image = "" }, false},
		{"path", func(e *event.Event) { e.Path = "news/2016/4/3/ferry.md" }, false},
		{"a letter goes from one text to the next", func(e *event.Event) { e.Category, e.Headline = "Trave", "lA ferry" }, false},
		{"order of topics", func(e *event.Event) { slices.Reverse(e.Topics) }, false},
		{"a topic less", func(e *event.Event) { e.Topics = e.Topics[:1] }, false},
		{"two topics in one", func(e *event.Event) { e.Topics = []string{"OsloKiel"} }, false},
		{"name of a source", func(e *event.Event) { e.Sources[0].Name = "wire" }, false},
		{"address of a source", func(e *event.Event) { e.Sources[0].URL += "/" }, false},
		{"a source less", func(e *event.Event) { e.Sources = nil }, false},
		{"slug of a change", func(e *event.Event) { e.Changes[0].Ref = ref("ship") }, false},
		{"day of a change", func(e *event.Event) { e.Changes[0].Ref.Date.Day++ }, false},
		{"headline of a change", func(e *event.Event) { e.Changes[0].Headline = "" }, false},
		{"note of a change", func(e *event.Event) { e.Changes[0].Note = "" }, false},
		{"a change less", func(e *event.Event) { e.Changes = nil }, false},
		{"slug of a link", func(e *event.Event) { e.Related[0].Ref = ref("gale") }, false},
		{"month of a link", func(e *event.Event) { e.Related[0].Ref.Date.Month++ }, false},
		{"year of a link", func(e *event.Event) { e.Related[0].Ref.Date.Year++ }, false},
		{"headline of a link", func(e *event.Event) { e.Related[0].Headline = "" }, false},
		{"topics of a link", func(e *event.Event) { e.Related[0].Topics = e.Related[0].Topics[1:] }, false},
		{"a link more", func(e *event.Event) { e.Related = append(e.Related, e.Related[0]) }, false},
	}
	for _, test := range tests {
		e := whole()
		test.change(&e)
		if same := digestOf(&e) == digestOf(&first); same != test.same {
			t.Errorf("%s: the same digest: %v", test.story, same)
		}
	}
}

func TestKeysAreInTheOrderOfDays(t *testing.T) {
	var before int64 = -1
	for _, day := range []event.Date{
		{Year: 1, Month: 1, Day: 1}, {Year: 1999, Month: 12, Day: 31}, {Year: 2000, Month: 1, Day: 1},
		{Year: 2000, Month: 1, Day: 31}, {Year: 2000, Month: 2, Day: 1}, {Year: 9999, Month: 12, Day: 31},
	} {
		first, last := day.Keys()
		if first <= before || last <= first {
			t.Errorf("%s has the keys %d to %d, the day before it %d", day, first, last, before)
		}
		before = last
		for _, slug := range []string{"", "a", "b", strings.Repeat("long-", 60), "嫦娥"} {
			ref := event.Ref{Date: day, Slug: slug}
			key := ref.Key()
			if key < first || key > last || event.DateOfKey(key) != day {
				t.Errorf("%s has the key %d, of %s", ref, key, event.DateOfKey(key))
			}
			if got, err := refOf(key, slug); got != ref || err != nil {
				t.Errorf("%s comes back as %s (%v)", ref, got, err)
			}
			if _, err := refOf(key, slug+"x"); err == nil {
				t.Errorf("the key of %s fits another slug", ref)
			}
		}
	}
}
