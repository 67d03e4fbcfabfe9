package cli

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"news/internal/browse"
	"news/internal/catalog"
	"news/internal/state"
	"news/internal/when"
)

// browseOptions are the flags of news browse.
type browseOptions struct {
	*common
	asking
}

func (p *Program) newBrowse(flags *common) *cobra.Command {
	o := &browseOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "browse [REF | WHEN | QUERY]",
		Short: "look around in the archive on the whole screen",
		Example: `  news browse                       the newest day; news alone does the same
  news browse 2016/04/3             a day
  news browse 2016/04/3/2           an event, among the others of its day
  news browse 2016-04               the days of a month
  news browse palmyra army          what a search finds
  news browse --topic 'Syrian Army' the events with a topic`,
		Long: `Look around in the archive on the whole screen of a terminal: days, pages, searches,
related events, stories and topics, with keys and the mouse from one to the next.

The bottom line shows the keys that matter, and ? shows all. q goes back, and leaves
the browser at its first screen.

What to show first is read as in the other commands: a day or an event as in news
show, days as in news list, and other words as in news search.

Keys can be changed in your file of settings, which news config tells more about.
Each line has the name of an action and a key, or several keys:

  [browse.keys]
  quit = "ctrl+q"
  page-down = ["space", "ctrl+f", "pgdown"]

` + actionsHelp() + `

Marks, earlier searches and the place where you left off are kept in the folder of
news for state (on Linux ~/.local/state/news), or in the one that NEWS_STATE names.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.browse(cmd.Context(), o, args)
		},
	}
	o.asking.bind(p, cmd, flags)
	return cmd
}

// actionsHelp returns the sentence that names all actions.
func actionsHelp() string {
	names := browse.Actions()
	last := len(names) - 1
	return "The actions are " + strings.Join(names[:last], ", ") + " and " + names[last] + "."
}

// canBrowse reports whether the program has a terminal for the browser.
func (p *Program) canBrowse() bool { return p.checkTerminal() == nil }

// checkTerminal returns an error where there is no terminal that the browser can use.
func (p *Program) checkTerminal() error {
	const hint = "news show, news list and news search write the same line by line"
	_, _, reads := p.size(p.In)
	_, _, writes := p.size(p.Out)
	switch name, _ := p.env("TERM"); {
	case !reads || !writes:
		return usageError(hint, "news browse needs a terminal for its input and its output")
	case name == "dumb":
		return usageError(hint, "news browse needs a terminal with a cursor that moves, but TERM is dumb")
	}
	return nil
}

// browseAge is how old a look at the archive's folders may be that serves another
// question of the browser.
const browseAge = 3 * time.Second

// browse shows the browser.
func (p *Program) browse(ctx context.Context, o *browseOptions, args []string) error {
	if err := p.checkTerminal(); err != nil {
		return err
	}
	o.noPager = true
	note := p.settingsNote(o.common)
	s, err := p.newScreen(o.common)
	if err != nil {
		return err
	}
	asked := o.typed(args)
	asked.DaysAreWishes = true
	if _, err := catalog.Understand(asked, p.today(), when.Years{}); err != nil && !p.isReference(append(args, "")) {
		return err
	}
	a, err := p.openArchive(o.common)
	if err != nil {
		return err
	}
	p.catalog = p.catalogOf(o.common, a)
	start, err := p.browseStart(ctx, o, args)
	p.catalog.Close()
	if err != nil {
		return err
	}
	// Beside the browser nothing else may be written to the terminal.
	observer := new(browse.Observer)
	p.catalog = p.catalogWith(o.common, a, observer, browseAge)
	defer p.catalog.Close()
	return p.runBrowser(ctx, s, start, observer, note)
}

// runBrowser runs the browser with the user's settings and state. The note is what it
// says first.
func (p *Program) runBrowser(ctx context.Context, s *screen, start browse.Start, observer *browse.Observer, note string) error {
	system := &system{Program: p, screen: s}
	defer system.close()
	options := browse.Options{
		Catalog: p.catalog, Observer: observer, Archive: archiveName(p.catalog.Dir()), Style: s.style, Language: s.language(),
		System: system, State: p.browseState(), Keys: p.userSettings().KeysByAction(), Note: note, Shown: saveMemory,
		Saved: func(typed string) (catalog.Question, bool, error) { return p.savedIn(s.flags, typed) },
	}
	p.isTerminalTaken.Store(true)
	defer p.isTerminalTaken.Store(false)
	err := browse.Run(ctx, options, start, p.In, p.Out, p.browseEnviron(s.color))
	var ended *browse.SignalError
	var fault *browse.Fault
	var place *browse.PlaceError
	switch {
	case errors.As(err, &ended):
		if number, ok := ended.Signal.(syscall.Signal); ok {
			return reported{&failure{err, "", exitSignal + int(number)}}
		}
	case errors.Is(err, context.Canceled):
		return reported{&failure{errors.New("interrupted"), "", exitInterrupted}}
	case errors.As(err, &fault):
		return &failure{err, p.keepFault(fault), exitSystem}
	case errors.As(err, &place): // all that was asked for has been shown
		p.say("news: %v", place)
		return nil
	}
	return err
}

// archiveName returns the name of an archive for people: the one of its folder.
func archiveName(dir string) string {
	if dir == "" {
		return "sample"
	}
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	return filepath.Base(dir)
}

// browseStart returns what the browser shows first: the event, the day or the days of
// a reference, else the events that flags bound, else what a search finds.
func (p *Program) browseStart(ctx context.Context, o *browseOptions, args []string) (browse.Start, error) {
	isReference := len(args) > 0 && (p.isReference(args) || p.isEventName(ctx, args))
	if isReference && o.asking.isEmpty() {
		return p.referred(ctx, args)
	}
	asked := o.typed(args)
	asked.DaysAreWishes = !isReference
	q, err := p.catalog.Understand(asked)
	switch {
	case err != nil:
		return browse.Start{}, err
	case q.Query != nil || len(q.Wishes) > 0:
		return browse.Start{Question: &q}, nil
	case len(args) == 0 && o.asking.isEmpty():
		return browse.Start{}, nil
	}
	return browse.Start{Days: &q}, nil
}

// isEventName reports whether arguments are the whole name of an event.
func (p *Program) isEventName(ctx context.Context, args []string) bool {
	if len(args) != 1 || !strings.Contains(args[0], "-") {
		return false
	}
	named, err := p.catalog.EventNamed(ctx, args[0])
	return err == nil && named != nil
}

// referred returns what a reference names.
func (p *Program) referred(ctx context.Context, args []string) (browse.Start, error) {
	refs := p.joinedReferences(args)
	if len(refs) > 1 || refs[0] == "-" {
		return browse.Start{}, usageError("name one day, one event or one range, such as 2016/04/3..2016/04/5", "news browse takes one reference, but there are several: %s", quoteAll(refs))
	}
	target, err := p.catalog.Resolve(ctx, refs[0])
	switch {
	case err != nil:
		return browse.Start{}, err
	case target.Event != nil:
		return browse.Start{Event: target.Event}, nil
	case target.Day != nil:
		return browse.Start{Date: target.Day.Date}, nil
	}
	for day, err := range p.catalog.Days(ctx, target.Days) {
		if err != nil || len(day.Events) > 0 {
			return browse.Start{Days: &catalog.Question{Days: target.Days}}, err
		}
	}
	return browse.Start{}, noDays(ctx, p.catalog, target)
}

// browseState returns what the browser keeps for the archive. Where the system has no
// folder for it, it lasts until the end.
func (p *Program) browseState() *state.Store {
	dir, err := p.stateDir()
	if err != nil {
		return state.Open("", "")
	}
	folder := p.catalog.Dir()
	if folder != "" {
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			folder = real
		}
		if full, err := filepath.Abs(folder); err == nil {
			folder = full
		}
	}
	return state.Open(dir, folder)
}

// stateDir returns the folder for the state of the program.
func (p *Program) stateDir() (string, error) {
	named, _ := p.env(state.Variable)
	return state.Dir(p.fromHome(named), func(name string) string {
		value, _ := p.env(name)
		return value
	})
}

// browseEnviron returns the environment that the browser takes its colours from: the
// program's own, as the flag and the switches for colours have it.
func (p *Program) browseEnviron(color string) []string {
	environ := slices.Clone(p.withoutColorSwitches())
	switch profile := p.profile(color, true); {
	case profile <= colorprofile.ASCII:
		environ = append(environ, "NO_COLOR=1")
	case color == "always":
		environ = append(environ, "CLICOLOR_FORCE=1")
	}
	return environ
}
