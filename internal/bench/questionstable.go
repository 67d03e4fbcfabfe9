package bench

import (
	"fmt"
	"io"
	"strings"

	"news/internal/text"
)

// WriteQuestions writes a line about the archive and the rows as a Markdown table:
// the shares of the questions with a right answer first, in the first five and in
// the first ten, and the mean reciprocal rank (MRR). A line below says how many queries
// news did not understand. The error is the one of w.
func WriteQuestions(w io.Writer, report QuestionsReport) error {
	_, err := fmt.Fprintf(w, "%s, %s: news takes %.1f ms a question (the median, in one process, without a look for changes)\n\n",
		report.Archive, report.File, inMilliseconds(report.Median))
	if err != nil {
		return err
	}
	cells := [][]string{{"program", "first", "five", "ten", "MRR", "n"}}
	for _, row := range report.Rows {
		cells = append(cells, []string{
			row.Program, row.share(float64(row.First)), row.share(float64(row.InFive)), row.share(float64(row.InTen)),
			row.share(row.Reciprocal), fmt.Sprint(row.Questions),
		})
	}
	if err := writeCells(w, cells); err != nil || report.unclear() == 0 {
		return err
	}
	_, err = fmt.Fprintf(w, "\nnews did not understand %d of the queries; with -v it says why\n", report.unclear())
	return err
}

// unclear counts the queries that news did not understand.
func (r QuestionsReport) unclear() int {
	count := 0
	for _, missed := range r.NotFirst {
		if missed.Err != nil {
			count++
		}
	}
	return count
}

// share returns a sum over the questions as a mean, "-" without questions.
func (r QuestionsRow) share(sum float64) string { return mean(sum, r.Questions) }

// mean returns a sum of so many numbers as their mean, "-" without numbers.
func mean(sum float64, count int) string {
	if count == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", sum/float64(count))
}

// WriteNotFirst writes each question whose first answer of news is wrong as a line
// with tabs: the place of the first right answer, the query, the date and the
// headline of the first answer; "-" where there is none. In place of the headline
// stands the reason why news did not understand a query. The error is the one of w.
func WriteNotFirst(w io.Writer, report QuestionsReport) error {
	var lines strings.Builder
	for _, missed := range report.NotFirst {
		cells := []string{"-", text.Plain(missed.Query), "-", "-"}
		if missed.Place > 0 {
			cells[0] = fmt.Sprint(missed.Place)
		}
		switch {
		case missed.Err != nil:
			cells[3] = text.Plain(missed.Err.Error())
		case missed.Headline != "":
			cells[2], cells[3] = missed.Date.String(), text.Plain(missed.Headline)
		}
		lines.WriteString(strings.Join(cells, "\t") + "\n")
	}
	_, err := io.WriteString(w, lines.String())
	return err
}
