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

// frontPages returns the pages of the archive itself.
func frontPages() []output {
	return []output{
		{"LICENSE.md", none, []byte(licencePage), false},
		{"README.md", none, []byte(frontPage), false},
	}
}

const frontPage = `# News, day by day

This is an archive of news events, made by ` + "`news import`" + ` from the
[Current events portal](` + wiki + `wiki/Portal:Current_events) of Wikipedia. Each
event has a page of its own below [news](news), and each day a page that lists its events.

The texts are by the authors of Wikipedia, under the licence [` + licence + `](` + deed + `);
see [LICENSE.md](LICENSE.md). The page of each day names the version of the text that it was made
from. The texts were changed by news: they were cut into pages, and links between events were
added.
`

const licencePage = `# Licence

The texts of this archive come from Wikipedia, and were changed by news. They can be used under the
Creative Commons Attribution-ShareAlike 4.0 International licence (` + licence + `):
<` + deed + `>

The page of each day links to the version of the page of Wikipedia that it was made from, whose
history names its authors.
`
