package bench

import (
	"context"

	"news/internal/event"
)

// The headings whose events Related draws have so many events.
const (
	fewestRelated = 6
	mostRelated   = 60
)

// RelatedReport is the result of Related.
type RelatedReport struct {
	TruthSample
	Rows []RelatedRow
}

// RelatedRow is how well a method finds what is related.
type RelatedRow struct {
	Method string
	Tested int
	Share  float64 // the sum of the shares of the first ten that are right
	None   int     // events for which it finds nothing
}

// Related draws headings of 6 to 60 events within 400 days, and an event of each,
// and counts how many of the first ten events that news related finds stand under
// a heading of the event. Where fewer than ten others do, a full share is as many as
// there are. It compares that with the ten that have the most words in common, and
// with those where the days count, too. The same archive, truth and seed have the
// same result. It returns an error where the archive or the truth cannot be read, or
// no heading has so many events.
func Related(ctx context.Context, options TruthOptions) (RelatedReport, error) {
	var report RelatedReport
	err := withTruthTest(ctx, options, fewestRelated, mostRelated, func(t truthTest) (err error) {
		options.tell("related")
		report.TruthSample = t.sample
		report.Rows, err = t.related(ctx)
		return err
	})
	return report, err
}

func (t truthTest) related(ctx context.Context) ([]RelatedRow, error) {
	rows := []RelatedRow{{Method: "news related"}, {Method: "words in common"}, {Method: "words in common times days"}}
	answers := make([][][]event.Ref, len(t.drawn)) // of each event, of each method
	err := inParallel(len(t.drawn), func(i int) error {
		ref := t.drawn[i].ref
		news, err := t.news.related(ctx, ref)
		if err != nil {
			return err
		}
		words, days, err := t.words.inCommon(ctx, ref)
		answers[i] = [][]event.Ref{news, refsOfLike(words), refsOfLike(days)}
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, d := range t.drawn {
		others := t.truth.others(d.ref)
		for method, found := range answers[i] {
			rows[method].add(found, others)
		}
	}
	return rows, nil
}

// add counts the answer for one event; others are the right ones.
func (r *RelatedRow) add(found []event.Ref, others map[event.Ref]bool) {
	found = found[:min(len(found), hitsLooked)]
	r.Tested++
	if len(found) == 0 {
		r.None++
	}
	r.Share += float64(inSet(found, others)) / float64(min(hitsLooked, len(others)))
}

// inSet counts the events that are in a set.
func inSet(refs []event.Ref, set map[event.Ref]bool) int {
	count := 0
	for _, ref := range refs {
		if set[ref] {
			count++
		}
	}
	return count
}
