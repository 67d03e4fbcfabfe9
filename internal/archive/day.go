package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"

	"news/internal/event"
	"news/internal/page"
	"news/internal/text"
)

// The largest sizes of pages in bytes. A larger file is not read as a page.
const (
	MaxPage  = 1 << 20  // of an event's page
	MaxIndex = 64 << 20 // of a day's own page, which has an entry for each of its events
)

// tooLargeError means that a file is larger than its kind of page can be.
type tooLargeError struct{ most int64 }

func (e tooLargeError) Error() string {
	kind := "no page is"
	if e.most == MaxIndex {
		kind = "no page of a day is"
	}
	return fmt.Sprintf("larger than %d MiB, which %s", e.most>>20, kind)
}

// pageFile is a file with an event's page in a day's folder.
type pageFile struct {
	ref  event.Ref
	dir  string // its folder, as a path in the archive's fsys
	name string // the file's name, as the file system writes it
}

// folder is one folder of a day and its files.
type folder struct {
	path  string
	fsys  fs.FS
	index string // the name of the day's own page, "" if there is none
	pages []pageFile

	skipped []event.Problem // files that have the name of a page but cannot be read
}

func (f *folder) skip(path, message string) {
	f.skipped = append(f.skipped, event.Problem{Path: path, Message: message})
}

// open lists the day folder at dir. The caller calls the returned function to
// close it.
func (a *Archive) open(date event.Date, dir string) (folder, func(), error) {
	fsys, release, err := sub(a.fsys, dir)
	if err != nil {
		return folder{}, nil, err
	}
	f, err := a.listFolder(date, dir, fsys)
	if err != nil {
		release()
		return folder{}, nil, err
	}
	return f, release, nil
}

// listFolder lists the day folder at dir, which is open as fsys.
func (a *Archive) listFolder(date event.Date, dir string, fsys fs.FS) (folder, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return folder{}, err
	}
	f := folder{path: dir, fsys: fsys}
	for _, entry := range entries {
		a.addEntry(&f, date, entry)
	}
	return f, nil
}

// addEntry adds an entry of a day's folder to its pages, its index or its
// problems. Other files are ignored.
func (a *Archive) addEntry(f *folder, date event.Date, entry fs.DirEntry) {
	name := entry.Name()
	slug, isPage := strings.CutSuffix(name, ".md")
	if !isPage || strings.HasPrefix(name, ".") {
		return
	}
	switch {
	case !text.IsPlain(name):
		f.skip(text.Plain(a.shown(path.Join(f.path, name))), "the file name holds characters that are not shown")
	case !isFile(a.fsys, f.path, entry):
		f.skip(a.shown(path.Join(f.path, name)), "not a plain file inside the archive")
	case name == "index.md", name == "README.md" && f.index == "":
		f.index = name
	case name == "README.md":
	default:
		f.pages = append(f.pages, pageFile{event.NewRef(date, slug), f.path, name})
	}
}

// load reads one day: its index and the pages of the wanted events. The other
// events are not in the result, but are counted in the numbers of the wanted
// ones. It also returns the files and folders that could not be read.
func (a *Archive) load(days dayFolders, wanted func(event.Ref) bool) (event.Day, []event.Problem) {
	day, skipped, _ := a.loadUpTo(math.MaxInt, days, wanted, page.Event)
	return day, skipped
}

// loadUpTo is load with the function that reads the pages. It returns false for a day
// with a folder of more than most pages, of which it reads none.
func (a *Archive) loadUpTo(most int, days dayFolders, wanted func(event.Ref) bool, parse parser) (event.Day, []event.Problem, bool) {
	day := event.Day{Date: days.date}
	var pages []readPage
	skipped := slices.Clone(days.trouble)
	buffer := buffers.Get().(*bytes.Buffer)
	defer keep(buffer)
	for _, dir := range days.paths {
		f, release, err := a.open(days.date, dir)
		if err != nil {
			skipped = append(skipped, event.Problem{Path: a.shown(dir), Message: reason(err).Error()})
			continue
		}
		if len(f.pages) > most {
			release()
			return event.Day{}, nil, false
		}
		a.loadIndex(&day, &f, buffer)
		pages = append(pages, a.loadPages(&f, wanted, parse, buffer)...)
		skipped = append(skipped, f.skipped...)
		release()
	}
	if len(days.paths) > 1 {
		day.Entries = uniqueEntries(day.Entries)
	}
	var duplicates []event.Problem
	day.Events, duplicates = arrange(&day, pages)
	return day, append(skipped, duplicates...), true
}

