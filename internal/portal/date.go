package portal

import (
	"path"
	"strconv"
	"strings"
	"time"

	"news/internal/event"
)

// root is the title that the pages of all days begin with.
const root = "Portal:Current events/"

// Title returns the title of the page of a day.
func Title(d event.Date) string {
	return root + strconv.Itoa(d.Year) + " " + time.Month(d.Month).String() + " " + strconv.Itoa(d.Day)
}

// DateOfTitle returns the day of a page with a title, such as
// "Portal:Current events/2016 April 3". It returns false for other pages.
func DateOfTitle(title string) (event.Date, bool) {
	title = strings.TrimSpace(strings.ReplaceAll(title, "_", " "))
	if len(title) < len(root) || !strings.EqualFold(title[:len(root)], root) {
		return event.Date{}, false
	}
	return dateOf(title[len(root):])
}

// DateOfFile returns the day that the name of a file ends in, before the endings of
// formats: 2016-04-03.txt, "2016 April 3.wiki",
// Portal-Current_events-2016_April_3. It returns false for other names.
func DateOfFile(name string) (event.Date, bool) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	for ext := path.Ext(name); ext != "" && len(ext) <= len(".wikitext") && !strings.ContainsAny(ext, " -_"); ext = path.Ext(name) {
		name = strings.TrimSuffix(name, ext)
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == ',' || r == ':' })
	if len(words) < 3 {
		return event.Date{}, false
	}
	return dateOf(strings.Join(words[len(words)-3:], " "))
}

// dateOf reads a day as titles, files and headings write it: 2016 April 3, April 3,
// 2016, 3 April 2016, 2016 04 03. It returns false for other text.
func dateOf(s string) (event.Date, bool) {
	words := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(words) != 3 {
		return event.Date{}, false
	}
	var d event.Date
	switch {
	case event.IsYear(words[0]):
		d = dateFrom(words[0], words[1], words[2])
	case event.IsYear(words[2]) && monthOf(words[1]) > 0 && !isNumber(words[1]):
		d = dateFrom(words[2], words[1], words[0])
	case event.IsYear(words[2]) && !isNumber(words[0]):
		d = dateFrom(words[2], words[0], words[1])
	}
	return d, !d.IsZero()
}

// dateOfHeading returns the day of a heading, which can name the day of the week:
// April 3, 2016 (Sunday). It returns false for other headings.
func dateOfHeading(s string) (event.Date, bool) {
	const longest = 60
	if len(s) > longest {
		return event.Date{}, false
	}
	s, _, _ = strings.Cut(s, "(")
	for day := time.Sunday; day <= time.Saturday; day++ {
		s = strings.Replace(s, day.String(), "", 1)
	}
	return dateOf(s)
}

// dateFrom returns the day of a year, a month by name or number, and a day of the
// month, or the zero Date if the calendar has no such day.
func dateFrom(year, month, day string) event.Date {
	y, err := strconv.Atoi(strings.TrimSpace(year))
	n, ok := event.TwoDigits(strings.TrimSpace(day))
	d := event.Date{Year: y, Month: monthOf(strings.TrimSpace(month)), Day: n}
	if err != nil || !ok || !event.IsYear(strings.TrimSpace(year)) || !d.Valid() {
		return event.Date{}
	}
	return d
}

// monthOf returns the number of a month by its English name or its number, or 0.
func monthOf(s string) int {
	if n, ok := event.TwoDigits(s); ok {
		return n
	}
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(s, m.String()) || strings.EqualFold(s, m.String()[:3]) {
			return int(m)
		}
	}
	return 0
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }
