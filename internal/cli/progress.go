package cli

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long something may take before a bar tells how far it is.
const patience = 500 * time.Millisecond

// progress shows on a terminal how far the reading of an archive has come.
type progress struct {
	program *Program
	since   time.Time
	bar     *progressbar.ProgressBar // nil as long as there is nothing to show
}

func (p *Program) newProgress() *progress {
	return &progress{program: p, since: time.Now()}
}

// isDue tells whether there is a bar to show.
func (b *progress) isDue() bool {
	return b.bar != nil || time.Since(b.since) >= patience && b.program.errIsTerminal()
}

// set tells how many of all days are done. How many there are is known from the
// first look at the archive, and stays; how many pages they have is not.
func (b *progress) set(done, days int) {
	if !b.isDue() {
		return
	}
	if b.bar == nil {
		b.bar = progressbar.NewOptions(days,
			progressbar.OptionSetWriter(b.program.Err), progressbar.OptionSetDescription("reading days"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("days"),
			progressbar.OptionSetPredictTime(true), progressbar.OptionSetElapsedTime(false), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(10)) // the line leaves room for ^C
		b.program.bar.Store(b)
	}
	// The last day stands for what is done when all are read.
	b.bar.Set(min(done, b.bar.GetMax()-1))
}

// clear takes the bar away.
func (b *progress) clear() {
	if b.bar != nil {
		b.wipe() // more than the bar: an interrupt may have left its ^C
		b.bar = nil
		b.program.bar.Store(nil)
	}
}

// wipe empties the line that the bar stands on.
func (b *progress) wipe() { fmt.Fprint(b.program.Err, "\r\x1b[K") }

func (p *Program) errIsTerminal() bool {
	_, _, terminal := p.size(p.Err)
	return terminal
}
