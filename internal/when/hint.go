package when

import (
	"fmt"
	"strings"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// unknown returns the error about words without the form of any date. The hint is
// the date in another notation, or with its misspelt words corrected. A length of
// time counts from the date before it.
func (r reader) unknown(typed, form string, before reading) *Error {
	if left, right, isRange := strings.Cut(twoDots(form), ".."); isRange {
		return r.unknownEnd(typed, strings.TrimSpace(left), strings.TrimSpace(right))
	}
	if date, ok := r.timestamp(form); ok {
		return wrong(alone, typed, "a time of day cannot be part of it", date)
	}
	if n, unit, ok := bareCount(form); ok {
		return r.bareLength(typed, n, unit, before)
	}
	if better := respell(form); better != form {
		if found, fault := r.read(better, better); fault == nil {
			if found.inYear != nil { // one short word, such as mai for may, is too little
				return strange(typed, unknownForm)
			}
			return wrong(likeWords, typed, "there is no such word for a day", r.typable(better, found.part))
		}
	}
	return strange(typed, unknownForm)
}

// unknownEnd returns the error about a range with an end that is no date.
func (r reader) unknownEnd(typed, left, right string) *Error {
	for _, end := range []string{left, right} {
		if end == "" || strings.Contains(end, "..") {
			continue
		}
		if _, fault := r.date(end, end); fault != nil && !fault.understood() {
			return r.unknown(end, end, reading{})
		}
	}
	return strange(typed, unknownForm)
}

// timestamp reads 2016-04-03T10:30, with a t or a space before the time.
func (r reader) timestamp(form string) (date string, ok bool) {
	cut := strings.IndexAny(form, "t ")
	if cut < 0 || !looksNumeric(form[:cut]) {
		return "", false
	}
	hour, _, isTime := strings.Cut(form[cut+1:], ":")
	if _, ok := event.TwoDigits(hour); !ok || !isTime {
		return "", false
	}
	found, fault := r.read(form[:cut], form[:cut])
	return form[:cut], fault == nil && found.span.isDay()
}

// bareCount reads a length of time, 2w or 2 weeks, with or without a sign.
func bareCount(form string) (n int, unit string, ok bool) {
	form = strings.TrimLeft(form, "+-")
	if n, unit, ok = readCount(form); ok {
		return n, unit, n > 0
	}
	count, name, _ := strings.Cut(strings.ReplaceAll(form, "-", " "), " ")
	if unit, ok = unitOf(name); ok {
		n, ok = number(count)
	}
	return n, unit, ok && n > 0
}

// bareLength returns the error about a length of time in place of a date.
func (r reader) bareLength(typed string, n int, unit string, before reading) *Error {
	const why = "it is a length of time, not a day"
	from := before.span.From
	if before.month == 0 && !from.IsZero() && !before.span.To.IsZero() {
		if n, unit, ok := inDays(n, unit); ok && endAfter(from, n, unit).Valid() {
			return wrong(alone, typed, why, fmt.Sprintf("%v..+%d%c", from, n, unit[0]))
		}
	}
	if n > 1 {
		unit += "s"
	}
	last, ago := fmt.Sprintf("last-%d-%s", n, unit), fmt.Sprintf("%d-%s-ago", n, unit)
	if found, fault := r.read(ago, ago); fault != nil || found.span.From.IsZero() {
		return wrong(likeWords, typed, why)
	}
	return wrong(likeWords, typed, why, last, ago)
}

// inDays returns a length of time in a unit that ranges can use.
func inDays(n int, unit string) (int, string, bool) {
	const most = 1_000_000
	switch unit {
	case "quarter":
		n, unit = 3*n, "month"
	case "decade":
		n, unit = 10*n, "year"
	}
	return n, unit, n < most
}

// inOneWord joins the words of a date, so that it needs no quotes in a shell.
func inOneWord(date string) string {
	words := strings.Fields(strings.NewReplacer(",", " ", ". ", " ", "'", "").Replace(date))
	return strings.Join(words, "-")
}

// typable returns one word that means the given days: the words of form where they
// mean them, else what String returns for the days.
func (r reader) typable(form string, meant part) string {
	typed := inOneWord(form)
	if found, fault := r.read(typed, typed); fault == nil && found.part == meant {
		return typed
	}
	return meant.String()
}

// respell replaces every word that no date has by the nearest word of dates.
func respell(form string) string {
	var b strings.Builder
	for form != "" {
		end := strings.IndexFunc(form, isJoint)
		if end < 0 {
			end = len(form)
		}
		b.WriteString(nearest(form[:end]))
		if end < len(form) {
			b.WriteByte(form[end])
			end++
		}
		form = form[end:]
	}
	return b.String()
}

// nearest returns the word of dates with the fewest slips from word. It returns
// word itself where that is a word of dates, or where none is near.
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

// vocabulary returns the words that dates can have, folded.
func vocabulary() []string {
	words := strings.Fields("today yesterday tomorrow last this past on ago spring summer autumn fall winter")
	for _, u := range Units() {
		words = append(words, u.String()+"s", u.String())
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
