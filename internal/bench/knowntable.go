package bench

import (
	"fmt"
	"io"
	"strings"
)

// Holds reports whether the first hit of news is right as often as required.
func (r KnownRow) Holds() bool {
	return r.News.Queries > 0 && float64(r.News.First)/float64(r.News.Queries) >= r.AtLeast
}

// WriteKnown writes a line about the archive and the rows as a Markdown table: the
// number of queries of each program, and the shares of queries with a right first
// hit, with the drawn headline as the first hit, and with a right hit among the
// first ten. Without fzf there are no columns for it. The error is the one of w.
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

// cells returns the cells of the row.
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

// share returns a count as a share of the queries, "-" without queries. It is
// rounded down, so that it never seems to reach a limit that it does not.
func (t Tally) share(count int) string {
	if t.Queries == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(1000*count/t.Queries)/1000)
}

// WriteMisses writes each query with a wrong first hit as a line with tabs: class,
// query, place of the first right hit, meant headline, headline of the first hit;
// "-" where there is none. The error is the one of w.
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
