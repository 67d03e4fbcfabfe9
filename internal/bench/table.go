package bench

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Limit is how much a command may take, compared with its peer. A zero field is no
// limit.
type Limit struct {
	Plus   time.Duration // at most this much longer than the peer
	Times  float64       // at most this many times as long as the peer
	Memory int64         // at most this much resident memory, in KB
}

// Row is one comparison: a command of news and its peer.
type Row struct {
	What   string // the command as it is typed
	Ours   Series
	Peer   string // the program to compare with
	Theirs Series // empty where the peer is not installed
	Limit  Limit
	Err    error // the reason why it could not be measured
}

// Holds reports whether the row keeps its limits, and whether that is known: a
// limit that compares both sides needs samples of both.
func (r Row) Holds() (holds, known bool) {
	needsPeer := r.Limit.Plus > 0 || r.Limit.Times > 0
	if r.Err != nil || len(r.Ours) == 0 || (needsPeer && len(r.Theirs) == 0) {
		return false, false
	}
	holds = true
	if r.Limit.Plus > 0 {
		holds = r.Ours.Median()-r.Theirs.Median() <= r.Limit.Plus
	}
	if r.Limit.Times > 0 {
		holds = holds && r.Ours.Ratio(r.Theirs) <= r.Limit.Times
	}
	if r.Limit.Memory > 0 {
		holds = holds && r.Ours.Memory() <= r.Limit.Memory
	}
	return holds, true
}

// WriteTable writes rows as a Markdown table with aligned columns: medians in
// milliseconds, each with the shortest run, and peak memory in MB (of 1024 KB). The
// error is the one of w.
func WriteTable(w io.Writer, rows []Row) error {
	cells := [][]string{{"what", "news ms", "min", "peer", "peer ms", "min", "beside it", "limit", "MB", "holds"}}
	for _, row := range rows {
		cells = append(cells, row.cells())
	}
	return writeCells(w, cells)
}

// cells returns the cells of the row.
func (r Row) cells() []string {
	if r.Err != nil {
		return []string{r.What, "failed", "-", r.Peer, "-", "-", "-", r.Limit.String(), "-", "-"}
	}
	holds := "-"
	if ok, known := r.Holds(); known {
		holds = map[bool]string{true: "yes", false: "NO"}[ok]
	}
	peer := r.Peer
	if len(r.Theirs) == 0 {
		peer += " (not installed)"
	}
	return []string{
		r.What, milliseconds(r.Ours, r.Ours.Median()), milliseconds(r.Ours, r.Ours.Min()),
		peer, milliseconds(r.Theirs, r.Theirs.Median()), milliseconds(r.Theirs, r.Theirs.Min()),
		r.beside(), r.Limit.String(), megabytes(r.Ours.Memory()), holds,
	}
}

// beside returns the comparison of the medians: a difference where the limit is a
// difference, else a ratio.
func (r Row) beside() string {
	switch {
	case len(r.Ours) == 0 || len(r.Theirs) == 0:
		return "-"
	case r.Limit.Plus > 0:
		return fmt.Sprintf("%+.1f ms", inMilliseconds(r.Ours.Median()-r.Theirs.Median()))
	case r.Ours.Ratio(r.Theirs) < 1:
		return fmt.Sprintf("%.3f x", r.Ours.Ratio(r.Theirs))
	default:
		return fmt.Sprintf("%.2f x", r.Ours.Ratio(r.Theirs))
	}
}

// String returns the limit in the form of the table: "+3 ms", "8 x, 400 MB", "-".
func (l Limit) String() string {
	var parts []string
	if l.Plus > 0 {
		parts = append(parts, fmt.Sprintf("+%g ms", inMilliseconds(l.Plus)))
	}
	if l.Times > 0 {
		parts = append(parts, fmt.Sprintf("%g x", l.Times))
	}
	if l.Memory > 0 {
		parts = append(parts, megabytes(l.Memory)+" MB")
	}
	if len(parts) == 0 {
		return "-"
	}
	return strings.Join(parts, ", ")
}

// inMilliseconds returns d in milliseconds.
func inMilliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// milliseconds returns a time of a series as text, "-" where the series is empty.
func milliseconds(s Series, d time.Duration) string {
	if len(s) == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", inMilliseconds(d))
}

// megabytes returns KB as whole MB, "-" for 0.
func megabytes(kb int64) string {
	if kb == 0 {
		return "-"
	}
	return fmt.Sprint((kb + 512) / 1024)
}

// writeCells writes a Markdown table; the first row is its head.
func writeCells(w io.Writer, cells [][]string) error {
	widths := make([]int, len(cells[0]))
	for _, row := range cells {
		for i, cell := range row {
			cell = strings.ReplaceAll(cell, "|", `\|`) // without it, the bar would end the column
			row[i] = cell
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var table strings.Builder
	for at, row := range cells {
		for i, cell := range row {
			table.WriteString("| " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+1))
		}
		table.WriteString("|\n")
		if at == 0 {
			for _, width := range widths {
				table.WriteString("|" + strings.Repeat("-", width+2))
			}
			table.WriteString("|\n")
		}
	}
	_, err := io.WriteString(w, table.String())
	return err
}
