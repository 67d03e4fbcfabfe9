// Package state keeps what the browser must know again in its next run: marked
// events, earlier searches, and where one left off. Each archive has its own file in a
// folder of the user's. A file that is damaged or cannot be written stops nothing:
// what it does not take is kept in memory while the program runs.
package state

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"news/internal/event"
	"news/internal/text"
)

// Variable is the environment variable that names another folder.
const Variable = "NEWS_STATE"

// Dir returns the folder for the state of the program: the one in named, which is
// the value of Variable, else a folder of the system's for what programs of the user
// keep. getenv returns the environment's variables.
func Dir(named string, getenv func(string) string) (string, error) {
	if named != "" {
		return filepath.Abs(named)
	}
	switch runtime.GOOS {
	case "windows":
		if dir := getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, "news", "state"), nil
		}
	case "darwin", "ios":
		if home := getenv("HOME"); home != "" {
			return filepath.Join(home, "Library", "Application Support", "news", "state"), nil
		}
	default:
		if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "news"), nil
		}
		if home := getenv("HOME"); home != "" {
			return filepath.Join(home, ".local", "state", "news"), nil
		}
	}
	return "", errors.New("the environment names no folder of the user's")
}

// The most that is kept.
const (
	mostMarks    = 10_000
	mostSearches = 200
	longest      = 1000 // characters of a search
)

// Store is the state of the browser for one archive. Several goroutines can use it,
// and several processes can have a Store of one archive: none undoes what another
// has changed.
type Store struct {
	path string // "" keeps everything in memory

	mu sync.Mutex
	// unsaved are the changes that could not be written.
	unsaved []change
}

// change changes the contents of a file.
type change func(*contents)

// Open returns the state for the archive in a folder, or for the built-in sample if
// the folder is "". The file of it is in dir; with an empty dir, all is in memory. Open
// reads and writes nothing.
func Open(dir, archive string) *Store {
	if dir == "" {
		return &Store{}
	}
	return &Store{path: filepath.Join(dir, fileName(archive))}
}

// fileName returns the name of an archive's file. It tells people which archive the
// file is of.
func fileName(archive string) string {
	if archive == "" {
		return "sample.json"
	}
	sum := sha256.Sum256([]byte(archive))
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, text.Plain(filepath.Base(archive)))
	const longestName = 40
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	return fmt.Sprintf("%s-%s.json", strings.Trim(name, ". "), hex.EncodeToString(sum[:6]))
}

// Marks returns the marked events in the order in which they were marked.
func (s *Store) Marks() []event.Ref { return s.contents().marks }

// SetMark marks an event, or takes its mark away. With an error, the mark lasts as
// long as the program runs.
func (s *Store) SetMark(ref event.Ref, marked bool) error {
	if marked && len(s.Marks()) >= mostMarks {
		return fmt.Errorf("there are %d marks already; take some away first", mostMarks)
	}
	return lasting(s.change(func(c *contents) {
		if has := slices.Contains(c.marks, ref); has != marked && marked {
			c.marks = append(c.marks, ref)
		} else if has && !marked {
			c.marks = slices.DeleteFunc(c.marks, func(other event.Ref) bool { return other == ref })
		}
	}))
}

// Searches returns the searches that were typed, the latest last, at most mostSearches.
func (s *Store) Searches() []string { return s.contents().searches }

// AddSearch adds what was typed to the searches, unless it is empty or the latest one
// already. With an error, it lasts as long as the program runs.
func (s *Store) AddSearch(typed string) error {
	typed = cleanSearch(typed)
	if typed == "" {
		return nil
	}
	return lasting(s.change(func(c *contents) { c.addSearch(typed) }))
}

// Left returns the event that the last run was left at, and whether there is one.
func (s *Store) Left() (event.Ref, bool) {
	left := s.contents().left
	return left, !left.IsZero()
}

// Leave stores the event that the program is left at.
func (s *Store) Leave(ref event.Ref) error {
	return s.change(func(c *contents) { c.left = ref })
}

// lasting returns the error of a change that could not be written.
func lasting(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("kept only until you quit: %w", err)
}

// contents returns what the file has, with the changes that it lacks.
func (s *Store) contents() contents {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read()
}

func (s *Store) read() contents {
	var c contents
	if s.path != "" {
		c, _ = readFile(s.path)
	}
	for _, change := range s.unsaved {
		change(&c)
	}
	return c
}

// change makes a change to the file as it is now, and writes it.
func (s *Store) change(c change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsaved = append(s.unsaved, c)
	if s.path == "" {
		return nil
	}
	if err := s.save(); err != nil {
		return err
	}
	s.unsaved = nil
	return nil
}

// save writes the file with the changes that it lacks. No other process changes it
// meanwhile.
func (s *Store) save() error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	unlock, err := lock(s.path + ".lock")
	if err != nil {
		return err
	}
	defer unlock()
	if isReadOnly(s.path) {
		return fmt.Errorf("%s is read-only", s.path)
	}
	c, err := readFile(s.path)
	if errors.Is(err, errDamaged) {
		os.Rename(s.path, s.path+".damaged") // kept for people; what can be read of it goes on
	} else if err != nil {
		return err
	}
	for _, change := range s.unsaved {
		change(&c)
	}
	return writeFile(s.path, c)
}

// isReadOnly reports whether a file is there that nobody may write. It could be
// replaced all the same, but that is not what was meant.
func isReadOnly(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o222 == 0
}
