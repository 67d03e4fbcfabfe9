package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
)

// ask answers a question about a whole archive by its index, which it opens,
// made or brought up to date as needed. Where there is none to be had, the
// question gets nil and is answered from the pages: that takes longer, and gives
// the same answer. A question may be asked again, where the index turns out to
// be damaged or older than a page, so it must not write output.
func (p *Program) ask(ctx context.Context, flags *common, a *archive.Archive, question func(*index.Index) error) (err error) {
	defer func() { err = cmp.Or(p.fault(), err) }()
	if a.Dir == "" || flags.noIndex || p.unindexed {
		return askPages(question)
	}
	want := index.Want{Fresh: flags.fresh}
	for range 3 {
		x, err := p.openIndex(ctx, a, want)
		if err != nil {
			return err
		}
		if x == nil {
			p.unindexed = true
			return askPages(question)
		}
		if err = question(x); err == nil {
			err = x.Err()
		}
		x.Close()
		var stale *staleError
		switch {
		case index.IsDamage(err):
			p.sayRemade(index.ErrDamaged)
			want = index.Want{Anew: true}
		case errors.As(err, &stale):
			want = index.Want{Days: stale.days}
		case index.IsFault(err):
			p.say("news: the index cannot be read: %v; all pages are read instead", err)
			p.unindexed = true
			return askPages(question)
		default:
			return err
		}
	}
	return askPages(question)
}

// askOfOne asks something of the event that a reference names, and writes what find
// gives; where standard input names none, what it gives of nothing.
func askOfOne[T any](ctx context.Context, p *Program, flags *common, typed string,
	find func(*archive.Archive, *index.Index, *event.Event) (T, error), write func(*archive.Archive, T, *screen) error) error {
	flags.readsInput = typed == "-"
	return p.withArchive(flags, func(a *archive.Archive, screen *screen) error {
		var found T
		target, err := p.oneEvent(ctx, flags, a, typed)
		if errors.Is(err, errNoMatch) { // no reference at all
			return write(a, found, screen)
		}
		if err != nil {
			return err
		}
		err = p.ask(ctx, flags, a, func(x *index.Index) (err error) {
			found, err = find(a, x, target)
			return err
		})
		if err != nil {
			return err
		}
		return write(a, found, screen)
	})
}

// askPages answers a question from the pages.
func askPages(question func(*index.Index) error) error {
	err := question(nil)
	var stale *staleError
	if errors.As(err, &stale) {
		return &failure{errors.New("pages have changed while they were read"), "type it again", exitSystem}
	}
	return err
}

// openIndex opens the index of an archive, and nil where none can be had, which
// it says. An error is the context's.
func (p *Program) openIndex(ctx context.Context, a *archive.Archive, w index.Want) (*index.Index, error) {
	dir, err := p.cacheDir()
	if err != nil {
		p.say("news: %v; all pages are read instead", err)
		return nil, nil
	}
	x, err := p.openWatched(ctx, a, dir, w)
	var unusable *index.UnusableError
	switch {
	case errors.As(err, &unusable):
		p.say("news: %v; all pages are read instead", err)
		return nil, nil
	case err != nil:
		return nil, err
	}
	if x.Remade != nil {
		p.sayRemade(x.Remade)
	}
	return x, nil
}

// openWatched opens an index and shows on a terminal how far that has come.
func (p *Program) openWatched(ctx context.Context, a *archive.Archive, dir string, w index.Want) (*index.Index, error) {
	bar := p.newProgress()
	defer bar.clear()
	o := index.Options{Dir: dir}
	o.Report = func(at index.Progress) { bar.set(at.Done, at.Days) }
	o.Waiting = func() {
		if p.errIsTerminal() {
			p.say("news: waiting for another news that writes the index")
		}
	}
	return index.Open(ctx, a, o, w)
}

// sayRemade tells once that the index had to be made anew, and why.
func (p *Program) sayRemade(was error) {
	if !p.remade {
		p.say("news: the index was %v; it has been made anew", was)
	}
	p.remade = true
}

// cacheDir gives the folder that indexes are kept in.
func (p *Program) cacheDir() (string, error) {
	if dir, _ := p.env("NEWS_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("there is no cache folder for the index (%w); NEWS_CACHE can name one", err)
	}
	return filepath.Join(dir, "news"), nil
}

// staleError says that pages are not as the index has them, though their
// folders are.
type staleError struct{ days []event.Date }

func (e *staleError) Error() string { return "the index is older than its pages" }

// checked gives events as their pages tell them now, nil for each that has no
// page. Where an index is given, the error is a *staleError where it has them
// otherwise.
func checked(a *archive.Archive, x *index.Index, refs []event.Ref) ([]*event.Event, error) {
	events := readEvents(a, refs)
	if x == nil {
		return events, nil
	}
	var stale []event.Date
	for i, e := range events {
		if e == nil || !x.IsCurrent(*e) {
			stale = append(stale, refs[i].Date)
		}
	}
	if len(stale) > 0 {
		return nil, &staleError{stale}
	}
	return events, nil
}
