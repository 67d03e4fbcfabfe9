package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/text"
)

// resolve finds what a reference names. A name of an event without its day is
// looked up in the whole archive.
func (p *Program) resolve(ctx context.Context, flags *common, a *archive.Archive, typed string) (archive.Target, error) {
	target, err := a.Resolve(typed, p.today())
	var notFound *archive.NotFoundError
	slug := event.SlugOf(strings.TrimSpace(typed))
	if !errors.As(err, &notFound) || !notFound.Date.IsZero() || !isSlug(slug) {
		return target, err
	}
	var refs []event.Ref
	failed := p.ask(ctx, flags, a, func(x *index.Index) (err error) {
		if refs, err = p.withSlug(ctx, a, x, slug); len(refs) == 0 && err == nil && slug != strings.ToLower(slug) {
			refs, err = p.withSlug(ctx, a, x, strings.ToLower(slug)) // as most are
		}
		return err
	})
	switch {
	case failed != nil:
		return archive.Target{}, failed
	case len(refs) == 0, len(refs) > 1 && !strings.Contains(strings.Trim(slug, "-"), "-"): // one word begins too many
		return target, err
	case len(refs) > 1:
		return archive.Target{}, &archive.AmbiguousError{Typed: typed, Refs: refs}
	}
	return a.Resolve(refs[0].String(), p.today())
}

// isSlug tells whether a text can be the name of an event, or its beginning.
func isSlug(s string) bool {
	return s != "" && !strings.HasPrefix(s, "-") && !strings.ContainsAny(s, "/ \t") && text.IsPlain(s)
}

// withSlug gives the events of any day that have a slug, or had it before; where
// there are none, those whose slugs begin with it. In canonical order.
func (p *Program) withSlug(ctx context.Context, a *archive.Archive, x *index.Index, slug string) ([]event.Ref, error) {
	if x != nil {
		return x.Slug(slug)
	}
	type refs struct{ now, former, beginning []event.Ref }
	look := func(day event.Day) (found refs) {
		for _, e := range day.Events {
			switch {
			case e.Ref.Slug == slug:
				found.now = append(found.now, e.Ref)
			case slices.ContainsFunc(e.Changes, func(c event.Change) bool { return c.Ref.Slug == slug }):
				found.former = append(found.former, e.Ref)
			case strings.HasPrefix(e.Ref.Slug, slug):
				found.beginning = append(found.beginning, e.Ref)
			}
		}
		return found
	}
	var all refs
	for found := range everyDay(ctx, p, a, look) {
		all.now = append(all.now, found.now...)
		all.former = append(all.former, found.former...)
		all.beginning = append(all.beginning, found.beginning...)
	}
	for _, found := range [][]event.Ref{all.now, all.former} {
		if len(found) > 0 {
			return found, ctx.Err()
		}
	}
	return all.beginning, ctx.Err()
}
