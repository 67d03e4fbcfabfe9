package cli

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long something may take before a bar shows its progress.
const patience = 500 * time.Millisecond

// progress shows on a terminal how much of an archive has been read.
type progress struct {
	program *Program
	since   time.Time
	bar     *progressbar.ProgressBar // nil while there is nothing to show
}

func (p *Program) newProgress() *progress {
	return &progress{program: p, since: time.Now()}
}

// isDue reports whether it is time to show a bar.
func (b *progress) isDue() bool {
	return b.bar != nil || time.Since(b.since) >= patience && b.program.errIsTerminal()
}

// set shows how many of all days are done. The number of days is known from the
// start, and does not change; the number of their pages is not known.
func (b *progress) set(done, days int) {
	if !b.isDue() {
		return
	}
	if b.bar == nil {
		b.bar = progressbar.NewOptions(days,
			progressbar.OptionSetWriter(b.program.Err), progressbar.OptionSetDescription("reading days"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("days"),
			progressbar.OptionSetPredictTime(true), progressbar.OptionSetElapsedTime(false), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(10)) // leave room for ^C on the line
		b.program.bar.Store(b)
	}
	// The last step is for the work after all days are read.
	b.bar.Set(min(done, b.bar.GetMax()-1))
}

// clear removes the bar.
func (b *progress) clear() {
	if b.bar != nil {
		b.wipe() // the bar, and a ^C that an interrupt may have left
		b.bar = nil
		b.program.bar.Store(nil)
	}
}

// wipe clears the line of the bar.
func (b *progress) wipe() { fmt.Fprint(b.program.Err, "\r\x1b[K") }

func (p *Program) errIsTerminal() bool {
	_, _, terminal := p.size(p.Err)
	return terminal
}
