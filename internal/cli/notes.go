package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"news/internal/catalog"
	"news/internal/search"
	"news/internal/text"
	"news/internal/when"
)

// mostNotes is how many lines of notes follow an output at most: more would hide it.
const mostNotes = 2

// The leads of notes: of one that says something about the output, and of one that
// says what to type instead.
const (
	noteLead = "news: "
	hintLead = "hint: "
)

// note stores a note about the output, such as what a limit cut off, to be written
// after the output, for people and programs alike.
func (s *screen) note(format string, args ...any) {
	s.notes = append(s.notes, noteLead+fmt.Sprintf(format, args...))
}

// remark stores a note for people at a terminal. Programs have the exit code.
func (s *screen) remark(format string, args ...any) {
	if s.terminal {
		s.note(format, args...)
	}
}

// hint stores a note what to type instead, unless it is "".
func (s *screen) hint(hint string) {
	if hint != "" {
		s.notes = append(s.notes, hintLead+hint)
	}
}

// sayNotes writes the notes, unless they are not wanted, or the reader of the
// output left before its end.
func (s *screen) sayNotes() {
	if len(s.notes) == 0 || s.program.leavesNotesOut(s.flags) || hasLeft(s.program.Out) {
		return
	}
	for _, note := range fewer(s.notes) {
		s.program.say("%s", note)
	}
}

// fewer joins notes into at most mostNotes lines, so that none is left out. Where
// there are hints, they share the last line; else the last note has it.
func fewer(notes []string) []string {
	if len(notes) <= mostNotes {
		return notes
	}
	isHint := func(note string) bool { return strings.HasPrefix(note, hintLead) }
	first, last := notes[:len(notes)-1], notes[len(notes)-1:]
	if slices.ContainsFunc(notes, isHint) {
		first, last = nil, nil
		for _, note := range notes {
			if isHint(note) {
				last = append(last, note)
			} else {
				first = append(first, note)
			}
		}
	}
	var lines []string
	for _, line := range [][]string{first, last} {
		if len(line) > 0 {
			lines = append(lines, inOneLine(line))
		}
	}
	return lines
}

// inOneLine joins notes with the same lead.
func inOneLine(notes []string) string {
	line := notes[0]
	for _, note := range notes[1:] {
		_, rest, _ := strings.Cut(note, ": ")
		line += "; " + rest
	}
	return line
}

// noteDays notes which dates were taken out of the words of a query.
func (s *screen) noteDays(q catalog.Question) {
	if len(q.Taken) == 0 {
		return
	}
	s.note("days: %s; %q in quotes looks for the word", strings.Join(q.Taken, ", "), q.Taken[0])
}

// noteWords notes which words of a query stand for others, and which ones no event
// has, where events were found all the same.
func (s *screen) noteWords(r catalog.Remarks) {
	var taken []string
	for _, t := range r.Taken {
		taken = append(taken, shorten(t.Word)+": taken for "+strings.Join(t.For, ", "))
	}
	if len(taken) > 0 {
		s.note("%s", strings.Join(taken, "; "))
	}
	if len(r.Lacking) > 0 {
		s.note("%s", lackingIn(r.Lacking))
	}
}

// noteCut notes what a limit cut off.
func (s *screen) noteCut(shown, total int) { s.noteCutCopies(shown, total, 0) }

// noteCutCopies notes what a limit cut off, and how many of the rest are copies of
// others.
func (s *screen) noteCutCopies(shown, total, copies int) {
	switch {
	case total > shown:
		s.note("%s of %s%s; -n 0 gives all", text.Grouped(shown), text.Grouped(total), copiesOf(shown, copies))
	case copies > 0:
		s.note("%s, %s of them %s", text.Grouped(total), text.Grouped(copies), copyOrCopies(copies))
	}
}

// copyOrCopies returns what a number of rows is called that are copies of others.
func copyOrCopies(n int) string {
	if n == 1 {
		return "a copy"
	}
	return "copies"
}

// copiesOf says behind a number of rows of many how many of the rows are copies of
// others.
func copiesOf(shown, copies int) string {
	if copies == 0 {
		return ""
	}
	return fmt.Sprintf(", %s of the %s %s", text.Grouped(copies), text.Grouped(shown), copyOrCopies(copies))
}

// noteCutHits notes what a limit cut off from a search, and how many events have
// every wish, unless all have.
func (s *screen) noteCutHits(found *catalog.Found, copies int) {
	shown, total := found.Len(), found.Total
	if total <= shown {
		s.noteCutCopies(shown, total, copies)
		return
	}
	full := ""
	switch found.Full {
	case total:
	case 0:
		full = "none has every word; "
	case 1:
		full = "1 has every word; "
	default:
		full = text.Grouped(found.Full) + " have every word; "
	}
	s.note("%s of %s%s; %s-n 0 gives all", text.Grouped(shown), text.Grouped(total), copiesOf(shown, copies), full)
}

