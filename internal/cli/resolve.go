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
	"news/internal/when"
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
		refs, err = withSlug(ctx, a, x, slug)
		return err
	})
	switch {
	case failed != nil:
		return archive.Target{}, failed
	case len(refs) == 0:
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
// there are none, those whose slugs begin with it, if it is of several words:
// one is the beginning of too many. In canonical order.
func withSlug(ctx context.Context, a *archive.Archive, x *index.Index, slug string) ([]event.Ref, error) {
	beginnings := strings.Contains(strings.Trim(slug, "-"), "-")
	if x != nil {
		return x.Slug(slug, beginnings)
	}
	var now, former, beginning []event.Ref
	for day := range a.Days(ctx, when.Set{}, false) {
		for _, e := range day.Events {
			switch {
			case e.Ref.Slug == slug:
				now = append(now, e.Ref)
			case slices.ContainsFunc(e.Changes, func(c event.Change) bool { return c.Ref.Slug == slug }):
				former = append(former, e.Ref)
			case beginnings && strings.HasPrefix(e.Ref.Slug, slug):
				beginning = append(beginning, e.Ref)
			}
		}
	}
	if len(now) == 0 {
		now = former
	}
	if len(now) == 0 {
		now = beginning
	}
	return now, ctx.Err()
}
