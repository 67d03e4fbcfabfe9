package archive

import (
	"io/fs"
	"os"
	"sync"
)

// named is the archive's own folder, which has a name. It is opened anew where another folder has taken
// its name since: one that was checked out, copied or mounted in its place.
type named struct {
	path string

	mu     sync.Mutex
	root   *os.Root
	former []*os.Root // which questions may still be reading
}

// confined returns the folder as it was opened last.
func (f *named) confined() confined {
	f.mu.Lock()
	defer f.mu.Unlock()
	return confined{f.root}
}

func (f *named) Open(name string) (fs.File, error) { return f.confined().Open(name) }

func (f *named) ReadDir(name string) ([]fs.DirEntry, error) { return f.confined().ReadDir(name) }

func (f *named) Stat(name string) (fs.FileInfo, error) { return f.confined().Stat(name) }

func (f *named) Sub(name string) (fs.FS, error) { return f.confined().Sub(name) }

// mostFormer is how many former folders stay open at most.
const mostFormer = 4

// renew looks which folder has the name now. The error says why none can be read; the
// folder that was open then stays.
func (f *named) renew() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	now, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	if opened, err := f.root.Stat("."); err == nil && os.SameFile(now, opened) {
		return nil
	}
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return err
	}
	f.former = append(f.former, f.root)
	if len(f.former) > mostFormer {
		f.former[0].Close()
		f.former = f.former[1:]
	}
	f.root = root
	return nil
}

// Close closes the folder.
func (f *named) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, root := range f.former {
		root.Close()
	}
	f.former = nil
	return f.root.Close()
}

// renew looks for the archive's folder where it is a folder of the system.
func (a *Archive) renew() error {
	if f, ok := a.fsys.fsys.(*named); ok {
		return f.renew()
	}
	return nil
}

// Missing returns why the archive's folder, or its folder of years, cannot be read now,
// a *FaultError, or nil if it can. Questions find no events then.
func (a *Archive) Missing() error {
	err := a.renew()
	if err == nil {
		_, err = fs.Stat(a.fsys.fsys, a.base)
	}
	if err != nil {
		return &FaultError{a.Dir, reason(err)}
	}
	return nil
}
