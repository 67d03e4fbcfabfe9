package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"news/internal/text"
)

func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		done, days int
		elapsed    time.Duration
		columns    int
		want       string
	}{
		{0, 4466, time.Second, 80, "reading days   0% |          | 0 of 4,466"},
		{1, 4466, time.Second, 80, "reading days   0% |          | 1 of 4,466 1h14m25s left"},
		{2233, 4466, 3 * time.Second, 80, "reading days  50% |█████     | 2,233 of 4,466 3s left"},
		{4465, 4466, 8 * time.Second, 80, "reading days  99% |█████████ | 4,465 of 4,466 0s left"},
		{4466, 4466, 8 * time.Second, 80, "reading days  99% |█████████ | 4,465 of 4,466 0s left"},
		{9999, 4466, 8 * time.Second, 80, "reading days  99% |█████████ | 4,465 of 4,466 0s left"},
		{2233, 4466, 3 * time.Second, 0, "reading days  50% |█████     | 2,233 of 4,466 3s left"},
		{2233, 4466, 3 * time.Second, 50, "reading days  50% |█████     | 2,233 of 4,466"},
		{2233, 4466, 3 * time.Second, 33, "reading days  50% |█████     |"},
		{2233, 4466, 3 * time.Second, 32, "reading days  50% 3s left"},
		{2233, 4466, 3 * time.Second, 20, "reading days  50%"},
		{1, 1, time.Second, 80, "reading days   0% |          | 0 of 1"},
		{0, 0, 0, 80, "reading days   0% |          | 0 of 0"},
		{-3, -1, 0, 80, "reading days   0% |          | 0 of -1"},
	} {
		if got := progressLine(c.done, c.days, c.elapsed, c.columns); got != c.want {
			t.Errorf("%d of %d days after %v, in %d columns:\n%q, want\n%q", c.done, c.days, c.elapsed, c.columns, got, c.want)
		}
	}
}

func TestProgressLineLeavesRoomForAnInterrupt(t *testing.T) {
	for columns := 20; columns <= 80; columns++ {
		line := progressLine(48765, 97531, 90*time.Second, columns)
		if width := text.Width(line + "^C"); width >= columns {
			t.Errorf("%d of %d columns: %q", width, columns, line)
		}
	}
}

func TestProgressIsShownToPeopleWhoWait(t *testing.T) {
	for _, c := range []struct {
		what     string
		waited   time.Duration
		terminal bool
		want     string
	}{
		{"at once", 0, true, ""},
		{"after a while", patience, true, "\rreading days  40% |████      | 4 of 10 "},
		{"in a pipe", patience, false, ""},
	} {
		var said bytes.Buffer
		p := &Program{Err: &said, Size: func(any) (int, int, bool) { return 80, 24, c.terminal }}
		bar := p.newProgress()
		bar.since = time.Now().Add(-c.waited)
		bar.set(4, 10)
		if !strings.HasPrefix(said.String(), c.want) || (c.want == "") != (said.Len() == 0) {
			t.Errorf("%s: said %q", c.what, said.String())
		}
		if shown := p.bar.Load() != nil; shown != (c.want != "") {
			t.Errorf("%s: an interrupt clears the line: %v", c.what, shown)
		}
		said.Reset()
		bar.set(5, 10)
		if said.Len() > 0 {
			t.Errorf("%s: drawn again within an instant: %q", c.what, said.String())
		}
		bar.clear()
		if want := "\r\x1b[K"; c.want != "" && said.String() != want || c.want == "" && said.Len() > 0 {
			t.Errorf("%s: cleared by %q", c.what, said.String())
		}
		if p.bar.Load() != nil {
			t.Errorf("%s: an interrupt clears a line that is not there", c.what)
		}
	}
}
