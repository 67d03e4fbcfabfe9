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

// What a headline needs so that queries can be drawn from it.
const (
	fewestLetters = 4 // letters of a word that somebody would type
	fewestLong    = 5 // different words of that length
	runLeast      = 2 // Chinese characters of a run; a headline needs two runs
	runMost       = 4
)

// headlines is the headlines of an archive, and a corpus to search.
type headlines struct {
	all     []string             // in canonical order, without empty ones
	of      map[event.Ref]string // by event
	counts  map[string]int       // number of headlines with a word, by the folded word
	worded  []string             // headlines with enough words
	chinese []string             // headlines with enough Chinese characters
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
			h.add(e.Ref, strings.Clone(e.Headline)) // without a clone, the page would stay in memory
		}
	}
	h.corpus = builder.Corpus()
	return h, ctx.Err()
}

// preparedDay is the events of a day, and a document of each for the corpus.
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

// add adds the headline of one event.
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

// longWords returns the words of a headline that a person would type to find it:
// runs of letters, unchanged, in order, each once.
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

// hanStretches returns the stretches of Chinese characters in a headline that are
// long enough for a run.
func hanStretches(headline string) []string {
	return runsOf(headline, runLeast, isHan)
}

// runsOf returns the longest runs of characters for which such is true, with at
// least so many characters.
func runsOf(s string, least int, such func(rune) bool) []string {
	var runs []string
	for _, run := range strings.FieldsFunc(s, func(c rune) bool { return !such(c) }) {
		if utf8.RuneCountInString(run) >= least {
			runs = append(runs, run)
		}
	}
	return runs
}

// isLetter reports whether c is a letter of a script with words, or an accent.
func isLetter(c rune) bool {
	return (unicode.IsLetter(c) || unicode.IsMark(c)) && !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// isHan reports whether c is a Chinese character.
func isHan(c rune) bool { return unicode.Is(unicode.Han, c) }

// foldAll returns the folded forms of words, in their order.
func foldAll(words []string) []string {
	folded := make([]string, len(words))
	for i, word := range words {
		folded[i] = text.Fold(word)
	}
	return folded
}
