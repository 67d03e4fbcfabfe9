package meaning

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"news/internal/text"
)

// MaxFile is how many bytes the user's file has at most.
const MaxFile = 1 << 20

// The bounds of what is in the file.
const (
	maxLines = 10_000
	maxWords = 12  // of one term
	maxTerm  = 200 // bytes of one term
	maxTerms = 200 // of one line
)

// Error is what cannot be read in the user's file.
type Error struct {
	Line, Column int    // from 1, in characters; 0 where the whole line or the whole file is meant
	Message      string // what is wrong and what to write
}

func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return e.Message
	case e.Column == 0:
		return fmt.Sprintf("line %d: %s", e.Line, e.Message)
	}
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// readUser reads the user's file and returns its groups as lines of the built-in
// form, each after a newline.
func readUser(file []byte) (string, error) {
	if len(file) > MaxFile {
		return "", &Error{Message: fmt.Sprintf("the file has more than %d bytes; write less", MaxFile)}
	}
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	var lines strings.Builder
	number := 0
	for raw := range bytes.Lines(file) {
		if number++; number > maxLines {
			return "", &Error{Line: number, Message: fmt.Sprintf("a line too many; write at most %d", maxLines)}
		}
		group, at, message := readLine(strings.TrimRight(string(raw), "\r\n"))
		if message != "" {
			column := utf8.RuneCount(raw[:at]) + 1
			return "", &Error{Line: number, Column: column, Message: message}
		}
		lines.WriteString(group)
	}
	return lines.String(), nil
}

// readLine returns the group of one line in the built-in form, after a newline, or ""
// where the line has none. A message says what is wrong at a byte of the line.
func readLine(line string) (group string, at int, message string) {
	if at := brokenAt(line); at >= 0 {
		return "", at, "not UTF-8; save the file as UTF-8"
	}
	switch trimmed := strings.TrimSpace(line); {
	case trimmed == "", trimmed[0] == '#':
		return "", 0, ""
	case strings.HasPrefix(trimmed, smallMark):
		return "", 0, "small words are built in; write a group, such as quake | earthquake"
	}
	if at, message := badSign(line); message != "" {
		return "", at, message
	}
	return readTerms(line)
}

// brokenAt returns the place of the first byte that is not UTF-8, or -1.
func brokenAt(line string) int {
	for at, r := range line {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(line[at:]); size == 1 {
				return at
			}
		}
	}
	return -1
}

// readTerms reads the terms of a line whose signs are right.
func readTerms(line string) (group string, at int, message string) {
	joined := []byte{'\n'}
	arrow := strings.IndexByte(line, '>')
	terms := 0
	for at := 0; at <= len(line); {
		end := signAfter(line, at)
		term := strings.TrimSpace(line[at:end])
		start := at + strings.Index(line[at:end], term)
		words := text.FoldedWords(term)
		quoted := isQuoted(term)
		terms++
		switch {
		case terms > maxTerms:
			return "", start, fmt.Sprintf("a term too many; write at most %d in a line", maxTerms)
		case strings.Count(term, `"`)%2 != 0:
			return "", start, "a quote that is never closed; write it on both sides of the term, or leave it out"
		case term == "":
			return "", at, "an empty term; write a word or a phrase on both sides of each sign"
		case len(words) == 0:
			return "", start, "a term without a word; write letters or digits"
		case len(words) > maxWords || len(term) > maxTerm:
			return "", start, fmt.Sprintf("a term too long; write at most %d words and %d bytes", maxWords, maxTerm)
		case quoted && start > arrow:
			return "", start, `quotes after or without >; write them before it: "fired" > sacked`
		case quoted:
			joined = append(joined, quote)
		}
		joined = append(joined, strings.Join(words, " ")...)
		if quoted {
			joined = append(joined, quote)
		}
		if end < len(line) {
			joined = append(joined, ' ', line[end], ' ')
		}
		at = end + 1
	}
	return string(joined), 0, ""
}

// badSign returns where a sign of a line is wrong, and what to write instead.
func badSign(line string) (at int, message string) {
	var equal, bar, arrow bool
	for at := range len(line) {
		again := arrow
		switch line[at] {
		case '=':
			equal = true
		case '|':
			bar = true
		case '>':
			arrow = true
		default:
			continue
		}
		switch {
		case again && line[at] == '>':
			return at, "a second >; write one: a > b | c"
		case equal && (bar || arrow):
			return at, "= beside another sign; write spellings (a = b = c) and meanings (a | b | c) in lines of their own"
		}
	}
	if !equal && !bar && !arrow {
		return 0, "a term alone; write at least two with a sign between them: quake | earthquake"
	}
	return 0, ""
}

// signAfter returns the place of the next sign of a line, or its end.
func signAfter(line string, at int) int {
	for at < len(line) && !isSign(line[at]) {
		at++
	}
	return at
}

func isSign(c byte) bool { return c == '=' || c == '|' || c == '>' }

// quote stands around a term that counts as it is written.
const quote = '"'

func isQuoted(term string) bool {
	return len(term) > 1 && (term[0] == quote && term[len(term)-1] == quote ||
		strings.HasPrefix(term, "“") && strings.HasSuffix(term, "”"))
}
