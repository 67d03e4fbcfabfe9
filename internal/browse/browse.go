// Package browse is the whole-screen browser of an archive: its days, searches,
// related events, stories, topics and pages, and the way from one to the next. It asks
// package catalog and lays out the answers with package view. It has the shape of Bubble
// Tea: messages, one model, a view that only shows it.
//
// A screen shows the answer to one ask (ask.go): rows in a list (list.go) or a calendar
// (calendar.go) and, beside or over it, the page of the row that the cursor is on
// (page.go). Each kind of ask has a file: days.go, search.go, events.go, relations.go,
// topics.go, timeline.go, marks.go. steps.go goes from a day to the next, outside.go to
// the system's browser and clipboard. Screens are left on a trail, and one can go back
// and forward on it (trail.go). Keys stand for actions (keys.go), and an action changes
// the screen (actions.go). What takes long runs beside the keys (load.go). All words of the
// browser's own are in words.go, and errors.go has errors in its language.
package browse

import (
	"cmp"
	"context"
	"io"
	"os/exec"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
)

// Options say what the browser shows, and how.
type Options struct {
	Catalog  *catalog.Catalog
	Archive  string // its name, for people
	Style    view.Style
	Language view.Language
	// Keys are the keys of actions where they are not the usual ones, by the names of
	// the actions.
	Keys   map[string][]string
	Note   string // what to say first in the bottom line, such as why keys are the usual ones
	System System
	State  State
	// Saved returns the question that a text asks in which @NAME stands for a saved
	// question, and whether any stands in it; nil where nothing is saved.
	Saved func(typed string) (q catalog.Question, isSaved bool, err error)
	// Shown is called once the first answer is there, from any goroutine; nil for nothing.
	Shown func()
	// Observer is the observer that Catalog was opened with, or nil.
	Observer *Observer
}

// System is what the browser asks of the system around the terminal.
type System interface {
	// Open opens an address in the system's browser. The error is a *NeedsTerminal where
	// that one runs in the terminal.
	Open(address string) error
	// Copy puts a text into the system's clipboard. The error says that there is none.
	Copy(text string) error
	// Edit returns the command that edits the page of an event. Of an archive without
	// files it edits a copy.
	Edit(e event.Event) (*exec.Cmd, error)
	// Pipe returns a command line that reads what news show prints of an event.
	Pipe(line string, e event.Event) (*exec.Cmd, error)
}

// State is what the browser keeps between two runs. Its methods may take as long as
// the disk.
type State interface {
	Marks() []event.Ref
	SetMark(ref event.Ref, marked bool) error
	Searches() []string // latest last
	AddSearch(typed string) error
	Left() (event.Ref, bool) // where the last run ended
	Leave(event.Ref) error
}

// Start is what to show first. The zero Start is the newest day.
type Start struct {
	Event    *event.Event      // the day of it, with the cursor on it and its page open
	Date     event.Date        // a day
	Days     *catalog.Question // several days
	Question *catalog.Question // a search
}

// PlaceError is the error of a browser that could not keep the place where it was left.
// All else went well.
type PlaceError struct{ Cause error }

func (e *PlaceError) Error() string {
	return "the place where you left off is not kept: " + text.Plain(e.Cause.Error())
}

func (e *PlaceError) Unwrap() error { return e.Cause }

// Run shows the browser on a terminal until it is left. env is the environment. It
// leaves the terminal as it was. The error is a *SignalError, a *Fault, what keeps the
// terminal from working, the context's, or a *PlaceError.
func Run(ctx context.Context, o Options, start Start, in io.Reader, out io.Writer, env []string) error {
	defer holdSignals()()
	m := newModel(ctx, o, start)
	return cmp.Or(runProgram(ctx, m, in, out, env), m.close())
}
