package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestReadAll(t *testing.T) {
	dir := t.TempDir()
	below := filepath.Join(dir, "2016", "04")
	err := errors.Join(
		os.MkdirAll(below, 0o755),
		os.WriteFile(filepath.Join(dir, "a.md"), []byte("four"), 0o644),
		os.WriteFile(filepath.Join(below, "b.md"), []byte("eleven more"), 0o644),
		os.WriteFile(filepath.Join(below, "c.md"), nil, 0o644),
	)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if err := readAll(&said, dir); err != nil || said.String() != "3 files, 15 bytes\n" {
		t.Errorf("said %q, %v", said.String(), err)
	}
	if err := readAll(&said, filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v for a folder that is not there", err)
	}
	if err := os.Symlink("nowhere", filepath.Join(below, "d.md")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := readAll(&said, dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v for a file that cannot be read", err)
	}
}
