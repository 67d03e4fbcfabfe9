package bench

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"time"

	"news/internal/event"
)

// questionLine is one line of a file of questions: a query, and what is right.
type questionLine struct {
	number   int // in the file, from 1 on
	query    string
	from, to event.Date
	right    *regexp.Regexp
}

// fits reports whether an event is a right answer: one of the days asked for, whose
// headline or description matches.
func (q questionLine) fits(s summary) bool {
	return q.from.Compare(s.ref.Date) <= 0 && s.ref.Date.Compare(q.to) <= 0 && q.right.MatchString(s.headline+" "+s.description)
}

// readQuestionFile reads a file of questions.
func readQuestionFile(name string) ([]questionLine, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines, err := parseQuestions(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return lines, nil
}

// parseQuestions reads lines of a query, the first day, the last day and a regular
// expression, with tabs between them. It returns an error with the number of the
// first line that is none, or where there are no lines.
func parseQuestions(r io.Reader) ([]questionLine, error) {
	var lines []questionLine
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		line, err := parseQuestion(scanner.Text())
		line.number = len(lines) + 1
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line.number, err)
		}
		lines = append(lines, line)
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", len(lines)+1, err)
	}
	if len(lines) == 0 {
		return nil, errors.New("no questions")
	}
	return lines, nil
}

func parseQuestion(line string) (q questionLine, err error) {
	cells := strings.Split(line, "\t")
	if len(cells) != 4 {
		return q, fmt.Errorf("query, from, to and regular expression are 4 cells with tabs between them, not %d", len(cells))
	}
	q.query = cells[0]
	if strings.TrimSpace(q.query) == "" {
		return q, errors.New("the query is empty")
	}
	if q.from, err = parseDay(cells[1]); err != nil {
		return q, err
	}
	if q.to, err = parseDay(cells[2]); err != nil {
		return q, err
	}
	if q.to.Compare(q.from) < 0 {
		return q, fmt.Errorf("%s is later than %s", q.from, q.to)
	}
	if cells[3] == "" {
		return q, errors.New("the regular expression is empty, which matches every event")
	}
	q.right, err = regexp.Compile("(?i:" + cells[3] + ")")
	return q, err
}

func parseDay(typed string) (event.Date, error) {
	day, err := time.Parse(time.DateOnly, typed)
	if err != nil {
		return event.Date{}, fmt.Errorf("%q is no day such as 2016-04-03", typed)
	}
	return event.DateOf(day), nil
}
