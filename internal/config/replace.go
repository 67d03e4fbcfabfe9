package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// mostLinks is how many symbolic links may lead to a file.
const mostLinks = 40

// errChanged says that a file is not what it was when it was read.
var errChanged = errors.New("another program has changed it; try again")

func openFile(name string) (io.ReadCloser, error) { return os.Open(name) }

// replace writes a file in the place of one with the old bytes, or a new one. Whoever
// reads it meanwhile finds all of the old bytes or all of the new ones. The mode stays.
func replace(path string, old, data []byte, isNew bool) error {
	path, err := target(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = beside.Write(data)
	mode := fs.FileMode(0o600)
	if info, statErr := os.Stat(path); statErr == nil {
		mode = info.Mode().Perm()
	}
	err = errors.Join(err, beside.Chmod(mode), beside.Sync(), beside.Close())
	if err == nil {
		err = unchanged(path, old, isNew)
	}
	if err == nil {
		err = os.Rename(beside.Name(), path)
	}
	if err != nil {
		os.Remove(beside.Name())
	}
	return err
}

// unchanged returns an error where a file does not have its old bytes any more.
func unchanged(path string, old []byte, isNew bool) error {
	data, err := readSettings(os.Stat, openFile, path)
	switch {
	case isNew && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case isNew || !bytes.Equal(data, old):
		return errChanged
	}
	return nil
}

// target returns the file that symbolic links lead to, which may not be there yet.
func target(path string) (string, error) {
	for range mostLinks {
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", errors.New("too many symbolic links lead to one another")
}
