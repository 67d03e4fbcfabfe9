package browse

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/text"
)

// tick is the message that time has passed while work is under way.
type tick struct{}

// ticks is the time between two ticks. Work that takes this long, and not two ticks,
// is not worth a sign.
const ticks = 100 * time.Millisecond

// untilSign is after how many ticks work under way has a sign.
const untilSign = 2

// startTicking returns the command for the next tick where none is awaited.
func (m *model) startTicking() tea.Cmd {
	if m.isTicking || m.tick == nil {
		return nil
	}
	m.isTicking = true
	return m.tick()
}

// tickLater returns a command that ticks once.
func tickLater() tea.Cmd { return tea.Tick(ticks, func(time.Time) tea.Msg { return tick{} }) }

// ticked counts a tick for all work under way. Without work there are no more ticks,
// so that an idle browser sleeps.
func (m *model) ticked() tea.Cmd {
	m.isTicking = false
	if len(m.running) == 0 {
		return nil
	}
	for _, w := range m.running {
		w.ticks++
	}
	return m.startTicking()
}

// isSeen reports whether work has been under way for so long that a sign says so.
func (w *work) isSeen() bool { return w.number != 0 && w.ticks >= untilSign }

// spin are the shapes of the sign for work under way.
var spin = []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"}

// sign returns the sign that work is under way, one column wide, or "" where there is
// none to speak of.
func (m *model) sign() string {
	for _, w := range m.running {
		if w.isSeen() && w != &m.indexing {
			return spin[w.ticks%len(spin)]
		}
	}
	return ""
}

// Observer shows in the browser what its catalog is doing. It is a catalog.Observer;
// Options have the one that the catalog was opened with. The zero Observer is ready.
type Observer struct {
	mu    sync.Mutex
	send  func(tea.Msg) // to the browser; nil before Run
	seen  observed
	queue bool // a message is on its way
}

// observed is the message that a catalog has something to tell. It holds all that is
// to be told: the latest state of the reading, and what has not been said.
type observed struct {
	isReading bool
	progress  catalog.Progress
	isWaiting bool
	remade    error
	unindexed error
}

// observerPause is the least time between two messages of an Observer.
const observerPause = 50 * time.Millisecond

// Reading tells how far the reading of pages has come.
func (o *Observer) Reading(p catalog.Progress) {
	o.note(func(s *observed) { s.isReading, s.progress, s.isWaiting = true, p, false })
}

// Read tells that reading has ended.
func (o *Observer) Read() {
	o.mu.Lock()
	isNews := o.seen.isReading || o.seen.isWaiting
	o.mu.Unlock()
	if isNews { // it is called after every question
		o.note(func(s *observed) { s.isReading, s.isWaiting = false, false })
	}
}

// Waiting tells that another process has the index.
func (o *Observer) Waiting() { o.note(func(s *observed) { s.isWaiting = true }) }

// Remade tells that the index was made anew.
func (o *Observer) Remade(was error) { o.note(func(s *observed) { s.remade = was }) }

// Unindexed tells that there can be no index.
func (o *Observer) Unindexed(why error) { o.note(func(s *observed) { s.unindexed = why }) }

// note notes what is to be told, and sees to it that the browser hears of it soon. It
// does not wait for the browser, which may wait for an editor.
func (o *Observer) note(change func(*observed)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change(&o.seen)
	o.deliver()
}

// deliver sends what is to be told, unless that is on its way. The lock is held.
func (o *Observer) deliver() {
	if o.queue || o.send == nil {
		return
	}
	o.queue = true
	time.AfterFunc(observerPause, func() {
		o.mu.Lock()
		msg, send := o.seen, o.send
		o.queue = false
		o.seen.remade, o.seen.unindexed = nil, nil
		o.mu.Unlock()
		if send != nil {
			send(msg)
		}
	})
}

// isReading reports whether pages are being read for the index.
func (o *Observer) isReading() bool {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.seen.isReading
}

// tell tells all to a browser from now on; to none where send is nil.
func (o *Observer) tell(send func(tea.Msg)) {
	if o == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.send = send
	if o.seen != (observed{}) {
		o.deliver()
	}
}

// observed takes what the catalog tells.
func (m *model) observed(msg observed) {
	w := m.words()
	if msg.remade != nil {
		m.message = text.Plain(fmt.Sprintf(w.remade, msg.remade))
	}
	if msg.unindexed != nil {
		m.message = text.Plain(fmt.Sprintf(w.unindexed, w.problem(msg.unindexed)))
	}
	msg.remade, msg.unindexed = nil, nil
	m.seen = msg
}

// prepare makes the index or brings it up to date beside the keys, so that it is there
// when it is needed. It does so once, when something is shown: the first frame has the
// processors for itself.
func (m *model) prepare() tea.Cmd {
	if m.isPrepared {
		return nil
	}
	m.isPrepared = true
	c, shown := m.Catalog, m.Shown
	return m.begin(&m.indexing, func(ctx context.Context) func() tea.Cmd {
		if shown != nil {
			shown()
		}
		c.Prepare(ctx) // a search that needs the index tells of its error
		return m.retype
	})
}

// progressLine returns the words and the bar of the reading that is under way, so many
// columns wide at most, or "".
func (m *model) progressLine(width int) string {
	w := m.words()
	// Where our own index is being made, it is what another question of ours waits for.
	isMaking := m.indexing.number != 0 && m.seen.progress.Days > 0
	switch {
	case m.seen.isWaiting && !isMaking:
		return text.Shorten(w.waiting, width)
	case !m.seen.isReading && !isMaking || m.seen.progress.Days == 0:
		return ""
	}
	done, days := min(m.seen.progress.Done, m.seen.progress.Days), m.seen.progress.Days
	said := fmt.Sprintf(w.reading, done, days)
	const widestBar = 24
	bar := min(widestBar, width-text.Width(said)-1)
	if bar < 4 {
		return fmt.Sprintf("%d%%", 100*done/days)
	}
	full := bar * done / days
	return strings.Repeat("━", full) + strings.Repeat("─", bar-full) + " " + said
}

// stopIndexing stops the making of the index, and reports whether it was under way for
// people to see.
func (m *model) stopIndexing() bool {
	isSeen := m.indexing.isSeen() && m.seen.isReading
	if isSeen {
		m.end(&m.indexing)
	}
	return isSeen
}

// listen lets the catalog's observer tell what it sees.
func (m *model) listen(send func(tea.Msg)) { m.Observer.tell(send) }
