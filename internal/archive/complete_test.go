package archive_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
)

func TestCompleteGoesOneLevelAtATime(t *testing.T) {
	f := files{
		"2016/04/3/index.md":  index("2016/04/3", "storm", "ferry"),
		"2016/04/3/storm.md":  page("A storm passes"),
		"2016/04/3/ferry.md":  page("A ferry returns"),
		"2016/04/3/.tea.md":   page("Hidden"),
		"2016/04/3/x\x01.md":  page("Unseen"),
		"2016/4/03/tea.md":    page("Tea is served"),
		"2016/04/10/a.md":     page("A"),
		"2016/12/1/a.md":      page("A"),
		"2003/1/31/a.md":      page("A"),
		"2003/02/30/a.md":     page("no such day"),
		"latest/01/1/a.md":    page("no year"),
		"20166/01/1/a.md":     page("no year"),
		"2015/notes/1/a.md":   page("no month"),
		"2014/01/1/sub/a.txt": "",
	}
	tests := []struct {
		typed string
		want  []string
	}{
		{"", []string{"2016/", "2015/", "2014/", "2003/"}},
		{"2", []string{"2016/", "2015/", "2014/", "2003/"}},
		{"2016/", []string{"2016/12/", "2016/04/"}},
		{"2016/0", []string{"2016/12/", "2016/04/"}},
		{"2003/", []string{"2003/01/"}},
		{"2015/", nil},
		{"1999/", nil},
		{"2016/04/", []string{"2016/04/10/", "2016/04/3/"}},
		{"2016/04/1", []string{"2016/04/10/", "2016/04/3/"}},
		{"2016/05/", nil},
		{"2016/13/", nil},
		{"2016/04/3/", []string{"2016/04/3/ferry", "2016/04/3/storm", "2016/04/3/tea"}},
		{"2016/04/3/fe", []string{"2016/04/3/ferry", "2016/04/3/storm", "2016/04/3/tea"}},
		{"2016/04/0", []string{"2016/04/10/", "2016/04/03/"}},
		{"2016/4/", []string{"2016/4/10/", "2016/4/3/"}},
		{"2016/1", []string{"2016/12/", "2016/4/"}},
		{"2016-", []string{"2016-12", "2016-04"}},
		{"2016-0", []string{"2016-12", "2016-04"}},
		{"2016-4", []string{"2016-12", "2016-4"}},
		{"2016.0", []string{"2016.12", "2016.04"}},
		{"2016-04", []string{"2016-04-10/", "2016-04-03/"}},
		{"2016-04-", []string{"2016-04-10/", "2016-04-03/"}},
		{"2016-04-0", []string{"2016-04-10/", "2016-04-03/"}},
		{"2016-04-1", []string{"2016-04-10/", "2016-04-3/"}},
		{"2016-4-", []string{"2016-4-10/", "2016-4-3/"}},
		{"2016.04.", []string{"2016.04.10/", "2016.04.03/"}},
		{"2016-04-03/", []string{"2016-04-03/ferry", "2016-04-03/storm", "2016-04-03/tea"}},
		{"2016-4-3/fe", []string{"2016-4-3/ferry", "2016-4-3/storm", "2016-4-3/tea"}},
		{"20160403/", []string{"20160403/ferry", "20160403/storm", "20160403/tea"}},
		{"2016-04/", nil},
		{"2016-04-03/04/", nil},
		{"2016-04-03-", nil},
		{"2016-13-", nil},
		{"2016-02-30/", nil},
		{"2016/4/03/f", []string{"2016/4/03/ferry", "2016/4/03/storm", "2016/4/03/tea"}},
		{"2016/04/4/", nil},
		{"2016/04/3/ferry/", nil},
		{"a/b/c/d", nil},
		{"../../x/", nil},
		{"news/2016/", nil},
		{"nonsense/", nil},
		{"yesterday/", nil},
		{"*/", nil},
	}
	for _, test := range tests {
		w := &watched{FS: f.fsys()}
		a := archive.FromFS(w)
		if diff := cmp.Diff(test.want, a.Complete(test.typed)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.typed, diff)
		}
		if len(w.opened) != 0 {
			t.Errorf("%q: pages were opened: %v", test.typed, w.opened)
		}
	}
}

func TestCompleteListsNoMoreThanItsLevel(t *testing.T) {
	f := files{"2016/04/3/a.md": page("A"), "2016/05/3/a.md": page("A"), "2015/04/3/a.md": page("A")}
	tests := []struct {
		typed     string
		untouched []string
	}{
		{"", []string{"news/2016", "news/2015"}},
		{"2016/", []string{"news/2015", "news/2016/04/3"}},
		{"2016/04/", []string{"news/2015", "news/2016/05", "news/2016/04/3"}},
		{"2016/04/3/", []string{"news/2015", "news/2016/05"}},
	}
	for _, test := range tests {
		w := &watched{FS: f.fsys()}
		archive.FromFS(w).Complete(test.typed)
		for _, folder := range test.untouched {
			if w.lookedAt(folder) {
				t.Errorf("%q: %s was looked at", test.typed, folder)
			}
		}
	}
}

func TestSlugInTwoFoldersOfADayIsCompletedOnce(t *testing.T) {
	a := files{"2016/04/3/a.md": page("A"), "2016/04/03/a.md": page("A")}.open()
	if got := a.Complete("2016/04/3/"); len(got) != 1 {
		t.Errorf("offered %v", got)
	}
}

// Each completion is a reference that Resolve accepts.
func TestEveryCompletionResolves(t *testing.T) {
	a := files{"2016/04/3/a.md": page("A"), "2016/04/3/2.md": page("Two"), "2003/1/31/渡轮.md": page("渡轮返航")}.open()
	var follow func(typed string) int
	follow = func(typed string) (slugs int) {
		for _, ref := range a.Complete(typed) {
			target, err := a.Resolve(ref, day(2016, 4, 10))
			switch {
			case err != nil:
				t.Errorf("%s is offered, but %v", ref, err)
			case target.Event != nil:
				slugs++
			default:
				slugs += follow(ref)
			}
		}
		return slugs
	}
	for typed, want := range map[string]int{"2016-": 2, "2003-": 1, "2016-4-": 2} {
		if n := follow(typed); n != want {
			t.Errorf("completion of %s leads to %d events, want %d", typed, n, want)
		}
	}
	if n := follow(""); n != 3 {
		t.Errorf("completion leads to %d events, want 3", n)
	}
}
