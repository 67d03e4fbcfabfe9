package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// descriptionCut is the length in bytes at which newer day pages cut descriptions.
const descriptionCut = 300

// entry is a story with the texts that its own page and the day's page share.
type entry struct {
	*story
	category    string
	description string
}

// newEntry draws the category and description of the story at place.
func (w *world) newEntry(r *rand.Rand, place int) entry {
	e := entry{story: &w.stories[place]}
	if w.days[e.day].date.Year() >= categoryYear {
		e.category = w.topics[e.topics[0]]
		if chance(r, 0.4) {
			e.category = oneOf(r, phrases(sections))
		}
	}
	if chance(r, 0.5) {
		e.description = w.newDescription(r, e)
	}
	return e
}

// newDescription draws a paragraph like the ones of web pages: with entities, and
// sometimes cut in the middle of a word.
func (w *world) newDescription(r *rand.Rand, e entry) string {
	if e.han {
		return w.words.hanSentence(r, between(r, 30, 120))
	}
	text := w.words.sentence(r, between(r, 14, 60), w.names(e.topics[:1]))
	words := strings.Fields(text)
	at := between(r, 1, len(words)-2)
	switch x := r.Float64(); {
	case x < 0.2:
		words[at] = "&quot;" + words[at] + "&quot;"
	case x < 0.4:
		words[at] += "&#039;s"
	case x < 0.5:
		words[at] += "&rsquo;s"
	case x < 0.6:
		words[at] += "&#x20;&amp;"
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

// eventPage writes the page of the story at place and returns its relations.
func (w *world) eventPage(page *bytes.Buffer, r *rand.Rand, place int, e entry) []relatedEvent {
	d := w.days[e.day]
	ref := w.ref(place)
	if e.category != "" {
		fmt.Fprintf(page, "\nFormats: [HTML](/news/%[1]s.html)  [JSON](/news/%[1]s.json)  [XML](/news/%[1]s.xml)  \n\n", ref)
	}
	fmt.Fprintf(page, "### [%s](/news/%s/index.md)\n\n", d.title(), d.path())
	if e.category != "" {
		fmt.Fprintf(page, "##### %s\n", e.category)
	}
	fmt.Fprintf(page, "# %s \n\n%s\n\n\n", e.headline, e.description)
	w.sources(page, r, e)
	if e.category != "" && chance(r, 0.05) {
		w.changes(page, r, e, ref)
	}
	related := w.related(r, place)
	w.relatedSection(page, related)
	return related
}

// sources writes the sources of an event, and now and then its cover image.
func (w *world) sources(page *bytes.Buffer, r *rand.Rand, e entry) {
	d := w.days[e.day]
	heading := "### Source:"
	if e.category != "" {
		heading = "### Sources:"
	}
	fmt.Fprintf(page, "%s\n\n", heading)
	for i := range between(r, 1, 4) {
		p := w.publishers[w.papers.rank(r)]
		fmt.Fprintf(page, "%d. [%s](http://%s/%s/%s-%d)\n", i+1, p.name, p.host, d.path(),
			slugOf(w.words.contentWord(r)+" "+w.words.contentWord(r), 40), r.IntN(100_000_000))
	}
	if chance(r, 0.3) {
		p := w.publishers[w.papers.rank(r)]
		fmt.Fprintf(page, "1. [Cover Image](http://%s/images/%d.jpg)\n", p.host, r.IntN(100_000_000))
	}
	page.WriteByte('\n')
}

// changes writes the section with a former headline and slug.
func (w *world) changes(page *bytes.Buffer, r *rand.Rand, e entry, ref string) {
	d := w.days[e.day]
	former := w.words.sentence(r, headlineWords(r), w.names(e.topics[:1]))
	formerSlug := slugOf(former, slugBytes-len(missingEnd)) + missingEnd
	fmt.Fprintf(page, "### Changes:\n\n1. [%s ](/news/%s/%s.md) _%s %02d:%02d:%02d (First version)_\n",
		former, d.path(), formerSlug, d.date.Format("2006-01-02"), r.IntN(24), r.IntN(60), r.IntN(60))
	fmt.Fprintf(page, "2. [%s ](/news/%s.md) _(Current version)_\n\n", e.headline, ref)
}

// relatedSection writes the section of related events, or nothing where there are
// none.
func (w *world) relatedSection(page *bytes.Buffer, related []relatedEvent) {
	if len(related) == 0 {
		return
	}
	page.WriteString("### Related:\n\n")
	for i, line := range related {
		fmt.Fprintf(page, "%d. [%s ](/news/%s.md) _Context: %s_\n",
			i+1, line.headline, line.ref, strings.Join(w.names(line.topics), ", "))
	}
}

// dayPage writes the page of a day with its entries.
func (w *world) dayPage(page *bytes.Buffer, d day, entries []entry) {
	if d.date.Year() >= categoryYear {
		fmt.Fprintf(page, "\nFormats: [HTML](%[1]s/index.html)  [JSON](%[1]s/index.json)  [XML](%[1]s/index.xml)  \n\n", d.path())
	}
	fmt.Fprintf(page, "## [%s](/news/%s/index.md)\n\n", d.title(), d.path())
	w.dayEntries(page, d, entries)
	if d.follows {
		before := day{date: d.date.AddDate(0, 0, -1)}
		fmt.Fprintf(page, "## [Previous Day...](/news/%s/index.md)\n\n", before.path())
	}
}

// dayEntries writes the events of a day under their categories.
func (w *world) dayEntries(page *bytes.Buffer, d day, entries []entry) {
	category := ""
	for _, e := range entries {
		if e.category != category {
			category = e.category
			fmt.Fprintf(page, "##### %s\n", category)
		}
		fmt.Fprintf(page, "### [%s ](/news/%s/%s.md)\n", e.headline, d.path(), e.slug)
		switch {
		case e.description == "":
			fmt.Fprintf(page, "_Context: %s_\n\n", strings.Join(w.names(e.topics), ", "))
		case e.category != "" && len(e.description) > descriptionCut:
			fmt.Fprintf(page, "%s...\n\n", cut(e.description, descriptionCut))
		default:
			fmt.Fprintf(page, "%s\n\n", e.description)
		}
	}
}

// frontPage writes the page with the last three days.
func (w *world) frontPage(page *bytes.Buffer) {
	for i, title := range []string{"Today", "Yesterday", "The Day Before"} {
		at := len(w.days) - 1 - i
		if at < 0 {
			return
		}
		d := w.days[at]
		fmt.Fprintf(page, "## [%s](/news/%s/index.md)\n\n", title, d.path())
		for place := d.first; place < d.last; place++ {
			fmt.Fprintf(page, "### [%s ](/news/%s.md)\n", w.stories[place].headline, w.ref(place))
		}
		page.WriteString("---\n\n")
	}
}
