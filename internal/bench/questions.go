package bench

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"news/internal/event"
)

// QuestionsOptions says what Questions asks, and of which archive.
type QuestionsOptions struct {
	Archive  string       // root of the archive
	File     string       // the questions
	Cache    string       // folder of the index; "": a temporary one
	Peers    bool         // also ask fzf, where it is installed, and FTS5
	Progress func(string) // called with what is being done; may be nil
}

// QuestionsReport is the result of Questions.
type QuestionsReport struct {
	Archive, File string
	Median        time.Duration // of news for a question, without its start
	Rows          []QuestionsRow
	NotFirst      []NotFirst // the questions whose first answer of news is wrong
}

// QuestionsRow is how well a program answers questions. A row without questions is
// a program that is not installed.
type QuestionsRow struct {
	Program    string
	Questions  int
	First      int     // questions with a right answer first
	InFive     int     // among the first five
	InTen      int     // among the first ten
	Reciprocal float64 // the sum of 1/place of the first right answer
}

// NotFirst is a question with a wrong first answer, or none.
type NotFirst struct {
	Line     int    // of the file
	Place    int    // of the first right answer, from 2 to 10; 0 for none
	Query    string // as it stands in the file
	Date     event.Date
	Headline string // of the first answer, "" for none
	Err      error  // the reason why news did not understand the query
}

// Questions asks an archive the questions of a file, and counts where the first
// right answer stands among ten. Each line of the file has a query, the first day,
// the last day and a regular expression, with tabs between them: a right answer is
// an event of these days whose headline or description matches, whatever the case.
//
// News gets the query as "news search" would, as one argument, and has a row for
// all lines and one each for the odd and the even ones, so that weights can be
// fitted to one half and judged by the other. A query that it does not understand
// has no answer. Questions returns an error where the archive or the file cannot be
// read.
func Questions(ctx context.Context, options QuestionsOptions) (QuestionsReport, error) {
	report := QuestionsReport{Archive: options.Archive, File: options.File}
	switch {
	case options.Archive == "":
		return report, errors.New("no archive named: --archive DIR says which to ask")
	case options.File == "":
		return report, errors.New("no questions named: --questions FILE says what to ask")
	}
	if options.Progress == nil {
		options.Progress = func(string) {}
	}
	lines, err := readQuestionFile(options.File)
	if err != nil {
		return report, err
	}
	if err = report.askNews(ctx, options, lines); err == nil && options.Peers {
		err = report.askPeers(ctx, options, lines)
	}
	return report, err
}

// askNews asks news, one question at a time.
func (r *QuestionsReport) askNews(ctx context.Context, options QuestionsOptions, lines []questionLine) (err error) {
	news, err := openNews(options.Archive, options.Cache, options.Progress)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, news.close()) }()
	options.Progress("the index of " + options.Archive)
	if _, err := news.search(ctx, "index"); err != nil { // so that no question waits for it
		return err
	}
	options.Progress("news")
	places := make([]int, len(lines))
	times := make(Series, len(lines))
	for i, line := range lines {
		start := time.Now()
		answers, err := news.search(ctx, line.query)
		times[i].Wall = time.Since(start)
		var unclear *notUnderstoodError
		if err != nil && !errors.As(err, &unclear) {
			return err
		}
		if places[i] = line.place(answers); places[i] != 1 {
			r.NotFirst = append(r.NotFirst, notFirst(line, places[i], answers, err))
		}
	}
	r.Median = times.Median()
	odd, even := halves(lines, places)
	r.Rows = append(r.Rows, questionsRow("news", places), questionsRow("news, odd lines", odd), questionsRow("news, even lines", even))
	return nil
}

// halves returns the places of the questions on odd and on even lines.
func halves(lines []questionLine, places []int) (odd, even []int) {
	for i, line := range lines {
		if line.number%2 == 1 {
			odd = append(odd, places[i])
		} else {
			even = append(even, places[i])
		}
	}
	return odd, even
}

