package bench

import (
	"fmt"
	"io"
)

// WriteHidden writes a line about the archive and the rows as a Markdown table: the
// share of the hidden links that each method finds, and how many times as many as
// common words find news finds, and a perfect method would find. The error is the
// one of w.
func WriteHidden(w io.Writer, report HiddenReport) error {
	_, err := fmt.Fprintf(w, "%s, seed %d: %d events; the first %d of each are looked at\n\n",
		report.Archive, report.Seed, report.Events, firstLooked)
	if err != nil {
		return err
	}
	cells := [][]string{{"headlines", "linked", "tested", "hidden", "words in common", "rare words", "news relate", "beside words", "all, beside words"}}
	for _, row := range report.Rows {
		cells = append(cells, row.cells())
	}
	return writeCells(w, cells)
}

// cells returns the cells of the row.
func (r HiddenRow) cells() []string {
	share := func(found int) string { return Tally{Queries: r.Hidden}.share(found) }
	return []string{
		r.Language, fmt.Sprint(r.Linked), fmt.Sprint(r.Tested), fmt.Sprint(r.Hidden),
		share(r.Words), share(r.Rare), share(r.News), r.beside(r.News), r.beside(r.Hidden),
	}
}

// beside returns a number as a multiple of the number that common words find,
// rounded down.
func (r HiddenRow) beside(found int) string {
	if r.Words == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f x", float64(100*found/r.Words)/100)
}
