package index

import (
	"encoding/binary"
	"math"
	"sort"

	"news/internal/event"
	"news/internal/search"
)

// The part "places" has where the documents of the last full write stand. They are
// numbered in canonical order, so that a run of documents of one day, whose numbers in
// the day follow one another, needs three numbers: how many days before the run before
// it is, as the difference of packed dates, its first number in the day, and how many
// documents it has. Most days are one run, so that the part grows with the days of an
// archive, and not with its events.

// placesPacker packs places, which are added in canonical order.
type placesPacker struct {
	runs  []byte
	day   uint32 // of the last run that was packed
	first search.Place
	count int // of the run that is not packed yet
	docs  int
}

// latest is above the packed date of every day.
const latest = math.MaxUint32

func (p *placesPacker) add(place search.Place) {
	if p.count > 0 && (place.Date != p.first.Date || place.Number != p.first.Number+p.count) {
		p.end()
	}
	if p.count == 0 {
		p.first = place
	}
	p.count++
	p.docs++
}

// end packs the run that was begun.
func (p *placesPacker) end() {
	if p.count == 0 {
		return
	}
	if p.runs == nil {
		p.day = latest
	}
	day := p.first.Date.Pack()
	p.runs = binary.AppendUvarint(p.runs, uint64(p.day-day))
	p.runs = binary.AppendUvarint(p.runs, uint64(p.first.Number))
	p.runs = binary.AppendUvarint(p.runs, uint64(p.count))
	p.day, p.count = day, 0
}

// store stores the places that were added as the part "places".
func (p *placesPacker) store(w *writer) error { return w.storePart("places", p.bytes()) }

func (p *placesPacker) bytes() []byte {
	p.end()
	return p.runs
}

// places are the places of the documents of the last full write.
type places struct {
	starts []uint32 // the first document of each run, and the number of documents
	firsts []search.Place
}

// readPlaces reads the part "places".
func readPlaces(s *session) (*places, error) {
	data, err := part(s, "places")
	if err != nil {
		return nil, err
	}
	return unpackPlaces(data)
}

func unpackPlaces(data []byte) (*places, error) {
	p := &places{starts: make([]uint32, 1, len(data)/3+1), firsts: make([]search.Place, 0, len(data)/3)}
	r := reader{data: data}
	day, docs := uint64(latest), uint64(0)
	for len(r.data) > 0 {
		back, number, count := r.uint(), r.uint(), r.uint()
		if docs += count; r.failed || back > day || count == 0 || count > math.MaxInt32 || number > math.MaxInt32 || docs > math.MaxInt32 {
			return nil, ErrDamaged
		}
		day -= back
		p.firsts = append(p.firsts, search.Place{Date: event.UnpackDate(uint32(day)), Number: int(number)})
		p.starts = append(p.starts, uint32(docs))
	}
	return p, nil
}

// len returns the number of documents.
func (p *places) len() int { return int(p.starts[len(p.starts)-1]) }

// run returns the run that a document is in.
func (p *places) run(doc int) int {
	return sort.Search(len(p.firsts), func(i int) bool { return int(p.starts[i+1]) > doc })
}

// at returns the place of a document.
func (p *places) at(doc int) search.Place { return p.in(p.run(doc), doc) }

// in returns the place of a document of a run.
func (p *places) in(run, doc int) search.Place {
	place := p.firsts[run]
	place.Number += doc - int(p.starts[run])
	return place
}

// find returns the document at a place, and whether there is one.
func (p *places) find(place search.Place) (doc int, found bool) {
	run := sort.Search(len(p.firsts), func(i int) bool { return comparePlaces(p.firsts[i], place) > 0 }) - 1
	if run < 0 || p.firsts[run].Date != place.Date {
		return 0, false
	}
	doc = int(p.starts[run]) + place.Number - p.firsts[run].Number
	return doc, doc < int(p.starts[run+1])
}

// of returns the documents of a day: from the first one until before the second.
func (p *places) of(date event.Date) (first, end int) {
	from := sort.Search(len(p.firsts), func(i int) bool { return p.firsts[i].Date.Compare(date) <= 0 })
	until := from
	for until < len(p.firsts) && p.firsts[until].Date == date {
		until++
	}
	return int(p.starts[from]), int(p.starts[until])
}
