package bench

import (
	"context"
	"errors"
	"fmt"
)

// KnownOptions says what Known tests and how.
type KnownOptions struct {
	Archive  string       // root of the archive
	Seed     uint64       // the seed of all random numbers
	Queries  int          // number of queries of each class, 1 or more
	Fzf      string       // "auto": compare with fzf where it is installed; "off": do not
	Progress func(string) // called with what is being done; may be nil
}

// fzfQueries is how many queries of a class go to fzf. Each is a process that reads
// all headlines.
const fzfQueries = 60

// KnownReport is the result of Known: how well headlines are found by queries that
// a person could type for them.
type KnownReport struct {
	Archive   string
	Seed      uint64
	Headlines int    // number of events in the archive
	Worded    int    // headlines with enough words
	Chinese   int    // headlines with enough Chinese characters
	Fzf       string // the version of fzf, "" without fzf
	Rows      []KnownRow
}

// KnownRow is the result for one class of queries.
type KnownRow struct {
	Class   string
	AtLeast float64 // the required share of right first hits of news
	News    Tally
	Fzf     Tally
	Misses  []Miss // the queries whose first hit of news is wrong
}

// Tally counts how often the meant headline is among the hits.
//
// A hit is right if it is the headline that the query was drawn from, or a twin of
// it. A twin has the same meant words, without the slips; or words with the same
// beginnings, where the words were cut short; or the two runs of Chinese
// characters, in either script. A person who types words of two headlines can mean
// either one.
type Tally struct {
	Queries int // number of queries
	First   int // the first hit is right
	Exact   int // the first hit is the headline that the query was drawn from
	InTen   int // one of the first ten hits is right
}

// Miss is a query with a wrong first hit.
type Miss struct {
	Typed    string
	Headline string // the headline that it was drawn from
	First    string // the first hit, "" for none
	Place    int    // of the first right hit, from 2 to 10; 0 where none of ten is right
}

// Known runs the known-item test on an archive. It draws headlines, makes queries
// that a person could type for them, and counts where the headlines are among the
// hits of news, used as a library, and of fzf. The same archive and seed have the
// same queries. A class without suitable headlines has no row. It returns an error
// where the archive cannot be read or no class has suitable headlines.
func Known(ctx context.Context, options KnownOptions) (KnownReport, error) {
	if err := options.check(); err != nil {
		return KnownReport{}, err
	}
	if options.Progress == nil {
		options.Progress = func(string) {}
	}
	options.Progress("reading " + options.Archive)
	h, err := readHeadlines(ctx, options.Archive)
	if err != nil {
		return KnownReport{}, err
	}
	t := knownTest{KnownOptions: options, headlines: h}
	if options.Fzf == "auto" {
		if f := newFzf(ctx, h.all); f != nil {
			t.fzf, t.version = f.find, f.version
		}
	}
	return t.run(ctx)
}

func (o KnownOptions) check() error {
	switch {
	case o.Archive == "":
		return errors.New("no archive named: --archive DIR says whose headlines to look for")
	case o.Queries < 1:
		return fmt.Errorf("cannot ask %d queries a class: at least 1", o.Queries)
	case o.Fzf != "auto" && o.Fzf != "off":
		return fmt.Errorf("--fzf is auto or off, not %q", o.Fzf)
	}
	return nil
}

// knownTest is a known-item test, ready to run.
type knownTest struct {
	KnownOptions
	headlines *headlines
	fzf       finder // nil without fzf
	version   string // of fzf
}

// run runs the queries of all classes. Each class has its own random numbers.
func (t knownTest) run(ctx context.Context) (KnownReport, error) {
	h := t.headlines
	report := KnownReport{
		Archive: t.Archive, Seed: t.Seed, Fzf: t.version,
		Headlines: len(h.all), Worded: len(h.worded), Chinese: len(h.chinese),
	}
	for stream, class := range queryClasses() {
		m := queryMaker{r: random(t.Seed, uint64(stream)), counts: h.counts}
		queries := class.queries(m, h, t.Queries)
		if len(queries) == 0 {
			continue
		}
		t.Progress(class.name)
		row, err := t.row(ctx, class, queries)
		if err != nil {
			return KnownReport{}, err
		}
		report.Rows = append(report.Rows, row)
	}
	if len(report.Rows) == 0 {
		return KnownReport{}, fmt.Errorf("the headlines in %s have too few words or Chinese characters to draw queries from", t.Archive)
	}
	return report, nil
}

// row runs the queries of a class.
func (t knownTest) row(ctx context.Context, class queryClass, queries []query) (KnownRow, error) {
	row := KnownRow{Class: class.name, AtLeast: class.atLeast}
	answers, err := ask(ctx, t.headlines.findNews, queries)
	if err != nil {
		return row, err
	}
	row.News, row.Misses = tally(answers), misses(queries, answers)
	if t.fzf != nil {
		answers, err = ask(ctx, t.fzf, queries[:min(len(queries), fzfQueries)])
		row.Fzf = tally(answers)
	}
	return row, err
}

// ask runs all queries with a finder and returns the answer to each.
func ask(ctx context.Context, find finder, queries []query) ([]answer, error) {
	answers := make([]answer, len(queries))
	err := inParallel(len(queries), func(place int) error {
		hits, err := find(ctx, queries[place].typed)
		answers[place] = queries[place].judge(hits)
		return err
	})
	return answers, err
}

func tally(answers []answer) Tally {
	t := Tally{Queries: len(answers)}
	for _, a := range answers {
		if a.place == 1 {
			t.First++
		}
		if a.exact {
			t.Exact++
		}
		if a.place > 0 {
			t.InTen++
		}
	}
	return t
}

func misses(queries []query, answers []answer) []Miss {
	var missed []Miss
	for i, a := range answers {
		if a.place != 1 {
			missed = append(missed, Miss{queries[i].typed, queries[i].headline, a.first, a.place})
		}
	}
	return missed
}
