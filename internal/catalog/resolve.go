package catalog

import (
	"context"
	"errors"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/text"
)

// Resolve finds what a reference names. A name of an event without its day is
// looked up in the whole archive. Errors are those of archive.Resolve.
func (c *Catalog) Resolve(ctx context.Context, typed string) (archive.Target, error) {
	target, err := c.resolve(typed)
	var notFound *archive.NotFoundError
	slug := event.SlugOf(strings.TrimSpace(typed))
	if !errors.As(err, &notFound) || !notFound.Date.IsZero() || !isSlug(slug) {
		return target, err
	}
	refs, failed := c.WithSlug(ctx, slug)
	if failed == nil && len(refs) == 0 && slug != strings.ToLower(slug) { // as most are
		refs, failed = c.WithSlug(ctx, strings.ToLower(slug))
	}
	switch {
	case failed != nil:
		return archive.Target{}, failed
	case len(refs) == 0:
		return target, err
	case len(refs) > 1:
		return archive.Target{}, &archive.AmbiguousError{Typed: typed, Refs: refs}
	}
	return c.resolve(refs[0].String())
}

// resolve finds what a reference names that says its day.
func (c *Catalog) resolve(typed string) (archive.Target, error) {
	a := c.archive.Snapshot()
	target, err := a.Resolve(typed, c.Today())
	return target, faultOr(a, err)
}

// WithSlug returns the events of any day that have a slug, or had it before;
// where there are none, those whose slugs begin with it. In canonical order.
func (c *Catalog) WithSlug(ctx context.Context, slug string) ([]event.Ref, error) {
	return answer(ctx, c, needsSlugs, func(s *snapshot) ([]event.Ref, error) { return s.withSlug(slug) })
}

// isSlug reports whether a text can be the name of an event, or its beginning.
func isSlug(s string) bool {
	return s != "" && !strings.HasPrefix(s, "-") && !strings.ContainsAny(s, "/ \t") && text.IsPlain(s)
}

// Form tells from its form alone whether a text is the reference of
// an event, or of a day.
func (c *Catalog) Form(typed string) (isEvent, isDay bool) { return c.archive.Form(typed) }

// Complete returns what a reference that begins as typed can go on as, one
// level at a time. It reads no page.
func (c *Catalog) Complete(typed string) []string { return c.archive.Snapshot().Complete(typed) }

// EventNamed returns the event whose whole name was typed, without its day, now
// or before it was renamed; nil where there is none, or several.
func (c *Catalog) EventNamed(ctx context.Context, typed string) (*event.Event, error) {
	slug := event.SlugOf(strings.TrimSpace(typed))
	if !isSlug(slug) || !strings.Contains(slug, "-") {
		return nil, nil
	}
	if _, isDay := c.Form(typed); isDay {
		return nil, nil
	}
	refs, err := c.WithSlug(ctx, slug)
	if err != nil || len(refs) != 1 {
		return nil, err
	}
	target, err := c.resolve(refs[0].String())
	if err != nil || target.Event == nil || !hasSlug(target.Event, slug) {
		return nil, err
	}
	return target.Event, nil
}

// hasSlug reports whether an event has a slug, or had it before.
func hasSlug(e *event.Event, slug string) bool {
	if e.Ref.Slug == slug {
		return true
	}
	for _, change := range e.Changes {
		if change.Ref.Slug == slug {
			return true
		}
	}
	return false
}
