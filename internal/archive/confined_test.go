//go:build unix

package archive_test

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"news/internal/archive"
	"news/internal/event"
)

// link makes a symbolic link below dir.
func link(t *testing.T, dir, name, target string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, full); err != nil {
		t.Fatal(err)
	}
}

// fifo makes a FIFO below dir. Opening it blocks until somebody opens it for
// writing, which the end of the test does.
func fifo(t *testing.T, dir, name string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(full, 0o644); err != nil {
		t.Skip("the system makes no FIFO: ", err)
	}
	t.Cleanup(func() {
		if writer, err := os.OpenFile(full, os.O_RDWR|syscall.O_NONBLOCK, 0); err == nil {
			writer.Close()
		}
	})
}

// useDay calls all methods of an archive that take a day, and returns the day.
func useDay(t *testing.T, a *archive.Archive, date event.Date) event.Day {
	t.Helper()
	var d event.Day
	within(t, func() {
		d = a.Day(date)
		for i := range d.Events {
			a.Follow(&d.Events[i])
			a.Raw(d.Events[i])
		}
		a.RawIndex(date)
		a.Has(event.NewRef(date, "nothing"))
		for _, typed := range []string{"", "2", "2016/", date.Path()[:8], date.Path() + "/"} {
			a.Complete(typed)
		}
		for range a.Days(t.Context(), everyDay, true) {
		}
		for _, slug := range []string{"", "/pipe", "/socket", "/folder", "/1", "/99", "/index.md"} {
			a.Resolve(date.Path()+slug, today)
		}
	})
	return d
}

func TestFilesThatAreNoneNeverBlock(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"news/2016/04/3/index.md":          index("2016/04/3", "socket", "pipe", "folder", "good"),
		"news/2016/04/3/good.md":           page("Good", "### Related:", "1. [Pipe](/news/2016/04/3/pipe.md)"),
		"news/2016/04/3/folder.md/deep.md": page("In a folder"),
	})
	day3 := filepath.Join(root, "news", "2016", "04", "3")
	fifo(t, day3, "pipe.md")
	link(t, day3, "to-pipe.md", "pipe.md")
	link(t, day3, "to-zero.md", "/dev/zero")
	link(t, day3, "to-folder.md", "folder.md")
	link(t, day3, "to-nowhere.md", "nowhere.md")
	link(t, day3, "circle.md", "circle.md")
	// The name of a socket's file can have no more than about 100 bytes.
	t.Chdir(day3)
	listener, err := net.Listen("unix", "socket.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })

	a := opened(t, root)
	d := useDay(t, a, day(2016, 4, 3))
	if slugs(d) != "good" {
		t.Errorf("the day has %q", slugs(d))
	}
	if !d.Events[0].Related[0].Missing {
		t.Error("a link to a FIFO leads to an event")
	}
	for _, name := range []string{"pipe", "to-pipe", "to-zero", "folder", "to-folder", "to-nowhere", "circle", "socket"} {
		if want := "news/2016/04/3/" + name + ".md: not a plain file inside the archive\n"; !strings.Contains(problems(a), want) {
			t.Errorf("not reported: %s", want)
		}
	}
	if n, _ := a.Skipped(); n != 8 {
		t.Errorf("skipped %d: %s", n, problems(a))
	}
}

func TestFIFOsInThePlaceOfIndexesAndFoldersNeverBlock(t *testing.T) {
	for _, place := range []string{"news/2016/04/3/index.md", "news/2016/04/3/README.md", "news/2016/04/03", "news/2016/4", "news/2015", "news/2016/04/5"} {
		root := t.TempDir()
		writeTree(t, root, map[string]string{"news/2016/04/3/b.md": page("B"), "news/2016/04/3/a.md": page("A")})
		fifo(t, root, place)
		a := opened(t, root)
		if d := useDay(t, a, day(2016, 4, 3)); slugs(d) != "a b" {
			t.Errorf("%s: the day has %q", place, slugs(d))
		}
		useDay(t, a, day(2016, 4, 5))
		useDay(t, a, day(2015, 4, 5))
	}
}