// uniqueEntries removes the entries of events that an earlier entry already
// lists.
func uniqueEntries(entries []event.Entry) []event.Entry {
	seen := make(map[event.Ref]bool, len(entries))
	return slices.DeleteFunc(entries, func(entry event.Entry) bool {
		known := seen[entry.Ref]
		seen[entry.Ref] = true
		return known
	})
}

// loadIndex reads the day's own page into a buffer, if the folder has one, and
// adds its entries to the day.
func (a *Archive) loadIndex(day *event.Day, f *folder, buffer *bytes.Buffer) {
	data, shown, ok := a.readIndex(f, buffer)
	if !ok {
		return
	}
	index := page.Day(data, shown, day.Date)
	day.Entries = append(day.Entries, index.Entries...)
	day.Problems = append(day.Problems, index.Problems...)
}

// readIndex reads the day's own page into a buffer. It returns the bytes of the buffer
// and the path of the page, or false if the folder has no such page that can be read.
func (a *Archive) readIndex(f *folder, buffer *bytes.Buffer) (data []byte, shown string, ok bool) {
	if f.index == "" {
		return nil, "", false
	}
	shown = a.shown(path.Join(f.path, f.index))
	data, err := readPageFile(a.fsys, *f, f.index, MaxIndex, buffer)
	if err != nil {
		f.skip(shown, reason(err).Error())
		return nil, "", false
	}
	return data, shown, true
}

// allPages is a filter for load that selects all pages.
func allPages(event.Ref) bool { return true }

// readPage is an event as its page describes it, without the day's index.
type readPage struct {
	event.Event
	unread bool // its file could not be read or is not wanted
}

// loadPages reads the wanted pages of a folder into a buffer, one after the
// other. It returns all pages of the folder, in the order of their names.
func (a *Archive) loadPages(f *folder, wanted func(event.Ref) bool, parse parser, buffer *bytes.Buffer) []readPage {
	pages := make([]readPage, 0, len(f.pages))
	for _, file := range f.pages {
		shown := a.shown(path.Join(file.dir, file.name))
		unread := readPage{event.Event{Ref: file.ref, Path: shown}, true}
		if !wanted(file.ref) {
			pages = append(pages, unread)
			continue
		}
		data, err := readPageFile(a.fsys, *f, file.name, MaxPage, buffer)
		if err != nil {
			f.skip(shown, reason(err).Error())
			pages = append(pages, unread)
			continue
		}
		pages = append(pages, readPage{parse(data, shown, file.ref), false})
	}
	return pages
}

// arrange puts the events of a day into canonical order, numbers them, and adds
// what the day's index says about them. A page that was not read keeps its
// number, so that an event has the same number however it is reached. It also
// returns the pages with the reference of an earlier page.
func arrange(day *event.Day, pages []readPage) (events []event.Event, duplicates []event.Problem) {
	byRef := make(map[event.Ref]int, len(pages))
	refs := make([]event.Ref, 0, len(pages))
	for i, p := range pages {
		if first, known := byRef[p.Ref]; known {
			duplicates = append(duplicates, event.Problem{Path: p.Path, Message: "has the name of " + pages[first].Path})
			continue
		}
		byRef[p.Ref] = i
		refs = append(refs, p.Ref)
	}
	entries := byEvent(day.Entries)
	events = make([]event.Event, 0, len(refs))
	for i, ref := range canonical(day.Entries, refs) {
		p := pages[byRef[ref]]
		if p.unread {
			continue
		}
		e := p.Event
		describe(&e, i+1, entries[ref].Topics, entries[ref].Headline)
		events = append(events, e)
	}
	return events, duplicates
}

// byEvent returns the entries of a day's index by their events, of several for one
// event the first.
func byEvent(entries []event.Entry) map[event.Ref]event.Entry {
	byRef := make(map[event.Ref]event.Entry, len(entries))
	for _, entry := range slices.Backward(entries) {
		byRef[entry.Ref] = entry
	}
	return byRef
}

