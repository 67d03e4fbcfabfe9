package search

import (
	"context"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/when"
)

// wishFor returns the wish for the days that somebody types.
func wishFor(typed string) DayWish {
	span, err := when.ParseSpan(typed, today)
	if err != nil {
		panic(err)
	}
	return DayWish{Typed: typed, Contains: span.Contains, Words: wordsOf(typed)}
}
var _ = context.Background
var _ = strings.Fields
var _ event.Ref
var _ testing.T
