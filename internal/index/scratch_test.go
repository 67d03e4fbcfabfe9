package index

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"news/internal/search"
)

// A full write that may keep next to nothing in memory writes the same as any other.
func TestFullWriteInManyRunsWritesTheSame(t *testing.T) {
	t.Parallel()
	dir := copyArchive(t)
	a := openArchive(t, dir)
	var whole []string
	for _, inRun := range []int{0, 7, 500} {
		cache := t.TempDir()
		o := &opener{Store: NewStore(a, Options{Dir: cache}), archive: a.Snapshot(), inRun: inRun}
		if err := o.write(context.Background()); err != nil {
			t.Fatalf("%d in a run: %v", inRun, err)
		}
		x := openIndex(t, dir, cache, Want{})
		var rows []string
		for _, table := range []string{
			"events", "event_topics", "former", "topics", "short_names", "texts", "vocabulary", "lengths", "postings", "pairs", "graph", "backlinks", "keys", "marks", "parts",
		} {
			var b bytes.Buffer
			writeTable(t, &b, x, table)
			rows = append(rows, strings.Split(b.String(), "\n")...)
		}
		x.Close()
		if whole == nil {
			whole = rows
		}
		for i := range max(len(rows), len(whole)) {
			if i >= min(len(rows), len(whole)) || rows[i] != whole[i] {
				t.Errorf("%d in a run: row %d of %d and %d differs", inRun, i, len(rows), len(whole))
				break
			}
		}
	}
}

func TestTemporaryFilesAreRemoved(t *testing.T) {
	t.Parallel()
	dir, cache := writeArchive(t, map[string]string{"2016/04/3/storm.md": headline("A storm")}), t.TempDir()
	a := openArchive(t, dir)
	path := Path(cache, a)
	leave := func() {
		for _, ending := range []string{documentsEnding, runsEnding} {
			if err := os.WriteFile(path+ending, bytes.Repeat([]byte("left"), 1000), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	leave() // as a killed process can, where the system does not let an open file be removed
	checkIndex(t, "the first index", dir, cache, Want{})
	leave()
	checkIndex(t, "made anew", dir, cache, Want{Anew: true})
	leave()
	if err := os.WriteFile(filepath.Join(dir, "news", "2016", "04", "3", "ferry.md"), []byte(headline("A ferry")), 0o666); err != nil {
		t.Fatal(err)
	}
	checkIndex(t, "updated", dir, cache, Want{Fresh: true})
	leave()
	if err := Clear(a, cache); err != nil {
		t.Fatal(err)
	}
	if left := list(t, cache); len(left) > 0 {
		t.Errorf("after it was cleared there are %q", left)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, a, Options{Dir: cache}, Want{}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it returns %v", err)
	}
	if left := list(t, cache); slices.ContainsFunc(left, func(name string) bool { return !strings.HasSuffix(name, ".sqlite") }) {
		t.Errorf("after it was stopped there are %q", left)
	}
}

// TestTemporaryFileThatCannotBeMade has a folder in the place of the file.
func TestTemporaryFileThatCannotBeMade(t *testing.T) {
	for _, ending := range []string{documentsEnding, runsEnding} {
		dir, cache := writeArchive(t, map[string]string{"2016/04/3/storm.md": headline("A storm")}), t.TempDir()
		a := openArchive(t, dir)
		if err := os.MkdirAll(filepath.Join(Path(cache, a)+ending, "below"), 0o777); err != nil {
			t.Fatal(err)
		}
		_, err := Open(context.Background(), a, Options{Dir: cache}, Want{})
		var unusable *UnusableError
		if !errors.As(err, &unusable) || IsDamage(err) {
			t.Errorf("%s: %v", ending, err)
		}
	}
}

func TestFullDiskIsSaidPlainly(t *testing.T) {
	for _, err := range []error{
		&os.PathError{Op: "write", Path: "/cache/index" + runsEnding, Err: syscall.ENOSPC},
		fmt.Errorf("a run: %w", &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}),
	} {
		if got := plainError(err); got != errFull {
			t.Errorf("%v is said as %v", err, got)
		}
	}
}

// newScratch returns an empty scratch file.
func newScratch(t *testing.T) *scratch {
	t.Helper()
	s, err := openScratch(filepath.Join(t.TempDir(), "scratch"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return s
}

func TestRunsAreMerged(t *testing.T) {
	tests := []struct {
		story string
		runs  []string // the keys of each, by spaces
		want  string   // keys, each with the number of its run
	}{
		{"no run", nil, ""},
		{"an empty run", []string{""}, ""},
		{"one", []string{"a b c"}, "a0 b0 c0"},
		{"several", []string{"b d", "a c e", "", "b b f"}, "a1 b0 b3 b3 c1 d0 e1 f3"},
		{"one after the other", []string{"a b", "c d", "e"}, "a0 b0 c1 d1 e2"},
		{"keys that begin alike", []string{"ab", "a abc", "abd"}, "a1 ab0 abc1 abd2"},
	}
	for _, test := range tests {
		s := newScratch(t)
		io.WriteString(s, "something else")
		r := runs{scratch: s}
		for i, keys := range test.runs {
			r.begin()
			for key := range strings.FieldsSeq(keys) {
				if err := r.put([]byte(key), fmt.Append(nil, i)); err != nil {
					t.Fatal(err)
				}
			}
			io.WriteString(s, "between")
		}
		m, err := r.merged()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for {
			next, err := m.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(next.key)+string(next.value))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, want %q", test.story, got, test.want)
		}
	}
}

// A run that is not as it was written is an error, and no panic.
func TestSpoiledRunIsAnError(t *testing.T) {
	for _, spoiled := range []string{"\x80", "\x01", "\x05\x01a", "\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x01", "\x01\xff\xff\xff\xff\x0f", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		s := newScratch(t)
		io.WriteString(s, spoiled)
		r := runs{scratch: s, all: []run{{0, s.size}}}
		_, err := r.merged()
		if err == nil {
			t.Errorf("%q is a run", spoiled)
		}
		for _, err = range r.each() {
		}
		if err == nil {
			t.Errorf("%q is a run", spoiled)
		}
	}
	if _, err := linkIn(item{[]byte("short"), nil}, nil); err == nil {
		t.Error("a link has a short key")
	}
	if _, err := linkIn(item{make([]byte, keySize), []byte{1}}, nil); err == nil {
		t.Error("a link has no place")
	}
	if _, err := readAll(bufio.NewReader(strings.NewReader("abc")), 4, nil); err == nil {
		t.Error("four bytes are read of three")
	}
}

func TestInverterJoinsItsRuns(t *testing.T) {
	for _, most := range []int{1, 2, 3, 100} {
		v := inverter{runs: runs{scratch: newScratch(t)}, most: most}
		for doc, keys := range [][]uint32{{3, 0, 3}, {}, {0, 1}, {3}, {70000, 0}} {
			for i, key := range keys {
				v.add(key, search.DocID(doc), search.Field(1<<i))
			}
			if err := v.endDocument(); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for list, err := range v.lists() {
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprint(list.number(), ":")
			for _, p := range list.postings {
				line += fmt.Sprintf(" %d/%d", p.Doc(), p.Fields())
			}
			got = append(got, line)
		}
		want := []string{"0: 0/2 2/1 4/2", "1: 2/2", "3: 0/5 3/1", "70000: 4/1"}
		if !slices.Equal(got, want) {
			t.Errorf("%d in a run: %q, want %q", most, got, want)
		}
	}
}
