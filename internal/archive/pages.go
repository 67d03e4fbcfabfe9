package archive

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"news/internal/event"
	"news/internal/page"
)

// Pages reads some events of an archive from their pages, in any order. However many
// events a day has, its folder is listed once and its index is read once for all of
// them. Its methods can be called from several goroutines at once.
type Pages struct {
	archive *Archive
	refs    []event.Ref
	days    map[event.Date]*wantedDay
	months  *months      // nil where a look at each day is less work than a list of its month
	kept    atomic.Int64 // how many events are listed in days
}

// mostListed is how many events are listed at most, so that a long list in no order of
// days does not need memory for all of them.
const mostListed = 50_000

// wantedDay is a day and those of its events that are wanted.
type wantedDay struct {
	rows []int // of the events in Pages.refs, in order

	mu     sync.Mutex
	listed []listed // what the day says about each of rows; nil while it is not known
	left   int      // how many of rows are still to be read
}

// listed is what a day's folder and index say about an event.
type listed struct {
	path     string // of its page; "" if it has none
	number   int
	topics   []string
	headline string
}

// PagesOf returns the Pages of some events. It reads nothing yet.
func (a *Archive) PagesOf(refs []event.Ref) *Pages {
	p := &Pages{archive: a, refs: refs, days: make(map[event.Date]*wantedDay)}
	for row, ref := range refs {
		day := p.days[ref.Date]
		if day == nil {
			day = &wantedDay{}
			p.days[ref.Date] = day
		}
		day.rows = append(day.rows, row)
		day.left++
	}
	const few = 8
	if len(p.days) > few {
		p.months = &months{archive: a, days: make(map[event.Date]*monthDays)}
	}
	return p
}

// Len returns the number of events.
func (p *Pages) Len() int { return len(p.refs) }

// Read returns the events of some rows of the refs that p was made of, as Event does;
// nil for an event without a readable page. All cores read at once. When ctx ends, Read
// ends early, and further events are nil.
func (p *Pages) Read(ctx context.Context, rows []int) []*event.Event {
	return p.readAs(ctx, rows, page.Event)
}

// ReadHeadlines is Read for those who need no more than the references, numbers and
// headlines of events.
func (p *Pages) ReadHeadlines(ctx context.Context, rows []int) []*event.Event {
	return p.readAs(ctx, rows, page.Headline)
}

// parser reads the bytes of an event's page, such as page.Event.
type parser func(data []byte, path string, ref event.Ref) event.Event

func (p *Pages) readAs(ctx context.Context, rows []int, parse parser) []*event.Event {
	events := make([]*event.Event, len(rows))
	parts := p.parts(rows)
	parallel(ctx, len(parts), func(i int) { p.readPart(ctx, rows, parts[i], parse, events) })
	return events
}

// mostOfPart is how many events of one day are read by one worker at a time.
const mostOfPart = 64

// parts divides rows by their days.
func (p *Pages) parts(rows []int) [][]int {
	var parts [][]int
	open := make(map[event.Date]int) // the last part of each day
	for i, row := range rows {
		date := p.refs[row].Date
		at, known := open[date]
		if !known || len(parts[at]) == mostOfPart {
			at = len(parts)
			open[date] = at
			parts = append(parts, nil)
		}
		parts[at] = append(parts[at], i)
	}
	return parts
}

// readPart reads the events of one day at some places of rows.
func (p *Pages) readPart(ctx context.Context, rows, part []int, parse parser, events []*event.Event) {
	if ctx.Err() != nil {
		return
	}
	date := p.refs[rows[part[0]]].Date
	day := p.days[date]
	folders := &openFolders{archive: p.archive}
	defer folders.close()
	buffer := buffers.Get().(*bytes.Buffer)
	defer keep(buffer)
	about := day.of(p, date, folders, buffer)
	for _, i := range part {
		if ctx.Err() != nil {
			return
		}
		at, _ := slices.BinarySearch(day.rows, rows[i])
		if l := about[at]; l.path != "" {
			events[i] = folders.event(p.refs[rows[i]], l, parse, buffer)
		}
	}
	p.done(day, len(part))
}

// of returns what the day says about its wanted events, which it reads the first time.
func (d *wantedDay) of(p *Pages, date event.Date, folders *openFolders, buffer *bytes.Buffer) []listed {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.listed == nil {
		d.listed = p.list(date, d.rows, folders, buffer)
		p.kept.Add(int64(len(d.rows)))
	}
	return d.listed
}

// done counts events of a day that were read. What the day says is kept until all were,
// or until too many of other days are listed: a large day alone must not be listed for
// each of its parts.
func (p *Pages) done(d *wantedDay, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left -= n; d.left > 0 && p.kept.Load()-int64(len(d.rows)) <= mostListed {
		return
	}
	if d.listed != nil {
		d.listed = nil
		p.kept.Add(-int64(len(d.rows)))
	}
	if d.left <= 0 {
		d.left = len(d.rows) // they can be read again
	}
}

// list reads what a day says about some of its events.
func (p *Pages) list(date event.Date, rows []int, folders *openFolders, buffer *bytes.Buffer) []listed {
	wanted := make(map[event.Ref][]int, len(rows))
	for at, row := range rows {
		wanted[p.refs[row]] = append(wanted[p.refs[row]], at)
	}
	isWanted := func(ref event.Ref) bool { return wanted[ref] != nil }
	entries, files, skipped := p.archive.contents(date, p.foldersOf(date), isWanted, folders, buffer)
	p.archive.skip(skipped...)
	about := make([]listed, len(rows))
	files, _ = p.archive.arranged(entries, files)
	for i, file := range files {
		for _, at := range wanted[file.ref] {
			about[at] = listed{path: path.Join(file.dir, file.name), number: i + 1}
		}
	}
	for _, entry := range slices.Backward(entries) { // of several for one event, the first counts
		for _, at := range wanted[entry.Ref] {
			about[at].take(entry)
		}
	}
	return about
}

