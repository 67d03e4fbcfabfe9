package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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
	folders map[string]bool
	written int // temporary files

	taken   map[event.Date]*day    // by this import, with all that their pages say
	removed map[string]event.Event // whose items are gone from their days, by key
	moved   map[string]bool        // of these, which were found on other days
	buried  map[event.Date][]string
	known   *memo

	unchanged []event.Date           // days that are as they were taken before
	stamps    map[event.Date]*stamps // of days that were read or written
	report    Report
	telling   sync.Mutex
}

// open opens an archive for an import. It refuses a folder that import did not make,
// and writes nothing into a new one.
func open(o Options) (*run, error) {
	r := &run{
		Options: o, root: o.Dir, folders: make(map[string]bool),
		taken: make(map[event.Date]*day), removed: make(map[string]event.Event),
		moved: make(map[string]bool), buried: make(map[event.Date][]string), stamps: make(map[event.Date]*stamps),
	}
	r.Days = slices.SortedFunc(slices.Values(o.Days), event.Date.Compare)
	entries, err := os.ReadDir(r.root)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		if info, statErr := os.Stat(r.root); statErr == nil && !info.IsDir() {
			return nil, &NotOursError{Dir: r.root, NotDir: true}
		}
		return nil, err
	}
	if len(entries) > 0 {
		if !Made(r.root) {
			return nil, &NotOursError{Dir: r.root}
		}
		if err := r.acquire(); err != nil {
			return nil, err
		}
	}
	r.known = r.readMemo()
	if r.state, err = readState(r.root, r.known.hasMonth); err != nil {
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
		if s, err := readState(r.root, r.known.hasMonth); err != nil || len(s.months) > 0 {
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
	_, err := r.writeStamped(file, data)
	return err
}

// writeStamped is write, and returns the stamp of the file.
func (r *run) writeStamped(file string, data []byte) (stamp, error) {
	if dir := filepath.Dir(file); !r.folders[dir] {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return stamp{}, err
		}
		r.folders[dir] = true
	}
	if r.fault != nil {
		if err := r.fault(); err != nil {
			return stamp{}, err
		}
	}
	r.written++
	temporary := filepath.Join(r.temporary(), fmt.Sprint(r.written))
	is, err := writeNew(temporary, data)
	if err == nil {
		err = os.Rename(temporary, file)
	}
	if err != nil {
		os.Remove(temporary)
	}
	return is, err
}

// writeNew writes a file, and returns its stamp.
func writeNew(name string, data []byte) (is stamp, err error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return stamp{}, err
	}
	defer func() { err = cmp.Or(err, file.Close()) }()
	if _, err := file.Write(data); err != nil {
		return stamp{}, err
	}
	info, err := file.Stat()
	if err != nil {
		return stamp{}, err
	}
	return stampOf(info), nil
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

// look returns what became of a page, its bytes, and the stamp of its file.
func (r *run) look(key string) (standing, []byte, stamp, error) {
	l := r.state.get(key)
	data, is, err := readStamped(r.file(key))
	switch {
	case errors.Is(err, fs.ErrNotExist) && (l == nil || l.digest == none):
		return absent, nil, stamp{}, nil
	case errors.Is(err, fs.ErrNotExist):
		return deleted, nil, stamp{}, nil
	case err != nil:
		return absent, nil, stamp{}, err
	case l == nil:
		return foreign, data, is, nil
	}
	if digest := digestOf(data); digest == l.digest || digest == l.intended {
		return ours, data, is, nil
	}
	return edited, data, is, nil
}

// stampsFor returns the stamps of the day of a page, or nil for a page that is not read
// to relate events.
func (r *run) stampsFor(key string) *stamps {
	d, ok := dayOfKey(key)
	if !ok || key == readmeKey(d) {
		return nil
	}
	if r.stamps[d] == nil {
		r.stamps[d] = new(stamps)
	}
	return r.stamps[d]
}

// output is a page to write.
type output struct {
	key    string
	source string
	data   []byte
	raw    bool
}

// due is a page that is about to be written, and the stamp of what it replaces.
type due struct {
	output
	was stamp
}

