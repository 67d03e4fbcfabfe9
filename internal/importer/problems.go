package importer

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"news/internal/event"
	"news/internal/portal"
)

// What could not be read of the pages of days is kept beside the state, in a file a
// month, so that a later import can name it: a line for each problem, with the day, the
// line of its page, and what is wrong there.

// problem is a problem of the page of a day.
type problem struct {
	date    event.Date
	line    int
	message string
}

// problemsFile returns the file with the problems of a month, 2016-04.
func (r *run) problemsFile(month string) string {
	return filepath.Join(r.root, stateDir, month+".problems")
}

// keepProblems replaces the problems of days that were taken, in canonical order.
func (r *run) keepProblems(taken []event.Date) error {
	months := make(map[string][]event.Date)
	for _, d := range taken {
		months[monthOf(indexKey(d))] = append(months[monthOf(indexKey(d))], d)
	}
	for month, days := range months {
		before, err := r.readProblems(month)
		if err != nil {
			return err
		}
		now := slices.DeleteFunc(slices.Clone(before), func(p problem) bool { return slices.Contains(days, p.date) })
		for _, d := range days {
			for _, p := range r.taken[d].done.problems {
				now = append(now, problem{d, p.Line, p.Message})
			}
		}
		slices.SortStableFunc(now, func(a, b problem) int { return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.line, b.line)) })
		if slices.Equal(before, now) {
			continue
		}
		if err := r.writeProblems(month, now); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) writeProblems(month string, all []problem) error {
	if len(all) == 0 {
		return os.Remove(r.problemsFile(month))
	}
	var b bytes.Buffer
	for _, p := range all {
		fmt.Fprintf(&b, "%s\t%d\t%s\n", p.date.Path(), p.line, p.message)
	}
	return r.write(r.problemsFile(month), b.Bytes())
}

// readProblems returns the problems of the days of a month, in order.
func (r *run) readProblems(month string) ([]problem, error) {
	data, err := readIfThere(r.problemsFile(month))
	if err != nil {
		return nil, err
	}
	var all []problem
	for written := range strings.Lines(string(data)) {
		p, ok := parseProblem(strings.TrimSuffix(written, "\n"))
		if !ok {
			return nil, &StateError{r.problemsFile(month), len(all) + 1}
		}
		all = append(all, p)
	}
	return all, nil
}

func parseProblem(written string) (p problem, ok bool) {
	day, rest, _ := strings.Cut(written, "\t")
	line, message, _ := strings.Cut(rest, "\t")
	number, err := strconv.Atoi(line)
	key := day + "/index.md"
	if monthOf(key) == front || err != nil || message == "" {
		return problem{}, false
	}
	date, ok := dayOfKey(key)
	return problem{date, number, message}, ok
}

// recallProblems reports the problems of the days that are as they were taken before.
func (r *run) recallProblems() error {
	months, unchanged := make(map[string]bool), make(map[event.Date]bool)
	for _, d := range r.unchanged {
		if taken := r.taken[d]; taken == nil || taken.done == nil {
			months[monthOf(indexKey(d))], unchanged[d] = true, true
		}
	}
	for month := range months {
		all, err := r.readProblems(month)
		if err != nil {
			return err
		}
		for _, p := range all {
			if unchanged[p.date] {
				r.report.Problems = append(r.report.Problems, event.Problem{Path: portal.Title(p.date), Line: p.line, Message: p.message})
			}
		}
	}
	return nil
}
