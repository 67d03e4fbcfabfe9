package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"

	"news/internal/catalog"
)

// references gives the references that arguments name, those on standard input
// in the place of "-".
func (p *Program) references(a *catalog.Catalog, args []string, nul bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, arg := range args {
			if arg != "-" {
				if !yield(arg, nil) {
					return
				}
				continue
			}
			for line, err := range p.lines(nul) {
				if !yield(referenceIn(a, line), err) {
					return
				}
			}
		}
	}
}

// lines gives the lines of standard input that are not empty.
func (p *Program) lines(nul bool) iter.Seq2[string, error] {
	const longest = 1 << 20
	return func(yield func(string, error) bool) {
		scanner := bufio.NewScanner(p.In)
		scanner.Buffer(nil, longest)
		if nul {
			scanner.Split(splitNUL)
		}
		for scanner.Scan() {
			line := strings.TrimSuffix(scanner.Text(), "\r")
			if strings.TrimSpace(line) != "" && !yield(line, nil) {
				return
			}
		}
		switch err := scanner.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield("", usageError("give one reference a line", "a line of standard input is longer than a reference can be"))
		case err != nil:
			yield("", &failure{fmt.Errorf("standard input cannot be read: %w", err), "", exitSystem})
		}
	}
}

// splitNUL parts input at NUL bytes, as bufio.ScanLines does at newlines.
func splitNUL(data []byte, atEnd bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEnd && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// referenceIn gives the reference in a line of fields with tabs between them:
// the first that is an event's, else the first that is a day's, else the first.
func referenceIn(a *catalog.Catalog, line string) string {
	fields := strings.Split(line, "\t")
	day := ""
	for _, field := range fields {
		switch isEvent, isDay := a.Form(field); {
		case isEvent:
			return field
		case isDay && day == "":
			day = field
		}
	}
	if day != "" {
		return day
	}
	return fields[0]
}
