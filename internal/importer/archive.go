package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"news/internal/event"
	"news/internal/page"
)

// run is an import that is going on.
type run struct {
	Options
	root    string
	state   *state
	lock    *os.File // nil until the archive is first written to
	isNew   bool     // there was no archive when the import began
	folders map[string]bool
	written int // temporary files

	taken   map[event.Date]*day    // by this import, with all that their pages say
	removed map[string]event.Event // whose items are gone from their days, by key
	report  Report
	telling sync.Mutex
}

// day is a day of the archive in memory.
type day struct {
	date   event.Date
	source string
	raw    bool // its events are to be related
	events []event.Event
	fresh  bool // it was taken by this import, and is not written yet
}

// open opens an archive for an import. It refuses a folder that import did not make,
// and writes nothing into a new one.
func open(o Options) (*run, error) {
	r := &run{Options: o, root: o.Dir, folders: make(map[string]bool), taken: make(map[event.Date]*day), removed: make(map[string]event.Event)}
	r.Days = slices.SortedFunc(slices.Values(o.Days), event.Date.Compare)
	entries, err := os.ReadDir(r.root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.isNew = true
	case err != nil:
		if info, statErr := os.Stat(r.root); statErr == nil && !info.IsDir() {
			return nil, &NotOursError{Dir: r.root, NotDir: true}
		}
		return nil, err
	default:
		r.isNew = len(entries) == 0
	}
	if !r.isNew {
		if info, err := os.Lstat(filepath.Join(r.root, stateDir)); err != nil || !info.IsDir() {
			return nil, &NotOursError{Dir: r.root}
		}
		if err := r.acquire(); err != nil {
			return nil, err
		}
	}
	if r.state, err = readState(r.root); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// acquire locks the archive for this import, and removes what an import that was ended
// has left half written.
func (r *run) acquire() error {
	dir := filepath.Join(r.root, stateDir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	locked, err := tryLock(lock)
	if err == nil && !locked {
		err = ErrRunning
	}
	if err == nil {
		err = os.RemoveAll(r.temporary())
	}
	if err != nil {
		lock.Close()
		return err
	}
	r.lock = lock
	return nil
}

// begin makes a new archive before its first page is written.
func (r *run) begin() error {
	if r.lock == nil {
		if err := r.acquire(); err != nil {
			return err
		}
		if s, err := readState(r.root); err != nil || len(s.months) > 0 {
			return errors.Join(err, ErrRunning) // made since this import began
		}
	}
	return os.MkdirAll(r.temporary(), 0o777)
}

// close ends the import.
func (r *run) close() {
	if r.lock != nil {
		os.RemoveAll(r.temporary())
		r.lock.Close()
	}
}

// temporary returns the folder for files that are being written.
func (r *run) temporary() string { return filepath.Join(r.root, stateDir, "tmp") }

// file returns the file of a page.
func (r *run) file(key string) string {
	return filepath.Join(r.root, filepath.FromSlash(fileOf(key)))
}

// write writes a file as a whole: it is either as before or as given, whatever ends the
// import.
func (r *run) write(file string, data []byte) error {
	if dir := filepath.Dir(file); !r.folders[dir] {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
		r.folders[dir] = true
	}
	if r.fault != nil {
		if err := r.fault(); err != nil {
			return err
		}
	}
	r.written++
	temporary := filepath.Join(r.temporary(), fmt.Sprint(r.written))
	err := os.WriteFile(temporary, data, 0o666)
	if err == nil {
		err = os.Rename(temporary, file)
	}
	if err != nil {
		os.Remove(temporary)
	}
	return err
}

// standing is what became of a page since it was written.
type standing int

const (
	absent  standing = iota // it was never written
	ours                    // it is as import wrote it
	edited                  // somebody has changed it
	deleted                 // somebody has removed it
	foreign                 // somebody has added it
)

// look returns what became of a page, and its bytes.
func (r *run) look(key string) (standing, []byte, error) {
	l := r.state.get(key)
	data, err := os.ReadFile(r.file(key))
	switch {
	case errors.Is(err, fs.ErrNotExist) && (l == nil || l.digest == none):
		return absent, nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return deleted, nil, nil
	case err != nil:
		return absent, nil, err
	case l == nil:
		return foreign, data, nil
	}
	if digest := digestOf(data); digest == l.digest || digest == l.intended {
		return ours, data, nil
	}
	return edited, data, nil
}

// output is a page to write.
type output struct {
	key    string
	source string
	data   []byte
	raw    bool
}

// writePages writes pages: first their digests as intended, then the pages, then their
// digests. Pages that somebody has changed or removed stay as they are.
func (r *run) writePages(pages []output) error {
	var due []output
	for _, p := range pages {
		write, err := r.intend(p)
		if err != nil {
			return err
		}
		if write {
			due = append(due, p)
		}
	}
	if err := r.saveState(); err != nil {
		return err
	}
	for _, p := range due {
		if err := r.write(r.file(p.key), p.data); err != nil {
			return err
		}
		r.report.Written++
	}
	for _, p := range due {
		r.state.set(p.key, line{p.source, digestOf(p.data), none, p.raw})
	}
	return r.saveState()
}

// intend notes the digest of a page that is about to be written. It returns false where
// the page need not or must not be written.
func (r *run) intend(p output) (bool, error) {
	digest := digestOf(p.data)
	l := r.state.get(p.key)
	if l != nil && l.digest == digest && l.intended == none && !r.Verify {
		r.state.set(p.key, line{p.source, digest, none, p.raw})
		return false, nil
	}
	found, data, err := r.look(p.key)
	if err != nil {
		return false, err
	}
	switch {
	case found != absent && found != deleted && digestOf(data) == digest:
		r.state.set(p.key, line{p.source, digest, none, p.raw})
		return false, nil
	case found == edited, found == deleted, found == foreign:
		r.leave(p.key, found == deleted)
		if l != nil {
			r.state.set(p.key, line{p.source, l.digest, none, p.raw})
		}
		return false, nil
	}
	was := none
	if l != nil {
		was = l.digest
		if found == ours && l.intended == digestOf(data) {
			was = l.intended
		}
	}
	source, raw := none, p.raw // a day counts as taken when its page is written
	if l != nil {
		source, raw = l.source, l.raw || p.raw
	}
	r.state.set(p.key, line{source, was, digest, raw})
	return true, nil
}

func (r *run) saveState() error { return r.state.save(r.write) }

// rememberGone recalls the events whose items are gone from their days, if an import was
// ended before it could remove their pages.
func (r *run) rememberGone() error {
	for _, m := range r.state.months {
		for key, l := range m.lines {
			if l.intended != gone {
				continue
			}
			found, data, err := r.look(key)
			if err != nil {
				return err
			}
			if ref, ok := refOfKey(key); ok && found == ours {
				r.removed[key] = page.Event(data, fileOf(key), ref)
			}
		}
	}
	return nil
}

// removeGone removes the pages whose items are gone from their days.
func (r *run) removeGone() error {
	any := false
	for _, m := range r.state.months {
		for key, l := range m.lines {
			if l.intended != gone {
				continue
			}
			found, _, err := r.look(key)
			if err != nil {
				return err
			}
			if found == edited {
				r.leave(key, false)
			}
			if found == ours {
				if err := os.Remove(r.file(key)); err != nil {
					return err
				}
			}
			r.state.remove(key)
			any = true
		}
	}
	if !any {
		return nil
	}
	if err := r.begin(); err != nil {
		return err
	}
	return r.saveState()
}

// verify looks for pages in the whole archive that somebody has changed or removed.
func (r *run) verify() error {
	for _, m := range r.state.months {
		for key, l := range m.lines {
			if l.digest == none {
				continue
			}
			found, _, err := r.look(key)
			if err != nil {
				return err
			}
			if found == edited || found == deleted {
				r.leave(key, found == deleted)
			}
		}
	}
	return nil
}

// foreignNames returns the names in a folder that are not import's, in lower case.
func foreignNames(dir string, isOurs func(name string) bool) (map[string]bool, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	names := make(map[string]bool)
	for _, entry := range entries {
		if !isOurs(entry.Name()) {
			names[strings.ToLower(entry.Name())] = true
		}
	}
	return names, err
}
