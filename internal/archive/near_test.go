package archive_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"news/internal/archive"
	"news/internal/event"
)

func TestNeighbouringDaysAndMonths(t *testing.T) {
	a := files{
		"1999/12/31/a.md":     page("A"),
		"2003/1/1/a.md":       page("A"),
		"2003/01/02/index.md": "", // a day without a page
		"2003/1/03/notes.txt": "",
		"2003/02/5/a.md":      page("A"),
		"2003/02/29/a.md":     page("no such day"),
		"2003/2/9/a.md":       page("A"),
		"2016/04/3/index.md":  "",
		"2016/10/1/a.md":      page("A"),
	}.open()
	none := event.Date{}
	days, months := (*archive.Archive).NextDay, (*archive.Archive).NextMonth
	for name, c := range map[string]struct {
		next func(*archive.Archive, context.Context, event.Date, int) (event.Date, bool, error)
		from event.Date
		step int
		want event.Date
	}{
		"the next day":                           {days, day(2003, 2, 5), 1, day(2003, 2, 9)},
		"the day before":                         {days, day(2003, 2, 9), -1, day(2003, 2, 5)},
		"over days without a page":               {days, day(2003, 1, 1), 1, day(2003, 2, 5)},
		"back over days without a page":          {days, day(2003, 2, 5), -1, day(2003, 1, 1)},
		"over years":                             {days, day(2003, 2, 9), 1, day(2016, 10, 1)},
		"back over years":                        {days, day(2003, 1, 1), -1, day(1999, 12, 31)},
		"from a day without a folder":            {days, day(2010, 6, 15), -1, day(2003, 2, 9)},
		"after the last":                         {days, day(2016, 10, 1), 1, none},
		"before the first":                       {days, day(1999, 12, 31), -1, none},
		"the first of all":                       {days, none, 1, day(1999, 12, 31)},
		"the last of all":                        {days, none, -1, day(2016, 10, 1)},
		"from the end of the calendar":           {days, day(9999, 12, 31), -1, day(2016, 10, 1)},
		"past the end of the calendar":           {days, day(9999, 12, 31), 1, none},
		"from the beginning of the calendar":     {days, day(1, 1, 1), 1, day(1999, 12, 31)},
		"the next month":                         {months, day(2003, 1, 1), 1, day(2003, 2, 5)},
		"the month before, from its end":         {months, day(2003, 2, 9), -1, day(2003, 1, 1)},
		"the month before begins with its first": {months, day(2016, 10, 1), -1, day(2003, 2, 5)},
		"the next month over years":              {months, day(2003, 2, 5), 1, day(2016, 10, 1)},
		"no month after the last":                {months, day(2016, 10, 1), 1, none},
		"no month before the first":              {months, day(1999, 12, 1), -1, none},
		"the first month of all":                 {months, none, 1, day(1999, 12, 31)},
		"the last month of all":                  {months, none, -1, day(2016, 10, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			got, found, err := c.next(a, t.Context(), c.from, c.step)
			if got != c.want || found != (c.want != none) || err != nil {
				t.Errorf("from %v by %d: %v, %v, %v, want %v", c.from, c.step, got, found, err, c.want)
			}
		})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, _, err := a.NextDay(ended, none, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of the context: %v", err)
	}
}

// TestNeighbouringDaysReadNoPage looks for neighbours where reading any page fails.
func TestNeighbouringDaysReadNoPage(t *testing.T) {
	pages := files{}
	for year := range 20 {
		pages[fmt.Sprintf("%d/01/1/a.md", 2000+year)] = page("A")
	}
	fsys := &watchedFS{FS: pages.fsys()}
	a := archive.FromFS(fsys)
	if _, found, err := a.NextDay(t.Context(), day(2005, 1, 1), 1); !found || err != nil {
		t.Fatal(found, err)
	}
	if fsys.pages > 0 || fsys.folders > 10 {
		t.Errorf("it read %d pages and opened %d folders", fsys.pages, fsys.folders)
	}
}

// watchedFS counts the files and folders that are opened.
type watchedFS struct {
	fs.FS
	pages, folders int
}

func (w *watchedFS) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") {
		w.pages++
	} else {
		w.folders++
	}
	return w.FS.Open(name)
}