// foldersOf returns the folders of a day.
func (p *Pages) foldersOf(date event.Date) []string {
	if p.months != nil {
		if paths, ok := p.months.foldersOf(date); ok {
			return paths
		}
	}
	return p.archive.find(date).paths
}

// take adds copies of the texts of an index, so that the rest of it is not kept.
func (l *listed) take(entry event.Entry) {
	l.headline, l.topics = strings.Clone(entry.Headline), nil
	for _, topic := range entry.Topics {
		l.topics = append(l.topics, strings.Clone(topic))
	}
}

// contents reads a day without the pages of its events: what its index says about the
// wanted ones, the order of the others, and the files of all of its pages. It also
// returns the files and folders that cannot be read.
func (a *Archive) contents(date event.Date, paths []string, wanted func(event.Ref) bool, folders *openFolders, buffer *bytes.Buffer) (entries []event.Entry, files []pageFile, skipped []event.Problem) {
	for _, dir := range paths {
		fsys, err := folders.open(dir)
		var f folder
		if err == nil {
			f, err = a.listFolder(date, dir, fsys)
		}
		if err != nil {
			skipped = append(skipped, event.Problem{Path: a.shown(dir), Message: reason(err).Error()})
			continue
		}
		if data, shown, ok := a.readIndex(&f, buffer); ok {
			entries = append(entries, page.Entries(data, shown, date, wanted)...)
		}
		files = append(files, f.pages...)
		skipped = append(skipped, f.skipped...)
	}
	return entries, files, skipped
}

// arranged returns the files of a day in canonical order, and the files that have the
// reference of an earlier one, which are not among them.
func (a *Archive) arranged(entries []event.Entry, files []pageFile) (order []pageFile, duplicates []event.Problem) {
	byRef := make(map[event.Ref]pageFile, len(files))
	refs := make([]event.Ref, 0, len(files))
	for _, file := range files {
		if first, known := byRef[file.ref]; known {
			duplicates = append(duplicates, event.Problem{Path: a.shown(path.Join(file.dir, file.name)), Message: "has the name of " + a.shown(path.Join(first.dir, first.name))})
			continue
		}
		byRef[file.ref] = file
		refs = append(refs, file.ref)
	}
	order = make([]pageFile, len(refs))
	for i, ref := range canonical(entries, refs) {
		order[i] = byRef[ref]
	}
	return order, duplicates
}

// openFolders are the folders of a day that are open, each once.
type openFolders struct {
	archive *Archive
	paths   []string
	fsys    []fs.FS
	release []func()
}

// open returns a folder of the archive, which it opens if it is not open yet.
func (o *openFolders) open(dir string) (fs.FS, error) {
	if at := slices.Index(o.paths, dir); at >= 0 {
		return o.fsys[at], nil
	}
	fsys, release, err := sub(o.archive.fsys, dir)
	if err == nil {
		o.paths, o.fsys, o.release = append(o.paths, dir), append(o.fsys, fsys), append(o.release, release)
	}
	return fsys, err
}

func (o *openFolders) close() {
	for _, release := range o.release {
		release()
	}
}

// event reads the page of an event, or returns nil if it cannot be read.
func (o *openFolders) event(ref event.Ref, l listed, parse parser, buffer *bytes.Buffer) *event.Event {
	dir, name := path.Split(l.path)
	dir = path.Clean(dir)
	shown := o.archive.shown(l.path)
	fsys, err := o.open(dir)
	var data []byte
	if err == nil {
		data, err = readPageFile(o.archive.fsys, folder{path: dir, fsys: fsys}, name, MaxPage, buffer)
	}
	if err != nil {
		o.archive.skip(event.Problem{Path: shown, Message: reason(err).Error()})
		return nil
	}
	e := parse(data, shown, ref)
	describe(&e, l.number, l.topics, l.headline)
	return &e
}

// months lists each month of an archive once, for the folders of its days.
type months struct {
	archive *Archive
	mu      sync.Mutex
	days    map[event.Date]*monthDays // by the first day of the month
}

// monthDays are the folders of the days of a month.
type monthDays struct {
	folders map[int][]string
	failed  bool // something of the month cannot be read
}

// foldersOf returns the folders of a day. It returns false where the month cannot tell.
func (m *months) foldersOf(date event.Date) ([]string, bool) {
	first := event.Date{Year: date.Year, Month: date.Month, Day: 1}
	m.mu.Lock()
	defer m.mu.Unlock()
	month := m.days[first]
	if month == nil {
		month = m.archive.listMonth(first)
		m.days[first] = month
	}
	return month.folders[date.Day], !month.failed
}

// listMonth lists the days of the month that begins with a day.
func (a *Archive) listMonth(first event.Date) *monthDays {
	month := &monthDays{folders: make(map[int][]string)}
	for _, spelling := range spellings(first.Month) {
		found, problems, err := a.list(path.Join(a.base, fmt.Sprintf("%04d", first.Year), spelling), event.TwoDigits)
		if err != nil && !isMissing(err) || len(problems) > 0 {
			return &monthDays{failed: true}
		}
		for _, day := range found {
			month.folders[day.number] = append(month.folders[day.number], day.path)
		}
	}
	return month
}
