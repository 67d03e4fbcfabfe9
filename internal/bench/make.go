package bench

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"news/internal/event"
	"news/internal/page"
)

// Default sizes of a made archive.
const (
	defaultWords    = 60_000
	eventsPerTopic  = 6
	fewestTopics    = 40
	publisherCount  = 400
	fewestWords     = 1_000
	directoryAccess = 0o755
	fileAccess      = 0o644
)

// Plan describes an archive to make.
type Plan struct {
	Seed   uint64 // the same seed and numbers make the same bytes
	Events int    // number of event pages, 1 or more
	Topics int    // number of topics; 0: one for six events
	Words  int    // number of made words, including rare ones; 0: 60,000
	Days   int    // number of days; 0: one for fifteen events, at most those of the years 1999 to 2019
}

// Made counts what Make wrote.
type Made struct {
	Events  int   // event pages
	Days    int   // day folders
	Files   int   // files of every kind
	Bytes   int64 // size of all files
	Links   int   // lines in related sections
	Missing int   // links that lead to no page, on purpose
}

// Make writes a made archive into the folder dir, which must be empty or not exist
// yet. It returns an error where the plan makes no sense, where dir is not empty
// (then it writes nothing), and where a file cannot be written (then the files
// before it stay).
func Make(dir string, plan Plan) (Made, error) {
	plan, err := plan.complete()
	if err != nil {
		return Made{}, err
	}
	if err := claimEmpty(dir); err != nil {
		return Made{}, err
	}
	return newWorld(plan).write(dir)
}

// complete returns the plan with its defaults filled in, or an error where the plan
// makes no sense.
func (p Plan) complete() (Plan, error) {
	if p.Topics == 0 {
		p.Topics = max(fewestTopics, p.Events/eventsPerTopic)
	}
	if p.Words == 0 {
		p.Words = defaultWords
	}
	switch {
	case p.Events < 1:
		return p, fmt.Errorf("cannot make %d events: at least 1", p.Events)
	case p.Topics < fewestTopics:
		return p, fmt.Errorf("cannot make %d topics: at least %d", p.Topics, fewestTopics)
	case p.Words < fewestWords:
		return p, fmt.Errorf("cannot make %d words: at least %d", p.Words, fewestWords)
	case p.Days < 0 || p.Days > mostDays:
		return p, fmt.Errorf("cannot make %d days: at least 1, at most %d", p.Days, mostDays)
	case p.Days > p.Events:
		return p, fmt.Errorf("cannot make %d days of %d events: at least an event a day", p.Days, p.Events)
	}
	return p, nil
}

// claimEmpty makes the folder dir, and returns an error where it is not empty.
func claimEmpty(dir string) error {
	held, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, directoryAccess)
	case err != nil:
		return fmt.Errorf("cannot make an archive there: %w", err)
	case len(held) > 0:
		return fmt.Errorf("%s is not empty (it holds %s): an archive is made in an empty folder only", dir, held[0].Name())
	}
	return nil
}

// write writes all pages day by day, as many days at once as there are processors.
func (w *world) write(dir string) (Made, error) {
	made, err := w.writeFront(dir)
	if err != nil {
		return made, err
	}
	var mu sync.Mutex
	err = inParallel(len(w.days), func(place int) error {
		one, err := w.writeDay(dir, place)
		mu.Lock()
		defer mu.Unlock()
		made.add(one)
		return err
	})
	return made, err
}

// writeFront writes the two copies of the front page.
func (w *world) writeFront(dir string) (Made, error) {
	return writeTwice(dir, w.frontPage())
}

// writeDay writes the folder of the day at place in the calendar.
func (w *world) writeDay(dir string, place int) (Made, error) {
	d := w.days[place]
	folder := filepath.Join(dir, "news", filepath.FromSlash(d.date.Path()))
	if err := os.MkdirAll(folder, directoryAccess); err != nil {
		return Made{}, err
	}
	made := Made{Days: 1}
	r := random(w.seed, pageStream+uint64(place))
	entries := make([]event.Entry, 0, d.last-d.first)
	for at := d.first; at < d.last; at++ {
		e := w.newEvent(r, at)
		entries = append(entries, w.entry(at, e))
		data := page.FormatEvent(e)
		made.count(e.Related, len(data))
		if err := os.WriteFile(filepath.Join(folder, e.Ref.Slug+".md"), data, fileAccess); err != nil {
			return made, err
		}
	}
	copies, err := writeTwice(folder, dayPage(d, entries))
	made.add(copies)
	return made, err
}

// writeTwice writes a page as index.md and as README.md.
func writeTwice(folder string, data []byte) (Made, error) {
	for _, name := range []string{"index.md", "README.md"} {
		if err := os.WriteFile(filepath.Join(folder, name), data, fileAccess); err != nil {
			return Made{}, err
		}
	}
	return Made{Files: 2, Bytes: 2 * int64(len(data))}, nil
}

// count counts one event page of size bytes with its related events.
func (m *Made) count(related []event.Link, size int) {
	m.Events++
	m.Files++
	m.Bytes += int64(size)
	m.Links += len(related)
	for _, link := range related {
		if link.Missing {
			m.Missing++
		}
	}
}

// add adds the numbers of other.
func (m *Made) add(other Made) {
	m.Events += other.Events
	m.Days += other.Days
	m.Files += other.Files
	m.Bytes += other.Bytes
	m.Links += other.Links
	m.Missing += other.Missing
}
