package relation_test

import (
	"testing"

	"news/internal/event"
	"news/internal/relation"
)

func ref(slug string) event.Ref {
	return event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, slug)
}

// to returns a link as a page has it.
func to(slug string, topics ...string) event.Link {
	return event.Link{Ref: ref(slug), Headline: "page calls it " + slug, Topics: topics}
}

func TestDirectionHasAWord(t *testing.T) {
	for direction, want := range map[relation.Direction]string{
		relation.Out: "out", relation.In: "in", relation.Both: "both", relation.Shared: "shared", 0: "", 5: "",
	} {
		if got := direction.String(); got != want {
			t.Errorf("direction %d is %q, want %q", direction, got, want)
		}
	}
}
