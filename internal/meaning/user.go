package meaning

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of the user's file.
const (
	maxFile  = 1 << 20 // bytes
	maxLines = 10_000
	maxWords = 12  // of one term
	maxTerm  = 200 // bytes of one term
)

// Error is what cannot be read in the user's file.
type Error struct {
	Line, Column int    // from 1; columns are characters; 0 where the file as a whole is meant
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
	if len(file) > maxFile {
		return "", &Error{Message: fmt.Sprintf("the file has %d bytes; write at most %d", len(file), maxFile)}
	}
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	var lines strings.Builder
	number := 0
	for raw := range bytes.Lines(file) {
		number++
		if number > maxLines {
			return "", &Error{Line: number, Message: fmt.Sprintf("the file has too many lines; write at most %d", maxLines)}
		}
		if err := readLine(&lines, number, strings.TrimRight(string(raw), "\r\n")); err != nil {
			return "", err
		}
	}
	return lines.String(), nil
}

// readLine reads one line of the user's file and appends its group to lines.
func readLine(lines *strings.Builder, number int, line string) error {
	fail := func(at int, message string, args ...any) error {
		return &Error{Line: number, Column: utf8.RuneCountInString(line[:at]) + 1, Message: fmt.Sprintf(message, args...)}
	}
	if at := strings.IndexRune(line, utf8.RuneError); at >= 0 && !utf8.ValidString(line) {
		return fail(at, "not UTF-8; save the file as UTF-8")
	}
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || trimmed[0] == '#' {
		return nil
	}
	if strings.HasPrefix(trimmed, smallMark) {
		return fail(0, "small words are built in; write groups such as quake | earthquake")
	}
	if at, message := badSigns(line); message != "" {
		return fail(at, "%s", message)
	}
	return readTerms(lines, line, fail)
}

// readTerms reads the terms of a line whose signs are right.
func readTerms(lines *strings.Builder, line string, fail func(at int, message string, args ...any) error) error {
	before := byte('\n')
	for at := 0; ; {
		end := at + strings.IndexFunc(line[at:]+"|", func(r rune) bool { return r < utf8.RuneSelf && isSign(byte(r)) })
		term := line[at:end]
		start := at + len(term) - len(strings.TrimLeftFunc(term, unicode.IsSpace))
		words := wordsOf(term)
		switch {
		case len(words) == 0 && strings.TrimSpace(term) == "":
			return fail(at, "an empty term; write a word or a phrase on both sides of each sign")
		case len(words) == 0:
			return fail(start, "no word in %q; write letters or digits", strings.TrimSpace(term))
		case len(words) > maxWords || len(term) > maxTerm:
			return fail(start, "a term is too long; write at most %d words and %d bytes", maxWords, maxTerm)
		}
		if before == '\n' {
			lines.WriteByte(before)
		} else {
			lines.WriteString(" " + string(before) + " ")
		}
		lines.WriteString(strings.Join(words, " "))
		if end == len(line) {
			return nil
		}
		before, at = line[end], end+1
	}
}

// badSigns returns where the signs of a line are wrong, and what to write instead.
func badSigns(line string) (int, string) {
	seen := byte(0) // = or |, or > where no other came
	arrow := false
	for at := range len(line) {
		sign := line[at]
		switch {
		case !isSign(sign):
			continue
		case sign == '>' && arrow:
			return at, "a second > on the line; write one: a > b | c"
		case sign != '>' && seen != 0 && seen != '>' && sign != seen, sign == '=' && arrow, sign == '>' && seen == '=':
			return at, "= stands beside another sign; write spellings (a = b = c) and meanings (a | b | c) on lines of their own"
		}
		arrow = arrow || sign == '>'
		if seen == 0 || seen == '>' {
			seen = sign
		}
	}
	if seen == 0 {
		return 0, "a term alone; write at least two with a sign between them: quake | earthquake"
	}
	return 0, ""
}

func isSign(c byte) bool { return c == '=' || c == '|' || c == '>' }
