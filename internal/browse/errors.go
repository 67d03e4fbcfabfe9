package browse

import (
	"errors"
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// said returns an error for people, and a hint where its kind has one. In English,
// errors speak for themselves; in another language their kinds have words, and what the
// system says stays as it is.
func (w *words) said(err error) (message, hint string) {
	message, hint = err.Error(), ""
	var (
		date      *when.Error
		query     *catalog.QueryError
		question  *catalog.QuestionError
		notFound  *catalog.NotFoundError
		ambiguous *catalog.AmbiguousError
		unusable  *catalog.UnusableError
		fault     *catalog.FaultError
	)
	switch {
	case errors.As(err, &date):
		message = fmt.Sprintf(w.noDate, date.Typed, message)
		if hint = date.Hint; len(date.Try) > 0 {
			hint = fmt.Sprintf(w.tryDates, strings.Join(date.Try, w.comma), hint)
		}
	case errors.As(err, &query):
		message, hint = fmt.Sprintf(w.noQuery, faultyPart(query), message), query.Hint
	case errors.As(err, &question):
		message, hint = fmt.Sprintf(w.noQuestion, message), question.Hint
	case errors.As(err, &notFound):
		message = fmt.Sprintf(w.noReference, referenceOf(notFound), message)
	case errors.As(err, &ambiguous):
		message = fmt.Sprintf(w.severalEvents, ambiguous.Typed, message)
	case errors.As(err, &unusable):
		message = fmt.Sprintf(w.noIndex, unusable.Path, unusable.Cause, message)
	case errors.As(err, &fault):
		message = fmt.Sprintf(w.unreadable, fault.Path, fault.Cause, message)
	case errors.Is(err, catalog.ErrChanging):
		message = fmt.Sprintf(w.changing, message)
	}
	return text.Plain(message), text.Plain(hint)
}

// problem returns an error for people.
func (w *words) problem(err error) string {
	message, _ := w.said(err)
	return message
}

// faultyPart returns the part of a query that cannot be understood.
func faultyPart(e *catalog.QueryError) string {
	from := max(0, min(e.Pos, len(e.Query)))
	return text.Shorten(text.Plain(e.Query[from:min(from+e.Len, len(e.Query))]), 40)
}

// referenceOf returns the reference that names nothing.
func referenceOf(e *catalog.NotFoundError) string {
	switch {
	case e.Date.IsZero():
		return text.Shorten(text.Plain(e.Typed), 60)
	case e.Slug == "":
		return e.Date.Path()
	}
	return text.Shorten(text.Plain(event.NewRef(e.Date, e.Slug).String()), 60)
}
