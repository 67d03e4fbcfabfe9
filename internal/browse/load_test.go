package browse

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

// slowAsk is an ask whose answers wait until they are let go.
type slowAsk struct {
	name string
	gate chan struct{} // lets the next answer go
	seen *[]error      // the errors of the contexts when the answers were let go
}

func (a slowAsk) answer(ctx context.Context, _ *Options) (answer, error) {
	<-a.gate
	*a.seen = append(*a.seen, ctx.Err())
	return answer{title: a.name, rows: []row{{kind: topicRow, text: a.name, topic: a.name}}}, ctx.Err()
}

func newSlowAsk(name string) slowAsk {
	return slowAsk{name, make(chan struct{}, 10), new([]error)}
}

// later returns what a command returns when it is let go.
func (a slowAsk) end(p *player, cmd tea.Cmd) {
	a.gate <- struct{}{}
	p.run(cmd)
}

func TestNewerQuestionOfAScreenCancelsTheOlder(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	a := newSlowAsk("slow")
	older := p.m.show(a)
	newer := p.m.askAgain(p.m.trail.here())
	a.end(p, older)
	if p.m.trail.here().isAnswered {
		t.Error("the answer to an older question is shown")
	}
	a.end(p, newer)
	if s := p.m.trail.here(); s.answer.title != "slow" || s.err != nil {
		t.Errorf("the newer question has the answer %q, %v", s.answer.title, s.err)
	}
	if seen := *a.seen; !errors.Is(seen[0], context.Canceled) || seen[1] != nil {
		t.Errorf("contexts ended with %v", seen)
	}
}

func TestScreensDoNotCancelEachOther(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	one, two := newSlowAsk("one"), newSlowAsk("two")
	first := p.m.show(one)
	second := p.m.show(two)
	two.end(p, second)
	one.end(p, first)
	if seen := append(*one.seen, *two.seen...); seen[0] != nil || seen[1] != nil {
		t.Errorf("contexts ended with %v", seen)
	}
	if at := p.m.trail.here().answer.title; at != "two" {
		t.Errorf("%q is shown", at)
	}
	one.gate <- struct{}{} // it is asked again
	p.press("backspace")
	if at := p.m.trail.here().answer.title; at != "one" {
		t.Errorf("after going back %q is shown", at)
	}
}

func TestForgottenScreensStop(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	a, b := newSlowAsk("a"), newSlowAsk("b")
	cmd := p.m.show(a)
	p.press("backspace")
	p.m.show(b)
	a.end(p, cmd)
	if seen := *a.seen; !errors.Is(seen[0], context.Canceled) {
		t.Errorf("the context of a screen that nobody can go to ended with %v", seen)
	}
}

func TestWorkHasASignThatEscStops(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	a := newSlowAsk("slow")
	cmd := p.m.show(a)
	if p.m.sign() != "" {
		t.Error("a sign at once")
	}
	for range untilSign {
		p.send(tick{})
	}
	if p.m.sign() == "" {
		t.Error("no sign of work that goes on")
	}
	p.press("esc")
	if p.m.sign() != "" || !strings.Contains(p.frame(), "stopped") {
		t.Errorf("Esc says\n%s", p.frame())
	}
	a.end(p, cmd)
	if p.m.trail.here().isAnswered {
		t.Error("what was stopped is shown")
	}
}

func TestTicksEndWithTheWork(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	ticking := 0
	p.m.tick = func() tea.Cmd { ticking++; return nil }
	a := newSlowAsk("slow")
	cmd := p.m.show(a)
	p.send(tick{})
	a.end(p, cmd)
	p.send(tick{})
	before := ticking
	p.send(tick{})
	if before == 0 || ticking != before {
		t.Errorf("%d ticks while work went on, %d afterwards", before, ticking-before)
	}
}

