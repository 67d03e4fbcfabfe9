package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// unknown is the error of words that are no date of any form. The hint is the
// date in another notation, or with its misspelt words put right.
func (r reader) unknown(typed, s string) *Error {
	if span, ok := isoWeek(s); ok {
		return wrong(typed, "weeks have no numbers here", didYouMean(span.String()))
	}
	if date, ok := r.timestamp(s); ok {
		return wrong(typed, "a time of day cannot be part of it", didYouMean(date))
	}
	if ago, ok := r.bareCount(s); ok {
		return wrong(typed, "it is a length of time, not a day", didYouMean(ago))
	}
	if better := respell(s); better != s {
		if _, fault := r.part(better); fault == nil {
			return wrong(typed, "there is no such word for a day", didYouMean(inOneWord(better)))
		}
	}
	return strange(typed, "it has no form of one that is known here")
}

// noYear is the error of a month's name without a year; day is its day,
// or "".
func (r reader) noYear(typed string, number int, day string) *Error {
	const why = "there is no year in it"
	if day != "" {
		monthDay := fmt.Sprintf("%02d/%s", number, day)
		if r.reads("2000/" + monthDay) {
			return wrong(typed, why, didYouMean(r.lastSuch(monthDay)))
		}
		return wrong(typed, why, examples)
	}
	last := month(r.today.Year, number)
	if number > r.today.Month && r.today.Year > firstYear {
		last = month(r.today.Year-1, number)
	}
	if !last.From.Valid() {
		return wrong(typed, why, examples)
	}
	return wrong(typed, why, didYouMean(last.String()))
}

// isoWeek reads 2016-w14, the notation of ISO 8601 for a week.
func isoWeek(s string) (Span, bool) {
	y, w, found := strings.Cut(s, "w")
	y = strings.TrimSuffix(y, "-")
	n, ok := event.TwoDigits(w)
	if !found || !ok || !event.IsYear(y) || n < 1 || n > 53 {
		return Span{}, false
	}
	number, _ := strconv.Atoi(y)
	// The 4th of January is always in the first week.
	inFirst := event.Date{Year: number, Month: 1, Day: 4}
	span := week(inFirst.AddDays(7 * (n - 1)))
	return span, span.From.Valid() && span.To.Valid()
}

// timestamp reads 2016-04-03T10:30, with a t or a space before the time.
func (r reader) timestamp(s string) (date string, ok bool) {
	cut := strings.IndexAny(s, "t ")
	if cut < 0 || !looksNumeric(s[:cut]) {
		return "", false
	}
	hour, _, isTime := strings.Cut(s[cut+1:], ":")
	if _, ok := event.TwoDigits(hour); !ok || !isTime {
		return "", false
	}
	return s[:cut], r.reads(s[:cut])
}

// bareCount reads a length of time, 2w or 2 weeks, with a sign or without, and
// gives the words for the day that lies so long ago.
func (r reader) bareCount(s string) (ago string, ok bool) {
	s = strings.TrimLeft(s, "+-")
	n, unit, ok := readCount(s)
	if !ok {
		count, name, _ := strings.Cut(strings.ReplaceAll(s, "-", " "), " ")
		if unit, ok = unitOf(name); ok {
			n, ok = number(count)
		}
	}
	if n != 1 {
		unit += "s"
	}
	ago = fmt.Sprintf("%d-%s-ago", n, unit)
	if ok {
		_, fault := r.date(ago)
		ok = fault == nil
	}
	return ago, ok
}

// inOneWord joins the words of a date, so that it needs no quotes in a shell.
func inOneWord(date string) string {
	return strings.ReplaceAll(strings.ReplaceAll(date, ",", ""), " ", "-")
}

// respell puts the nearest word that dates are made of in the place of every
// word that is none.
func respell(s string) string {
	var b strings.Builder
	for s != "" {
		end := strings.IndexFunc(s, isJoint)
		if end < 0 {
			end = len(s)
		}
		b.WriteString(nearest(s[:end]))
		if end < len(s) {
			b.WriteByte(s[end])
			end++
		}
		s = s[end:]
	}
	return b.String()
}

// nearest gives the word that dates are made of which is the fewest slips away,
// or the word itself where it is such a word or none is near.
func nearest(word string) string {
	best, fewest := word, 3
	if _, counts := number(word); counts || strings.ContainsAny(word, "0123456789") {
		return word
	}
	for _, candidate := range vocabulary() {
		if candidate == word {
			return word
		}
		limit := 1
		if len(candidate) >= 8 {
			limit = 2
		}
		if slips := text.Slips(word, candidate, limit); slips <= limit && slips < fewest {
			best, fewest = candidate, slips
		}
	}
	return best
}

// vocabulary gives the words that dates are made of, folded.
func vocabulary() []string {
	words := []string{
		"today", "yesterday", "tomorrow", "last", "this", "on", "ago", "days", "day",
		"weeks", "week", "months", "month", "years", "year",
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		words = append(words, name, name[:3])
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		words = append(words, name, name[:3])
	}
	return words
}
