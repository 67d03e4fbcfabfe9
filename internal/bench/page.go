package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"

	"news/internal/event"
	"news/internal/page"
)

// descriptionCut is the length in bytes at which newer day pages cut descriptions.
const descriptionCut = 300

// newEvent draws the event of the story at place.
func (w *world) newEvent(r *rand.Rand, place int) event.Event {
	s := &w.stories[place]
	e := event.Event{Ref: w.ref(place), Headline: s.headline}
	if e.Ref.Date.Year >= categoryYear {
		e.Category = w.topics[s.topics[0]]
		if chance(r, 0.4) {
			e.Category = oneOf(r, phrases(sections))
		}
	}
	if chance(r, 0.5) {
		e.Description = w.newDescription(r, s)
	}
	w.addSources(r, &e)
	if e.Category != "" && chance(r, 0.05) {
		e.Changes = w.newChanges(r, s, e)
	}
	e.Related = w.related(r, place)
	return e
}

// newDescription draws a paragraph like those of web pages: with signs that are
// entities there, and sometimes cut in the middle of a word.
func (w *world) newDescription(r *rand.Rand, s *story) string {
	if s.han {
		return w.words.hanSentence(r, between(r, 30, 120))
	}
	text := w.words.sentence(r, between(r, 14, 60), w.names(s.topics[:1]))
	words := strings.Fields(text)
	at := between(r, 1, len(words)-2)
	switch x := r.Float64(); {
	case x < 0.2:
		words[at] = `"` + words[at] + `"`
	case x < 0.4:
		words[at] += "'s"
	case x < 0.5:
		words[at] += "’s"
	case x < 0.6:
		words[at] += " &"
	}
	text = strings.Join(words, " ")
	if chance(r, 0.25) {
		text = cut(text, len(text)-between(r, 2, 8)) + "..."
	}
	return text
}

// cut returns at most n bytes of text, and never a part of a character.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "")
}

// addSources draws the sources of an event, and now and then its picture.
func (w *world) addSources(r *rand.Rand, e *event.Event) {
	for range between(r, 1, 4) {
		p := w.publishers[w.papers.rank(r)]
		name := slugOf(w.words.contentWord(r)+" "+w.words.contentWord(r), 40)
		address := fmt.Sprintf("http://%s/%s/%s-%d", p.host, e.Ref.Date.Path(), name, r.IntN(100_000_000))
		e.Sources = append(e.Sources, event.Source{Name: p.name, URL: address})
	}
	if chance(r, 0.3) {
		p := w.publishers[w.papers.rank(r)]
		e.Image = fmt.Sprintf("http://%s/images/%d.jpg", p.host, r.IntN(100_000_000))
	}
}

// newChanges draws a former headline and slug of an event.
func (w *world) newChanges(r *rand.Rand, s *story, e event.Event) []event.Change {
	former := w.words.sentence(r, headlineWords(r), w.names(s.topics[:1]))
	slug := slugOf(former, slugBytes-len(missingEnd)) + missingEnd
	first := fmt.Sprintf("%s %02d:%02d:%02d (First version)", e.Ref.Date, r.IntN(24), r.IntN(60), r.IntN(60))
	return []event.Change{
		{Ref: event.NewRef(e.Ref.Date, slug), Headline: former, Note: first},
		{Ref: e.Ref, Headline: e.Headline, Note: "(Current version)"},
	}
}

// entry returns the entry of an event in its day's page. It has topics if the
// event has no description.
func (w *world) entry(place int, e event.Event) event.Entry {
	entry := event.Entry{Ref: e.Ref, Category: e.Category, Headline: e.Headline, Description: e.Description}
	switch {
	case e.Description == "":
		entry.Topics = w.names(w.stories[place].topics)
	case e.Category != "" && len(e.Description) > descriptionCut:
		entry.Description = cut(e.Description, descriptionCut) + "..."
	}
	return entry
}

// dayPage returns the page of a day with its entries.
func dayPage(d day, entries []event.Entry) []byte {
	var end page.DayEnd
	if d.follows {
		end.Previous = d.date.AddDays(-1)
	}
	return page.FormatDay(event.Day{Date: d.date, Entries: entries}, end)
}

// frontPage returns the page with the headlines of the last three days.
func (w *world) frontPage() []byte {
	var days [][]byte
	for at := len(w.days) - 1; at >= max(0, len(w.days)-3); at-- {
		d := w.days[at]
		var entries []event.Entry
		for place := d.first; place < d.last; place++ {
			entries = append(entries, event.Entry{Ref: w.ref(place), Headline: w.stories[place].headline})
		}
		days = append(days, page.FormatDay(event.Day{Date: d.date, Entries: entries}, page.DayEnd{}))
	}
	return bytes.Join(days, []byte("\n---\n\n"))
}
