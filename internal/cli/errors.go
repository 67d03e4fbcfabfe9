package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/importer"
	"news/internal/search"
	"news/internal/text"
	"news/internal/view"
	"news/internal/when"
)

// The exit codes of news.
const (
	exitOK          = 0
	exitNoMatch     = 1
	exitUsage       = 2
	exitNotFound    = 3
	exitArchive     = 4
	exitSystem      = 5
	exitInterrupted = 130
	exitSignal      = 128 // and the number of a signal that ended the browser
)

// failure is an error with its exit code and perhaps a hint, for errors whose type
// does not determine them.
type failure struct {
	error
	hint string
	code int
}

func (f *failure) Unwrap() error { return f.error }

// usageError returns an error for arguments that make no sense.
func usageError(hint, format string, args ...any) error {
	return &failure{fmt.Errorf(format, args...), hint, exitUsage}
}

// errNoMatch ends a command that found nothing. It has no message.
var errNoMatch = errors.New("nothing found")

// errQuiet ends a command without a message, because the reader of its output has
// gone.
var errQuiet = errors.New("output closed")

// exit reports an error, unless it is a quiet one, and returns its exit code.
func (p *Program) exit(err error) int {
	code, _ := judge(err)
	if code != exitOK && code != exitInterrupted && !errors.Is(err, errNoMatch) && !isReported(err) {
		p.report(err)
	}
	return code
}

// report writes an error, and a hint if there is one.
func (p *Program) report(err error) {
	message := err.Error()
	var query *search.QueryError
	if errors.As(err, &query) && strings.TrimSpace(query.Query) != "" {
		message += ": " + pointAt(query)
	}
	p.say("news: %s", message)
	if _, hint := judge(err); hint != "" {
		p.say("hint: %s", hint)
	}
	var ambiguous *archive.AmbiguousError
	if errors.As(err, &ambiguous) && p.catalog != nil {
		p.listCandidates(p.catalog, ambiguous.Refs)
	}
}

// listCandidates writes the first events that a reference could mean, one on each
// line, and the number of the others.
func (p *Program) listCandidates(c *catalog.Catalog, refs []event.Ref) {
	const most = 10
	candidates := describe(c, refs[:min(len(refs), most)])
	width := 0
	for _, candidate := range candidates {
		width = max(width, text.Width(candidate.name))
	}
	for _, candidate := range candidates {
		p.sayAfter(candidate.name+strings.Repeat(" ", max(0, width-text.Width(candidate.name)))+"  ", candidate.headline)
	}
	if more := len(refs) - most; more > 0 {
		p.say("and %d more", more)
	}
}

// candidate is an event that a reference could mean: its shortest unique reference,
// and its headline.
type candidate struct{ name, headline string }

// describe reads the events of references. An event that cannot be read keeps its
// slug as its name.
func describe(c *catalog.Catalog, refs []event.Ref) []candidate {
	found := make([]candidate, len(refs))
	for i, e := range c.Events(refs) {
		found[i] = candidate{refs[i].String(), e.Headline}
		if e.Number > 0 {
			found[i].name = fmt.Sprintf("%s/%d", refs[i].Date.Path(), e.Number)
		}
	}
	return found
}

// reported is an error that was reported already.
type reported struct{ error }

func (r reported) Unwrap() error { return r.error }

func isReported(err error) bool {
	var r reported
	return errors.As(err, &r)
}

// judge returns the exit code for an error, and a hint what to type instead, or "".
func judge(err error) (code int, hint string) {
	var (
		fail       *failure
		date       *when.Error
		query      *search.QueryError
		question   *catalog.QuestionError
		notFound   *archive.NotFoundError
		ambiguous  *archive.AmbiguousError
		outside    *archive.OutsideError
		page       *archive.PageError
		notArchive *archive.NotArchiveError
		style      *view.UnknownStyleError
		unusable   *catalog.UnusableError
	)
	switch {
	case err == nil, isClosed(err):
		return exitOK, ""
	case errors.Is(err, errNoMatch):
		return exitNoMatch, ""
	case errors.Is(err, context.Canceled):
		return exitInterrupted, ""
	case errors.As(err, &fail):
		return fail.code, fail.hint
	case errors.As(err, &query):
		return exitUsage, query.Hint
	case errors.As(err, &question):
		return exitUsage, question.Hint
	case errors.Is(err, catalog.ErrChanging):
		return exitSystem, "type it again"
	case errors.As(err, &date):
		return exitUsage, date.Hint
	case errors.As(err, &style):
		return exitUsage, hintStyle(style)
	case errors.As(err, &ambiguous):
		return exitNotFound, ""
	case errors.As(err, &outside):
		return exitNotFound, "to read the one that it is in, add --archive " + quote(outside.Archive)
	case errors.As(err, &notFound):
		return exitNotFound, hintNotFound(notFound)
	case errors.As(err, &unusable):
		return exitSystem, "name a folder that can be written with NEWS_CACHE"
	case errors.As(err, &page):
		return exitArchive, ""
	case errors.As(err, &notArchive):
		return exitArchive, hintArchive(notArchive)
	}
	return exitSystem, ""
}

