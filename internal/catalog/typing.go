package catalog

import (
	"context"
	"errors"
	"strings"

	"news/internal/search"
)

// ErrIndexing says that a question needs the index, and that the index is being made
// or brought up to date.
var ErrIndexing = errors.New("the index is being made")

// Typing returns what Search finds for a query that is being typed, at most limit
// hits; 0 for all. The last word may be unfinished: words that begin with it count as
// the word. Of one or two letters only whole words, and topics and headlines that begin
// with them, are looked up. Unfinished syntax is read as if what is complete stood
// there. Where there is nothing to look for yet, nothing is found.
//
// Typing does not wait for an index that is not there yet, or must read many pages: it
// has the index made beside, tells the Observer how far that has come, and returns
// ErrIndexing. Without an index it keeps the words of a small archive in memory; the
// error is ErrNoIndex for a large one. Other errors are the error of ctx, a
// *search.QueryError about what no more text can mend, or as for List.
func (c *Catalog) Typing(ctx context.Context, typed string, limit int) (*Found, error) {
	q, err := c.understandUnfinished(typed)
	if err != nil {
		return nil, err
	}
	if q.Query == nil && len(q.Wishes) == 0 {
		return &Found{archive: c.archive.Snapshot()}, ctx.Err()
	}
	q.Limit = limit
	return answerAtOnce(ctx, c, func(s *snapshot) (*Found, error) { return s.search(ctx, q) })
}

// understandUnfinished reads a question that is being typed. Its Query is nil where
// there is nothing to look for yet.
func (c *Catalog) understandUnfinished(typed string) (Question, error) {
	today := c.Today()
	var q Question
	words, err := q.takeDays(Asked{Args: []string{typed}, DaysAreWishes: true}, today, c.Years())
	if err != nil { // of a date that may go on
		q, words = Question{}, []string{typed}
	}
	q.Words = strings.Join(words, " ")
	if !strings.HasSuffix(typed, q.Words[strings.LastIndexByte(q.Words, ' ')+1:]) {
		q.Words += " " // a date or white space ends the last word
	}
	q.Query, err = search.ParseUnfinished(q.Words, today)
	return q, err
}
