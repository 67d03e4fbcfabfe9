package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
)

// newsProgram is news in this process, with one archive and its index.
type newsProgram struct {
	archive *archive.Archive
	catalog *catalog.Catalog
	made    string // the folder of the index, where it is removed in the end
}

// openNews opens news on an archive. The index is in the folder cache, or, where
// that is "", in a temporary folder. What goes wrong with the index is told.
func openNews(dir, cache string, tell func(string)) (*newsProgram, error) {
	a, err := archive.Open(dir)
	if err != nil {
		return nil, err
	}
	n := &newsProgram{archive: a}
	if cache == "" {
		if n.made, err = os.MkdirTemp("", "newsbench-"); err != nil {
			return nil, errors.Join(err, a.Close())
		}
		cache = n.made
	}
	// MaxAge: the archive is looked at once, so that only questions are measured.
	n.catalog = catalog.Open(a, catalog.Options{CacheDir: cache, MaxAge: 24 * time.Hour, Observer: indexObserver(tell)})
	return n, nil
}

// close closes the catalog and the archive, and removes a temporary index.
func (n *newsProgram) close() error {
	err := errors.Join(n.catalog.Close(), n.archive.Close())
	if n.made != "" {
		err = errors.Join(err, os.RemoveAll(n.made))
	}
	return err
}

// notUnderstoodError says that news does not understand a query.
type notUnderstoodError struct{ why error }

func (e *notUnderstoodError) Error() string { return e.why.Error() }
func (e *notUnderstoodError) Unwrap() error { return e.why }

// question returns the question that "news search -n 10 -- QUERY" asks, with the
// query as one argument. The error is a *notUnderstoodError.
func (n *newsProgram) question(query string) (catalog.Question, error) {
	q, err := n.catalog.Understand(catalog.Asked{Args: []string{query}, DaysAreWishes: true})
	if err != nil {
		return q, &notUnderstoodError{err}
	}
	q.Order, q.Limit = catalog.ByScore, hitsLooked
	return q, nil
}

// search returns the first events that news search finds.
func (n *newsProgram) search(ctx context.Context, query string) ([]summary, error) {
	q, err := n.question(query)
	if err != nil {
		return nil, err
	}
	found, err := n.catalog.Search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("the query %q: %w", query, err)
	}
	var all []summary
	for hit, err := range found.All(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, summaryOf(hit.Event))
	}
	return all, nil
}

// event reads an event of the archive.
func (n *newsProgram) event(ctx context.Context, ref event.Ref) (*event.Event, error) {
	target, err := n.catalog.Resolve(ctx, ref.String())
	if err == nil && target.Event == nil {
		err = fmt.Errorf("%s is not one event", ref)
	}
	return target.Event, err
}

// related returns the first events that news related finds.
func (n *newsProgram) related(ctx context.Context, ref event.Ref) ([]event.Ref, error) {
	e, err := n.event(ctx, ref)
	if err != nil {
		return nil, err
	}
	found, err := n.catalog.Related(ctx, catalog.RelatedQuestion{Event: e, Limit: hitsLooked})
	if err != nil {
		return nil, err
	}
	var refs []event.Ref
	for relative, err := range found.All(ctx) {
		if err != nil {
			return nil, err
		}
		refs = append(refs, relative.Ref)
	}
	return refs, nil
}

// stepsLooked is how many ties an event of a story may be away, as news story has
// it by default.
const stepsLooked = 3

// story returns the events of the story that news story tells, none where it tells
// no story. What it shows as nearest is no story.
func (n *newsProgram) story(ctx context.Context, ref event.Ref) ([]event.Ref, error) {
	e, err := n.event(ctx, ref)
	if err != nil {
		return nil, err
	}
	story, err := n.catalog.Story(ctx, catalog.StoryQuestion{Event: e, Depth: stepsLooked})
	if err != nil {
		return nil, err
	}
	var refs []event.Ref
	for _, chapter := range story.Events {
		refs = append(refs, chapter.Ref)
	}
	return refs, nil
}

// indexObserver tells what happens to an index as lines of text. It is a
// catalog.Observer.
type indexObserver func(string)

func (indexObserver) Reading(catalog.Progress) {}
func (indexObserver) Read()                    {}
func (tell indexObserver) Waiting()            { tell("waiting for another process that makes the index") }
func (tell indexObserver) Remade(was error)    { tell("the index was made anew: " + was.Error()) }
func (tell indexObserver) Unindexed(why error) { tell("without the index: " + why.Error()) }