// hintStyle returns a hint with the style that was probably meant, or with all.
func hintStyle(e *view.UnknownStyleError) string {
	if nearest := search.Nearest(e.Name, view.StyleNames(), 1); len(nearest) > 0 {
		return "did you mean " + nearest[0]
	}
	return "the styles are " + strings.Join(view.StyleNames(), ", ") + "; or name a file with a style of glamour's"
}

// isClosed reports whether the reader of the output has gone, which is no error.
func isClosed(err error) bool {
	return errors.Is(err, errQuiet) || errors.Is(err, syscall.EPIPE)
}

// hintNotFound returns a hint with the probable meaning of a reference.
func hintNotFound(e *archive.NotFoundError) string {
	if nearest := search.Nearest(e.Slug, e.Slugs, 1); len(nearest) > 0 {
		return "did you mean " + event.NewRef(e.Date, nearest[0]).String()
	}
	switch len(e.Slugs) {
	case 0:
	case 1:
		return fmt.Sprintf("news show %s shows its only event", e.Date.Path())
	default:
		return fmt.Sprintf("news show %s lists its %d events", e.Date.Path(), len(e.Slugs))
	}
	var near []string
	for _, day := range e.Near {
		near = append(near, day.Path())
	}
	switch {
	case len(near) == 1:
		return "the nearest day with events is " + near[0]
	case len(near) > 1:
		return "the nearest days with events are " + strings.Join(near, " and ")
	case e.Date.IsZero() && text.Plain(e.Typed) != "" && e.Typed[0] != '-':
		return "name a day such as 2016/04/3, or an event such as 2016/04/3/2; to look for words, type news search " + shellWord(e.Typed)
	case e.Date.IsZero():
		return "name a day such as 2016/04/3, or an event such as 2016/04/3/2"
	}
	return ""
}

// hintArchive returns a hint with the archive that was probably meant.
func hintArchive(e *archive.NotArchiveError) string {
	switch {
	case e.Above != "":
		return "there is an archive above it; to read that, type --archive " + quote(e.Above)
	case e.Empty && importer.Made(e.Dir):
		return "news import --into " + quote(e.Dir) + " 2016-04 puts the days of a month into it"
	case e.Cause != nil && e.Folder != e.Dir, e.Empty:
		return "name another archive with --archive DIR or NEWS_ARCHIVE"
	}
	return "name the folder that holds news/ with --archive DIR or NEWS_ARCHIVE"
}

// pointAt returns a query with a mark at the place of its error.
func pointAt(e *search.QueryError) string {
	const around = 30
	start, end := min(e.Pos, len(e.Query)), min(e.Pos+e.Len, len(e.Query))
	before, after := e.Query[max(0, start-around):start], e.Query[end:min(len(e.Query), end+around)]
	return strings.ToValidUTF8(before+">>>"+shorten(e.Query[start:end])+"<<<"+after, "")
}

// shellWord returns typed text as an argument for a shell, shortened.
func shellWord(s string) string { return quote(shorten(s)) }

// quoteAll returns what somebody typed as arguments for a shell, shortened.
func quoteAll(words []string) string {
	if all := strings.Join(words, " "); shorten(all) != all {
		return shellWord(all)
	}
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quote(word)
	}
	return strings.Join(quoted, " ")
}

// quote returns a text as one argument for a shell.
func quote(s string) string {
	plain := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("/-_.,:+@", r) || r >= 0x80)
	}) < 0
	if plain && s != "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// shorten returns typed text in a form for messages: clean and not too long.
func shorten(s string) string { return text.Shorten(s, 80) }
