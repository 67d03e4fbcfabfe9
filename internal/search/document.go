package search

import (
	"net/url"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Document is an event made ready for a Builder: its texts are already split into
// words, which is the slow part.
type Document struct {
	ref         event.Ref
	number      int
	headline    []string // folded words
	description []string
	category    string
	topics      []string
	sources     []string // names and hosts
	former      []event.Ref
	links       []event.Link // to other events, with the topics that both share
	shortNames  []ShortName  // each once
}

// Prepare returns the document of an event. Several goroutines may call it at once,
// to share the work.
func Prepare(e event.Event) Document {
	d := Document{
		ref:         e.Ref,
		number:      e.Number,
		headline:    text.FoldedWords(e.Headline),
		description: text.FoldedWords(e.Description),
		category:    e.Category,
		topics:      e.Topics,
	}
	for _, s := range []string{e.Headline, e.Description} {
		for _, pair := range shortNamesIn(s) {
			if !slices.Contains(d.shortNames, pair) {
				d.shortNames = append(d.shortNames, pair)
			}
		}
	}
	for _, source := range e.Sources {
		d.sources = append(d.sources, source.Name)
		if host := hostOf(source.URL); host != "" {
			d.sources = append(d.sources, host)
		}
	}
	for _, change := range e.Changes {
		if change.Ref != e.Ref {
			d.former = append(d.former, change.Ref)
		}
	}
	for _, link := range e.Related {
		if len(link.Topics) > 0 {
			d.links = append(d.links, link)
		}
	}
	return d
}

// Headline returns the folded words of the headline, in order.
func (d Document) Headline() []string { return d.headline }

// Description returns the folded words of the description, in order.
func (d Document) Description() []string { return d.description }

// Sources returns the names of the sources and their hosts, in order.
func (d Document) Sources() []string { return d.sources }

// ShortNames returns the short names that the document explains, each pair once.
func (d Document) ShortNames() []ShortName { return d.shortNames }

// Text returns the words of a document's fields as numbers. topics are the names of
// all its topics: its own and the ones that links of other events name.
func (d Document) Text(topics []string, number func(word string) WordID) Text {
	numbers := func(words []string) []WordID {
		ids := make([]WordID, len(words))
		for i, word := range words {
			ids[i] = number(word)
		}
		return ids
	}
	names := func(names []string) [][]WordID {
		all := make([][]WordID, len(names))
		for i, name := range names {
			all[i] = numbers(text.FoldedWords(name))
		}
		return all
	}
	return Text{
		Headline: numbers(d.headline), Description: numbers(d.description), Category: numbers(text.FoldedWords(d.category)),
		Topics: names(topics), Sources: names(d.sources),
	}
}

// hostOf returns the host of an address, or "".
func hostOf(address string) string {
	parsed, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}
