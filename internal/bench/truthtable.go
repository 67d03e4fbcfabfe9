package bench

import (
	"fmt"
	"io"
)

// WriteRelated writes lines about the sample and the rows as a Markdown table: the
// share of the first ten that is right, and the events for which nothing is found.
// The error is the one of w.
func WriteRelated(w io.Writer, report RelatedReport) error {
	if err := writeSample(w, report.TruthSample); err != nil {
		return err
	}
	cells := [][]string{{"method", "right of ten", "none", "n"}}
	for _, row := range report.Rows {
		cells = append(cells, []string{row.Method, mean(row.Share, row.Tested), fmt.Sprint(row.None), fmt.Sprint(row.Tested)})
	}
	return writeCells(w, cells)
}

// WriteStories writes lines about the sample and the rows as a Markdown table:
// precision over the stories; recall and F over all events; the events without a
// story, and the median size of stories. The error is the one of w.
func WriteStories(w io.Writer, report StoriesReport) error {
	if err := writeSample(w, report.TruthSample); err != nil {
		return err
	}
	cells := [][]string{{"method", "precision", "recall", "F", "empty", "median size", "n"}}
	for _, row := range report.Rows {
		cells = append(cells, []string{
			row.Method, mean(row.Precision, row.Tested-row.Empty), mean(row.Recall, row.Tested), mean(row.F, row.Tested),
			fmt.Sprint(row.Empty), fmt.Sprint(row.MedianSize()), fmt.Sprint(row.Tested),
		})
	}
	return writeCells(w, cells)
}

// writeSample writes what was drawn, and which kind of archive it is: one whose
// topics tell the headings, or one where they must be found out.
func writeSample(w io.Writer, s TruthSample) error {
	_, err := fmt.Fprintf(w, "%s, seed %d: %d events, %d headings to draw from, %s of them topics of the archive; %d drawn\n\n",
		s.Archive, s.Seed, s.Events, s.Pool, mean(float64(s.Topics), s.Pool), s.Tested)
	return err
}
