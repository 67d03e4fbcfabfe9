package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/view"
)

// showOptions are what news show is asked for.
type showOptions struct {
	*common
	raw, json, ndjson, nul bool
}

func (p *Program) newShow(flags *common) *cobra.Command {
	o := &showOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "show REF...",
		Short: "show a day, or an event",
		Example: `  news show 2016/04/3               a day, its events numbered
  news show 2016/04/3/2             the second of them
  news show 2016/04/3/the-syrian    the one whose name begins so
  news show 2016-04                 the days of a month, with their numbers of events
  news search palmyra | news show - what a search finds, best first
  news show --raw 2016/04/3/2       the page as it is in its file`,
		Long: `Show a day, an event, or how many events each day of a month or year has.

REF is a day, an event by its name, its number or the beginning of its name, a
file or a link to a page of the archive, or - for references on standard input,
one a line. In a pipe the output is Markdown without escape sequences.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.show(cmd.Context(), o, args)
		},
	}
	cmd.Flags().BoolVar(&o.raw, "raw", false, "the bytes of the page as they are in its file")
	cmd.Flags().BoolVar(&o.json, "json", false, "JSON: an object for one reference, an array for several")
	cmd.Flags().BoolVar(&o.ndjson, "ndjson", false, "JSON, one object a line")
	cmd.Flags().BoolVarP(&o.nul, "null", "0", false, "references on standard input end with NUL")
	return cmd
}

func (p *Program) show(ctx context.Context, o *showOptions, args []string) error {
	if len(args) == 0 {
		return usageError("name a day such as 2016/04/3, or an event such as 2016/04/3/2", "news show needs a reference")
	}
	if o.raw && (o.json || o.ndjson) || o.json && o.ndjson {
		return usageError("choose one of them", "--raw, --json and --ndjson do not go together")
	}
	several := len(args) > 1 || args[0] == "-"
	o.readsInput = slices.Contains(args, "-")
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		w := newShowing(ctx, a, o, screen, several)
		return errors.Join(w.all(args), w.close())
	})
}

// showing writes what references name, one after the other.
type showing struct {
	*screen
	ctx     context.Context
	archive *archive.Archive
	o       *showOptions
	several bool
	count   int
	json    *view.JSON
	plain   *view.Plain
}

func newShowing(ctx context.Context, a *archive.Archive, o *showOptions, s *screen, several bool) *showing {
	w := &showing{screen: s, ctx: ctx, archive: a, o: o, several: several, plain: view.NewPlain(s.Writer)}
	if o.ndjson || o.json && several {
		w.json = view.NewJSON(s, o.ndjson)
	}
	return w
}

func (w *showing) close() error {
	if w.json != nil {
		return w.json.Close()
	}
	return nil
}

// all writes what references name. What cannot be resolved is reported, or,
// where there is one reference only, given back; the first such error is the
// command's.
func (w *showing) all(args []string) error {
	var first error
	for typed, err := range w.program.references(w.archive, args, w.o.nul) {
		if err == nil {
			err = w.one(typed)
		}
		if isWrite(err) || isClosed(err) || errors.Is(err, context.Canceled) {
			return err
		}
		if err == nil {
			continue
		}
		if w.several {
			w.program.report(err)
			err = reported{err}
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// one writes what one reference names. A day whose index lists events that
// have no page is an error, but what it lists is shown.
func (w *showing) one(typed string) error {
	target, err := w.program.resolve(w.ctx, w.o.common, w.archive, typed)
	listsAbsent := target.Day != nil && len(target.Day.Entries) > 0 && !w.o.raw && !w.o.json && !w.o.ndjson
	if err == nil || listsAbsent {
		if failed := w.put(target); failed != nil {
			return failed
		}
	}
	return err
}

// put writes what one reference names.
func (w *showing) put(t archive.Target) error {
	err := w.write(t)
	if err == nil {
		w.count++
	}
	if flushed := w.Flush(); flushed != nil {
		return outputError{flushed}
	}
	return err
}

func (w *showing) write(t archive.Target) error {
	switch {
	case w.o.raw:
		return w.raw(t)
	case t.Day == nil:
		return w.calendar(t)
	case t.Event == nil:
		return w.day(*t.Day)
	}
	w.archive.Follow(t.Event)
	for _, problem := range t.Event.Problems {
		w.program.say("news: warning: %s", problem)
	}
	return w.event(*t.Event)
}

func (w *showing) event(e event.Event) error {
	if w.o.json || w.o.ndjson {
		return w.value(view.EventValue(e))
	}
	return w.text(func(t *view.Terminal) { t.Event(e) }, func() { w.plain.Event(e) })
}

func (w *showing) day(d event.Day) error {
	if w.o.json || w.o.ndjson {
		for i := range d.Events {
			w.archive.Follow(&d.Events[i])
		}
		return w.value(view.DayValue(d))
	}
	return w.text(func(t *view.Terminal) { t.Day(d) }, func() { w.plain.Day(d) })
}

// calendar writes several days with their numbers of events.
func (w *showing) calendar(t archive.Target) error {
	var days []view.Count
	for day := range w.archive.Days(w.ctx, t.Days, true) {
		if len(day.Events) > 0 {
			days = append(days, view.Count{Date: day.Date, Events: len(day.Events)})
		}
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if len(days) == 0 {
		return &failure{errors.New(t.Title + " has no events"), "news list --limit 1 shows the newest event", exitNotFound}
	}
	if w.o.json || w.o.ndjson {
		return w.value(view.CalendarValue(t.Title, days))
	}
	title := t.Title
	return w.text(func(t *view.Terminal) { t.Calendar(title, days) }, func() { w.plain.Calendar(title, days) })
}

// text writes for people at a terminal or as plain Markdown.
func (w *showing) text(draw func(*view.Terminal), plain func()) error {
	if !w.forPeople() {
		if w.count > 0 {
			w.plain.Separate()
		}
		w.plain.In(w.language())
		plain()
		return nil
	}
	return w.compose(!w.several, func(t *view.Terminal) {
		if w.count > 0 {
			t.Separate()
		}
		draw(t)
	})
}

func (w *showing) value(v view.Value) error {
	var err error
	if w.json != nil {
		err = w.json.Write(v)
	} else {
		err = view.WriteJSON(w, v)
	}
	if err != nil {
		return outputError{err}
	}
	return nil
}

// raw writes a page's bytes, untouched, past everything that styles output.
func (w *showing) raw(t archive.Target) error {
	data, err := w.rawBytes(t)
	if err != nil {
		return err
	}
	if _, err := w.program.Out.Write(data); err != nil {
		return outputError{err}
	}
	return nil
}

func (w *showing) rawBytes(t archive.Target) ([]byte, error) {
	switch {
	case t.Event != nil:
		return w.archive.Raw(*t.Event)
	case t.Day == nil:
		return nil, usageError("name a day or an event", "%s has no page of its own", t.Title)
	}
	data, err := w.archive.RawIndex(t.Day.Date)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &failure{errors.New(t.Day.Date.Path() + " has no page of its own"), "news show " + t.Day.Date.Path() + " lists its events", exitArchive}
	}
	return data, err
}
