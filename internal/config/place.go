package config

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Variable is the environment variable that names another file, or another folder.
const Variable = "NEWS_CONFIG"

// fileName is the name of the settings in the folder for configurations.
const fileName = "config.toml"

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
// .toml, else a folder. getenv returns the environment's variables. An error means
// that the environment names no such folder.
func Locate(named string, getenv func(string) string) (Place, error) {
	if named == "" {
		dir, err := systemDir(getenv)
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

// systemDir returns the system's folder for the configurations of a user.
func systemDir(getenv func(string) string) (string, error) {
	switch runtime.GOOS {
	case "windows":
		if dir := getenv("AppData"); dir != "" {
			return dir, nil
		}
	case "darwin", "ios":
		if home := getenv("HOME"); home != "" {
			return filepath.Join(home, "Library", "Application Support"), nil
		}
	default:
		if dir := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
			return dir, nil
		}
		if home := getenv("HOME"); home != "" {
			return filepath.Join(home, ".config"), nil
		}
	}
	return "", errors.New("the environment names no folder for configurations")
}

// isFolder reports whether a path is the one of a folder, or would be.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return !strings.EqualFold(filepath.Ext(path), ".toml")
	}
	return info.IsDir()
}
