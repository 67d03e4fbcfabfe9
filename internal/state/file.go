package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"news/internal/event"
	"news/internal/text"
)

// contents is what a file has.
type contents struct {
	marks    []event.Ref
	searches []string
	left     event.Ref
}

func (c *contents) addSearch(typed string) {
	if n := len(c.searches); n > 0 && c.searches[n-1] == typed {
		return
	}
	c.searches = append(c.searches, typed)
	c.searches = c.searches[max(0, len(c.searches)-mostSearches):]
}

// cleanSearch returns a search in the form that is kept: clean, and not too long.
func cleanSearch(typed string) string {
	typed = text.Plain(typed)
	if runes := []rune(typed); len(runes) > longest {
		typed = strings.TrimSpace(string(runes[:longest]))
	}
	return typed
}

// form is the form of a file: JSON, with references as the program prints them.
type form struct {
	Marks    []string `json:"marks"`
	Searches []string `json:"searches"`
	Left     string   `json:"left,omitempty"`
}

// maxFile is how many bytes a file may have.
const maxFile = 8 << 20

// errDamaged says that not all of a file makes sense.
var errDamaged = errors.New("the file is damaged")

// readFile reads a file. A missing one is empty. With errDamaged it returns what makes
// sense.
func readFile(path string) (contents, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return contents{}, nil
	}
	if err != nil {
		return contents{}, err
	}
	if !info.Mode().IsRegular() {
		return contents{}, fmt.Errorf("%s is no plain file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return contents{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return contents{}, err
	}
	return parse(data)
}

// parse parses a file. With errDamaged it returns what makes sense.
func parse(data []byte) (contents, error) {
	var f form
	if len(data) > maxFile || json.Unmarshal(data, &f) != nil {
		return contents{}, errDamaged
	}
	var c contents
	damaged := false
	known := make(map[event.Ref]bool)
	for _, typed := range f.Marks {
		ref, ok := refOf(typed)
		if !ok || known[ref] || len(c.marks) == mostMarks {
			damaged = true
			continue
		}
		known[ref] = true
		c.marks = append(c.marks, ref)
	}
	for _, typed := range f.Searches {
		clean := cleanSearch(typed)
		if clean != typed || clean == "" {
			damaged = true
		}
		if clean != "" {
			c.addSearch(clean)
		}
	}
	if f.Left != "" {
		ref, ok := refOf(f.Left)
		damaged = damaged || !ok
		c.left = ref
	}
	if damaged {
		return c, errDamaged
	}
	return c, nil
}

// refOf reads a reference of an event as the program prints it.
func refOf(typed string) (event.Ref, bool) {
	date, slug, ok := event.SplitPath(typed)
	if !ok || !date.Valid() || slug == "" || !text.IsPlain(slug) {
		return event.Ref{}, false
	}
	return event.NewRef(date, slug), true
}

// format returns the text of a file.
func (c contents) format() ([]byte, error) {
	f := form{Marks: []string{}, Searches: c.searches}
	for _, ref := range c.marks {
		f.Marks = append(f.Marks, ref.String())
	}
	if f.Searches == nil {
		f.Searches = []string{}
	}
	if !c.left.IsZero() {
		f.Left = c.left.String()
	}
	data, err := json.MarshalIndent(f, "", "  ")
	return append(data, '\n'), err
}

// writeFile writes a file beside its place, and puts it there when it is whole.
func writeFile(path string, c contents) error {
	data, err := c.format()
	if err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // for the user alone
	if err != nil {
		return err
	}
	_, err = beside.Write(data)
	err = errors.Join(err, beside.Sync(), beside.Close())
	if err == nil {
		err = os.Rename(beside.Name(), path)
	}
	if err != nil {
		os.Remove(beside.Name())
	}
	return err
}

// patience is how long a lock may take. A process that holds it longer was stopped.
const patience = 2 * time.Second

// lock locks a file against other processes, and returns what unlocks it. A file
// system without locks has a lock for nobody.
func lock(path string) (unlock func(), err error) {
	type outcome struct {
		unlock func()
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(path).Lock()
		done <- outcome{unlock, err}
	}()
	select {
	case o := <-done:
		if errors.Is(o.err, errors.ErrUnsupported) {
			return func() {}, nil
		}
		return o.unlock, o.err
	case <-time.After(patience):
		go func() {
			if o := <-done; o.unlock != nil {
				o.unlock()
			}
		}()
		return nil, fmt.Errorf("another program keeps %s", path)
	}
}
