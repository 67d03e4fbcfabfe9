package bench

import (
	"fmt"
	"io"
)

// WriteHidden writes a line on the archive and the rows as a Markdown table: how
// many of the hidden links each way of looking finds, as a share, how often news
// finds what words in common find, and how often finding all would. It errs where
// w does.
func WriteHidden(w io.Writer, report HiddenReport) error {
	_, err := fmt.Fprintf(w, "%s, seed %d: %d events; the first %d of each are looked at\n\n",
		report.Archive, report.Seed, report.Events, firstLooked)
	if err != nil {
		return err
	}
	cells := [][]string{{"headlines", "linked", "tested", "hidden", "words in common", "rare words", "news related", "beside words", "all, beside words"}}
	for _, row := range report.Rows {
		cells = append(cells, row.cells())
	}
	return writeCells(w, cells)
}

// cells returns what each column says of the row.
func (r HiddenRow) cells() []string {
	share := func(found int) string { return Tally{Queries: r.Hidden}.share(found) }
	return []string{
		r.Language, fmt.Sprint(r.Linked), fmt.Sprint(r.Tested), fmt.Sprint(r.Hidden),
		share(r.Words), share(r.Rare), share(r.News), r.beside(r.News), r.beside(r.Hidden),
	}
}

// beside shows how many times as much something is as words in common find,
// rounded down.
func (r HiddenRow) beside(found int) string {
	if r.Words == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f x", float64(100*found/r.Words)/100)
}
