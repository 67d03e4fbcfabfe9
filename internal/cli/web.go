package cli

import (
	"context"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/view"
)

// web is the graph of an archive, and what stands behind its nodes.
type web struct {
	*relation.Graph
	archive *archive.Archive
	index   *index.Index                           // nil where pages were read
	ref     func(relation.Node) (event.Ref, error) // of an event that has a page
}

// webOf gives the graph of an archive, whose topics are the same where their
// words are: that of the index, or that of all pages where that is nil.
func (p *Program) webOf(ctx context.Context, a *archive.Archive, x *index.Index) (*web, error) {
	if x != nil {
		return indexedWeb(a, x)
	}
	w, _, err := p.readWeb(ctx, a, false)
	return w, err
}

// webAndCorpusOf is webOf and corpusOf in one, so that no page is read twice.
func (p *Program) webAndCorpusOf(ctx context.Context, a *archive.Archive, x *index.Index) (*web, search.Corpus, error) {
	if x != nil {
		w, err := indexedWeb(a, x)
		return w, x, err
	}
	return p.readWeb(ctx, a, true)
}

// indexedWeb gives the graph of an index.
func indexedWeb(a *archive.Archive, x *index.Index) (*web, error) {
	g, err := x.Graph()
	ref := func(n relation.Node) (event.Ref, error) { return x.RefAt(g.Place(n)) }
	return &web{g, a, x, ref}, err
}

// readWeb gives the graph of all pages and, where it is wanted, a corpus of them.
func (p *Program) readWeb(ctx context.Context, a *archive.Archive, wantCorpus bool) (*web, search.Corpus, error) {
	pages, corpus, err := p.readPages(ctx, a, wantCorpus)
	if err != nil {
		return nil, nil, err
	}
	ref := func(n relation.Node) (event.Ref, error) { return pages.Ref(n), nil }
	return &web{pages.Graph(relation.InWords), a, nil, ref}, corpus.Corpus(), nil
}

// readPages reads all pages for a graph and, where it is wanted, for a corpus.
func (p *Program) readPages(ctx context.Context, a *archive.Archive, wantCorpus bool) (*relation.Builder, *search.Builder, error) {
	type prepared struct {
		event.Day
		documents []search.Document
	}
	prepare := func(day event.Day) prepared {
		made := prepared{Day: day}
		for _, e := range day.Events {
			if wantCorpus {
				made.documents = append(made.documents, search.Prepare(e))
			}
		}
		return made
	}
	pages, corpus := new(relation.Builder), search.NewBuilder()
	for day := range everyDay(ctx, p, a, prepare) {
		for _, e := range day.Events {
			pages.Add(e)
		}
		for _, d := range day.documents {
			corpus.AddDocument(d)
		}
	}
	return pages, corpus, ctx.Err()
}

// nodeIn gives the node of an event that was read from its page. The error is a
// *staleError where there is none: what was read of the archive is older than the
// page.
func nodeIn(s *relation.Subjects, e *event.Event) (relation.Node, error) {
	n, known := s.At(relation.Place{Date: e.Ref.Date, Number: e.Number})
	if !known {
		return 0, &staleError{[]event.Date{e.Ref.Date}}
	}
	return n, nil
}

// read reads the events of some nodes from their pages, those that have none
// from the pages that name them. The error is a *staleError where the index has
// any of these pages otherwise.
func (w *web) read(nodes []relation.Node) ([]view.Listed, error) {
	var refs []event.Ref // of the pages to read, each once
	at := make(map[relation.Node]int)
	links := make([]relation.Link, len(nodes)) // by which events are named that have no page
	for i, n := range nodes {
		links[i].From = n
		if !w.HasPage(n) {
			for link := range w.In(n) {
				links[i] = link
				break
			}
		}
		page := links[i].From
		if _, known := at[page]; known {
			continue
		}
		ref, err := w.ref(page)
		if err != nil {
			return nil, err
		}
		at[page] = len(refs)
		refs = append(refs, ref)
	}
	pages, err := checked(w.archive, w.index, refs)
	if err != nil {
		return nil, err
	}
	listed := make([]view.Listed, len(nodes))
	for i, n := range nodes {
		page := at[links[i].From]
		listed[i] = listedOf(refs[page], pages[page], links[i].Place, w.HasPage(n))
	}
	return listed, nil
}

// listedOf gives an event by its page, or by a link of a page that names it.
func listedOf(ref event.Ref, page *event.Event, place int, hasPage bool) view.Listed {
	switch {
	case page == nil || !hasPage && place >= len(page.Related): // gone while the pages were read
		return view.Listed{Event: event.Event{Ref: ref}, Missing: true}
	case hasPage:
		return view.Listed{Event: *page}
	}
	link := page.Related[place]
	return view.Listed{Event: event.Event{Ref: link.Ref, Headline: link.Headline}, Missing: true}
}

// subjectsOf gives the events of an archive with their topics, and says which
// names of topics are one: those of the index, or those of all pages where that
// is nil.
func (p *Program) subjectsOf(ctx context.Context, a *archive.Archive, x *index.Index, same relation.Sameness) (*relation.Subjects, error) {
	if x != nil {
		return x.Subjects(same)
	}
	pages, _, err := p.readPages(ctx, a, false)
	if err != nil {
		return nil, err
	}
	return pages.Graph(same).Subjects, nil
}

// namesOf gives the references that may lead to an event: its own, and those
// that it once had.
func namesOf(e *event.Event) map[event.Ref]bool {
	names := map[event.Ref]bool{e.Ref: true}
	for _, change := range e.Changes {
		names[change.Ref] = true
	}
	return names
}
