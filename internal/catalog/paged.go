package catalog

import (
	"context"
	"slices"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/publisher"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/when"
)

// paged are the facts of all pages, as far as a question needs them.
type paged struct {
	words   *search.Builder
	links   *relation.Builder
	cited   *publisher.Cited
	kinds   *relation.Builder // the categories of events
	slugs   []named
	order   []Place
	byPlace map[Place]event.Ref

	// What was made of these for this question.
	madeCorpus                   once[search.Corpus]
	madeSubjects, madeCategories once[*relation.Subjects]
	madeDirectory                once[*publisher.Directory]
}

// named is an event with the references that it had before.
type named struct {
	ref    event.Ref
	former []event.Ref
}

// prepared is a day made ready on any core for the one that gathers all.
type prepared struct {
	events    []event.Event
	documents []search.Document
}

// readPages reads all pages, newest first, for the facts that are needed.
func readPages(ctx context.Context, a *archive.Archive, needs needs, o Observer) (*paged, error) {
	return readPagesOf(ctx, a, needs, o, 0)
}

// readPagesOf is readPages for an archive of at most so many events; 0 for any. The
// error is ErrNoIndex for a larger one.
func readPagesOf(ctx context.Context, a *archive.Archive, needs needs, o Observer, most int) (*paged, error) {
	p := &paged{words: search.NewBuilder(), links: new(relation.Builder), cited: new(publisher.Cited), kinds: new(relation.Builder), byPlace: make(map[Place]event.Ref)}
	if needs == 0 {
		return p, nil
	}
	prepare := func(day event.Day) prepared {
		made := prepared{events: day.Events}
		if needs&needsWords != 0 {
			for _, e := range day.Events {
				made.documents = append(made.documents, search.Prepare(e))
			}
		}
		return made
	}
	progress := watch(a, o)
	defer progress.end()
	for day := range archive.Each(ctx, a, when.Set{}, false, prepare) {
		progress.day(len(day.events))
		for _, d := range day.documents {
			p.words.AddDocument(d)
		}
		for _, e := range day.events {
			p.add(e, needs)
		}
		if most > 0 && len(p.order) > most {
			return nil, ErrNoIndex
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return p, a.Err()
}

// add takes in the next event, in canonical order. It keeps copies only, so that
// no page stays in memory.
func (p *paged) add(e event.Event, needs needs) {
	if needs&needsLinks != 0 {
		p.links.Add(e)
	}
	if needs&needsLabels != 0 {
		p.cited.Add(&e)
		p.kinds.Add(event.Event{Ref: e.Ref, Number: e.Number, Category: e.Category})
	}
	ref := event.Ref{Date: e.Ref.Date, Slug: strings.Clone(e.Ref.Slug)}
	place := Place{Date: ref.Date, Number: e.Number}
	p.byPlace[place] = ref
	p.order = append(p.order, place)
	if needs&needsSlugs != 0 {
		n := named{ref: ref}
		for _, change := range e.Changes {
			n.former = append(n.former, event.Ref{Date: change.Ref.Date, Slug: strings.Clone(change.Ref.Slug)})
		}
		p.slugs = append(p.slugs, n)
	}
}

func (p *paged) corpus() (search.Corpus, error) {
	return p.madeCorpus.or(func() (search.Corpus, error) { return p.words.Corpus(), nil })
}

func (p *paged) graph() (*relation.Graph, error) { return p.links.Graph(relation.InWords), nil }

func (p *paged) subjects() (*relation.Subjects, error) {
	return p.madeSubjects.or(func() (*relation.Subjects, error) { return p.links.Graph(relation.Folded).Subjects, nil })
}

func (p *paged) directory() (*publisher.Directory, error) {
	return p.madeDirectory.or(func() (*publisher.Directory, error) { return publisher.NewDirectory(p.cited), nil })
}

func (p *paged) categories() (*relation.Subjects, error) {
	return p.madeCategories.or(func() (*relation.Subjects, error) { return p.kinds.Categories(), nil })
}

func (p *paged) places() ([]Place, error) { return p.order, nil }
func (p *paged) whole() when.Span         { return hull(p.order) }

func (p *paged) withTopic(name string) ([]Place, error) { return placesWith(p.subjects, name) }

func (p *paged) refs(places []Place) ([]event.Ref, error) {
	refs := make([]event.Ref, len(places))
	for i, place := range places {
		refs[i] = p.byPlace[place]
	}
	return refs, nil
}

func (p *paged) isCurrent(event.Event) bool { return true }

func (p *paged) mayLack() bool { return true }

func (p *paged) withSlug(slug string) ([]event.Ref, error) {
	var now, former, beginning []event.Ref
	for _, n := range p.slugs {
		switch {
		case n.ref.Slug == slug:
			now = append(now, n.ref)
		case slices.ContainsFunc(n.former, func(ref event.Ref) bool { return ref.Slug == slug }):
			former = append(former, n.ref)
		case strings.HasPrefix(n.ref.Slug, slug):
			beginning = append(beginning, n.ref)
		}
	}
	for _, found := range [][]event.Ref{now, former} {
		if len(found) > 0 {
			return found, nil
		}
	}
	return beginning, nil
}

// reading tells an observer how far the reading of pages has come.
type reading struct {
	Progress
	observer Observer
	archive  *archive.Archive
}

func watch(a *archive.Archive, o Observer) *reading { return &reading{archive: a, observer: o} }

// day tells that one more day was read. How many there are is looked up when
// the first one was.
func (r *reading) day(pages int) {
	if r.Days == 0 {
		for range r.archive.Dates(when.Set{}, false) {
			r.Days++
		}
	}
	r.Done++
	r.Pages += pages
	r.observer.Reading(r.Progress)
}

func (r *reading) end() { r.observer.Read() }
