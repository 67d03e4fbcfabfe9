package cli

import (
	"iter"

	"github.com/spf13/cobra"

	"news/internal/view"
)

// format are the flags that choose the form of a list.
type format struct {
	json, ndjson, nul, count bool
	limit                    int
}

// bind binds the flags for a list; things is the word for its rows in the help.
func (f *format) bind(cmd *cobra.Command, limit int, things string) {
	note := ""
	if limit > 0 {
		note = "; 0 is all"
	}
	whole := things
	if things == "events" {
		whole = "whole events"
	}
	set := cmd.Flags()
	set.IntVarP(&f.limit, "limit", "n", limit, "at most N "+things+note)
	name(set, "limit", "N")
	registerCompletions(cmd, map[string][]string{"limit": nil})
	set.BoolVar(&f.count, "count", false, "only the number of "+things)
	f.bindForms(cmd, whole)
}

// bindForms binds the flags that choose a form for programs.
func (f *format) bindForms(cmd *cobra.Command, whole string) {
	set := cmd.Flags()
	set.BoolVar(&f.json, "json", false, "one JSON array of "+whole)
	set.BoolVar(&f.ndjson, "ndjson", false, whole+" as JSON, one on each line")
	set.BoolVarP(&f.nul, "null", "0", false, "end lines with NUL, not with a newline")
}

func (f *format) check() error {
	if f.limit < 0 {
		return usageError("0 is all", "--limit cannot be %d", f.limit)
	}
	chosen := 0
	for _, one := range []bool{f.json, f.ndjson, f.nul, f.count} {
		if one {
			chosen++
		}
	}
	if chosen > 1 {
		return usageError("choose one of them", "--json, --ndjson, --null and --count do not go together")
	}
	if f.count {
		f.limit = 0 // --count counts all rows
	}
	return nil
}

// wantsJSON reports whether rows are written as JSON.
func (f *format) wantsJSON() bool { return f.json || f.ndjson }

// wantsLines reports whether each row is written as a line of columns.
func (f *format) wantsLines(s *screen) bool { return !f.wantsJSON() && (f.nul || !s.terminal) }

// forms are the functions that write rows of a list, each in one form.
type forms[T any] struct {
	value    func(T) view.Value
	line     func(*view.Lines, T)
	terminal func(*view.Terminal, []T)
}

// sink writes the rows of a list in the chosen form.
type sink[T any] struct {
	*screen
	forms forms[T]
	json  *view.JSON
	lines *view.Lines
	human bool
}

// newSink returns the sink for the flags and the screen.
func newSink[T any](s *screen, f format, forms forms[T]) *sink[T] {
	k := &sink[T]{screen: s, forms: forms}
	switch {
	case f.wantsJSON():
		k.json = view.NewJSON(s, f.ndjson)
	case f.nul:
		k.lines = view.NewLines(s.Writer, 0, nil)
	case s.terminal:
		k.human = true
	case s.styled:
		k.lines = view.NewLines(s.Writer, '\n', &s.style)
	default:
		k.lines = view.NewLines(s.Writer, '\n', nil)
	}
	return k
}

// put writes rows at once, so that a reader gets them as they come.
func (k *sink[T]) put(rows ...T) error {
	switch {
	case k.json != nil:
		for _, row := range rows {
			if err := k.json.Write(k.forms.value(row)); err != nil {
				return outputError{err}
			}
		}
	case k.human:
		if len(rows) == 0 {
			return nil
		}
		// In one piece: a writer that parses escape sequences must see them whole.
		k.compose(false, func(t *view.Terminal) { k.forms.terminal(t, rows) })
	default:
		for _, row := range rows {
			k.forms.line(k.lines, row)
		}
	}
	if err := k.Flush(); err != nil {
		return outputError{err}
	}
	return nil
}

// whole writes all rows of a short list at once.
func (k *sink[T]) whole(rows []T) error {
	if k.human {
		if len(rows) == 0 {
			return nil
		}
		return k.compose(true, func(t *view.Terminal) { k.forms.terminal(t, rows) })
	}
	if err := k.put(rows...); err != nil {
		return err
	}
	return k.close()
}

// each writes all rows of a list as they come, and ends the list.
func (k *sink[T]) each(rows iter.Seq2[T, error]) error {
	for row, err := range rows {
		if err != nil {
			return err
		}
		if err := k.put(row); err != nil {
			return err
		}
	}
	return k.close()
}

// portions writes all rows of a list as each does. Lines that come together are written
// together.
func (k *sink[T]) portions(portions iter.Seq2[[]T, error]) error {
	for rows, err := range portions {
		if err != nil {
			return err
		}
		for len(rows) > 0 {
			n := 1
			if k.lines != nil {
				n = len(rows)
			}
			if err := k.put(rows[:n]...); err != nil {
				return err
			}
			rows = rows[n:]
		}
	}
	return k.close()
}

// close ends the list.
func (k *sink[T]) close() error {
	if k.json == nil {
		return nil
	}
	if err := k.json.Close(); err != nil {
		return outputError{err}
	}
	return nil
}
