package archive

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// Target is what a reference names: an event of a day, a whole day, or, if Day
// is nil, several days.
type Target struct {
	Days  when.Set
	Title string // of several days: a short form of what was typed
	Day   *event.Day
	Event *event.Event // one of Day's, or nil
}

// NotFoundError means that a reference names nothing in the archive.
type NotFoundError struct {
	Typed string
	Date  event.Date // the day in the reference, if any
	Slug  string     // the slug in the reference, if any

	// Slugs are the slugs of the day, for a suggestion.
	Slugs []string
	// Near are the nearest days with events, at most one on each side.
	Near []event.Date
}

func (e *NotFoundError) Error() string {
	switch {
	case e.Slug != "" && len(e.Slugs) > 0:
		return fmt.Sprintf("%s has no event %s", e.Date.Path(), shorten(e.Slug))
	case e.Slug != "":
		return fmt.Sprintf("there is no event %s/%s: that day has no events", e.Date.Path(), shorten(e.Slug))
	case !e.Date.IsZero():
		return fmt.Sprintf("%s has no events", e.Date.Path())
	}
	return fmt.Sprintf("%q names no event and no day", shorten(e.Typed))
}

// OutsideError means that a reference is the path of a file in another archive.
type OutsideError struct {
	Path    string
	Archive string // the folder of the other archive
}

func (e *OutsideError) Error() string {
	return fmt.Sprintf("%s is not in this archive", shorten(e.Path))
}

// AmbiguousError means that a reference is the beginning of several references.
type AmbiguousError struct {
	Typed string
	Refs  []event.Ref // in the day's order
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%s could be any of %d events", shorten(e.Typed), len(e.Refs))
}

// PageError means that the page of an event that the archive names is missing
// or cannot be read. If Ref has no slug, it means the same of a day.
type PageError struct {
	Ref   event.Ref
	Path  string // the file or folder, as in a Problem; "" if there is none
	Cause error
}

func (e *PageError) Error() string {
	if e.Ref.Slug == "" {
		return fmt.Sprintf("the day %s cannot be read: %v", e.Ref.Date.Path(), reason(e.Cause))
	}
	if errors.Is(e.Cause, fs.ErrNotExist) {
		return fmt.Sprintf("%s is listed in its day's index, but has no page", e.Ref)
	}
	return fmt.Sprintf("the page of %s cannot be read: %v", e.Ref, reason(e.Cause))
}

func (e *PageError) Unwrap() error { return e.Cause }

// errFailedOnce means that reading a page failed, and that a second try
// succeeded.
var errFailedOnce = errors.New("reading it failed only once: try again")

// shorten cleans and shortens typed text for a message.
func shorten(s string) string { return text.Shorten(s, 100) }

// Resolve finds what a reference names: an event, a day, or several days such
// as a month, a week or anything else that package when reads. The error is a
// *NotFoundError, *AmbiguousError, *OutsideError or *PageError, or an error of
// package when for an impossible date.
func (a *Archive) Resolve(typed string, today event.Date) (Target, error) {
	if err := a.outside(typed); err != nil {
		return Target{}, err
	}
	date, rest, isPath := a.split(typed, today)
	if !isPath {
		return a.resolveDays(typed, today)
	}
	if !date.Valid() {
		_, err := when.ParseSpan(date.String(), today)
		return Target{}, err
	}
	day := a.Day(date)
	if event.SlugOf(strings.TrimSpace(rest)) == "" {
		return a.resolveDay(typed, day)
	}
	return a.resolveEvent(typed, day, rest)
}

// resolveDays resolves a reference that can only be a date. A span of one day
// is a day.
func (a *Archive) resolveDays(typed string, today event.Date) (Target, error) {
	var fault error
	for _, word := range a.dateReadings(typed) {
		span, err := when.ParseSpan(word, today)
		if err == nil && span.From == span.To {
			return a.resolveDay(typed, a.Day(span.From))
		}
		if err == nil {
			return Target{Days: when.Set{}.Within(span), Title: span.String()}, nil
		}
		if set, failed := when.Parse([]string{word}, today); failed == nil {
			return Target{Days: set, Title: set.String()}, nil
		}
		var date *when.Error
		if fault == nil && (errors.As(err, &date) && date.IsMeant() && word != "" || looksLikeDate(word)) {
			fault = err
		}
	}
	if fault == nil {
		fault = &NotFoundError{Typed: typed}
	}
	return Target{}, fault
}

