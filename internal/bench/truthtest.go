package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"news/internal/event"
)

// TruthOptions says on what Related and Stories run.
type TruthOptions struct {
	Archive  string       // root of the archive
	Truth    string       // file of the headings that events stand under
	Events   int          // how many events are tested, 1 or more
	Seed     uint64       // the seed of all random numbers
	Cache    string       // folder of the index; "": a temporary one
	Progress func(string) // called with what is being done; may be nil
}

// TruthSample is what Related or Stories drew from an archive.
type TruthSample struct {
	Archive string
	Seed    uint64
	Events  int // number of events in the archive
	Pool    int // headings to draw events from
	Topics  int // how many of these are topics of the archive
	Tested  int // events drawn
}

func (o TruthOptions) check() error {
	switch {
	case o.Archive == "":
		return errors.New("no archive named: --archive DIR says which to ask")
	case o.Truth == "":
		return errors.New("no truth named: --truth FILE says which events belong together")
	case o.Events < 1:
		return fmt.Errorf("cannot draw %d events: at least 1", o.Events)
	}
	return nil
}

// tell tells what is being done.
func (o TruthOptions) tell(what string) {
	if o.Progress != nil {
		o.Progress(what)
	}
}

// truthTest is a test against a truth, ready to run.
type truthTest struct {
	truth  *truth
	news   *newsProgram
	words  *wordMethods
	drawn  []sampled
	sample TruthSample
}

// withTruthTest reads archive and truth, draws events of headings with so many
// events, and calls test.
func withTruthTest(ctx context.Context, options TruthOptions, fewest, most int, test func(truthTest) error) (err error) {
	if err := options.check(); err != nil {
		return err
	}
	t := truthTest{sample: TruthSample{Archive: options.Archive, Seed: options.Seed}}
	if t.truth, err = readTruth(options.Truth); err != nil {
		return err
	}
	pool := t.truth.pool(fewest, most)
	if len(pool) == 0 {
		return fmt.Errorf("%s has no heading with %d to %d events within %d days", options.Truth, fewest, most, daysOfHeading)
	}
	t.drawn = t.truth.draw(random(options.Seed, 0), pool, options.Events)
	options.tell("reading " + options.Archive)
	all, err := readSummaries(ctx, options.Archive)
	if err != nil {
		return err
	}
	t.sample.Events, t.sample.Pool, t.sample.Tested = len(all), len(pool), len(t.drawn)
	t.sample.Topics = t.truth.among(pool, topicsOf(all))
	if t.words, err = newWordMethods(ctx, all); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.words.texts.close()) }()
	if t.news, err = openNews(options.Archive, options.Cache, options.tell); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.news.close()) }()
	return test(t)
}

func topicsOf(all []summary) map[event.Ref][]string {
	topics := make(map[event.Ref][]string, len(all))
	for _, s := range all {
		topics[s.ref] = s.topics
	}
	return topics
}

// wordMethods find events by the words of headlines, simple methods to compare
// with.
type wordMethods struct {
	all   []summary
	place map[event.Ref]int
	texts *textIndex // of the headlines
}

func newWordMethods(ctx context.Context, all []summary) (*wordMethods, error) {
	w := &wordMethods{all: all, place: make(map[event.Ref]int, len(all))}
	headlines := make([]summary, len(all))
	for i, s := range all {
		w.place[s.ref] = i
		headlines[i].headline = s.headline
	}
	var err error
	w.texts, err = newTextIndex(ctx, headlines)
	return w, err
}

// likeness is an event and how much it is like another one.
type likeness struct {
	ref   event.Ref
	score float64
}

// Of so many events with the most words in common, the days count. Events that are
// daysOfFall apart count 1/e as much, above leastOfFar, which is left of any.
const (
	mostInCommon = 300
	daysOfFall   = 45
	leastOfFar   = .05
)

// inCommon returns the other events that have any word of an event's headline, by
// FTS5's bm25, and the same events where the score counts less, the farther the
// days are apart. Both are best first.
func (w *wordMethods) inCommon(ctx context.Context, ref event.Ref) (byWords, byWordsAndDays []likeness, err error) {
	place, known := w.place[ref]
	if !known {
		return nil, nil, fmt.Errorf("the archive has no event %s", ref)
	}
	found, err := w.texts.anyWord(ctx, w.all[place].headline, 1, mostInCommon+1)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range found {
		if s.place == place {
			continue
		}
		other := w.all[s.place].ref
		byWords = append(byWords, likeness{other, s.score})
		byWordsAndDays = append(byWordsAndDays, likeness{other, s.score * nearness(ref.Date, other.Date)})
	}
	slices.SortStableFunc(byWordsAndDays, func(x, y likeness) int { return cmp.Compare(y.score, x.score) })
	return byWords, byWordsAndDays, nil
}

// nearness returns how much two days count for each other, from leastOfFar to 1.
func nearness(x, y event.Date) float64 {
	days := math.Abs(x.Time().Sub(y.Time()).Hours() / 24)
	return leastOfFar + (1-leastOfFar)*math.Exp(-days/daysOfFall)
}

// refsOfLike returns the events of a list.
func refsOfLike(all []likeness) []event.Ref {
	refs := make([]event.Ref, len(all))
	for i, one := range all {
		refs[i] = one.ref
	}
	return refs
}