func TestReadmeReplacesAnIndexThatIsNoFile(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"news/2016/04/3/README.md": index("2016/04/3", "b", "a"),
		"news/2016/04/3/a.md":      page("A"),
		"news/2016/04/3/b.md":      page("B"),
	})
	fifo(t, root, "news/2016/04/3/index.md")
	a := opened(t, root)
	if d := useDay(t, a, day(2016, 4, 3)); slugs(d) != "b a" {
		t.Errorf("the day has %q", slugs(d))
	}
	if raw, err := a.RawIndex(day(2016, 4, 3)); err != nil || string(raw) != index("2016/04/3", "b", "a") {
		t.Errorf("the day's own page is %q, %v", raw, err)
	}
}

func TestFIFOCalledNewsNeverBlocks(t *testing.T) {
	root := t.TempDir()
	fifo(t, root, "news")
	writeTree(t, root, map[string]string{"deep/er/": ""})
	within(t, func() {
		if _, err := archive.Open(root); err == nil {
			t.Error("it is an archive")
		}
		if found, err := archive.Find(filepath.Join(root, "deep", "er")); found != "" || err != nil {
			t.Errorf("found %s, %v", found, err)
		}
	})
}

func TestFIFONamedAsTheArchiveNeverBlocks(t *testing.T) {
	root := t.TempDir()
	fifo(t, root, "news")
	fifo(t, root, "pipe")
	within(t, func() {
		for _, name := range []string{"news", "pipe"} {
			if _, err := archive.Open(filepath.Join(root, name)); err == nil {
				t.Errorf("%s is an archive", name)
			}
		}
	})
}

func TestLinksInsideAnArchiveAreFollowed(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"news/2016/04/3/a.md":  page("A"),
		"pool/b.md":            page("B"),
		"pool/day/index.md":    index("2016/04/5", "d", "c"),
		"pool/day/c.md":        page("C"),
		"pool/day/d.md":        page("D"),
		"pool/year/12/31/e.md": page("E"),
		"pool/month/1/f.md":    page("F"),
	})
	news := filepath.Join(root, "news")
	link(t, news, "2016/04/3/b.md", "../../../../pool/b.md")
	link(t, news, "2016/04/3/again.md", "a.md")
	link(t, news, "2016/04/3/chain.md", "again.md")
	link(t, news, "2016/04/5", "../../../pool/day")
	link(t, news, "2016/04/6", "5") // a link to a link
	link(t, news, "2015", "../pool/year")
	link(t, news, "2016/07", "../../pool/month")
	a := opened(t, root)
	var read []string
	for d := range a.Days(t.Context(), everyDay, false) {
		if again := a.Day(d.Date); slugs(again) != slugs(d) {
			t.Errorf("%v walked has %q, asked for %q", d.Date, slugs(d), slugs(again))
		}
		for _, e := range d.Events {
			if raw, err := a.Raw(e); err != nil || !strings.Contains(string(raw), "# "+e.Headline) {
				t.Errorf("%v is %q, %v", e.Ref, raw, err)
			}
			if !a.Has(e.Ref) || e.Headline == "" {
				t.Errorf("%v is missing or empty: %q", e.Ref, e.Headline)
			}
		}
		read = append(read, d.Date.Path()+": "+slugs(d))
	}
	want := "2016/07/1: f, 2016/04/6: c d, 2016/04/5: d c, 2016/04/3: a again b chain, 2015/12/31: e"
	if got := strings.Join(read, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n, _ := a.Skipped(); n != 0 {
		t.Errorf("skipped: %s", problems(a))
	}
}