// dateReadings returns what a reference can mean as a date, the likeliest
// first: the text as it was typed, or a year or a month as the path of its
// folder. A text that can only be a path is not read as a date.
func (a *Archive) dateReadings(typed string) []string {
	trimmed := text.Plain(typed)
	word := strings.TrimSuffix(withoutQuery(fromYear(trimmed)), "/")
	folder := a.inside(trimmed)
	switch {
	case folder == "" || folder == ".":
		return []string{word}
	case isPath(trimmed):
		return []string{folder}
	}
	return []string{word, folder}
}

// isPath reports whether a text begins as only the path of a file can.
func isPath(s string) bool {
	return filepath.IsAbs(s) || s == "." || s == ".." || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../")
}

// fromYear removes what may come before the year of a reference.
func fromYear(typed string) string {
	if after := event.NewsPath(typed); after != "" {
		return after
	}
	return typed
}

// withoutQuery returns an address without its ?query and #fragment.
func withoutQuery(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	return address
}

// looksLikeDate reports whether a text that names nothing was probably meant as
// a date.
func looksLikeDate(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789-/.*+dwmy ") == "" && strings.Count(s, "/") < 3
}

func (a *Archive) resolveDay(typed string, day event.Day) (Target, error) {
	target := Target{Day: &day}
	if len(day.Events) > 0 {
		return target, nil
	}
	if err := a.dayTrouble(day.Date); err != nil {
		return Target{}, err
	}
	return target, &NotFoundError{Typed: typed, Date: day.Date, Near: a.near(day.Date)}
}

// dayTrouble returns why a day that the archive may have cannot be read, or
// nil.
func (a *Archive) dayTrouble(date event.Date) error {
	folders := a.find(date)
	if n := len(folders.trouble); n > 0 {
		return &PageError{event.Ref{Date: date}, folders.trouble[n-1].Path, folders.cause}
	}
	for _, dir := range folders.paths {
		_, release, err := a.open(date, dir)
		if err != nil {
			return &PageError{event.Ref{Date: date}, a.shown(dir), err}
		}
		release()
	}
	return nil
}

// resolveEvent finds an event in its day: by its full slug, by a former slug,
// by its number, by its full slug before it moved to another day, or by the
// beginning of its slug.
func (a *Archive) resolveEvent(typed string, day event.Day, rest string) (Target, error) {
	target := Target{Day: &day}
	for _, slug := range readings(rest) {
		target.Event = a.bySlug(&day, slug)
		if target.Event != nil {
			return target, nil
		}
		if err := a.pageTrouble(day, slug); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				if moved, found := a.resolveMoved(day.Date, slug); found {
					return moved, nil
				}
			}
			return Target{}, err
		}
	}
	for _, slug := range readings(rest) {
		n, err := strconv.Atoi(slug)
		if err != nil || n < 1 {
			continue
		}
		if order := a.order(day.Date); n <= len(order) {
			if target.Event = day.Find(order[n-1]); target.Event == nil {
				return Target{}, cmp.Or(a.pageTrouble(day, order[n-1].Slug), error(&PageError{Ref: order[n-1], Cause: errFailedOnce}))
			}
			return target, nil
		}
	}
	// The slug of an event that moved can be the beginning of another one of its day.
	for _, slug := range readings(rest) {
		if moved, found := a.resolveMoved(day.Date, slug); found {
			return moved, nil
		}
	}
	for _, slug := range readings(rest) {
		switch refs := withPrefix(day, slug); {
		case len(refs) == 1:
			target.Event = day.Find(refs[0])
			return target, nil
		case len(refs) > 1:
			return Target{}, &AmbiguousError{Typed: typed, Refs: refs}
		}
	}
	if event.SlugOf(withoutQuery(rest)) == "" {
		return a.resolveDay(typed, day)
	}
	return Target{}, a.notFound(typed, day, event.SlugOf(strings.TrimSpace(rest)))
}

