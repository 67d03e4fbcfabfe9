package importer

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/page"
	"news/internal/portal"
)

// The source of all days, and its licence.
const (
	wiki    = "https://en.wikipedia.org/"
	licence = "CC BY-SA 4.0"
	deed    = "https://creativecommons.org/licenses/by-sa/4.0/"
)

// dayOutputs returns the two pages of a day with events: index.md, and README.md for
// forges. raw says that the events are still to be related.
func (r *run) dayOutputs(d *day, events []event.Event, raw bool) []output {
	written := event.Day{Date: d.date}
	for i := range events {
		e := &events[i]
		written.Entries = append(written.Entries, event.Entry{
			Ref: e.Ref, Category: e.Category, Headline: e.Headline, Topics: e.Topics, Description: cutDescription(e.Description),
		})
	}
	end := page.DayEnd{
		Source:  event.Source{Name: portal.Title(d.date), URL: addressOf(d)},
		Licence: event.Source{Name: licence, URL: deed},
		Changed: "changed by news",
	}
	if before := d.date.AddDays(-1); r.has(before) {
		end.Previous = before
	}
	data := page.FormatDay(written, end)
	return []output{
		{readmeKey(d.date), d.source, data, false},
		{indexKey(d.date), d.source, data, raw}, // last, since it says that the day is done
	}
}

// has reports whether the archive has a day.
func (r *run) has(d event.Date) bool { return r.taken[d] != nil || r.state.get(indexKey(d)) != nil }

// addressOf returns the address of the text that a day was made from.
func addressOf(d *day) string {
	if revision := revisionOf(d.source); revision > 0 {
		return fmt.Sprintf("%sw/index.php?oldid=%d", wiki, revision)
	}
	title := strings.ReplaceAll(portal.Title(d.date), " ", "_")
	return wiki + "wiki/" + (&url.URL{Path: title}).EscapedPath()
}

// cutDescription cuts a description for the page of its day.
func cutDescription(s string) string {
	const most = 300
	s = strings.ReplaceAll(s, "\n", " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	runes := []rune(s)[:most]
	cut := strings.TrimRight(string(runes), " ")
	if end := strings.LastIndexByte(cut, ' '); end > most/2 {
		cut = cut[:end]
	}
	return cut + "..."
}
