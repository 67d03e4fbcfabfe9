package cli

import (
	"fmt"
	"strings"
	"time"

	"news/internal/text"
)

// patience is how long something may take before a bar shows its progress.
const patience = 500 * time.Millisecond

// progress shows on a terminal how much of an archive has been read.
type progress struct {
	program *Program
	since   time.Time
	drawn   time.Time // when the bar was drawn last; zero while there is none
}

func (p *Program) newProgress() *progress {
	return &progress{program: p, since: time.Now()}
}

// isDue reports whether it is time to draw the bar: for the first time or again.
func (b *progress) isDue() bool {
	if !b.drawn.IsZero() {
		return time.Since(b.drawn) >= 100*time.Millisecond
	}
	return time.Since(b.since) >= patience && b.program.errIsTerminal()
}

// set shows how many of all days are done. The number of days is known from the
// start, and does not change; the number of their pages is not known.
func (b *progress) set(done, days int) {
	if !b.isDue() {
		return
	}
	columns, _, _ := b.program.size(b.program.Err)
	b.drawn = time.Now()
	b.program.bar.Store(b)
	fmt.Fprintf(b.program.Err, "\r%s\x1b[K", progressLine(done, days, time.Since(b.since), columns))
}

// clear removes the bar.
func (b *progress) clear() {
	if !b.drawn.IsZero() {
		b.wipe() // the bar, and a ^C that an interrupt may have left
		b.drawn = time.Time{}
		b.program.bar.Store(nil)
	}
}

// wipe clears the line of the bar.
func (b *progress) wipe() { fmt.Fprint(b.program.Err, "\r\x1b[K") }

// progressLine returns the line of the bar: a bar of ten columns, the days done, and
// the time that is left if all days take as long. It leaves out what a narrow window
// has no room for; columns is 0 where the window's width is not known.
func progressLine(done, days int, elapsed time.Duration, columns int) string {
	done = max(0, min(done, days-1)) // the last step is for the work after all days are read
	const full = 10
	filled := full * done / max(days, 1)
	parts := []string{
		fmt.Sprintf("reading days %3d%%", 100*done/max(days, 1)),
		"|" + strings.Repeat("█", filled) + strings.Repeat(" ", full-filled) + "|",
		text.Grouped(done) + " of " + text.Grouped(days),
	}
	if done > 0 {
		left := time.Duration(float64(elapsed) / float64(done) * float64(days-done))
		parts = append(parts, left.Round(time.Second).String()+" left")
	}
	const forInterrupt = len("^C") + 1 // the cursor stands behind the line
	line := parts[0]
	for _, part := range parts[1:] {
		if columns == 0 || text.Width(line)+1+text.Width(part)+forInterrupt <= columns {
			line += " " + part
		}
	}
	return line
}

func (p *Program) errIsTerminal() bool {
	_, _, terminal := p.size(p.Err)
	return terminal
}
