package cli

import (
	"github.com/spf13/cobra"

	"news/internal/view"
)

// format are the flags that choose the form of a list.
type format struct {
	json, ndjson, nul, count bool
	limit                    int
}

func (f *format) bind(cmd *cobra.Command, limit int) {
	note := ""
	if limit > 0 {
		note = "; 0 is all"
	}
	cmd.Flags().IntVarP(&f.limit, "limit", "n", limit, "at most N events"+note)
	name(cmd.Flags(), "limit", "N")
	registerCompletions(cmd, map[string][]string{"limit": nil})
	cmd.Flags().BoolVar(&f.count, "count", false, "only the number of events")
	cmd.Flags().BoolVar(&f.json, "json", false, "one JSON array of whole events")
	cmd.Flags().BoolVar(&f.ndjson, "ndjson", false, "whole events as JSON, one a line")
	cmd.Flags().BoolVarP(&f.nul, "null", "0", false, "end lines with NUL in place of newline")
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
		f.limit = 0 // it counts all that there are
	}
	return nil
}

// forms are the functions that give one event each of its forms.
type forms struct {
	value    func(view.Listed) view.Value
	line     func(*view.Lines, view.Listed)
	terminal func(*view.Terminal, []view.Listed)
}

// sink takes the events of a list and writes them in the form that was chosen.
type sink struct {
	*screen
	forms forms
	json  *view.JSON
	lines *view.Lines
	human bool
}

// sink makes the one that the flags and the screen ask for.
func (f *format) sink(s *screen, forms forms) *sink {
	k := &sink{screen: s, forms: forms}
	switch {
	case f.json, f.ndjson:
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

// put writes events, all at once, so that whoever reads gets them as they come.
func (k *sink) put(events []view.Listed) error {
	switch {
	case k.json != nil:
		for _, e := range events {
			if err := k.json.Write(k.forms.value(e)); err != nil {
				return outputError{err}
			}
		}
	case k.human:
		// In one piece: a writer that parses escape sequences must see them whole.
		k.compose(false, func(t *view.Terminal) { k.forms.terminal(t, events) })
	default:
		for _, e := range events {
			k.forms.line(k.lines, e)
		}
	}
	if err := k.Flush(); err != nil {
		return outputError{err}
	}
	return nil
}

// close ends the list.
func (k *sink) close() error {
	if k.json == nil {
		return nil
	}
	if err := k.json.Close(); err != nil {
		return outputError{err}
	}
	return nil
}
