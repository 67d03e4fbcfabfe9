package bench

import (
	"fmt"
	"io"
	"strings"
)

// Holds tells whether news's first hit is right as often as it must be.
func (r KnownRow) Holds() bool {
	return r.News.Queries > 0 && float64(r.News.First)/float64(r.News.Queries) >= r.AtLeast
}

// WriteKnown writes a line on the archive and the rows as a Markdown table:
// how many queries each program was asked and which share of them has a right
// first hit, has the very headline as first hit, and has a right hit among the
// first ten. Without fzf its columns are left out. It errs where w does.
func WriteKnown(w io.Writer, report KnownReport) error {
	_, err := fmt.Fprintf(w, "%s, seed %d: %d headlines, %d to draw words from, %d to draw Chinese from\n\n",
		report.Archive, report.Seed, report.Headlines, report.Worded, report.Chinese)
	if err != nil {
		return err
	}
	head := []string{"class"}
	if report.Fzf != "" {
		head = append(head, "fzf "+report.Fzf+" queries", "first", "exact")
	}
	cells := [][]string{append(head, "news queries", "first", "exact", "in ten", "at least", "holds")}
	for _, row := range report.Rows {
		cells = append(cells, row.cells(report.Fzf != ""))
	}
	return writeCells(w, cells)
}

// cells returns what each column says of the row.
func (r KnownRow) cells(withFzf bool) []string {
	cells := []string{r.Class}
	if withFzf {
		cells = append(cells, r.Fzf.cells()...)
	}
	cells = append(cells, r.News.cells()...)
	holds := map[bool]string{true: "yes", false: "NO"}[r.Holds()]
	return append(cells, r.News.share(r.News.InTen), fmt.Sprintf("%.2f", r.AtLeast), holds)
}

func (t Tally) cells() []string {
	return []string{fmt.Sprint(t.Queries), t.share(t.First), t.share(t.Exact)}
}

// share shows a count as a share of the queries, "-" where there are none. It
// is rounded down, so that none looks as if it held a limit that it does not.
func (t Tally) share(count int) string {
	if t.Queries == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(1000*count/t.Queries)/1000)
}

// WriteMisses writes each query whose first hit is not right as a line with
// tabs: class, query, place of the first right hit, headline that was meant,
// headline of the first hit; "-" where there is none. It errs where w does.
func WriteMisses(w io.Writer, report KnownReport) error {
	var lines strings.Builder
	for _, row := range report.Rows {
		for _, miss := range row.Misses {
			place, first := "-", "-"
			if miss.Place > 0 {
				place = fmt.Sprint(miss.Place)
			}
			if miss.First != "" {
				first = miss.First
			}
			lines.WriteString(strings.Join([]string{row.Class, miss.Typed, place, miss.Headline, first}, "\t") + "\n")
		}
	}
	_, err := io.WriteString(w, lines.String())
	return err
}
