package archive

import (
	"io/fs"
	"syscall"
	"testing"
	"time"
)

// aFolder is the fs.FileInfo of a folder on Linux.
type aFolder struct {
	fs.FileInfo
	modified time.Time
	stat     syscall.Stat_t
}

func (f aFolder) ModTime() time.Time { return f.modified }
func (f aFolder) Size() int64        { return f.stat.Size }
func (f aFolder) Sys() any           { return &f.stat }

func TestStampsOfDifferentFoldersDiffer(t *testing.T) {
	now := time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)
	long := now.Add(-time.Hour)
	folder := func(modified, changeAtRandom time.Time, size int64, inode uint64) Stamp {
		return stampOf(aFolder{modified: modified, stat: syscall.Stat_t{Size: size, Ino: inode, Ctim: syscall.NsecToTimespec(changeAtRandom.UnixNano())}}, now)
	}
	base := folder(long, long, 4096, 7)
	tests := []struct {
		story string
		stamp Stamp
		want  string
	}{
		{"the same folder", folder(long, long, 4096, 7), "equal"},
		{"modified a nanosecond later", folder(long.Add(1), long, 4096, 7), "other"},
		{"modified a second later", folder(long.Add(time.Second), long, 4096, 7), "other"},
		{"its status changed a nanosecond later", folder(long, long.Add(1), 4096, 7), "other"},
		{"its status changed before it was modified", folder(long, long.Add(-time.Hour), 4096, 7), "other"},
		{"both a nanosecond later", folder(long.Add(1), long.Add(1), 4096, 7), "other"},
		{"it has grown", folder(long, long, 8192, 7), "other"},
		{"another number", folder(long, long, 4096, 8), "other"},
		{"size and number swapped", folder(long, long, 7, 4096), "other"},
		{"modified just now", folder(now, long, 4096, 7), "none"},
		{"modified within the step of a clock to come", folder(now.Add(time.Second), long, 4096, 7), "none"},
		{"its status changed just now", folder(long, now, 4096, 7), "none"},
		{"its status changed by a clock that goes before", folder(long, now.Add(time.Hour), 4096, 7), "none"},
		{"given a time to come just now", folder(now.Add(time.Hour), now, 4096, 7), "none"},
		{"given a time to come long ago", folder(now.Add(time.Hour), long, 4096, 7), "other"},
		{"of no time at all", folder(time.Time{}, time.Time{}, 0, 0), "other"},
	}
	seen := map[Stamp]string{base: "the base"}
	for _, test := range tests {
		got := "other"
		switch {
		case test.stamp == 0:
			got = "none"
		case test.stamp == base:
			got = "equal"
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.story, got, test.want)
		}
		if other, twice := seen[test.stamp]; twice && test.want == "other" {
			t.Errorf("%s: the stamp of %s", test.story, other)
		}
		seen[test.stamp] = test.story
	}
}

// Stamps are kept in files. A change of the hash would make all of them
// useless.
func TestStampIsTheSameInEveryProcess(t *testing.T) {
	folder := aFolder{modified: time.Unix(1, 2), stat: syscall.Stat_t{Size: 3, Ino: 4, Ctim: syscall.Timespec{Sec: 5, Nsec: 6}}}
	const want = 0x374ba108b41926cb
	if got := stampOf(folder, time.Unix(100, 0)); got != want {
		t.Errorf("the stamp is %#x, want %#x", uint64(got), uint64(want))
	}
}
