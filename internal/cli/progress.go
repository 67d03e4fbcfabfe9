package cli

import (
	"fmt"
	"math"
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

// set tells how many of the days are done, and how many pages these had. How
// many pages all have is not known before, but soon guessed well.
func (b *progress) set(done, days, pages int) {
	if !b.isDue() {
		return
	}
	if b.bar == nil {
		b.bar = progressbar.NewOptions(pages,
			progressbar.OptionSetWriter(b.program.Err), progressbar.OptionSetDescription("reading pages"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("pages"),
			progressbar.OptionSetPredictTime(true), progressbar.OptionSetElapsedTime(false), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(10)) // the line leaves room for ^C
		b.program.bar.Store(b)
	}
	// The last page stands for what is done when all are read.
	b.bar.ChangeMax(max(roughly(pages*days/max(done, 1)), pages+1))
	b.bar.Set(pages)
}

// roughly rounds a guess to two digits, so that it stands still.
func roughly(n int) int {
	unit := int(math.Pow10(max(0, len(fmt.Sprint(n))-2)))
	return (n + unit/2) / unit * unit
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
