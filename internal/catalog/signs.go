package catalog

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/meaning"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/text"
)

// signs returns the signs of relations that a graph does not hold: what pages
// say, and categories.
func (w *web) signs(ctx context.Context) (relation.Signs, error) {
	corpus, err := w.corpus()
	if err != nil {
		return relation.Signs{}, err
	}
	categories, err := w.categories()
	if err != nil {
		return relation.Signs{}, err
	}
	said, err := Said(ctx, corpus)
	page := func(n relation.Node) (relation.Page, error) {
		ref, err := w.refOf(n)
		if err != nil {
			return relation.Page{}, err
		}
		pages, err := w.checked([]event.Ref{ref})
		if err != nil || pages[0] == nil {
			return relation.Page{}, err
		}
		return said(pages[0])
	}
	return relation.Signs{Page: page, Categories: categories}, err
}

// Said returns a function that returns what an event says, and which events of a
// corpus say the same. The function serves one goroutine at a time. Its errors are
// the context's or the corpus's.
func Said(ctx context.Context, corpus search.Corpus) (func(*event.Event) (relation.Page, error), error) {
	vocabulary, err := corpus.Vocabulary()
	words := &wordFinder{Corpus: corpus, vocabulary: vocabulary, known: make(map[string]mentions)}
	return func(e *event.Event) (relation.Page, error) { return words.page(ctx, e) }, err
}

// wordFinder finds the events that have a word in any of its forms.
type wordFinder struct {
	search.Corpus
	vocabulary *search.Vocabulary
	known      map[string]mentions // by stem
}

// mentions are the places of the events that have a word: in their headlines, or
// else in their descriptions.
type mentions struct{ headlines, descriptions []relation.Place }

// page returns what a page says, and who else says it. The error is the context's
// or the corpus's.
func (f *wordFinder) page(ctx context.Context, e *event.Event) (relation.Page, error) {
	page := relation.Page{Text: e.Headline + "\n" + e.Description}
	for _, link := range e.Related {
		page.Days = append(page.Days, link.Ref.Date)
	}
	has := make(map[string]bool)
	for i, written := range []string{e.Headline, e.Description} {
		for _, w := range f.wordsOf(written) {
			stem := meaning.Stem(w.Text)
			if has[stem] {
				continue
			}
			has[stem] = true
			found, err := f.withStem(w.Text, stem)
			if err = cmp.Or(err, ctx.Err()); err != nil {
				return page, err
			}
			page.Words = append(page.Words, relation.Word{
				Text: w.Text, InHeadline: i == 0, IsName: isName(written, w),
				Headlines: found.headlines, Descriptions: found.descriptions,
			})
		}
	}
	return page, nil
}

// isName reports whether a word of a text is written as a name.
func isName(written string, w text.Word) bool {
	first, _ := utf8.DecodeRuneInString(written[w.Start:])
	return w.Start > 0 && unicode.IsUpper(first)
}

// wordsOf returns the folded words of a text. In a script without spaces these are
// the pairs of characters that the vocabulary has, or else single characters.
func (f *wordFinder) wordsOf(written string) []text.Word {
	var words []text.Word
	last := text.Word{} // a character that may begin a pair
	paired := false     // whether last ends a pair
	for _, w := range text.Words(written) {
		pair := text.Word{Text: last.Text + w.Text, Start: last.Start, End: w.End}
		isPair := isCharacter(w.Text) && last.Text != "" && last.End == w.Start && f.knows(pair.Text)
		switch {
		case isPair && paired:
			words = append(words, pair)
		case isPair:
			words[len(words)-1] = pair
		default:
			words = append(words, w)
		}
		last, paired = w, isPair
		if !isCharacter(w.Text) {
			last = text.Word{}
		}
	}
	return words
}

func (f *wordFinder) knows(word string) bool {
	_, known := f.vocabulary.Exact(word)
	return known
}

// isCharacter reports whether a word is a character of a script without spaces.
func isCharacter(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// withStem returns the events that have a word in any form: the words of the
// vocabulary with its stem. It returns none where too many events have it in any
// field, which AtLeast can tell before the postings are read.
func (f *wordFinder) withStem(word, stem string) (mentions, error) {
	if found, known := f.known[stem]; known {
		return found, nil
	}
	var all []search.Posting
	forms := 0
	most := relation.MostMentions(f.Len())
	for _, id := range f.forms(word, stem) {
		atLeast, err := f.AtLeast(id)
		if err != nil {
			return mentions{}, err
		}
		if atLeast > most {
			f.known[stem] = mentions{}
			return mentions{}, nil
		}
		postings, err := f.Postings(id)
		if err != nil {
			return mentions{}, err
		}
		all = append(all, postings...)
		forms++
	}
	if forms > 1 {
		slices.Sort(all) // by document
	}
	found, documents := f.mentioned(all)
	if documents > most {
		found = mentions{}
	}
	f.known[stem] = found
	return found, nil
}

// mentioned returns the places of the documents that have a word in their
// headlines or descriptions, and the number of documents that have it in any field.
// The postings are in the order of the documents.
func (f *wordFinder) mentioned(postings []search.Posting) (found mentions, documents int) {
	for len(postings) > 0 {
		doc, fields, end := postings[0].Doc(), search.Field(0), 0
		for end < len(postings) && postings[end].Doc() == doc {
			fields |= postings[end].Fields()
			end++
		}
		postings = postings[end:]
		place := relation.Place(f.Place(doc))
		if place == (relation.Place{}) { // gone since the index was built
			continue
		}
		documents++
		switch {
		case fields&search.Headline != 0:
			found.headlines = append(found.headlines, place)
		case fields&search.Description != 0:
			found.descriptions = append(found.descriptions, place)
		}
	}
	return found, documents
}

// shortestWithForms is the length from which on a word has forms. All forms of a
// word begin as its stem does, but for the last letter of the stem.
const shortestWithForms = 3

// forms returns the words of the vocabulary with a stem.
func (f *wordFinder) forms(word, stem string) []search.WordID {
	if len(stem) < shortestWithForms || !isLetters(word) {
		if id, known := f.vocabulary.Exact(word); known {
			return []search.WordID{id}
		}
		return nil
	}
	beginning := stem[:len(stem)-1]
	var ids []search.WordID
	for place := f.first(beginning); place < f.vocabulary.Len(); place++ {
		form := f.vocabulary.At(place)
		if !strings.HasPrefix(form, beginning) {
			break
		}
		if meaning.Stem(form) != stem {
			continue
		}
		if id, known := f.vocabulary.Exact(form); known {
			ids = append(ids, id)
		}
	}
	return ids
}

// first returns the place of the first word of the vocabulary with a beginning.
func (f *wordFinder) first(beginning string) int {
	return sort.Search(f.vocabulary.Len(), func(place int) bool { return f.vocabulary.At(place) >= beginning })
}

// isLetters reports whether a word has English letters alone, so that it can have
// forms.
func isLetters(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' })
}
