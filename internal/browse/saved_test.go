package browse

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/view"
)

// A saved question is asked where its name stands in the field of a search, and what is
// wrong with the name is said above the field.
func TestSavedQuestionsInTheFieldOfASearch(t *testing.T) {
	o := Options{Catalog: sampleCatalog(), Archive: "sample", System: &testSystem{}, State: &testState{}}
	o.Style, _ = view.LoadStyle("")
	o.Saved = func(typed string) (catalog.Question, bool, error) {
		asked := catalog.Asked{DaysAreWishes: true}
		switch typed {
		case "@war":
			asked.Args = []string{"syria army"}
		case "@china":
			asked.Categories = []string{"\u4e2d\u570b"}
		default:
			return catalog.Question{}, strings.HasPrefix(typed, "@"), errors.New("there is no saved question")
		}
		q, err := o.Catalog.Understand(asked)
		return q, true, err
	}
	for typed, want := range map[string]string{"@war": "@war \u00b7 ", "@china": "5 events"} {
		p := newPlayerOf(t, o, Start{}, 100, 24)
		p.press("/")
		for _, letter := range typed {
			p.press(string(letter))
			if frame := p.frame(); p.m.entry.text() != typed && !strings.Contains(frame, "there is no saved question") {
				t.Errorf("at %s nothing is said:\n%s", p.m.entry.text(), frame)
			}
		}
		p.press("enter")
		if frame := p.frame(); !strings.Contains(frame, want) || p.m.entry != nil || p.m.here().IsZero() {
			t.Errorf("%s shows\n%s", typed, frame)
		}
	}
	p := newPlayerOf(t, o, Start{}, 100, 24)
	p.press("/")
	p.send(tea.PasteMsg{Content: "@nothing"})
	p.press("enter")
	if frame := p.frame(); p.m.entry == nil || !strings.Contains(frame, "there is no saved question") {
		t.Errorf("the field closes:\n%s", frame)
	}
}
