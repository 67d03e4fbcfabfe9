package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long something may take before a bar tells how far it is.
const patience = 500 * time.Millisecond

// progress shows on a terminal how far the reading of an archive has come.
type progress struct {
	program *Program
	what    string
	since   time.Time
	bar     *progressbar.ProgressBar // nil as long as there is nothing to show
}

func (p *Program) newProgress(what string) *progress {
	return &progress{program: p, what: what, since: time.Now()}
}

// set tells how many of the days are done, and how many pages these had. How
// many pages all have is not known before, but soon guessed well.
func (b *progress) set(done, days, pages int) {
	if b.bar == nil {
		if time.Since(b.since) < patience || !b.program.errIsTerminal() {
			return
		}
		b.bar = progressbar.NewOptions(pages,
			progressbar.OptionSetWriter(b.program.Err), progressbar.OptionSetDescription(b.what),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("pages"),
			progressbar.OptionSetPredictTime(true), progressbar.OptionSetElapsedTime(false), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20))
	}
	b.bar.ChangeMax(pages*days/max(done, 1) + 1) // the last stands for storing what was read
	b.bar.Set(pages)
}

// clear takes the bar away.
func (b *progress) clear() {
	if b.bar != nil {
		b.bar.Clear()
		b.bar = nil
	}
}

func (p *Program) errIsTerminal() bool {
	_, _, terminal := p.size(p.Err)
	return terminal
}