// describe adds to an event what its day's index says about it.
func describe(e *event.Event, number int, topics []string, headline string) {
	e.Number = number
	if topics := event.JoinTopics(topics, e.Related); len(topics) > 0 {
		e.Topics = topics // else the event keeps the topics of its page
	}
	if e.Headline == "" {
		e.Headline = headline
	}
	if e.Headline == "" {
		e.TakeHeadline()
	}
}

// canonical returns the pages of a day in canonical order: in the order of its
// index, then by name the pages that the index does not list.
func canonical(entries []event.Entry, pages []event.Ref) []event.Ref {
	left := make(map[event.Ref]bool, len(pages))
	for _, ref := range pages {
		left[ref] = true
	}
	order := make([]event.Ref, 0, len(pages))
	for _, entry := range entries {
		if left[entry.Ref] {
			delete(left, entry.Ref)
			order = append(order, entry.Ref)
		}
	}
	listed := len(order)
	for ref := range left {
		order = append(order, ref)
	}
	slices.SortFunc(order[listed:], event.Ref.Compare)
	return order
}

// buffers holds buffers for reading pages, so that a walk does not allocate one
// for each page.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// keep returns a buffer to buffers, unless it grew for the page of a large day.
func keep(buffer *bytes.Buffer) {
	if buffer.Cap() <= 4*MaxPage {
		buffers.Put(buffer)
	}
}

// readPageFile reads a file of a folder into a buffer, which it resets first.
// It returns the bytes of the buffer, at most so many.
func readPageFile(whole fs.FS, f folder, name string, most int64, buffer *bytes.Buffer) ([]byte, error) {
	file, err := f.fsys.Open(name)
	if err != nil {
		// A symbolic link to elsewhere in the archive leads out of the folder.
		linked, failed := whole.Open(path.Join(f.path, name))
		if failed != nil {
			return nil, err
		}
		file = linked
	}
	defer file.Close()
	buffer.Reset()
	if _, err := buffer.ReadFrom(io.LimitReader(file, most+1)); err != nil {
		return nil, err
	}
	if int64(buffer.Len()) > most {
		return nil, tooLargeError{most}
	}
	return buffer.Bytes(), nil
}

// Day reads all events of a day. A day without a folder in the archive has no
// events.
func (a *Archive) Day(date event.Date) event.Day {
	day, skipped := a.load(a.locate(date), allPages)
	a.skip(skipped...)
	return day
}

// find returns the folders of one day. It records as skipped what could not be
// looked at.
func (a *Archive) find(date event.Date) dayFolders {
	found := a.locate(date)
	a.skip(found.trouble...)
	return found
}

// locate returns the folders of one day, and the folders that could not be
// looked at.
func (a *Archive) locate(date event.Date) dayFolders {
	found := dayFolders{date: date}
	year := path.Join(a.base, fmt.Sprintf("%04d", date.Year))
	for _, month := range spellings(date.Month) {
		for _, day := range spellings(date.Day) {
			dir := path.Join(year, month, day)
			info, err := fs.Stat(a.fsys, dir)
			switch {
			case err == nil && info.IsDir():
				found.paths = append(found.paths, dir)
			case err != nil && !isMissing(err):
				found.trouble = append(found.trouble, event.Problem{Path: a.shown(dir), Message: reason(err).Error()})
				found.cause = err
			}
		}
	}
	return found
}

// isMissing reports whether an error means that there is no such file, or that
// there is a file in the place of its folder.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// spellings returns the names that the folder of a month or a day can have.
func spellings(n int) []string {
	if n >= 10 {
		return []string{fmt.Sprint(n)}
	}
	return []string{fmt.Sprintf("%02d", n), fmt.Sprint(n)}
}

// Event returns one event just as Day does, or false if the day has no readable
// page with that reference. It reads the day's index and that page, and lists
// the names of the other files.
func (a *Archive) Event(ref event.Ref) (event.Event, bool) {
	day, skipped := a.load(a.locate(ref.Date), func(other event.Ref) bool { return other == ref })
	a.skip(skipped...)
	if found := day.Find(ref); found != nil {
		return *found, true
	}
	return event.Event{}, false
}