// writePages writes pages: first their digests as intended, then the pages, then their
// digests. Pages that somebody has changed or removed stay as they are.
func (r *run) writePages(pages []output) error {
	var all []due
	for _, p := range pages {
		was, write, err := r.intend(p)
		if err != nil {
			return err
		}
		if write {
			all = append(all, due{p, was})
		}
	}
	if err := r.saveState(); err != nil {
		return err
	}
	for _, p := range all {
		is, err := r.writeStamped(r.file(p.key), p.data)
		if err != nil {
			return err
		}
		if s := r.stampsFor(p.key); s != nil {
			s.replace(path.Base(p.key), p.was, is)
		}
		r.report.Written++
	}
	for _, p := range all {
		r.state.set(p.key, line{p.source, digestOf(p.data), none, p.raw})
	}
	return r.saveState()
}

// intend notes the digest of a page that is about to be written, and returns the stamp
// of the page that it replaces. It returns false where the page need not or must not be
// written.
func (r *run) intend(p output) (was stamp, write bool, err error) {
	digest := digestOf(p.data)
	l := r.state.get(p.key)
	if l != nil && l.digest == digest && l.intended == none && !r.Verify {
		r.state.set(p.key, line{p.source, digest, none, p.raw})
		return stamp{}, false, nil
	}
	found, data, was, err := r.look(p.key)
	if err != nil {
		return stamp{}, false, err
	}
	switch {
	case found != absent && found != deleted && digestOf(data) == digest:
		r.state.set(p.key, line{p.source, digest, none, p.raw})
		return stamp{}, false, nil
	case found == edited, found == deleted, found == foreign:
		r.leave(p.key, found == deleted)
		if l != nil {
			r.state.set(p.key, line{p.source, l.digest, none, p.raw})
		}
		return stamp{}, false, nil
	}
	former := none
	if l != nil {
		former = l.digest
		if found == ours && l.intended == digestOf(data) {
			former = l.intended
		}
	}
	source, raw := none, p.raw // a day counts as taken when its page is written
	if l != nil {
		source, raw = l.source, l.raw || p.raw
	}
	r.state.set(p.key, line{source, former, digest, raw})
	return was, true, nil
}

func (r *run) saveState() error { return r.state.save(r.write) }

// rememberGone recalls the events whose items are gone from their days, if an import was
// ended before it could remove their pages.
func (r *run) rememberGone() error {
	if err := r.listBuried(); err != nil {
		return err
	}
	for _, key := range r.goneKeys() {
		found, data, _, err := r.look(key)
		if err != nil {
			return err
		}
		ref, _ := refOfKey(key)
		if found == ours {
			r.removed[key] = page.Event(data, fileOf(key), ref)
		} else if e, ok := r.readBuried(key); ok {
			r.removed[key] = e
		}
	}
	return nil
}

// goneKeys returns the keys of the pages whose items are gone from their days.
func (r *run) goneKeys() []string {
	var keys []string
	for _, name := range r.state.marked(goneMark) {
		for key, l := range r.state.lines(name) {
			if l.intended == gone {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// removeGone removes the pages whose items are gone from their days.
func (r *run) removeGone() error {
	keys := r.goneKeys()
	for _, key := range keys {
		found, _, was, err := r.look(key)
		if err != nil {
			return err
		}
		if found == edited {
			r.leave(key, false)
		}
		if err := r.putAway(key, found); err != nil {
			return err
		}
		r.stampsFor(key).replace(path.Base(key), was, stamp{})
		r.state.remove(key)
	}
	if len(keys) == 0 {
		return nil
	}
	if err := r.begin(); err != nil {
		return err
	}
	return r.saveState()
}

// putAway buries the page of an item that is gone, or throws it away if the item was
// found on another day.
func (r *run) putAway(key string, found standing) error {
	switch {
	case found == ours && r.moved[key]:
		return os.Remove(r.file(key))
	case found == ours:
		return r.bury(key)
	case r.moved[key]:
		return r.forget(key)
	}
	return nil
}

// verify looks for pages in the whole archive that somebody has changed or removed.
func (r *run) verify() error {
	for _, name := range append(r.state.names(), front) {
		for key, l := range r.state.lines(name) {
			if l.digest == none {
				continue
			}
			found, _, _, err := r.look(key)
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