func TestFileLinkThatLeadsOutIsReportedAndNotFollowed(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"outside/secret.md":          page("A secret"),
		"lib/news/2016/04/3/a.md":    page("A"),
		"lib/news/2016/04/3/sub/x":   "",
		"outside/2016/04/3/evil.md":  page("Evil"),
		"outside/2016/04/3/index.md": index("2016/04/3", "evil"),
	})
	day3 := filepath.Join(root, "lib", "news", "2016", "04", "3")
	link(t, day3, "relative.md", "../../../../../outside/secret.md")
	link(t, day3, "absolute.md", filepath.Join(root, "outside", "secret.md"))
	link(t, day3, "round.md", "sub/../../../../../../outside/secret.md")
	link(t, day3, "index.md", "../../../../../outside/2016/04/3/index.md")
	a := opened(t, filepath.Join(root, "lib"))
	d := useDay(t, a, day(2016, 4, 3))
	if slugs(d) != "a" || len(d.Entries) != 0 {
		t.Errorf("the day has %q and %d entries", slugs(d), len(d.Entries))
	}
	for _, name := range []string{"relative", "absolute", "round", "index"} {
		if want := "news/2016/04/3/" + name + ".md: not a plain file inside the archive"; !strings.Contains(problems(a), want) {
			t.Errorf("not reported: %s\n%s", want, problems(a))
		}
		if name != "index" && a.Has(event.NewRef(day(2016, 4, 3), name)) {
			t.Errorf("%s has a page", name)
		}
		raw, err := a.Raw(event.Event{Path: "news/2016/04/3/" + name + ".md"})
		if err == nil {
			t.Errorf("the page of %s is %q", name, raw)
		}
	}
}

// linkedOut makes an archive of one good day in which place is a link to a
// folder outside of it.
func linkedOut(t *testing.T, place, target string) string {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"outside/news/2015/04/3/evil.md": page("Evil"),
		"lib/news/2016/04/3/a.md":        page("A"),
	})
	link(t, filepath.Join(root, "lib"), place, filepath.Join(root, "outside", target))
	return filepath.Join(root, "lib")
}

func TestFolderLinkThatLeadsOutIsNotFollowed(t *testing.T) {
	for place, target := range map[string]string{
		"news/2015":        "news/2015",
		"news/2015/04":     "news/2015/04",
		"news/2015/04/3":   "news/2015/04/3",
		"news/2016/4":      "news/2015/04",
		"news/2016/04/03":  "news/2015/04/3",
		"news/2015/04/003": "news/2015/04/3",
	} {
		a := opened(t, linkedOut(t, place, target))
		for d := range a.Days(t.Context(), everyDay, false) {
			if d.Date == day(2016, 4, 3) && slugs(d) != "a" || strings.Contains(slugs(d), "evil") {
				t.Errorf("%s: %v has %q", place, d.Date, slugs(d))
			}
		}
		for _, date := range []event.Date{day(2015, 4, 3), day(2016, 4, 3)} {
			if d := a.Day(date); strings.Contains(slugs(d), "evil") {
				t.Errorf("%s: asked for, %v has %q", place, date, slugs(d))
			}
			if a.Has(event.NewRef(date, "evil")) {
				t.Errorf("%s: it has the event of %v", place, date)
			}
		}
		if raw, err := a.Raw(event.Event{Path: place + "/evil.md"}); err == nil {
			t.Errorf("%s: the page is %q", place, raw)
		}
	}
}

func TestFolderLinkThatLeadsOutIsReported(t *testing.T) {
	for place, target := range map[string]string{"news/2015": "news/2015", "news/2015/04": "news/2015/04", "news/2015/04/3": "news/2015/04/3"} {
		a := opened(t, linkedOut(t, place, target))
		for range a.Days(t.Context(), everyDay, false) {
		}
		if n, _ := a.Skipped(); n != 1 || !strings.HasPrefix(problems(a), place+": ") {
			t.Errorf("%s: skipped %d: %s", place, n, problems(a))
		}
	}
}

func TestAskingForADayBehindALinkThatLeadsOutIsReported(t *testing.T) {
	a := opened(t, linkedOut(t, "news/2015/04/3", "news/2015/04/3"))
	a.Day(day(2015, 4, 3))
	if n, _ := a.Skipped(); n != 1 || !strings.HasPrefix(problems(a), "news/2015/04/3: ") {
		t.Errorf("skipped %d: %s", n, problems(a))
	}
}

