package portal

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// TestBzip2 unpacks a file of several streams and blocks, and parts of it.
func TestBzip2(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "blocks.bz2"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat(strings.Repeat("It rains, and it rains again.\n", 4_500), 2) + "It snows.\n"
	for how, r := range map[string]io.Reader{"whole": bytes.NewReader(data), "by bytes": iotest.OneByteReader(bytes.NewReader(data))} {
		got, err := io.ReadAll(newBzip2Reader(r))
		if err != nil || string(got) != want {
			t.Errorf("%s: %d bytes, not %d: %v", how, len(got), len(want), err)
		}
	}
	for cut := 5; cut < len(data)-12; cut += 37 {
		got, err := io.ReadAll(newBzip2Reader(bytes.NewReader(data[:cut])))
		if !strings.HasPrefix(want, string(got)) || err == nil {
			t.Errorf("cut at %d: %d bytes, %v", cut, len(got), err)
		}
	}
	for at := 4; at < len(data); at += 41 {
		damaged := bytes.Clone(data)
		damaged[at] ^= 0x10
		got, err := io.ReadAll(newBzip2Reader(bytes.NewReader(damaged)))
		if err == nil && string(got) != want || !strings.HasPrefix(want, string(got)) {
			t.Errorf("damaged at %d: %d bytes, %v", at, len(got), err)
		}
	}
	if _, err := io.ReadAll(newBzip2Reader(io.MultiReader(bytes.NewReader(data[:60]), iotest.ErrReader(io.ErrClosedPipe)))); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}
