package browse

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	tea "charm.land/bubbletea/v2"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/view"
)

// Wherever an event is named by a reference that it had in another day, the browser leads
// to the day where it is now, and a mark by the former reference is a mark of the event.
func TestAFormerReferenceLeadsToTheEvent(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, data := range map[string]string{
		"2016/04/3/storm.md": "# A storm passes\n\n### Related:\n\n1. [The ferry](/news/2016/04/3/ferry.md) _Context: Isle_\n",
		"2016/04/5/ferry.md": "# The ferry waits\n\n### Changes:\n\n1. [The ferry](/news/2016/04/3/ferry.md) _(First version)_\n",
		"2016/04/5/calm.md":  "# A calm\n",
	} {
		fsys["news/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	date := event.Date{Year: 2016, Month: 4, Day: 3}
	former, now := event.NewRef(date, "ferry"), event.NewRef(date.AddDays(2), "ferry")
	for name, show := range map[string]func(*model) tea.Cmd{
		"day":   func(m *model) tea.Cmd { return m.show(dayAsk{date: date, at: former}) },
		"link":  func(m *model) tea.Cmd { return m.openLink(&view.PageLink{Kind: view.RelatedLink, Ref: former}) },
		"mark":  func(m *model) tea.Cmd { return m.show(marksAsk{}) },
		"place": func(m *model) tea.Cmd { m.State.(*testState).left = former; return m.lastPlace() },
	} {
		o := Options{Catalog: catalogOf(t, archive.FromFS(fsys)), System: &testSystem{}, State: &testState{marks: []event.Ref{former}}}
		o.Style, _ = view.LoadStyle("")
		p := newPlayerOf(t, o, Start{Date: date}, 80, 24)
		p.run(show(p.m))
		if frame := p.frame(); p.m.here() != now || strings.Contains(frame, "no page") {
			t.Errorf("%s: on %v\n%s", name, p.m.here(), frame)
		}
		if !p.m.isMarked(now) {
			t.Errorf("%s: it is not marked", name)
		}
		p.press("m")
		if marks := p.m.State.Marks(); len(marks) > 0 {
			t.Errorf("%s: left marked: %v", name, marks)
		}
		p.press("m")
		if marks := p.m.State.Marks(); !slices.Equal(marks, []event.Ref{now}) {
			t.Errorf("%s: marked: %v", name, marks)
		}
	}
}