// hintUnknown hints at the names that are near to unknown ones.
func (s *screen) hintUnknown(unknown []catalog.Unknown) {
	var hints []string
	for _, u := range unknown {
		hint := "no event has the " + u.Kind.String() + " " + shellWord(u.Name)
		if len(u.Near) > 0 {
			hint += "; there is " + strings.Join(u.Near, ", ")
		}
		if u.Kind == catalog.Categories {
			hint += "; news categories lists them"
		}
		hints = append(hints, hint)
	}
	s.hint(strings.Join(hints, "; "))
}

// mostLacking is how many words of a query a note names at most.
const mostLacking = 5

// lackingIn returns the words of a query that no event has, with the nearest words.
func lackingIn(lacking []catalog.Lacking) string {
	var words, near []string
	for _, l := range lacking[:min(len(lacking), mostLacking)] {
		words = append(words, shorten(l.Word))
		near = append(near, l.Near...)
	}
	lacks := "no event has " + strings.Join(words, ", ")
	if len(near) > 0 {
		lacks += "; nearest: " + strings.Join(near, ", ")
	}
	return lacks
}

// noteNothing notes that a question found nothing, in words for people at a terminal
// unless there is more to say: that no event has every wish of its query.
func (s *screen) noteNothing(q catalog.Question, r catalog.Remarks, words string) {
	if len(r.Unmet) == 0 || len(r.Unknown) > 0 {
		s.remark("%s", words)
		return
	}
	wishes := wishesOf(r.Unmet[0])
	for _, wish := range q.Wishes {
		wishes = append(wishes, wish.Typed)
	}
	s.note("no event has all of: %s", shorten(strings.Join(wishes, ", ")))
}

// wishesOf returns the wishes of a query as they can be typed.
func wishesOf(q search.Query) []string {
	return partsOf(q, func(part search.Query) bool {
		switch part := part.(type) {
		case search.Date, search.Not:
			return false
		case search.Word:
			return !part.Small
		}
		return true
	})
}

// boundsAndWishesOf returns the parts of a query but for its small words, as they can
// be typed.
func boundsAndWishesOf(q search.Query) []string {
	return partsOf(q, func(part search.Query) bool {
		word, isWord := part.(search.Word)
		return !isWord || !word.Small
	})
}

// partsOf returns some parts of a query as they can be typed.
func partsOf(q search.Query, wanted func(search.Query) bool) []string {
	list, isList := q.(search.And)
	if !isList {
		return []string{q.String()}
	}
	var parts []string
	for _, part := range list.Of {
		if wanted(part) {
			parts = append(parts, part.String())
		}
	}
	return parts
}

// hintNothing hints at the reason why a question found no event.
func (s *screen) hintNothing(q catalog.Question, r catalog.Remarks) {
	s.hintMonth(q)
	switch {
	case len(r.Unknown) > 0:
		s.hintUnknown(r.Unknown)
	case s.hintDate(q):
	case len(r.Unmet) > 0:
		s.hint("news search " + nearestQuery(q, r.Unmet[0]) + " shows the nearest")
	case len(r.Lacking) > 0:
		s.hint(lackingIn(r.Lacking))
	case q.Query != nil && r.Matched:
		s.hint("events have the words, but none that also fits the rest")
	case q.Query != nil:
		wishes := boundsAndWishesOf(q.Query)
		all := ""
		if len(wishes) > 1 {
			all = "all of: "
		}
		s.hint("no event has " + all + shorten(strings.Join(wishes, ", ")))
	}
}

// fewHits is how many events with every word are so few that a month among the words was
// perhaps not meant as a word.
const fewHits = 5

// hintMonth hints that a month among the words of a query is a word, if it stands without
// its year.
func (s *screen) hintMonth(q catalog.Question) {
	words := []search.Query{q.Query}
	if list, isList := q.Query.(search.And); isList {
		words = list.Of
	}
	for _, part := range words {
		word, isWord := part.(search.Word)
		if !isWord || len(word.Parts) != 1 || !isMonthName(word.Parts[0]) {
			continue
		}
		if span, err := when.ParseSpan(word.Parts[0], s.program.today()); err == nil {
			s.hint(fmt.Sprintf("%s is a word here; a month needs its year: %[1]s %d", word.Parts[0], span.From.Year))
			return
		}
	}
}

// isMonthName reports whether a folded word is the whole name of a month.
func isMonthName(word string) bool {
	for m := time.January; m <= time.December; m++ {
		if strings.ToLower(m.String()) == word {
			return true
		}
	}
	return false
}

// nearestQuery returns the arguments of a search for what is nearest to a query and
// the days that were wished for.
func nearestQuery(q catalog.Question, query search.Query) string {
	words := []string{query.String()}
	if list, isList := query.(search.And); isList {
		words = nil
		for _, part := range list.Of {
			words = append(words, part.String())
		}
	}
	for _, wish := range q.Wishes {
		words = append(words, strings.Fields(wish.Typed)...)
	}
	return quoteAll(words)
}

// hintDate hints at a date that unknown words may mean, and reports whether there
// is one.
func (s *screen) hintDate(q catalog.Question) bool {
	_, err := when.ParseSpan(q.Words, s.program.today())
	var date *when.Error
	if !errors.As(err, &date) || !strings.HasPrefix(date.Hint, "did you mean") {
		return false
	}
	s.hint(date.Hint)
	return true
}