// readings returns the slugs that the last part of a reference can mean, the
// most literal first: as it is, without its ending, and decoded from a page or
// an address.
func readings(rest string) []string {
	slugs := []string{norm.NFC.String(rest)}
	for _, form := range forms(rest) {
		slugs = append(slugs, event.SlugOf(form))
	}
	slugs = slices.DeleteFunc(slugs, func(s string) bool { return s == "" })
	return slices.Compact(slugs)
}

// forms returns what a text from an address or a page can stand for: the text
// itself, without invisible characters, with its entities decoded, without its
// query, and with its percent-encoding decoded.
func forms(s string) []string {
	trimmed := strings.TrimSpace(s)
	all := []string{s, trimmed, text.Plain(s)}
	decoded := text.Plain(text.DecodeEntities(trimmed))
	for _, form := range []string{trimmed, decoded} {
		address := withoutQuery(form)
		if unescaped, err := url.PathUnescape(address); err == nil {
			all = append(all, unescaped)
		}
		all = append(all, form, address)
	}
	return slices.Compact(all)
}

// resolveMoved finds an event that had a slug of a day before it moved to another day.
func (a *Archive) resolveMoved(date event.Date, slug string) (Target, bool) {
	now, found := a.moved(event.Ref{Date: date, Slug: slug})
	if !found {
		return Target{}, false
	}
	day := a.Day(now.Date)
	target := Target{Day: &day, Event: day.Find(now)}
	return target, target.Event != nil
}

// bySlug finds an event by its slug, or by a former slug.
func (a *Archive) bySlug(day *event.Day, slug string) *event.Event {
	ref := event.Ref{Date: day.Date, Slug: slug}
	if found := day.Find(ref); found != nil {
		return found
	}
	for i := range day.Events {
		for _, change := range day.Events[i].Changes {
			if change.Ref == ref {
				return &day.Events[i]
			}
		}
	}
	return nil
}

// pageTrouble returns why an event with exactly this slug has no readable page,
// or nil if the archive does not name such an event.
func (a *Archive) pageTrouble(day event.Day, slug string) error {
	ref := event.Ref{Date: day.Date, Slug: slug}
	for _, dir := range a.find(day.Date).paths {
		f, release, err := a.open(day.Date, dir)
		if err != nil {
			continue
		}
		defer release()
		for _, file := range f.pages {
			if file.ref != ref {
				continue
			}
			if _, err := readPageFile(a.fsys, f, file.name, MaxPage, new(bytes.Buffer)); err != nil {
				return &PageError{ref, a.shown(path.Join(file.dir, file.name)), err}
			}
		}
	}
	for _, entry := range day.Entries {
		if entry.Ref == ref {
			return &PageError{Ref: ref, Cause: fs.ErrNotExist}
		}
	}
	return nil
}

