package view

import (
	"strings"
	"testing"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

func TestWordsForAScreen(t *testing.T) {
	shared := catalog.Relative{Direction: catalog.Both, Shared: []string{"Port", "Ships"}}
	words := catalog.Relative{Direction: catalog.Shared, Words: []string{"quay"}}
	reasons := func(r catalog.Relative, l Language) string { return strings.Join(Reasons(r, l), "; ") }
	ref := event.NewRef(date(2016, 4, 3), "a")
	for _, test := range []struct{ name, got, want string }{
		{"headline", Headline(event.Event{Headline: "A"}, English), "A"},
		{"no headline", Headline(event.Event{}, English), "(no headline)"},
		{"no headline in Chinese", Headline(event.Event{}, Chinese), "（无标题）"},
		{"day", DayTitle(ref.Date, English), "Sunday, 3 April 2016"},
		{"day in Chinese", DayTitle(ref.Date, Chinese), "2016年4月3日 星期日"},
		{"one", Counted(1, "event", English), "1 event"},
		{"many", Counted(2000, "event", English), "2,000 events"},
		{"many in Chinese", Counted(2000, "event", Chinese), "2,000 条"},
		{"another noun", Counted(2, "topic", English), "2 topics"},
		{"reference", Handle(ref, 2), "2016/04/3/2"},
		{"reference without a number", Handle(ref, 0), "2016/04/3"},
		{"reasons", reasons(shared, English), "links to and linked from; shares Port, Ships"},
		{"reasons in Chinese", reasons(shared, Chinese), "互相链接; 共同主题：Port、Ships"},
		{"words", reasons(words, English), "shares the word quay"},
		{"lacks", Without(catalog.Hit{Lacks: []string{"new", "q\x1b[31may"}}, English), "without new, q[31may"},
		{"lacks in Chinese", Without(catalog.Hit{Lacks: []string{"港口"}}, Chinese), "缺少：港口"},
		{"lacks nothing", Without(catalog.Hit{}, English), ""},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestExcerptIsOneLine(t *testing.T) {
	for _, s := range awkward() {
		for _, marks := range [][]catalog.Mark{nil, {{Start: 0, End: len(firstRunes(s, 1))}}} {
			for width := 4; width < 60; width += 5 {
				cut := Excerpt(catalog.Passage{Text: s + "\n\n" + s, Marks: marks}, width)
				if text.Width(cut.Text) > width || strings.Contains(cut.Text, "\n") {
					t.Errorf("%q in %d columns is %q", s, width, cut.Text)
				}
			}
		}
	}
}