// place returns the place of the first right answer, 0 for none.
func (q questionLine) place(answers []summary) int {
	for i, answer := range answers {
		if q.fits(answer) {
			return i + 1
		}
	}
	return 0
}

func notFirst(line questionLine, place int, answers []summary, err error) NotFirst {
	missed := NotFirst{Line: line.number, Place: place, Query: line.query, Err: err}
	if len(answers) > 0 {
		missed.Date, missed.Headline = answers[0].ref.Date, answers[0].headline
	}
	return missed
}

// questionsRow counts the places of the first right answers.
func questionsRow(program string, places []int) QuestionsRow {
	row := QuestionsRow{Program: program, Questions: len(places)}
	for _, place := range places {
		if place == 0 {
			continue
		}
		if place == 1 {
			row.First++
		}
		if place <= 5 {
			row.InFive++
		}
		if place <= hitsLooked {
			row.InTen++
		}
		row.Reciprocal += 1 / float64(place)
	}
	return row
}

// askPeers asks fzf, which gets the headlines, and FTS5.
func (r *QuestionsReport) askPeers(ctx context.Context, options QuestionsOptions, lines []questionLine) error {
	options.Progress("reading " + options.Archive)
	all, err := readSummaries(ctx, options.Archive)
	if err != nil {
		return err
	}
	options.Progress("fzf")
	ofFzf, err := fzfRow(ctx, all, lines)
	if err != nil {
		return err
	}
	options.Progress("FTS5")
	ofFTS5, err := textIndexRow(ctx, all, lines)
	r.Rows = append(r.Rows, ofFzf, ofFTS5)
	return err
}

// fzfRow returns the row of fzf --filter over numbered headlines, whose numbers it
// does not look at.
func fzfRow(ctx context.Context, all []summary, lines []questionLine) (QuestionsRow, error) {
	numbered := make([]string, len(all))
	for i, s := range all {
		numbered[i] = fmt.Sprintf("%d\t%s", i, s.headline)
	}
	f := newFzf(ctx, numbered)
	if f == nil {
		return QuestionsRow{Program: "fzf over headlines (not installed)"}, nil
	}
	return rowOf("fzf over headlines", all, lines, func(query string) ([]int, error) {
		found, err := f.filter(ctx, query, "--delimiter=\t", "--nth=2..")
		if err != nil {
			return nil, err
		}
		return numbersOf(found, len(all))
	})
}

// numbersOf returns the numbers that lines begin with, which are below count.
func numbersOf(lines []string, count int) ([]int, error) {
	numbers := make([]int, len(lines))
	for i, line := range lines {
		number, _, _ := strings.Cut(line, "\t")
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || n >= count {
			return nil, fmt.Errorf("fzf printed a line that it did not get: %q", line)
		}
		numbers[i] = n
	}
	return numbers, nil
}

// textIndexRow returns the row of FTS5, any word, where a headline counts twice.
func textIndexRow(ctx context.Context, all []summary, lines []questionLine) (row QuestionsRow, err error) {
	texts, err := newTextIndex(ctx, all)
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, texts.close()) }()
	return rowOf("FTS5, any word", all, lines, func(query string) ([]int, error) {
		found, err := texts.anyWord(ctx, query, 2, hitsLooked)
		places := make([]int, len(found))
		for i, s := range found {
			places[i] = s.place
		}
		return places, err
	})
}

// rowOf asks a program all questions; find returns the places of its answers among
// all events.
func rowOf(program string, all []summary, lines []questionLine, find func(query string) ([]int, error)) (QuestionsRow, error) {
	places := make([]int, len(lines))
	err := inParallel(len(lines), func(i int) error {
		found, err := find(lines[i].query)
		answers := make([]summary, len(found))
		for rank, place := range found {
			answers[rank] = all[place]
		}
		places[i] = lines[i].place(answers)
		return err
	})
	return questionsRow(program, places), err
}
