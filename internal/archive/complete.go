package archive

import (
	"fmt"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/when"
)

// Complete gives what a reference that begins as typed can go on as, one level
// at a time: years, then the months of a year, its days, and the slugs of a
// day, each whole and in the spelling that was typed so far. All but slugs end
// in a slash. It looks at the names of folders and files and reads no page.
func (a *Archive) Complete(typed string) []string {
	parts := strings.Split(typed, "/")
	last := parts[len(parts)-1]
	before := strings.TrimSuffix(typed, last)
	switch len(parts) {
	case 1:
		return a.completeYears()
	case 2:
		return a.completeDates(parts[0], func(d event.Date) string { return before + fmt.Sprintf("%02d/", d.Month) })
	case 3:
		format := "%d/"
		if strings.HasPrefix(last, "0") {
			format = "%02d/"
		}
		return a.completeDates(parts[0]+"-"+parts[1], func(d event.Date) string { return before + fmt.Sprintf(format, d.Day) })
	case 4:
		if date, _, ok := event.SplitPath(typed); ok {
			return a.completeSlugs(date, before)
		}
	}
	return nil
}

func (a *Archive) completeYears() []string {
	var years []string
	for _, year := range a.numbered(a.base, readYear, false) {
		years = append(years, fmt.Sprintf("%04d/", year.number))
	}
	return years
}

// completeDates gives each different form that the days of a year or month
// take, newest first.
func (a *Archive) completeDates(span string, form func(event.Date) string) []string {
	days, err := when.Parse([]string{span}, event.Date{})
	if err != nil {
		return nil
	}
	var forms []string
	for date := range a.Dates(days, false) {
		if f := form(date); len(forms) == 0 || forms[len(forms)-1] != f {
			forms = append(forms, f)
		}
	}
	return forms
}

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
