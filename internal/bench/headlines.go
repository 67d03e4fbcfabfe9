package bench

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
	"news/internal/when"
)

// What a headline needs for queries to be drawn from it.
const (
	fewestLetters = 4 // in a word that somebody would type
	fewestLong    = 5 // of such words, all different
	runLeast      = 2 // Chinese characters in a run; a headline needs two runs
	runMost       = 4
)

// headlines are the headlines of an archive, and the archive to be searched.
type headlines struct {
	all     []string             // in canonical order, without empty ones
	of      map[event.Ref]string // by event
	counts  map[string]int       // how many headlines have a word, by the folded word
	worded  []string             // those that have words enough to draw from
	chinese []string             // those that have Chinese characters enough
	corpus  *search.Memory
}

// readHeadlines reads the archive whose root is dir, once.
func readHeadlines(ctx context.Context, dir string) (*headlines, error) {
	a, err := archive.Open(dir)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	h := &headlines{of: make(map[event.Ref]string), counts: make(map[string]int)}
	builder := search.NewBuilder()
	for day := range archive.Each(ctx, a, when.Set{}, false, prepareDay) {
		for i, e := range day.events {
			builder.AddDocument(day.documents[i])
			h.add(e.Ref, strings.Clone(e.Headline)) // it must not hold on to the page
		}
	}
	h.corpus = builder.Corpus()
	return h, ctx.Err()
}

// preparedDay is the events of a day, each also made ready for the corpus.
type preparedDay struct {
	events    []event.Event
	documents []search.Document
}

func prepareDay(day event.Day) preparedDay {
	prepared := preparedDay{events: day.Events}
	for _, e := range day.Events {
		prepared.documents = append(prepared.documents, search.Prepare(e))
	}
	return prepared
}

// add takes in the headline of one event.
func (h *headlines) add(ref event.Ref, headline string) {
	if headline == "" {
		return
	}
	h.all = append(h.all, headline)
	h.of[ref] = headline
	words := longWords(headline)
	for _, word := range foldAll(words) {
		h.counts[word]++
	}
	if len(words) >= fewestLong {
		h.worded = append(h.worded, headline)
	}
	runs := 0
	for _, stretch := range hanStretches(headline) {
		runs += utf8.RuneCountInString(stretch) / runLeast
	}
	if runs >= 2 {
		h.chinese = append(h.chinese, headline)
	}
}

// longWords gives the words of a headline that a person would type to find it:
// runs of letters, as they are written, in order, each once.
func longWords(headline string) []string {
	var words []string
	seen := make(map[string]bool)
	for _, word := range runsOf(headline, fewestLetters, isLetter) {
		if folded := text.Fold(word); !seen[folded] {
			seen[folded] = true
			words = append(words, word)
		}
	}
	return words
}

// hanStretches gives the stretches of Chinese characters in a headline that are
// long enough for a run.
func hanStretches(headline string) []string {
	return runsOf(headline, runLeast, isHan)
}

// runsOf gives the longest runs of such characters, at least so many of them.
func runsOf(s string, least int, such func(rune) bool) []string {
	var runs []string
	for _, run := range strings.FieldsFunc(s, func(c rune) bool { return !such(c) }) {
		if utf8.RuneCountInString(run) >= least {
			runs = append(runs, run)
		}
	}
	return runs
}

// isLetter tells a letter of a script that has words, or an accent on one.
func isLetter(c rune) bool {
	return (unicode.IsLetter(c) || unicode.IsMark(c)) && !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// isHan tells a Chinese character.
func isHan(c rune) bool { return unicode.Is(unicode.Han, c) }

// foldAll gives the folded forms of words, in their order.
func foldAll(words []string) []string {
	folded := make([]string, len(words))
	for i, word := range words {
		folded[i] = text.Fold(word)
	}
	return folded
}
