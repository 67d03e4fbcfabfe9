package search

import (
	"context"
	"slices"
)

// Naming returns the places of the events that have the folded words side by side
// in their headlines, in the order of the corpus. It returns none where more than
// most documents have each of the words anywhere, since reading them would take
// long. The error is the context's or the corpus's.
func Naming(ctx context.Context, c Corpus, words []string, most int) ([]Place, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	ids := make([]WordID, len(words))
	for i, word := range words {
		known := false
		if ids[i], known = vocabulary.Exact(word); !known {
			return nil, ctx.Err()
		}
	}
	rare, docs, err := rareWord(c, ids, most)
	if err != nil || rare < 0 {
		return nil, err
	}
	for i, id := range ids {
		if i == rare || len(docs) == 0 {
			continue
		}
		postings, err := c.Postings(id)
		if err != nil {
			return nil, err
		}
		docs = alsoInHeadlines(docs, postings)
	}
	return placesNaming(ctx, c, docs, ids)
}

// AtMost reports whether at most so many documents have a folded word in any field.
// The error is the corpus's.
func AtMost(c Corpus, word string, most int) (bool, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return false, err
	}
	id, known := vocabulary.Exact(word)
	if !known {
		return true, nil
	}
	_, isFew, err := few(c, id, most)
	return isFew, err
}

// few returns the postings of a word, and false where there are more than most.
func few(c Corpus, word WordID, most int) ([]Posting, bool, error) {
	atLeast, err := c.AtLeast(word)
	if err != nil || atLeast > most {
		return nil, false, err
	}
	postings, err := c.Postings(word)
	return postings, err == nil && len(postings) <= most, err
}

// rareWord returns the place in words of the first word that at most so many
// documents have, and the documents that have it in their headline. The place is -1
// where all words are more frequent.
func rareWord(c Corpus, words []WordID, most int) (int, []DocID, error) {
	for i, word := range words {
		postings, isFew, err := few(c, word, most)
		if err != nil {
			return -1, nil, err
		}
		if isFew {
			return i, inHeadlines(postings), nil
		}
	}
	return -1, nil, nil
}

// inHeadlines returns the documents that have a word in their headline.
func inHeadlines(postings []Posting) []DocID {
	docs := make([]DocID, 0, len(postings))
	for _, p := range postings {
		if p.Fields()&Headline != 0 {
			docs = append(docs, p.Doc())
		}
	}
	return docs
}

// alsoInHeadlines returns the documents of docs that have another word in their
// headline, too.
func alsoInHeadlines(docs []DocID, postings []Posting) []DocID {
	kept := docs[:0]
	for _, p := range postings {
		for len(docs) > 0 && docs[0] < p.Doc() {
			docs = docs[1:]
		}
		if len(docs) > 0 && docs[0] == p.Doc() && p.Fields()&Headline != 0 {
			kept = append(kept, p.Doc())
		}
	}
	return kept
}

// placesNaming returns the places of the documents that have words side by side in
// their headline.
func placesNaming(ctx context.Context, c Corpus, docs []DocID, words []WordID) ([]Place, error) {
	places := make([]Place, 0, len(docs))
	var t Text
	for i, doc := range docs {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(words) > 1 {
			if err := c.Read(doc, Headline, &t); err != nil {
				return nil, err
			}
			if !stand(t.Headline, words) {
				continue
			}
		}
		places = append(places, c.Place(doc))
	}
	return places, nil
}

// stand reports whether words stand side by side in a text.
func stand(text, words []WordID) bool {
	for ; len(text) >= len(words); text = text[1:] {
		if slices.Equal(text[:len(words)], words) {
			return true
		}
	}
	return false
}
