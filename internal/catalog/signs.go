package catalog

import (
	"cmp"
	"context"
	"slices"
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

// word is a word of a text, or a pair of characters of a script without spaces.
type word struct {
	text.Word
	pair search.WordID // 0 for a word
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
		words, err := f.wordsOf(written)
		if err != nil {
			return page, err
		}
		for _, w := range words {
			stem := meaning.Stem(w.Text)
			if has[stem] {
				continue
			}
			has[stem] = true
			found, err := f.withStem(w, stem)
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
func isName(written string, w word) bool {
	first, _ := utf8.DecodeRuneInString(written[w.Start:])
	return w.Start > 0 && unicode.IsUpper(first)
}

// wordsOf returns the folded words of a text, without small ones and numbers, which
// many events have by chance. In a script without spaces the words are the pairs of
// characters that the corpus has. The error is the corpus's.
func (f *wordFinder) wordsOf(written string) ([]word, error) {
	var words []word
	last := text.Word{}
	for _, w := range text.Words(written) {
		isSmall := meaning.Small(w.Text)
		switch {
		case isSmall || isNumber(w.Text):
		case !text.IsUnspaced(w.Text):
			words = append(words, word{Word: w})
		case last.Text != "" && last.End == w.Start:
			pair, known, err := f.pair(last, w)
			if err != nil {
				return nil, err
			}
			if known {
				words = append(words, pair)
			}
		}
		if last = w; isSmall {
			last = text.Word{}
		}
	}
	return words, nil
}

// pair returns two neighbours of a text as one word, or false where they are no pair
// of characters that the corpus has.
func (f *wordFinder) pair(first, second text.Word) (word, bool, error) {
	written, isPair := search.PairOf(first.Text, second.Text)
	if !isPair || !text.IsUnspaced(first.Text) {
		return word{}, false, nil
	}
	id, known, err := f.Pair(written)
	return word{text.Word{Text: written, Start: first.Start, End: second.End}, id}, known, err
}

// isNumber reports whether a word begins with a digit.
func isNumber(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(first)
}

// withStem returns the events that have a word in any form: the words of the
// vocabulary with its stem. It returns none where too many events have it in any
// field, which AtLeast can tell before the postings are read.
func (f *wordFinder) withStem(w word, stem string) (mentions, error) {
	if found, known := f.known[stem]; known {
		return found, nil
	}
	var all []search.Posting
	forms := 0
	most := relation.MostMentions(f.Len())
	for _, id := range f.forms(w, stem) {
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
	found.headlines = make([]relation.Place, 0, len(postings))
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

// forms returns the words of the vocabulary with a stem.
func (f *wordFinder) forms(w word, stem string) []search.WordID {
	if w.pair != 0 {
		return []search.WordID{w.pair}
	}
	var ids []search.WordID
	for form, id := range f.vocabulary.WithPrefix(meaning.Beginning(stem)) {
		if meaning.Stem(form) == stem {
			ids = append(ids, id)
		}
	}
	return ids
}
