package relation_test

import (
	"testing"

	"news/internal/event"
	"news/internal/relation"
)

func TestCompareFindsWhatDiffers(t *testing.T) {
	pages := func() []event.Event {
		return []event.Event{
			page(1, "a", []string{"Oslo"}, to("b", "Kiel"), to("lost")),
			page(2, "b", nil, to("a")),
			page(3, "c", []string{"Bergen", "Oslo"}),
		}
	}
	graph := graphOf(relation.InWords, pages()...)
	for what, change := range map[string]func([]event.Event) []event.Event{
		"":                                       func(e []event.Event) []event.Event { return e },
		"one graph has 3 events and the other 2": func(e []event.Event) []event.Event { return e[:2] },
		"2016/04/3/3 stands where {2016-04-03 4} should": func(e []event.Event) []event.Event { e[2].Number = 4; return e },
		"2016/04/3/3 has other topics":                   func(e []event.Event) []event.Event { e[2].Topics = []string{"Oslo", "Vik"}; return e },
		"2016/04/3/1 has other links":                    func(e []event.Event) []event.Event { e[0].Related = e[0].Related[:1]; return e },
		"other links lead to 2016/04/3/1": func(e []event.Event) []event.Event {
			e[1].Related = append(e[1].Related, to("a"))
			return e
		},
	} {
		got := ""
		if err := relation.Compare(graph, graphOf(relation.InWords, change(pages())...)); err != nil {
			got = err.Error()
		}
		if got != what {
			t.Errorf("got %q, want %q", got, what)
		}
	}
}