func TestFolderNewsThatIsALinkOutMakesNoArchive(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"outside/news/2015/04/3/evil.md": page("Evil"), "lib/": "", "inside/pool/2016/04/3/a.md": page("A")})
	link(t, root, "lib/news", filepath.Join(root, "outside", "news"))
	a, err := archive.Open(filepath.Join(root, "lib"))
	var notArchive *archive.NotArchiveError
	if !errors.As(err, &notArchive) || notArchive.Cause == nil {
		t.Errorf("it opens as %v, %v", a, err)
	}
	link(t, root, "inside/news", "pool")
	if d := opened(t, filepath.Join(root, "inside")).Day(day(2016, 4, 3)); slugs(d) != "a" {
		t.Errorf("a link inside: the day has %q", slugs(d))
	}
	// A link that the user names is followed.
	link(t, root, "shortcut", "outside")
	if d := opened(t, filepath.Join(root, "shortcut")).Day(day(2015, 4, 3)); slugs(d) != "evil" {
		t.Errorf("a link that was named: the day has %q", slugs(d))
	}
	if d := opened(t, filepath.Join(root, "lib", "news")).Day(day(2015, 4, 3)); slugs(d) != "evil" {
		t.Errorf("a link news that was named: the day has %q", slugs(d))
	}
}

func TestNothingInALinkedCircleIsEndless(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"news/2016/04/3/a.md": page("A")})
	news := filepath.Join(root, "news")
	link(t, news, "2015", ".")
	link(t, news, "2014", "2016")
	link(t, news, "2016/05", "..")
	link(t, news, "2016/04/4", ".")
	link(t, news, "2016/04/3/5", "../../..")
	link(t, news, "2013", "2012")
	link(t, news, "2012", "2013")
	a := opened(t, root)
	var read []string
	within(t, func() {
		for d := range a.Days(t.Context(), everyDay, false) {
			read = append(read, d.Date.Path()+"="+slugs(d))
		}
	})
	if got := strings.Join(read, " "); got != "2016/04/4= 2016/04/3=a 2014/04/4= 2014/04/3=a" {
		t.Errorf("walked %s", got)
	}
}

func TestFilesAndFoldersWithoutPermissionAreReported(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"news/2016/04/3/index.md":  index("2016/04/3", "locked", "a"),
		"news/2016/04/3/a.md":      page("A"),
		"news/2016/04/3/locked.md": page("Locked"),
		"news/2016/04/4/b.md":      page("B"),
		"news/2015/04/3/c.md":      page("C"),
		"news/2014/04/3/index.md":  index("2014/04/3", "e", "d"),
		"news/2014/04/3/d.md":      page("D"),
		"news/2014/04/3/e.md":      page("E"),
	})
	for _, place := range []string{"news/2016/04/3/locked.md", "news/2016/04/4", "news/2015", "news/2014/04/3/index.md"} {
		full := filepath.Join(root, place)
		if err := os.Chmod(full, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(full, 0o755) })
	}
	a := opened(t, root)
	var read []string
	for d := range a.Days(t.Context(), everyDay, false) {
		read = append(read, d.Date.Path()+": "+slugs(d))
	}
	if got := strings.Join(read, ", "); got != "2016/04/4: , 2016/04/3: a, 2014/04/3: d e" {
		t.Errorf("walked %s", got)
	}
	if n, _ := a.Skipped(); n != 4 {
		t.Errorf("skipped %d: %s", n, problems(a))
	}
	if strings.Contains(problems(a), root) || strings.Count(problems(a), "permission denied") != 4 {
		t.Errorf("got:\n%s", problems(a))
	}
	_, err := a.Resolve("2016/04/3/locked", today)
	if got := answer(archive.Target{}, err); got != "page trouble" || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("asked for the locked page: %v", err)
	}
}

func TestRootWithoutPermissionIsReported(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	for _, place := range []string{"", "news"} {
		root := t.TempDir()
		writeTree(t, root, map[string]string{"news/2016/04/3/a.md": page("A"), "news/drafts/": ""})
		locked := filepath.Join(root, place)
		if err := os.Chmod(locked, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(locked, 0o755) })
		_, err := archive.Open(root)
		var notArchive *archive.NotArchiveError
		if !errors.As(err, &notArchive) || !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "cannot be read: permission denied") {
			t.Errorf("%q locked: %v", place, err)
		}
		found, err := archive.Find(filepath.Join(root, "news", "drafts"))
		if found != "" || place == "news" && !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%q locked: found %s, %v", place, found, err)
		}
	}
}
