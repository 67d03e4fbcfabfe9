package index

import (
	"encoding/binary"

	"news/internal/event"
)

// refOf gives the reference of an event that has this key and slug. That the two
// do not belong together is a damage: tables carry no checksums, but this one.
func refOf(key int64, slug string) (event.Ref, error) {
	ref := event.Ref{Date: event.DateOfKey(key), Slug: slug}
	if ref.Key() != key {
		return event.Ref{}, ErrDamaged
	}
	return ref, nil
}

// positionBits is how many bits of the id of a link or a source stand for its
// place on its page: as many as a page, which is 1 MiB at most, has bytes.
const positionBits = 20

// partID gives the id of a link or a source: that of the event, and its place
// on the page, from 1 on.
func partID(event int64, position int) int64 { return event<<positionBits | int64(position) }

// partsOf gives the lowest and the highest id that a link or a source of an
// event can have.
func partsOf(event int64) (first, last int64) {
	return partID(event, 0), partID(event, 1<<positionBits-1)
}

// digestOf gives a number that stands for all that an archive says of an event
// but for its place in its day.
func digestOf(e *event.Event) int64 {
	const usual = 8 << 10 // bytes of an event, which need no memory of their own
	d := make(digest, 0, usual)
	d.texts(e.Category, e.Headline, e.Description, e.Image, e.Path)
	d.list(e.Topics)
	d.count(len(e.Sources))
	for _, s := range e.Sources {
		d.texts(s.Name, s.URL)
	}
	d.count(len(e.Changes))
	for _, c := range e.Changes {
		d.ref(c.Ref)
		d.texts(c.Headline, c.Note)
	}
	d.count(len(e.Related))
	for _, l := range e.Related {
		d.ref(l.Ref)
		d.texts(l.Headline)
		d.list(l.Topics)
	}
	return int64(event.Hash(d))
}

// digest lists values so that no two lists of them give the same bytes.
type digest []byte

func (d *digest) texts(texts ...string) {
	for _, s := range texts {
		d.count(len(s))
		*d = append(*d, s...)
	}
}

func (d *digest) list(texts []string) {
	d.count(len(texts))
	d.texts(texts...)
}

func (d *digest) count(n int) { *d = binary.AppendUvarint(*d, uint64(n)) }

func (d *digest) ref(r event.Ref) {
	d.count(int(r.Date.Pack()))
	d.texts(r.Slug)
}
