package importer

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"news/internal/event"
	"news/internal/page"
)

// A page whose item is gone from its day is buried: it is kept beside the state, since
// the item can come back, or be found on another day by a later import. It is dug up and
// thrown away then.

// buriedFile returns where a page is buried.
func (r *run) buriedFile(key string) string {
	return filepath.Join(r.root, stateDir, "gone", filepath.FromSlash(key))
}

// listBuried lists the buried pages. It throws away those that are back in their days.
func (r *run) listBuried() error {
	top := filepath.Join(r.root, stateDir, "gone")
	return filepath.WalkDir(top, func(file string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(top, file)
		if err != nil {
			return err
		}
		key := filepath.ToSlash(name)
		ref, ok := refOfKey(key)
		if !ok {
			return nil
		}
		if l := r.state.get(key); l != nil && l.digest != none && l.intended != gone {
			return r.forget(key)
		}
		r.buried[ref.Date] = append(r.buried[ref.Date], key)
		return nil
	})
}

// readBuried returns the event of a buried page, or false if it cannot be read.
func (r *run) readBuried(key string) (event.Event, bool) {
	data, err := os.ReadFile(r.buriedFile(key))
	if err != nil {
		return event.Event{}, false
	}
	ref, _ := refOfKey(key)
	return page.Event(data, fileOf(key), ref), true
}

// bury moves a page to where it is buried.
func (r *run) bury(key string) error {
	file := r.buriedFile(key)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.Rename(r.file(key), file)
}

// forget throws a buried page away.
func (r *run) forget(key string) error {
	if err := os.Remove(r.buriedFile(key)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	for folder := path.Dir(key); folder != "."; folder = path.Dir(folder) {
		if os.Remove(r.buriedFile(folder)) != nil { // other pages are there
			return nil
		}
	}
	return nil
}

// recallBuried adds to the items that are gone those that a day of this import can have.
func (r *run) recallBuried() {
	if len(r.buried) == 0 {
		return
	}
	for d := range r.taken {
		for offset := -mostMoved; offset <= mostMoved; offset++ {
			for _, key := range r.buried[d.AddDays(offset)] {
				if l := r.state.get(key); l != nil && l.intended != gone {
					continue // it is back
				}
				if e, ok := r.readBuried(key); ok {
					r.removed[key] = e
				}
			}
		}
	}
}

// returning returns the buried pages of a day, whose items may be back in it.
func (r *run) returning(d event.Date, old []oldPage) []oldPage {
	var found []oldPage
	for _, key := range r.buried[d] {
		e, ok := r.readBuried(key)
		taken := slices.ContainsFunc(old, func(p oldPage) bool { return p.key == key })
		if ok && !taken {
			found = append(found, oldPage{key: key, found: absent, event: e, words: wordSet(e.Headline, e.Description)})
		}
	}
	return found
}
