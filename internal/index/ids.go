package index

import (
	"encoding/binary"

	"news/internal/event"
)

// refOf returns the reference of an event with this key and slug. A key that
// does not match the slug is a damage: it is the only checksum that the tables
// have.
func refOf(key int64, slug string) (event.Ref, error) {
	ref := event.Ref{Date: event.DateOfKey(key), Slug: slug}
	if ref.Key() != key {
		return event.Ref{}, ErrDamaged
	}
	return ref, nil
}

// digestOf returns a hash of all that an archive says about an event, except
// its number in its day.
func digestOf(e *event.Event) int64 {
	const usual = 8 << 10 // the usual size of an event in bytes, allocated on the stack
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

// digest is a list of values as bytes. Different lists of values have different
// bytes.
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
