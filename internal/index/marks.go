package index

import (
	"encoding/binary"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
)

// marks are the category and the citations of a document, as numbers in
// dictionaries.
type marks struct {
	category  int64
	citations []int64
}

// appendMarks packs marks up to the end of a record.
func appendMarks(b []byte, m marks) []byte {
	return appendIDs(binary.AppendUvarint(b, uint64(m.category)), m.citations)
}

// marks reads the marks that appendMarks packed.
func (r *reader) marks() marks { return marks{int64(r.uint()), r.allIDs()} }

// dictionary numbers texts from 0. A number is never reused. The texts of the
// last full write are in the part with the dictionary's name, and later texts
// in the part with "new " before the name.
type dictionary struct {
	name    string
	texts   []string // the texts by their numbers
	written int      // the number of texts at the last full write
	numbers map[string]int64
}

func newDictionary(name string) *dictionary {
	return &dictionary{name: name, numbers: make(map[string]int64)}
}

// number returns the number of a text, a new number if it has none.
func (d *dictionary) number(s string) int64 {
	number, known := d.numbers[s]
	if !known {
		number = int64(len(d.texts))
		s = strings.Clone(s) // the text must not keep its whole page in memory
		d.numbers[s] = number
		d.texts = append(d.texts, s)
	}
	return number
}

// readDictionary returns the texts of a dictionary, and the number of texts at
// the last full write.
func readDictionary(s *session, name string) (texts []string, written int, err error) {
	for _, name := range []string{name, "new " + name} {
		written = len(texts)
		data, err := part(s, name)
		if err != nil {
			return nil, 0, err
		}
		packed, err := unpack(data)
		if err != nil {
			return nil, 0, err
		}
		all := string(packed.data)
		texts = slices.Grow(texts, packed.len())
		for i := range packed.len() {
			texts = append(texts, all[packed.starts[i]:packed.starts[i+1]])
		}
	}
	return texts, written, nil
}

// dictionaries are the two dictionaries of an index.
type dictionaries struct{ categories, citations *dictionary }

func newDictionaries() *dictionaries {
	return &dictionaries{newDictionary("categories"), newDictionary("citations")}
}

// openDictionaries reads the dictionaries of the index, unless they are open.
func (w *writer) openDictionaries() error {
	if w.dictionaries != nil {
		return nil
	}
	all := newDictionaries()
	if !w.filling {
		for _, d := range all.each() {
			var err error
			if d.texts, d.written, err = readDictionary(w.session, d.name); err != nil {
				return err
			}
			for number, text := range d.texts {
				d.numbers[text] = int64(number)
			}
		}
	}
	w.dictionaries = all
	return nil
}

func (d *dictionaries) each() []*dictionary { return []*dictionary{d.categories, d.citations} }

// mark returns the marks of an event.
func (w *writer) mark(e *entry) (marks, error) {
	if err := w.openDictionaries(); err != nil {
		return marks{}, err
	}
	m := marks{category: w.dictionaries.categories.number(e.Category)}
	for _, citation := range e.cited {
		m.citations = append(m.citations, w.dictionaries.citations.number(citation))
	}
	return m, nil
}

// storeDictionaries stores the dictionaries at a full write.
func (w *writer) storeDictionaries() error {
	if err := w.openDictionaries(); err != nil {
		return err
	}
	for _, d := range w.dictionaries.each() {
		if err := w.storePart(d.name, packTexts(d.texts)); err != nil {
			return err
		}
		d.written = len(d.texts)
	}
	return w.storeNewTexts()
}

// storeNewTexts stores the texts that were added to the dictionaries since the
// last full write.
func (w *writer) storeNewTexts() error {
	if w.dictionaries == nil {
		return nil // nothing was added
	}
	for _, d := range w.dictionaries.each() {
		if err := w.storePart("new "+d.name, packTexts(d.texts[d.written:])); err != nil {
			return err
		}
	}
	return nil
}

func packTexts(texts []string) []byte {
	var p packer
	for _, text := range texts {
		p.data = append(p.data, text...)
		p.end()
	}
	return p.bytes()
}

// betweenParts separates the name of a citation from its host. No name contains
// it, because texts are cleaned when pages are read.
const betweenParts = "\x00"

func packCitation(c event.Citation) string { return c.Name + betweenParts + c.Host }

func unpackCitation(s string) event.Citation {
	name, host, _ := strings.Cut(s, betweenParts)
	return event.Citation{Name: name, Host: host}
}

// storeMarksRow stores a row of marks.
func (w *writer) storeMarksRow(first int, p *packer) error {
	return w.run(`INSERT OR REPLACE INTO marks VALUES (?, ?)`, first, seal(numbered("marks", first), p.bytes()))
}

// Citations returns the citations of all present and some earlier events, by
// their numbers.
func (x *Index) Citations() ([]event.Citation, error) {
	if x.citations != nil {
		return x.citations, nil
	}
	texts, _, err := readDictionary(x.session, "citations")
	if err != nil {
		return nil, err
	}
	x.citations = make([]event.Citation, len(texts))
	for i, text := range texts {
		x.citations[i] = unpackCitation(text)
	}
	return x.citations, nil
}

// EachCited calls visit with every event, in canonical order, and the numbers
// of its citations, each once, in the order of its page. The slice is reused
// for the next event.
func (x *Index) EachCited(visit func(p search.Place, citations []int32)) error {
	citations, err := x.Citations()
	if err != nil {
		return err
	}
	return x.eachMarked(func(p search.Place, r *reader, numbers []int32) []int32 {
		r.uint()
		numbers = r.below(numbers, len(citations))
		visit(p, numbers)
		return numbers
	})
}

// ByCategory returns all events with their categories in place of topics. Names
// that category.Key makes equal are the same category.
func (x *Index) ByCategory() (*relation.Subjects, error) {
	texts, _, err := readDictionary(x.session, "categories")
	if err != nil {
		return nil, err
	}
	names := make([]relation.Name, len(texts))
	for i, text := range texts {
		names[i] = relation.NameOf(text)
	}
	maker := relation.NewMaker(x.Len(), x.Len(), names, relation.AsCategories)
	err = x.eachMarked(func(p search.Place, r *reader, numbers []int32) []int32 {
		if category := r.category(len(names)); !r.failed {
			maker.Category(relation.Place(p), int32(category))
		}
		return numbers
	})
	if err != nil {
		return nil, err
	}
	return maker.Subjects(), nil
}

// eachMarked calls visit with the packed marks of every event, in canonical
// order, and an empty slice that visit may fill. visit returns the slice for
// reuse.
func (c *corpus) eachMarked(visit func(p search.Place, r *reader, numbers []int32) []int32) error {
	marks := c.column("marks")
	marks.most = fewRows
	var numbers []int32
	for _, doc := range c.inOrder() {
		r, err := marks.of(int(doc))
		if err != nil {
			return err
		}
		numbers = visit(c.Place(doc), &r, numbers[:0])
		if r.failed {
			return ErrDamaged
		}
	}
	return nil
}

// category reads the number of a category, which must be less than bound.
func (r *reader) category(bound int) int {
	number := r.uint()
	if number >= uint64(bound) {
		r.failed, r.data = true, nil
		return 0
	}
	return int(number)
}

// below reads the remaining numbers, each of which must be less than bound.
func (r *reader) below(to []int32, bound int) []int32 {
	for len(r.data) > 0 {
		number := r.uint()
		if number >= uint64(bound) {
			r.failed, r.data = true, nil
			break
		}
		to = append(to, int32(number))
	}
	return to
}
