// Package importer makes an archive of Wikipedia's Current events portal, and keeps it
// up to date: it decides slugs, topics and related events, writes pages, and knows which
// pages it has written before. Package portal reads the portal, package relation ranks
// what is related, and package page knows what pages look like.
//
// An import has two parts. Days are taken from their source one by one; then the events
// of all days that were taken are related to the events of the whole archive, and
// written. What is written depends only on the events of the archive and on the days
// that were taken since events were related last, which the state of the import names.
// So an import that was ended at any moment is finished by the next one, with the same
// result.
package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"news/internal/event"
	"news/internal/portal"
)

// Options say what to import, and where to.
type Options struct {
	Dir   string     // the root of the archive; it is made if it does not exist
	Today event.Date // in UTC; later days are never imported

	// Client is the API to import from, if Files is empty.
	Client *portal.Client
	// Files are files and folders to import from; "-" is Input.
	Files []string
	Input io.Reader
	// Date is the day of a file of wiki text that names none.
	Date event.Date

	// Days are the days to import. If it is empty and Since is zero, an import from the
	// API is of the days that are new, and of those that changed in the last 30 days, or
	// of none with Relink or Verify; an import from files is of all days in them.
	Days  []event.Date
	Since event.Date // all days from this one on

	Relink bool // relate all events of the archive anew
	Verify bool // look for pages that were changed by hand in the whole archive

	// Recall reports also the problems of days that are as they were taken before.
	Recall bool

	// Cache is a folder for what makes later imports faster; "" for none.
	Cache string

	// Progress is told how far the import has come; nil for nobody.
	Progress func(Progress)

	fault func() error // for tests: fails a write
}

// Progress says how far a part of an import has come.
type Progress struct {
	Part  Part
	Done  int64
	Total int64 // 0 if it is not known
	Day   event.Date
}

// Part is a part of an import.
type Part int

const (
	Fetching Part = iota + 1 // days from the API
	Reading                  // bytes of files
	Relating                 // events
	Writing                  // months
)

// Report says what an import has done.
type Report struct {
	Days      int // taken from the source, with new text
	Unchanged int // taken from the source, as they were taken before
	Missing   int // days that the source does not have
	New       int // events, without those that moved
	Changed   int // events with another text than before
	Removed   int // events, without those that moved
	Moved     int // events, from one day to another
	Written   int // files
	First     event.Date
	Last      event.Date // the first and last of Days

	// Left are pages that somebody has changed by hand, or removed, and that import has
	// left as they are, by their paths in the archive.
	Left     []LeftPage
	Problems []event.Problem // of the source
}

// LeftPage is a page that import does not touch.
type LeftPage struct {
	Path    string
	Removed bool // by hand
}

// Errors of an import, beside those of package portal and of the file system.
var (
	// ErrRunning means that another import writes to the archive.
	ErrRunning = errors.New("another import is writing to this archive")
	// ErrNoDays means that nothing says which days to import into a new archive.
	ErrNoDays = errors.New("nothing has been imported yet, so which days to import is not known")
)

// NotOursError means that a folder is neither empty nor made by import.
type NotOursError struct {
	Dir    string
	NotDir bool // it is no folder
}

func (e *NotOursError) Error() string {
	if e.NotDir {
		return e.Dir + " is not a folder"
	}
	return "import did not make the archive in " + e.Dir + ", and the folder is not empty"
}

// NoDateError means that nothing names the day of a file of wiki text.
type NoDateError struct{ File string }

func (e *NoDateError) Error() string { return "nothing in " + e.File + " says which day it is about" }

// Run imports. It returns what was done, also with an error: days that were taken before
// it stay. The error is ErrRunning, ErrNoDays, a *NotOursError, *NoDateError,
// *StateError, an error of package portal, of the context, or of the file system.
func Run(ctx context.Context, o Options) (Report, error) {
	r, err := open(o)
	if err != nil {
		return Report{}, err
	}
	defer r.close()
	err = r.run(ctx)
	if o.Recall && err == nil {
		err = r.recallProblems()
	}
	r.count()
	r.report.sort()
	return r.report, err
}

func (r *run) run(ctx context.Context) error {
	if err := r.rememberGone(); err != nil {
		return err
	}
	taken := r.takeAll(ctx)
	if taken != nil {
		return errors.Join(taken, r.keep())
	}
	if err := r.finish(ctx); err != nil {
		return err
	}
	if r.Verify {
		return r.verify()
	}
	return nil
}

// String returns a word for the part.
func (p Part) String() string {
	switch p {
	case Fetching:
		return "fetching"
	case Reading:
		return "reading"
	case Relating:
		return "relating"
	case Writing:
		return "writing"
	}
	return fmt.Sprintf("part %d", int(p))
}

// FirstDay returns the first day that the portal can have a page for.
func FirstDay() event.Date { return firstDay }

// Made reports whether import made the archive in a folder.
func Made(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, stateDir))
	return err == nil && info.IsDir()
}
