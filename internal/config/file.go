package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ArchiveFile is the name of the settings in the folder of an archive.
const ArchiveFile = ".news.toml"

// maxFile is how many bytes a file of settings may have.
const maxFile = 1 << 20

// File is a file of settings. The zero File has none.
type File struct {
	Path string
	// Wrong is what makes no sense, in the order of the file. It counts for nothing,
	// and all else counts.
	Wrong []*Error
	// Ignored are the settings that the file of an archive cannot set, by name.
	Ignored []string

	values map[string]Value
	names  []string // in the order of the file
}

// Value is the value of a setting in a file.
type Value struct {
	Text     string   // the value as people write it
	Keys     []string // of an action of the browser, none where it has no key
	Question Question // of a saved question
	Line     int      // from 1
}

// Names returns the names of the settings in a file, in its order.
func (f *File) Names() []string { return f.names }

// NamesIn returns the names in a table, in the order of the file.
func (f *File) NamesIn(table string) []string {
	var names []string
	for _, name := range f.names {
		if of, in := SplitName(name); of == table {
			names = append(names, in)
		}
	}
	return names
}

// Value returns the value of a setting, and whether the file sets it.
func (f *File) Value(name string) (Value, bool) {
	v, isSet := f.values[name]
	return v, isSet
}

// KeysByAction returns the keys of the browser's actions. An action without an entry
// keeps its usual keys, one with an empty list has none.
func (f *File) KeysByAction() map[string][]string {
	var keys map[string][]string
	for _, action := range f.NamesIn(Keys) {
		if keys == nil {
			keys = make(map[string][]string)
		}
		keys[action] = f.values[InTable(Keys, action)].Keys
	}
	return keys
}

// Read reads the user's settings. Where there is no file, there are none, unless the
// file itself was named.
func Read(at Place, known Known) *File {
	data, err := readSettings(os.Stat, openFile, at.File)
	if errors.Is(err, fs.ErrNotExist) && !at.Named {
		return &File{Path: at.File}
	}
	return fileOf(at.File, data, err, known, false)
}

// ReadArchive reads the settings in the folder of an archive, and nothing outside of
// it. Where there is no file, there are none.
func ReadArchive(dir string, known Known) *File {
	path := filepath.Join(dir, ArchiveFile)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return &File{Path: path} // what is wrong with an archive is said where it is read
	}
	defer root.Close()
	data, err := readSettings(root.Stat, func(name string) (io.ReadCloser, error) { return root.Open(name) }, ArchiveFile)
	if errors.Is(err, fs.ErrNotExist) {
		return &File{Path: path}
	}
	return fileOf(path, data, err, known, true)
}

// fileOf returns the settings of a file that was read.
func fileOf(path string, data []byte, err error, known Known, ofArchive bool) *File {
	if err != nil {
		return &File{Path: path, Wrong: []*Error{{Path: path, Message: "it cannot be read: " + WithoutPath(err).Error()}}}
	}
	f := parse(data, known, ofArchive)
	f.Path = path
	for _, wrong := range f.Wrong {
		wrong.Path = path
	}
	return f
}

// readSettings reads a plain file of settings.
func readSettings(stat func(string) (fs.FileInfo, error), open func(string) (io.ReadCloser, error), path string) ([]byte, error) {
	data, err := readPlain(stat, open, path, maxFile)
	if len(data) > maxFile {
		return nil, fmt.Errorf("it has more than %d bytes", maxFile)
	}
	return data, err
}

// ReadPlain reads a file of the user's, and one byte more than it may have, so that a
// larger one can be noticed. A file that is no plain one may never end, and is an error.
func ReadPlain(path string, most int) ([]byte, error) {
	return readPlain(os.Stat, openFile, path, most)
}

func readPlain(stat func(string) (fs.FileInfo, error), open func(string) (io.ReadCloser, error), path string, most int) ([]byte, error) {
	info, err := stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no plain file")
	}
	file, err := open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, int64(most)+1))
}

// WithoutPath returns the cause of an error of a file, for a message that names the file
// itself.
func WithoutPath(err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// Error says what is wrong with settings, and where.
type Error struct {
	Path    string // "" where the settings come from no file
	Line    int    // from 1; 0 where all of the file is meant
	Column  int    // in characters, from 1
	Message string

	// Name is what the settings cannot have, Names what they can have in its place.
	// Both are empty for other errors.
	Name  string
	Names []string
}

// Error returns the message with the place, as compilers write it.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Path + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// IsPath reports whether the value of a setting is a path, and no name: it has a slash
// or begins with a dot or a tilde.
func IsPath(value string) bool {
	return strings.ContainsAny(value, `/`) || strings.HasPrefix(value, ".") || strings.HasPrefix(value, "~") ||
		strings.ContainsRune(value, filepath.Separator) || filepath.VolumeName(value) != ""
}
