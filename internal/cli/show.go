package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
	"news/internal/when"
)

// showOptions are the flags of news show.
type showOptions struct {
	*common
	raw, path, json, ndjson, nul bool
}

func (p *Program) newShow(flags *common) *cobra.Command {
	o := &showOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "show REF...",
		Short: "show a day, an event, or several days",
		Example: `  news show 2016/04/3               a day, its events numbered
  news show 2016/04/3/2             its second event
  news show 2016/04/3/the-syrian    the event whose name begins like this
  news show 3 April 2016            a date in words
  news show 2016/04/3..2016/04/5    three days
  news show 2016-04                 a month: the number of events of each day
  news show --path 2016/04/3/2      the file of its page
  news show --raw 2016/04/3/2       the bytes of that file
  news search palmyra | news show - what a search finds`,
		Long: `Show a day, an event, or several days. news REF means the same.

A day is shown with all its events, an event with all that its page has. A range,
a week or on-this-day shows each day, if no more than 31 of them have events. A
month, a year and all longer times show the number of events of each day.

REF is a date as in news list; an event by its number, its name or the beginning
of its name; a file or a link of the archive; or - for references on standard
input, one on each line. In a pipe the output is Markdown without escape sequences.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.show(cmd.Context(), o, args)
		},
	}
	cmd.Flags().BoolVar(&o.raw, "raw", false, "the bytes of the page, unchanged")
	cmd.Flags().BoolVar(&o.path, "path", false, "the file of the page")
	cmd.Flags().BoolVar(&o.json, "json", false, "JSON: an object for one reference, an array for several")
	cmd.Flags().BoolVar(&o.ndjson, "ndjson", false, "JSON, one object on each line")
	cmd.Flags().BoolVarP(&o.nul, "null", "0", false, "read references that end with NUL from standard input")
	return cmd
}

func (p *Program) show(ctx context.Context, o *showOptions, args []string) error {
	args = p.joinedReferences(args)
	if len(args) == 0 {
		return usageError("name a day such as 2016/04/3, or an event such as 2016/04/3/2", "news show needs a reference")
	}
	if err := o.check(); err != nil {
		return err
	}
	several := len(args) > 1 || args[0] == "-"
	o.readsInput = slices.Contains(args, "-")
	return p.withCatalog(o.common, func(c *catalog.Catalog, screen *screen) error {
		w := newShowing(ctx, c, o, screen, several)
		return errors.Join(w.all(args), w.close())
	})
}

func (o *showOptions) check() error {
	chosen := 0
	for _, one := range []bool{o.raw, o.path, o.json, o.ndjson} {
		if one {
			chosen++
		}
	}
	if chosen > 1 {
		return usageError("choose one of them", "--raw, --path, --json and --ndjson do not go together")
	}
	return nil
}

// joinedReferences joins arguments that together are one date.
func (p *Program) joinedReferences(args []string) []string { return when.Group(args, p.today()) }

// showing writes the targets of references, one after the other.
type showing struct {
	*screen
	ctx     context.Context
	catalog *catalog.Catalog
	o       *showOptions
	several bool
	count   int
	json    *view.JSON
	plain   *view.Markdown
	follow  func(*event.Event)
}

func newShowing(ctx context.Context, c *catalog.Catalog, o *showOptions, s *screen, several bool) *showing {
	w := &showing{screen: s, ctx: ctx, catalog: c, o: o, several: several, plain: view.NewMarkdown(s.Writer), follow: c.Follower()}
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

// all writes the targets of references. It reports a reference that cannot be
// resolved and goes on; the first such error is the command's. The error of a
// single reference is only returned.
func (w *showing) all(args []string) error {
	var first error
	for typed, err := range w.program.references(w.catalog, args, w.o.nul) {
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

// one writes the target of one reference. A day whose index lists events without a
// page is an error, but is shown all the same.
func (w *showing) one(typed string) error {
	target, err := w.catalog.Resolve(w.ctx, typed)
	listsAbsent := target.Day != nil && len(target.Day.Entries) > 0 && w.forReading()
	if err == nil || listsAbsent {
		if failed := w.put(typed, target); failed != nil {
			return failed
		}
	}
	return err
}

// forReading reports whether days and events are written as text.
func (w *showing) forReading() bool { return !w.o.raw && !w.o.path && !w.o.json && !w.o.ndjson }

// put writes the target of a reference.
func (w *showing) put(typed string, t archive.Target) error {
	err := w.write(typed, t)
	if err == nil {
		w.count++
	}
	if flushed := w.Flush(); flushed != nil {
		return outputError{flushed}
	}
	return err
}

func (w *showing) write(typed string, t archive.Target) error {
	switch {
	case w.o.raw:
		return w.raw(t)
	case w.o.path:
		return w.path(t)
	case t.Day == nil:
		return w.days(typed, t)
	case t.Event == nil:
		return w.day(*t.Day)
	}
	w.follow(t.Event)
	for _, problem := range t.Event.Problems {
		w.program.say("news: warning: %s", problem)
	}
	return w.event(*t.Event)
}

func (w *showing) event(e event.Event) error {
	if !w.forReading() {
		return w.value(view.EventValue(e))
	}
	return w.text(func(t *view.Terminal) { t.Event(e) }, func() { w.plain.Event(e) })
}

func (w *showing) day(d event.Day) error {
	if !w.forReading() {
		return w.value(w.dayValue(d))
	}
	return w.text(func(t *view.Terminal) { t.Day(d) }, func() { w.plain.Day(d) })
}

func (w *showing) dayValue(d event.Day) view.Value {
	for i := range d.Events {
		w.follow(&d.Events[i])
	}
	return view.DayValue(d)
}

// mostDays is how many days with events are shown in full at most.
const mostDays = 31

// days writes several days: in full where they are few, else as numbers of events.
// What is called a month or longer is always numbers.
func (w *showing) days(typed string, t archive.Target) error {
	counts, err := w.catalog.Calendar(w.ctx, t.Days)
	if err != nil {
		return err
	}
	if len(counts) == 0 {
		return noDays(w.ctx, w.catalog, t)
	}
	isPeriod := catalog.IsPeriod(t.Days) && !when.IsRange(typed, w.program.today())
	if !isPeriod && len(counts) <= mostDays {
		return w.wholeDays(t)
	}
	if !isPeriod {
		w.note("%s has %s with events, so that only their numbers are shown", t.Title, countOf(len(counts), "day"))
	}
	return w.calendar(t, counts)
}

// noDays returns the error of days without events.
func noDays(ctx context.Context, c *catalog.Catalog, t archive.Target) error {
	ends, err := c.Ends(ctx)
	if err != nil {
		return err
	}
	title, hint := t.Title, "news list --limit 1 shows the newest event"
	if t.Days.IsSpan() {
		title = inDates(t.Days)
	}
	if !t.Days.Overlaps(ends.From, ends.To) {
		hint = fmt.Sprintf("the archive has events from %v to %v", ends.From, ends.To)
	}
	return &failure{errors.New(title + " has no events"), hint, exitNotFound}
}

// wholeDays writes some days one after the other.
func (w *showing) wholeDays(t archive.Target) error {
	var values []view.Value
	for day, err := range w.catalog.Days(w.ctx, t.Days) {
		if err != nil {
			return err
		}
		switch {
		case w.forReading():
			err = w.day(day)
			w.count++
		case w.o.ndjson:
			err = w.value(w.dayValue(day))
		default:
			values = append(values, w.dayValue(day))
		}
		if err != nil {
			return err
		}
	}
	if w.o.json {
		return w.value(view.ListValue(values))
	}
	return nil
}

// calendar writes several days with their numbers of events.
func (w *showing) calendar(t archive.Target, counts []catalog.DayCount) error {
	if !w.forReading() {
		return w.value(view.CalendarValue(t.Title, counts))
	}
	return w.text(func(screen *view.Terminal) { screen.Calendar(t.Title, counts) }, func() { w.plain.Calendar(t.Title, counts) })
}

// text writes text for people: with draw on a terminal, else with plain as
// Markdown.
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

// path writes the file of a page.
func (w *showing) path(t archive.Target) error {
	file, err := w.catalog.File(t)
	switch {
	case errors.Is(err, catalog.ErrNoFile):
		return usageError("news show --raw writes the page", "the built-in sample has no files")
	case errors.Is(err, fs.ErrNotExist):
		return noPage(t)
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(w, file)
	return err
}

// raw writes a page's bytes unchanged, without the style of the output.
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
		return w.catalog.Raw(*t.Event)
	case t.Day == nil:
		return nil, noPage(t)
	}
	data, err := w.catalog.RawDay(t.Day.Date)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noPage(t)
	}
	return data, err
}

// noPage returns the error about several days, which have no page together.
func noPage(t archive.Target) error {
	if t.Day == nil {
		return usageError("name a day or an event", "%s has no page of its own", t.Title)
	}
	day := t.Day.Date.Path()
	return &failure{errors.New(day + " has no page of its own"), "news show " + day + " lists its events", exitArchive}
}
