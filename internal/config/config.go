// Package config reads the settings of the user: a TOML file in the folder for
// configurations, or the file or folder that the environment names. It says where
// that folder is, too, since other files of the user lie beside the settings. What a
// setting means is up to the package that it is for.
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

// Variable is the environment variable that names another file, or another folder.
const Variable = "NEWS_CONFIG"

// fileName is the name of the settings in the folder for configurations.
const fileName = "config.toml"

// maxFile is how many bytes a file of settings may have.
const maxFile = 1 << 20

// Place is where the user's configuration is.
type Place struct {
	Dir  string // the folder, for other files such as the one of synonyms
	File string // the settings
	// Named says that the environment names the file itself, so that it should
	// exist.
	Named bool
}

// Locate returns the place of the configuration: the file or the folder in named,
// which is the value of Variable, else the system's folder for the user's
// configurations. A path of something that does not exist is a file if it ends in
// .toml, else a folder. An error means that the system has no such folder.
func Locate(named string) (Place, error) {
	if named == "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			return Place{}, err
		}
		dir = filepath.Join(dir, "news")
		return Place{Dir: dir, File: filepath.Join(dir, fileName)}, nil
	}
	path, err := filepath.Abs(named)
	if err != nil {
		return Place{}, err
	}
	if isFolder(path) {
		return Place{Dir: path, File: filepath.Join(path, fileName)}, nil
	}
	return Place{Dir: filepath.Dir(path), File: path, Named: true}, nil
}

// isFolder reports whether a path is the one of a folder, or would be.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return !strings.EqualFold(filepath.Ext(path), ".toml")
	}
	return info.IsDir()
}

// Settings are the settings of the user. The zero Settings are the usual ones.
type Settings struct {
	Browse Browse
}

// Browse are the settings of the browser.
type Browse struct {
	// Keys has keys by the name of the action that they are for. An action without
	// an entry keeps its usual keys, one with an empty list has none.
	Keys map[string][]string
}

// Known are the names that settings may have, from the packages that they are for.
type Known struct {
	Actions []string // of the browser
}

// Read reads the settings at a place. Where there is no file, the settings are the
// usual ones, unless the file itself was named. An error is an *Error where the file
// can be read, but makes no sense; then no setting of it counts.
func Read(at Place, known Known) (Settings, error) {
	data, err := readFile(at.File)
	if errors.Is(err, fs.ErrNotExist) && !at.Named {
		return Settings{}, nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("%s cannot be read: %w", at.File, withoutPath(err))
	}
	settings, err := Parse(data, known)
	var wrong *Error
	if errors.As(err, &wrong) {
		wrong.Path = at.File
	}
	return settings, err
}

// readFile reads a plain file. Others may never end.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no plain file")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if len(data) > maxFile {
		return nil, fmt.Errorf("it has more than %d bytes", maxFile)
	}
	return data, err
}

// withoutPath returns the cause of an error of a file.
func withoutPath(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// Error says what is wrong with the settings, and where.
type Error struct {
	Path    string // "" where the settings come from no file
	Line    int    // from 1
	Column  int    // in characters, from 1
	Message string

	// Name is the name that the settings may not have, Names the ones that they may
	// have in its place. Both are empty for other errors.
	Name  string
	Names []string
}

// Error returns the message with the place, as compilers write it.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}
