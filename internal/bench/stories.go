package bench

import (
	"context"
	"slices"

	"news/internal/event"
)

// The headings whose events Stories draws have so many events.
const (
	fewestOfStory = 4
	mostOfStory   = 40
)

// storyShare is the share of the best score that an event needs to be in a story of
// words in common.
const storyShare = .5

// StoriesReport is the result of Stories.
type StoriesReport struct {
	TruthSample
	Rows []StoriesRow
}

// StoriesRow is how well a method tells the story around an event.
type StoriesRow struct {
	Method            string
	Tested            int
	Precision, Recall float64 // sums over the events; precision is that of stories
	F                 float64 // the sum of the harmonic means of both
	Empty             int     // events without a story
	sizes             []int   // of the stories, without the event itself
}

// Stories draws headings of 4 to 40 events within 400 days, and an event of each,
// and looks at the story that news story tells around the event: how much of the
// heading's group it has (recall), and how much of it stands under any heading of
// the event (precision). F is the harmonic mean of both, 0 without a story. The
// event itself is in neither set, and the nearest events that are shown where there
// is no story do not count.
//
// It compares that with the events that have words in common with the headline, of
// the best three hundred those with at least half the score of the best, and with
// the same where days count for the score. The same archive, truth and seed have the
// same result. It returns an error where the archive or the truth cannot be read, or
// no heading has so many events.
func Stories(ctx context.Context, options TruthOptions) (StoriesReport, error) {
	var report StoriesReport
	err := withTruthTest(ctx, options, fewestOfStory, mostOfStory, func(t truthTest) (err error) {
		options.tell("stories")
		report.TruthSample = t.sample
		report.Rows, err = t.stories(ctx)
		return err
	})
	return report, err
}

func (t truthTest) stories(ctx context.Context) ([]StoriesRow, error) {
	rows := []StoriesRow{{Method: "news story"}, {Method: "words in common"}, {Method: "words in common times days"}}
	answers := make([][][]event.Ref, len(t.drawn)) // of each event, of each method
	err := inParallel(len(t.drawn), func(i int) error {
		ref := t.drawn[i].ref
		news, err := t.news.story(ctx, ref)
		if err != nil {
			return err
		}
		words, days, err := t.words.inCommon(ctx, ref)
		answers[i] = [][]event.Ref{news, refsOfLike(likeTheBest(words)), refsOfLike(likeTheBest(days))}
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, d := range t.drawn {
		for method, found := range answers[i] {
			rows[method].add(d.ref, found, t.truth.group(d), t.truth.others(d.ref))
		}
	}
	return rows, nil
}

// likeTheBest returns the events with at least storyShare of the best score.
func likeTheBest(all []likeness) []likeness {
	for i, one := range all {
		if one.score < storyShare*all[0].score {
			return all[:i]
		}
	}
	return all
}

// add counts the story of an event; group are the others of the heading for which
// it was drawn, others those of all its headings.
func (r *StoriesRow) add(ref event.Ref, story []event.Ref, group, others map[event.Ref]bool) {
	story = slices.DeleteFunc(slices.Clone(story), func(one event.Ref) bool { return one == ref })
	r.Tested++
	r.sizes = append(r.sizes, len(story))
	if len(story) == 0 {
		r.Empty++
		return
	}
	precision := float64(inSet(story, others)) / float64(len(story))
	recall := float64(inSet(story, group)) / float64(len(group))
	r.Precision += precision
	r.Recall += recall
	if precision+recall > 0 {
		r.F += 2 * precision * recall / (precision + recall)
	}
}

// MedianSize returns how many events a story has, without the event itself; 0 where
// most events have none.
func (r StoriesRow) MedianSize() int {
	if len(r.sizes) == 0 {
		return 0
	}
	sizes := slices.Sorted(slices.Values(r.sizes))
	return sizes[len(sizes)/2]
}
