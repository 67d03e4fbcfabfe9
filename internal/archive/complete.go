package archive

import (
	"fmt"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/when"
)

// Complete returns the references that begin with what was typed, one level at
// a time: years, then the months of a year, its days, and the slugs of a day.
// Each is whole and in the notation that was typed, 2016/4 or 2016-04. Years
// and days end in a slash, months only in the notation with slashes. Complete
// reads the names of folders and files, and no page.
func (a *Archive) Complete(typed string) []string {
	if sign := separatorOf(typed); sign != "" {
		return a.completeSeparated(typed, sign)
	}
	parts := strings.Split(typed, "/")
	last := parts[len(parts)-1]
	before := strings.TrimSuffix(typed, last)
	switch len(parts) {
	case 1:
		return a.completeYears()
	case 2:
		if days, ok := oneDay(parts[0]); ok {
			return a.completeSlugs(days, before)
		}
		return a.completeMonths(parts[0], before, last, "/")
	case 3:
		return a.completeDays(parts[0]+"-"+parts[1], before, last, "%d")
	case 4:
		if date, _, ok := event.SplitPath(typed); ok {
			return a.completeSlugs(date, before)
		}
	}
	return nil
}

// separatorOf returns the hyphen or the point after the year of a date that is
// typed with it. It returns "" for other dates, and for a date that already has
// a slash after it.
func separatorOf(typed string) string {
	if len(typed) <= len("2016") || !event.IsYear(typed[:4]) || strings.Contains(typed, "/") {
		return ""
	}
	if sign := typed[4:5]; sign == "-" || sign == "." {
		return sign
	}
	return ""
}

// completeSeparated completes a date with hyphens or points. A month with two
// digits is complete, and its days follow.
func (a *Archive) completeSeparated(typed, sign string) []string {
	parts := strings.Split(typed, sign)
	last := parts[len(parts)-1]
	before := strings.TrimSuffix(typed, last)
	switch {
	case len(parts) == 2 && len(last) == 2:
		return a.completeDays(parts[0]+"-"+last, typed+sign, "", "%02d")
	case len(parts) == 2:
		return a.completeMonths(parts[0], before, last, "")
	case len(parts) == 3:
		format := "%02d"
		if len(parts[1]) == 1 { // 2016-4-3
			format = "%d"
		}
		return a.completeDays(parts[0]+"-"+parts[1], before, last, format)
	}
	return nil
}

// oneDay reads the day before a slash, in any notation without slashes.
func oneDay(typed string) (event.Date, bool) {
	span, err := when.ParseSpan(typed, event.Date{})
	return span.From, err == nil && !span.From.IsZero() && span.From == span.To
}

func (a *Archive) completeYears() []string {
	var years []string
	for _, year := range a.numbered(a.base, readYear, false) {
		years = append(years, fmt.Sprintf("%04d/", year.number))
	}
	return years
}

// completeMonths returns the months of a year, with two digits unless the typed
// part begins with a digit other than zero.
func (a *Archive) completeMonths(year, before, last, after string) []string {
	if !event.IsYear(year) {
		return nil
	}
	format := numberFormat(last, "%02d")
	return a.completeDates(year, func(d event.Date) string { return before + fmt.Sprintf(format, d.Month) + after })
}

// completeDays returns the days of a month, in the given format unless the
// typed part requires another.
func (a *Archive) completeDays(month, before, last, format string) []string {
	format = numberFormat(last, format)
	return a.completeDates(month, func(d event.Date) string { return before + fmt.Sprintf(format, d.Day) + "/" })
}

// numberFormat returns the format of a number that begins with the typed
// digits, or the given format if nothing was typed.
func numberFormat(typed, format string) string {
	switch {
	case typed == "":
		return format
	case typed[0] == '0':
		return "%02d"
	}
	return "%d"
}

// completeDates formats the days of a year or a month, and returns each
// different result, newest first.
func (a *Archive) completeDates(typed string, form func(event.Date) string) []string {
	span, err := when.ParseSpan(typed, event.Date{})
	if err != nil || !event.IsYear(typed[:min(len(typed), len("2016"))]) {
		return nil
	}
	var forms []string
	for date := range a.Dates(when.Set{}.Within(span), false) {
		if f := form(date); len(forms) == 0 || forms[len(forms)-1] != f {
			forms = append(forms, f)
		}
	}
	return forms
}

// completeSlugs returns the slugs of a day's pages, in alphabetical order.
func (a *Archive) completeSlugs(date event.Date, before string) []string {
	var refs []string
	for _, dir := range a.find(date).paths {
		f, release, err := a.open(date, dir)
		if err != nil {
			continue
		}
		for _, file := range f.pages {
			refs = append(refs, before+file.ref.Slug)
		}
		release()
	}
	slices.Sort(refs)
	return slices.Compact(refs)
}
