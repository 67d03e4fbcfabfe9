package catalog

import (
	"context"
	"slices"
	"sync"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/meaning"
	"news/internal/publisher"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/when"
)

// Place is where an event stands in its archive.
type Place = search.Place

// facts are what a question is answered from: those of the index, or those of
// all pages. Both say the same.
type facts interface {
	// corpus returns the words of all events.
	corpus() (search.Corpus, error)
	// graph returns all events and their links. Topics are one where their words
	// are.
	graph() (*relation.Graph, error)
	// subjects returns all events and their topics. Topics are one where their
	// names are, but for case and accents.
	subjects() (*relation.Subjects, error)
	// directory returns who publishes what each event cites.
	directory() (*publisher.Directory, error)
	// categories returns all events and their categories, each a topic. Categories are
	// one where category.Key says so.
	categories() (*relation.Subjects, error)
	// places returns where all events stand, in canonical order. The list is not to
	// be changed.
	places() ([]Place, error)
	// whole returns the days from the first to the last event.
	whole() when.Span
	// withTopic returns the places of the events that have a topic, but for case and
	// accents of its name, in no order.
	withTopic(name string) ([]Place, error)
	// refs returns the events at some places, in their order.
	refs([]Place) ([]event.Ref, error)
	// withSlug returns the events of any day that have a slug, or had it before;
	// where there are none, those whose slugs begin with it. In canonical order.
	withSlug(slug string) ([]event.Ref, error)
	// isCurrent reports whether an event, read from its page just now, is as the
	// facts have it.
	isCurrent(event.Event) bool
	// mayLack reports whether the facts cannot be brought up to date where a page is
	// gone: they were read from pages.
	mayLack() bool
}

// needs are the facts that a question asks for, so that pages are read once and
// for no more than that.
type needs uint8

const (
	needsWords  needs = 1 << iota // corpus
	needsLinks                    // graph, subjects
	needsLabels                   // directory, categories
	needsPlaces                   // places
	needsSlugs                    // withSlug
)

// snapshot is an archive as one question sees it.
type snapshot struct {
	facts
	archive  *archive.Archive
	meanings func() (*meaning.Groups, error)
	known    *search.Known // nil where nothing is kept for later questions
	recent   *recentEvents // nil where events are read each time
	number   uint64        // of the generation of the index
	maxAge   time.Duration
}

// indexed are the facts of an index.
type indexed struct {
	*index.Index
	ctx context.Context

	// What was read for this question.
	readSubjects, readCategories once[*relation.Subjects]
	readDirectory                once[*publisher.Directory]
	readPlaces                   once[[]Place]
}

// once is what a question asks for several times and is read once.
type once[T any] struct {
	mu    sync.Mutex
	value T
	known bool
}

// or returns the value, which it reads where it is not known yet.
func (o *once[T]) or(read func() (T, error)) (T, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.known {
		return o.value, nil
	}
	value, err := read()
	o.value, o.known = value, err == nil
	return value, err
}

func (x *indexed) corpus() (search.Corpus, error)           { return x.Index, nil }
func (x *indexed) graph() (*relation.Graph, error)          { return x.Graph() }
func (x *indexed) refs(places []Place) ([]event.Ref, error) { return x.RefsAt(places) }
func (x *indexed) isCurrent(e event.Event) bool             { return x.IsCurrent(e) }
func (x *indexed) mayLack() bool                            { return false }

func (x *indexed) subjects() (*relation.Subjects, error) {
	return x.readSubjects.or(func() (*relation.Subjects, error) { return x.Subjects(relation.Folded) })
}

func (x *indexed) categories() (*relation.Subjects, error) { return x.readCategories.or(x.ByCategory) }

func (x *indexed) directory() (*publisher.Directory, error) {
	return x.readDirectory.or(func() (*publisher.Directory, error) {
		citations, err := x.Citations()
		if err != nil {
			return nil, err
		}
		cited := publisher.NewCited(citations)
		err = x.EachCited(func(p Place, numbers []int32) { cited.AddNumbers(p.Date, p.Number, numbers) })
		return publisher.NewDirectory(cited), err
	})
}

