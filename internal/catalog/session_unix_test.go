//go:build unix

package catalog_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"runtime/debug"
	"syscall"
	"testing"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/when"
)

var (
	sessionQuestions = flag.Int("session-questions", 40, "how many random questions a session asks; the archive is that of -typing-archive")
	sessionSeed      = flag.Uint64("session-seed", 1, "the seed of the questions")
	sessionMost      = flag.Int("session-most", 0, "the most MB that it may take at its peak; 0 for any")
	sessionLimit     = flag.Int64("session-limit", 0, "the limit of memory that the collector heeds, in MB; 0 for none")
)

// TestSession asks random questions of every kind, as a browser does in hours, and
// logs the peak of the memory that the process held.
func TestSession(t *testing.T) {
	dir, cache := *typingArchive, *typingCache
	if dir == "" {
		dir = copySample(t, "2016")
	}
	if cache == "" {
		cache = t.TempDir()
	}
	if *sessionLimit > 0 {
		debug.SetMemoryLimit(*sessionLimit << 20)
	}
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c := catalog.Open(a, catalog.Options{CacheDir: cache, MaxAge: 3 * time.Second})
	defer c.Close()
	if err := c.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := &session{c: c, random: rand.New(rand.NewPCG(*sessionSeed, 1)), queries: questionsTyped(t)}
	took := make(map[string]time.Duration)
	times := make(map[string]int)
	for range *sessionQuestions {
		before := peakMB(t)
		start := time.Now()
		what, err := s.ask(t.Context())
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		took[what] += time.Since(start)
		times[what]++
		if now := peakMB(t); now > before+4 {
			t.Logf("%s: the peak is %d MB now", what, now)
		}
	}
	for what, d := range took {
		t.Logf("%-10s %6d times, %v on average", what, times[what], (d / time.Duration(times[what])).Round(100*time.Microsecond))
	}
	t.Logf("peak of memory: %d MB", peakMB(t))
	if *sessionMost > 0 && peakMB(t) > *sessionMost {
		t.Errorf("more than %d MB", *sessionMost)
	}
}

// peakMB returns the most resident memory that the process had so far.
func peakMB(t *testing.T) int {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return int(used.Maxrss >> 10)
}

// session is somebody who browses.
type session struct {
	c       *catalog.Catalog
	random  *rand.Rand
	queries []string
	day     event.Day
}

// ask asks a random question.
func (s *session) ask(ctx context.Context) (string, error) {
	switch n := s.random.IntN(100); {
	case n < 30:
		return "day", s.move(ctx)
	case n < 65:
		return "typing", s.typing(ctx)
	case n < 75:
		return "related", s.related(ctx)
	case n < 80:
		return "story", s.story(ctx)
	case n < 85:
		_, err := s.c.Topics(ctx, catalog.TopicQuestion{Question: catalog.Question{Limit: 100}})
		return "topics", err
	case n < 90:
		_, err := s.c.Timeline(ctx, catalog.TimelineQuestion{Question: s.question()})
		return "timeline", err
	case n < 95:
		_, err := s.c.Calendar(ctx, when.Set{}.Within(when.Month.Around(s.day.Date)))
		return "calendar", err
	}
	found, err := s.c.Search(ctx, s.question())
	if err == nil {
		_, err = collect(found.All(ctx))
	}
	return "search", err
}

func (s *session) query() string { return s.queries[s.random.IntN(len(s.queries))] }

func (s *session) question() catalog.Question {
	q, err := s.c.Understand(catalog.Asked{Args: []string{s.query()}, DaysAreWishes: true})
	if err != nil {
		panic(err)
	}
	q.Limit = 100
	return q
}

// move goes to a neighbouring day or month, and reads the day.
func (s *session) move(ctx context.Context) error {
	next := s.c.NextDay
	if s.random.IntN(4) == 0 {
		next = s.c.NextMonth
	}
	date, found, err := next(ctx, s.day.Date, s.random.IntN(2)*2-1)
	if found {
		s.day = s.c.Day(date)
	}
	return err
}

// typing types a query key by key.
func (s *session) typing(ctx context.Context) error {
	query := s.query()
	for at := range query + "." {
		found, err := s.c.Typing(ctx, query[:at], hitsTyped)
		if err == nil {
			_, err = collect(found.All(ctx))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// event returns an event of the day.
func (s *session) event(ctx context.Context) (*event.Event, error) {
	for len(s.day.Events) == 0 {
		if err := s.move(ctx); err != nil {
			return nil, err
		}
	}
	return &s.day.Events[s.random.IntN(len(s.day.Events))], nil
}

func (s *session) related(ctx context.Context) error {
	e, err := s.event(ctx)
	if err != nil {
		return err
	}
	found, err := s.c.Related(ctx, catalog.RelatedQuestion{Event: e, Limit: 50})
	if err == nil {
		_, err = collect(found.All(ctx))
	}
	return err
}

func (s *session) story(ctx context.Context) error {
	e, err := s.event(ctx)
	if err == nil {
		_, err = s.c.Story(ctx, catalog.StoryQuestion{Event: e, Depth: 2, Limit: 50, Nearest: 5})
	}
	return err
}