// Raw returns the bytes of an event's page as they are in its file. If they
// cannot be read, the error is a *PageError.
func (a *Archive) Raw(e event.Event) ([]byte, error) {
	name := e.Path
	if a.base == "." {
		name = strings.TrimPrefix(name, "news/")
	}
	data, err := readPageFile(a.fsys, folder{path: path.Dir(name), fsys: a.fsys}, name, MaxPage, new(bytes.Buffer))
	if err != nil {
		return nil, &PageError{e.Ref, e.Path, err}
	}
	return data, nil
}

// Page reads one page by its path, as in an event's Path, without the folder and the
// index of its day: the event as its page alone says it, without its number, and the bytes
// of the page. If they cannot be read, the error is a *PageError.
func (a *Archive) Page(ref event.Ref, path string) (event.Event, []byte, error) {
	data, err := a.Raw(event.Event{Ref: ref, Path: path})
	if err != nil {
		return event.Event{}, nil, err
	}
	return page.Event(data, path, ref), data, nil
}

// RawIndex returns the bytes of a day's own page, or fs.ErrNotExist if the day
// has none. If they cannot be read, the error is a *PageError.
func (a *Archive) RawIndex(date event.Date) ([]byte, error) {
	data, _, err := a.IndexPage(date)
	return data, err
}

// IndexPage is like RawIndex, and also returns the path of the page, relative to
// the archive's root.
func (a *Archive) IndexPage(date event.Date) (data []byte, path string, err error) {
	for _, dir := range a.find(date).paths {
		data, path, err := a.rawIndexIn(date, dir)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return data, path, err
		}
	}
	return nil, "", fs.ErrNotExist
}

func (a *Archive) rawIndexIn(date event.Date, dir string) (data []byte, shown string, err error) {
	f, release, err := a.open(date, dir)
	if err != nil {
		return nil, "", &PageError{event.Ref{Date: date}, a.shown(dir), err}
	}
	defer release()
	if f.index == "" {
		return nil, "", fs.ErrNotExist
	}
	shown = a.shown(path.Join(dir, f.index))
	data, err = readPageFile(a.fsys, f, f.index, MaxIndex, new(bytes.Buffer))
	if err != nil {
		return nil, shown, &PageError{event.Ref{Date: date}, shown, err}
	}
	return data, shown, nil
}

// listings caches the events with a page, their numbers and their former
// references, for each day that was asked about.
type listings struct {
	mu     sync.Mutex
	days   map[event.Date]map[event.Ref]int
	former map[event.Date]map[event.Ref]event.Ref // the events of a day by their former references
}

// Number returns the number of an event in its day, or 0 if it has no page. It
// reads the day's index and its file names only.
func (a *Archive) Number(ref event.Ref) int {
	a.names.mu.Lock()
	defer a.names.mu.Unlock()
	numbers, known := a.names.days[ref.Date]
	if !known {
		if a.names.days == nil {
			a.names.days = make(map[event.Date]map[event.Ref]int)
		}
		numbers = make(map[event.Ref]int)
		for i, ref := range a.order(ref.Date) {
			numbers[ref] = i + 1
		}
		a.names.days[ref.Date] = numbers
	}
	return numbers[ref]
}

// order returns the events with a page of a day, in canonical order, without
// reading the pages.
func (a *Archive) order(date event.Date) []event.Ref {
	folders := &openFolders{archive: a}
	defer folders.close()
	buffer := buffers.Get().(*bytes.Buffer)
	defer keep(buffer)
	none := func(event.Ref) bool { return false }
	// What cannot be read is reported by a later read of the day.
	entries, files, _ := a.contents(date, a.find(date).paths, none, folders, buffer)
	pages := make([]event.Ref, len(files))
	for i, file := range files {
		pages[i] = file.ref
	}
	return canonical(entries, pages)
}

// Has reports whether the archive has a page for an event.
func (a *Archive) Has(ref event.Ref) bool { return a.Number(ref) > 0 }

// Follow fills in which of an event's links and changes have a page in the
// archive, and the numbers of the linked events. A link by a former reference
// of an event, also of one that moved to another day, gets its present reference.
func (a *Archive) Follow(e *event.Event) {
	for i := range e.Related {
		link := &e.Related[i]
		link.Ref = a.Current(link.Ref)
		link.Number = a.Number(link.Ref)
		link.Missing = link.Number == 0
	}
	for i := range e.Changes {
		e.Changes[i].Missing = !a.Has(e.Changes[i].Ref)
	}
}