func (x *indexed) places() ([]Place, error) {
	return x.readPlaces.or(func() ([]Place, error) {
		all, err := search.PlacesOf(x.ctx, x.Index, nil, search.Options{})
		slices.SortFunc(all.Of, comparePlaces)
		return all.Of, err
	})
}

func (x *indexed) whole() when.Span {
	first, last := x.Days()
	return when.Span{From: first, To: last}
}

func (x *indexed) withTopic(name string) ([]Place, error)    { return x.PlacesWithTopic(name) }
func (x *indexed) withSlug(slug string) ([]event.Ref, error) { return x.Slug(slug) }

// How many events of a list are read together: few at first, since somebody waits for
// them.
const (
	eventsAtOnce = 200
	mostAtOnce   = 1000
)

// checked returns events as their pages have them now, nil for each that has no
// page. The error is a *staleError where the facts have any of them otherwise.
func (s *snapshot) checked(refs []event.Ref) ([]*event.Event, error) {
	return s.checkedOf(s.archive.PagesOf(refs), refs)
}

// checkedFirst is checked for the first events of a list, whose pages it also
// returns.
func (s *snapshot) checkedFirst(refs []event.Ref) (*archive.Pages, []*event.Event, error) {
	pages := s.archive.PagesOf(refs)
	first, err := s.checkedOf(pages, refs[:min(len(refs), eventsAtOnce)])
	return pages, first, err
}

// checkedOf is checked for the first of some pages.
func (s *snapshot) checkedOf(pages *archive.Pages, refs []event.Ref) ([]*event.Event, error) {
	events, known := s.read(pages, refs)
	var stale []event.Date
	for i, e := range events {
		if known[i] {
			continue
		}
		if e == nil && !s.mayLack() || e != nil && !s.isCurrent(*e) {
			stale = append(stale, refs[i].Date)
		}
	}
	if len(stale) > 0 {
		return nil, &staleError{stale}
	}
	return events, nil
}

// read returns the first of some events, nil for each that has no page. Of some it
// knows that they were as the facts have them a moment ago.
func (s *snapshot) read(pages *archive.Pages, refs []event.Ref) (events []*event.Event, known []bool) {
	known = make([]bool, len(refs))
	if s.recent == nil {
		return pages.Read(context.Background(), rows(0, len(refs))), known
	}
	events = make([]*event.Event, len(refs))
	var missing []int
	for i, ref := range refs {
		if events[i] = s.recent.get(ref, s.number, s.maxAge); events[i] != nil {
			known[i] = true
		} else {
			missing = append(missing, i)
		}
	}
	now := time.Now()
	for at, e := range pages.Read(context.Background(), missing) {
		i := missing[at]
		if events[i] = e; e != nil && s.isCurrent(*e) {
			s.recent.put(e, s.number, now)
			known[i] = true
		}
	}
	return events, known
}

// rows returns the numbers from first up to but without last.
func rows(first, last int) []int {
	numbers := make([]int, last-first)
	for i := range numbers {
		numbers[i] = first + i
	}
	return numbers
}

// readEvents reads events from their pages, on all cores, and returns nil for
// each that has no page.
func readEvents(a *archive.Archive, refs []event.Ref) []*event.Event {
	return a.PagesOf(refs).Read(context.Background(), rows(0, len(refs)))
}

// nodeIn returns the node of an event that was read from its page. The error is
// a *staleError where there is none: the facts are older than the page.
func nodeIn(s *relation.Subjects, e *event.Event) (relation.Node, error) {
	n, known := s.At(relation.Place{Date: e.Ref.Date, Number: e.Number})
	if !known {
		return 0, &staleError{[]event.Date{e.Ref.Date}}
	}
	return n, nil
}

// placeOf returns where an event of a graph stands.
func placeOf(s *relation.Subjects, n relation.Node) Place { return Place(s.Place(n)) }