// TestArchiveChangesWhileItIsShown shows a day whose pages change, go and come back.
func TestArchiveChangesWhileItIsShown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	page := func(headline string) string { return "# " + headline + "\n\nText.\n" }
	for _, slug := range []string{"a", "b", "c"} {
		writePage(t, dir, "2016/04/03", slug, page("Event "+slug))
	}
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c := catalog.Open(a, catalog.Options{})
	o := Options{Catalog: c, Archive: "archive", System: &testSystem{}, State: &testState{}}
	o.Style, _ = view.LoadStyle("")
	p := newPlayerOf(t, o, Start{Date: event.Date{Year: 2016, Month: 4, Day: 3}}, 120, 24)
	expect := func(when string, has ...string) {
		t.Helper()
		for _, part := range has {
			if !strings.Contains(p.frame(), part) {
				t.Errorf("%s the frame does not say %q:\n%s", when, part, p.frame())
			}
		}
	}
	expect("at first", "Event a", "3 events", "Text.")
	os.Remove(filepath.Join(dir, "news/2016/04/03/b.md"))
	p.press("j")
	expect("on a page that is gone", "Event b", "the archive has no page of this event")
	writePage(t, dir, "2016/04/03", "b", page("Event b, again"))
	p.press("k")
	p.press("j")
	expect("on a page that is back", "Event b, again")
	os.Rename(dir, dir+"-away")
	p.send(tea.ResumeMsg{})
	expect("without the archive", "cannot be read")
	for _, key := range []string{"j", "enter", "tab", "backspace", "G"} {
		p.press(key)
	}
	os.Rename(dir+"-away", dir)
	p.send(tea.ResumeMsg{})
	expect("with the archive back", "Event a", "Event b, again", "Event c")
}

// While the browser makes its index, a question that waits for it does not say that
// another program has it.
func TestNobodyWaitsForAnotherWhileTheIndexIsOurs(t *testing.T) {
	read := catalog.Progress{Done: 200, Days: 200}
	for _, test := range []struct {
		name     string
		isMaking bool
		told     observed
		want     string
	}{
		{"another makes the index", true, observed{isWaiting: true}, "waiting for another news"},
		{"we make it", true, observed{isWaiting: true, progress: read}, "index: 200 of 200 days"},
		{"we make it, and a question has ended", true, observed{progress: read}, "index: 200 of 200 days"},
		{"we have made it, and another changes it", false, observed{isWaiting: true, progress: read}, "waiting for another news"},
		{"we have made it", false, observed{progress: read}, ""},
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		if test.isMaking {
			p.m.begin(&p.m.indexing, func(context.Context) func() tea.Cmd { return nil })
		}
		p.send(test.told)
		if got := p.m.progressLine(80); !strings.HasSuffix(got, test.want) && !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: says %q", test.name, got)
		}
	}
}

// TestObserver looks at what the browser makes of what a catalog tells.
func TestObserver(t *testing.T) {
	o := &Observer{}
	o.Waiting()
	got := make(chan observed, 100)
	o.tell(func(msg tea.Msg) { got <- msg.(observed) })
	if msg := <-got; !msg.isWaiting {
		t.Errorf("what was told before is %v", msg)
	}
	for i := range 10_000 {
		o.Reading(catalog.Progress{Done: i, Days: 10_000})
	}
	o.Unindexed(errors.New("no room"))
	last := observed{}
	for last.progress.Done != 9_999 || last.unindexed == nil {
		select {
		case last = <-got:
		case <-time.After(5 * time.Second):
			t.Fatalf("the last that was told is %v", last)
		}
	}
	o.Read()
	for last.isReading {
		last = <-got
	}
	o.tell(nil)
	o.Waiting()
}

func TestProgressLine(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	for _, test := range []struct {
		told observed
		want string
	}{
		{observed{}, ""},
		{observed{isReading: true}, ""},
		{observed{isReading: true, progress: catalog.Progress{Done: 50, Days: 200}}, "index: 50 of 200 days"},
		{observed{isReading: true, progress: catalog.Progress{Done: 300, Days: 200}}, "index: 200 of 200 days"},
		{observed{isWaiting: true}, "waiting for another news"},
		{observed{unindexed: errors.New("no room \x1b[31m")}, "no room"},
	} {
		p.press("up")
		p.send(test.told)
		lines := strings.Split(strings.TrimSpace(p.frame()), "\n")
		if last := lines[len(lines)-1]; !strings.Contains(last, test.want) {
			t.Errorf("%v: the bottom line is %q", test.told, last)
		}
		for _, fault := range faultsOf(p.m.View(), 80, 24) {
			t.Error(fault)
		}
	}
}
