package bench

import (
	"context"
	"errors"
	"fmt"
)

// KnownOptions says what Known tests and how.
type KnownOptions struct {
	Archive  string       // root of the archive
	Seed     uint64       // what all chance is drawn from
	Queries  int          // how many a class, 1 or more
	Fzf      string       // "auto": fzf is asked too where it is installed; "off": it is not
	Progress func(string) // told what is being done; may be nil
}

// fzfQueries is how many queries of a class fzf is asked, the first ones: each
// is a process that reads all headlines.
const fzfQueries = 60

// KnownReport is how well headlines are found by queries that a person could
// type for them.
type KnownReport struct {
	Archive   string
	Seed      uint64
	Headlines int    // how many the archive has
	Worded    int    // those of them that have words enough to draw from
	Chinese   int    // those that have Chinese characters enough
	Fzf       string // the version of the fzf that was asked, "" for none
	Rows      []KnownRow
}

// KnownRow is one class of queries.
type KnownRow struct {
	Class   string
	AtLeast float64 // the share of news's first hits that must be right
	News    Tally
	Fzf     Tally
	Misses  []Miss // the queries whose first hit, by news, is not right
}

// Tally counts how often what was looked for came back.
//
// A hit is right where it is the headline that the query was drawn from or a
// twin of it: one that also has all words that were meant, before slips were
// made in them; beginnings of words where they were cut short; the two runs of
// Chinese characters, in either script. For who types what two headlines have
// can have meant either one.
type Tally struct {
	Queries int // how many were asked
	First   int // the first hit is right
	Exact   int // the first hit is the very headline that the query was drawn from
	InTen   int // one of the first ten hits is right
}

// Miss is a query whose first hit is not right.
type Miss struct {
	Typed    string
	Headline string // the one it was drawn from
	First    string // the first hit, "" for none
	Place    int    // of the first right hit, from 2 to 10; 0 where none of ten is
}

// Known runs the known-item test on an archive: it takes headlines, makes the
// queries that a person could type for them, and sees where the headlines come
// back, from news as a library and from fzf. The same archive and seed give the
// same queries. A class that the headlines don't serve for has no row. It errs
// where the archive cannot be read or no headline in it serves for any class.
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

// knownTest is a test that can begin.
type knownTest struct {
	KnownOptions
	headlines *headlines
	fzf       finder // nil where it is not asked
	version   string // of fzf
}

// run asks the queries of all classes, each drawn from its own random numbers.
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

// row asks the queries of a class.
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

// ask asks a finder all queries and gives the answer to each.
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
