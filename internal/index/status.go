package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/when"
)

// Status describes the state of an archive's index.
type Status struct {
	Path     string
	Size     int64     // in bytes; 0 if there is no file
	Built    time.Time // the time of the last build from the whole archive
	Updated  time.Time // the time of the last write to the file
	Events   int
	Topics   int
	Links    int
	Outdated []event.Date // the days that changed since the last update
	Trouble  error        // why the file cannot be used, or nil
}

// Missing reports whether there is no index.
func (s Status) Missing() bool { return s.Size == 0 && s.Trouble == nil }

// Look returns the state of the index of an archive, and changes nothing. The
// error is the error of ctx.
func Look(ctx context.Context, a *archive.Archive, dir string) (Status, error) {
	o := &opener{Store: NewStore(a, Options{Dir: dir}), archive: a}
	s := Status{Path: o.path}
	info, err := os.Stat(o.path)
	if err != nil {
		if err = ignoreMissing(err); err != nil {
			s.Trouble = plainError(err)
		}
		return s, ctx.Err()
	}
	s.Size, s.Updated = info.Size(), info.ModTime()
	f, err := open(ctx, o.path, toRead)
	if err == nil {
		defer f.close()
		err = s.read(ctx, o, f)
	}
	if ctx.Err() != nil {
		return s, ctx.Err()
	}
	if errors.Is(err, errEmpty) { // the rest of a first build that was not finished
		s.Size, err = 0, nil
	}
	if s.Trouble = err; IsDamage(err) {
		s.Trouble = damageReason(err)
	} else if err != nil {
		s.Trouble = plainError(err)
	}
	return s, nil
}

func (s *Status) read(ctx context.Context, o *opener, f *file) error {
	known, err := o.known(f)
	if err != nil {
		return err
	}
	var built string
	if err := f.one([]any{&built}, `SELECT built FROM archive`); err != nil {
		return err
	}
	if s.Built, err = time.Parse(time.RFC3339, built); err != nil {
		return ErrDamaged
	}
	err = f.one([]any{&s.Events, &s.Topics}, `SELECT (SELECT count(*) FROM events), (SELECT count(DISTINCT topic) FROM event_topics)`)
	if err != nil {
		return err
	}
	if s.Links, err = countLinks(f.session); err != nil {
		return err
	}
	_, days, err := o.archive.Survey(ctx, known)
	if err != nil {
		return err
	}
	s.Outdated, _, err = o.differing(ctx, f, days)
	return err
}

// countLinks returns the number of links on all pages.
func countLinks(s *session) (int, error) {
	c, err := readCorpus(s, nil)
	if err != nil {
		return 0, err
	}
	n, err := openNodes(c, fewRows)
	if err != nil {
		return 0, err
	}
	counts, err := c.keyCounts()
	if err != nil {
		return 0, err
	}
	count := counts.links
	add := func(doc search.DocID, times int) {
		_, links, failed := n.linksOf(doc)
		count += times * len(links)
		err = cmp.Or(err, failed)
	}
	for doc := range c.changes.moved {
		if c.isGone(doc) {
			add(doc, -1)
		}
	}
	for doc := search.DocID(c.main); doc < c.Bound(); doc++ {
		if !c.isGone(doc) {
			add(doc, 1)
		}
	}
	return count, err
}

// Check compares the index of an archive with all of its pages, and looks for
// damage. It returns the first thing that is wrong, or nil; the second error is
// the error of ctx.
func Check(ctx context.Context, a *archive.Archive, options Options) (wrong error, err error) {
	o := &opener{Store: NewStore(a, options), archive: a}
	f, err := open(ctx, o.path, toRead)
	if err != nil {
		return err, ctx.Err()
	}
	defer f.close()
	if err := o.checkFile(f); err != nil {
		return err, ctx.Err()
	}
	return o.checkPages(ctx, f), ctx.Err()
}

// checkFile looks for damage in the file.
func (o *opener) checkFile(f *file) error {
	if err := f.check(o.root); err != nil {
		return err
	}
	return f.checkWhole()
}

// checkWhole looks for damage with SQLite's own check.
func (s *session) checkWhole() error {
	problems, err := s.strings(`PRAGMA integrity_check`)
	if err != nil {
		return err
	}
	if len(problems) != 1 || problems[0] != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(problems[:min(1, len(problems))], ""))
	}
	return nil
}

// checkPages compares the index with the pages.
func (o *opener) checkPages(ctx context.Context, f *file) error {
	stored, err := readCorpus(f.session, nil)
	if err != nil {
		return err
	}
	known, err := o.known(f)
	if err != nil {
		return err
	}
	documents := search.NewBuilder()
	var graph relation.Builder
	var marked []uint64
	done, pages, report := 0, 0, o.report(countDays(known))
	for day := range archive.Each(ctx, o.archive, when.Set{}, false, func(day event.Day) dayEntries { return newDayEntries(day, 0) }) {
		for _, e := range day.entries {
			documents.AddDocument(e.document)
			graph.Add(e.Event)
			marked = append(marked, markOf(search.Place{Date: e.Ref.Date, Number: e.Number}, e.Category, e.cited))
			found, err := f.numbers(`SELECT digest FROM events WHERE key = ?`, e.key)
			if err != nil {
				return err
			}
			if len(found) != 1 || found[0] != e.digest {
				return fmt.Errorf("%s is not as its page says", e.Ref)
			}
		}
		done, pages = done+1, pages+len(day.entries)
		report(done, pages)
	}
	if err := cmp.Or(ctx.Err(), o.archive.Err()); err != nil {
		return err
	}
	if err := search.Compare(stored, documents.Corpus()); err != nil {
		return err
	}
	if err := compareMarks(stored, marked); err != nil {
		return err
	}
	return compareGraphs(stored, &graph)
}

// markOf returns a hash of the place, the category and the citations of an
// event.
func markOf(p search.Place, category string, cited []string) uint64 {
	d := digest(appendPlace(nil, p))
	d.texts(category)
	d.list(cited)
	return event.Hash(d)
}

// compareMarks compares the stored marks with the hashes of the pages' marks,
// in canonical order.
func compareMarks(stored *corpus, pages []uint64) error {
	categories, _, err := readDictionary(stored.session, "categories")
	if err != nil {
		return err
	}
	citations, _, err := readDictionary(stored.session, "citations")
	if err != nil {
		return err
	}
	n, wrong := 0, error(nil)
	err = stored.eachMarked(func(p search.Place, r *reader, numbers []int32) []int32 {
		category := r.category(len(categories))
		numbers = r.below(numbers, len(citations))
		if r.failed {
			return numbers
		}
		cited := make([]string, len(numbers))
		for i, number := range numbers {
			cited[i] = citations[number]
		}
		if wrong == nil && (n >= len(pages) || pages[n] != markOf(p, categories[category], cited)) {
			wrong = fmt.Errorf("the category or the sources of %s/%d are not as its page says", p.Date.Path(), p.Number)
		}
		n++
		return numbers
	})
	return cmp.Or(err, wrong)
}

// compareGraphs compares the stored graph with the graph of the pages.
func compareGraphs(stored *corpus, pages *relation.Builder) error {
	x := &Index{corpus: stored}
	g, err := x.Graph()
	if err != nil {
		return err
	}
	different := relation.Compare(g, pages.Graph(relation.InWords))
	return cmp.Or(x.Err(), different)
}
