package archive

import (
	"io/fs"
	"os"
	"path/filepath"

	"news/internal/event"
)

// importDir is the folder in which import keeps what it knows of an archive that it
// made.
const importDir = ".news-import"

// An import that finds an event again in another day, at most a week away, names the
// former reference in the event's page. Later imports can move the event on.
const (
	mostMoved      = 7
	mostMovedAgain = 30 // as many days as import looks back
)

// MostMoved returns how many days a former reference can be away from the day of its
// event. A former reference further away is not followed.
func (a *Archive) MostMoved() int {
	if a.isImported() {
		return mostMovedAgain
	}
	return mostMoved
}

// isImported reports whether import made the archive.
func (a *Archive) isImported() bool {
	if a.base != "." {
		info, err := fs.Stat(a.fsys, importDir)
		return err == nil && info.IsDir()
	}
	return a.Dir != "" && wasImported(filepath.Dir(a.Dir))
}

// wasImported reports whether import made the archive in a folder.
func wasImported(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, importDir))
	return err == nil && info.IsDir()
}

// Current returns the present reference of an event for a former one, and any
// other reference unchanged. It looks in the reference's own day, then in the
// days around it, the latest first.
func (a *Archive) Current(ref event.Ref) event.Ref {
	if !ref.Date.Valid() || a.Has(ref) {
		return ref
	}
	if now, renamed := a.formerIn(ref.Date)[ref]; renamed {
		return now
	}
	if now, moved := a.moved(ref); moved {
		return now
	}
	return ref
}

// moved returns the event of another day that had a reference.
func (a *Archive) moved(ref event.Ref) (event.Ref, bool) {
	most := a.MostMoved()
	for days := most; days >= -most; days-- {
		if days == 0 {
			continue
		}
		if now, found := a.formerIn(ref.Date.AddDays(days))[ref]; found {
			return now, true
		}
	}
	return event.Ref{}, false
}

// formerIn returns the events of a day by their former references. Of several events
// with the same former reference, it has the first. It reads a day once. Pages that cannot
// be read are not reported, because nobody asked for that day.
func (a *Archive) formerIn(date event.Date) map[event.Ref]event.Ref {
	a.names.mu.Lock()
	defer a.names.mu.Unlock()
	former, known := a.names.former[date]
	if known {
		return former
	}
	day, _ := a.load(a.locate(date), allPages)
	for _, e := range day.Events {
		for _, change := range e.Changes {
			if _, taken := former[change.Ref]; taken || change.Ref == e.Ref {
				continue
			}
			if former == nil {
				former = make(map[event.Ref]event.Ref)
			}
			former[change.Ref] = e.Ref
		}
	}
	if a.names.former == nil {
		a.names.former = make(map[event.Date]map[event.Ref]event.Ref)
	}
	a.names.former[date] = former
	return former
}