// withPrefix returns the events of a day whose slugs begin with s, in the day's
// order.
func withPrefix(day event.Day, s string) []event.Ref {
	var refs []event.Ref
	folded := text.Fold(s)
	if folded == "" {
		return nil
	}
	for _, e := range day.Events {
		if strings.HasPrefix(text.Fold(e.Ref.Slug), folded) {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

func (a *Archive) notFound(typed string, day event.Day, slug string) error {
	if len(day.Events) == 0 {
		if err := a.dayTrouble(day.Date); err != nil {
			return err
		}
	}
	err := &NotFoundError{Typed: typed, Date: day.Date, Slug: slug}
	for _, e := range day.Events {
		err.Slugs = append(err.Slugs, e.Ref.Slug)
	}
	if len(day.Events) == 0 {
		err.Near = a.near(day.Date)
	}
	return err
}

// split separates a reference into the day of its path and the rest. For a file
// of the system inside the archive, it uses the file's place in the archive.
func (a *Archive) split(typed string, today event.Date) (date event.Date, rest string, ok bool) {
	// A slug can end in a space and contain ? and #, which begin a query in an address.
	for _, form := range forms(typed) {
		form = strings.TrimPrefix(fromYear(form), "/")
		if date, rest, ok := event.SplitPath(form); ok {
			return date, rest, true
		}
		if date, rest, ok := event.SplitPath(isoToPath(form)); ok {
			return date, rest, true
		}
		if date, rest, ok := splitDate(form, today); ok {
			return date, rest, true
		}
	}
	return event.SplitPath(a.inside(text.Plain(typed)))
}

// splitDate reads a day in any notation, a slash and a name: yesterday/2.
func splitDate(form string, today event.Date) (date event.Date, name string, ok bool) {
	typed, name, found := strings.Cut(strings.TrimSuffix(form, "/"), "/")
	if !found || event.IsYear(typed) || name == "" || strings.Contains(name, "/") {
		return event.Date{}, "", false
	}
	span, err := when.ParseSpan(typed, today)
	if err != nil || span.From != span.To {
		return event.Date{}, "", false
	}
	_, err = when.ParseSpan(form, today)
	return span.From, name, err != nil
}

// Form reports whether a text has the form of the reference of an event, or of
// a day. It does not look into the archive.
func (a *Archive) Form(typed string) (isEvent, isDay bool) {
	_, rest, ok := a.split(strings.TrimSpace(typed), event.Date{})
	if !ok {
		return false, false
	}
	isEvent = event.SlugOf(rest) != ""
	return isEvent, !isEvent
}

// isoToPath replaces the hyphens of a leading ISO date with slashes.
func isoToPath(s string) string {
	day, rest, found := strings.Cut(s, "/")
	if strings.Count(day, "-") != 2 {
		return s
	}
	day = strings.ReplaceAll(day, "-", "/")
	if found {
		return day + "/" + rest
	}
	return day
}

// outside returns an error if the typed text is the path of a file in another
// archive, which may have the same days.
func (a *Archive) outside(typed string) error {
	typed = strings.TrimSpace(typed)
	if !isPath(typed) {
		return nil
	}
	if _, err := os.Lstat(typed); err != nil || a.inside(typed) != "" {
		return nil
	}
	own := a.Dir
	if a.base == "." {
		own = filepath.Dir(own) // if the folder news itself was opened
	}
	if other, _ := Find(filepath.Dir(typed)); other != "" && other != own {
		return &OutsideError{Path: typed, Archive: other}
	}
	return nil
}

// inside returns the path below the folder news of a file of the system in the
// archive, or "". A text with the form of a path need not name an existing
// file.
func (a *Archive) inside(file string) string {
	if a.Dir == "" || file == "" {
		return ""
	}
	full, err := filepath.Abs(file)
	if err != nil {
		return ""
	}
	if _, err := os.Lstat(full); err != nil && !isPath(file) {
		return ""
	}
	relative, ok := below(a.Dir, full)
	if !ok {
		relative, ok = below(resolved(a.Dir), resolved(full))
	}
	if !ok {
		return ""
	}
	if a.base == "news" {
		below, isNews := strings.CutPrefix(relative, "news/")
		if !isNews {
			return ""
		}
		relative = below
	}
	return path.Clean(relative)
}

// below returns the path of a file relative to a folder. It reports false if
// the file is not in the folder.
func below(folder, file string) (string, bool) {
	relative, err := filepath.Rel(folder, file)
	relative = filepath.ToSlash(relative)
	return relative, err == nil && relative != ".." && !strings.HasPrefix(relative, "../")
}

// resolved returns a path with its symbolic links resolved, for the part of the
// path that exists.
func resolved(file string) string {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return real
	}
	dir := filepath.Dir(file)
	if dir == file {
		return file
	}
	return filepath.Join(resolved(dir), filepath.Base(file))
}
