package bench

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// found returns the picks of an archive that has everything.
func found() Picked {
	return Picked{
		Event: "2016/04/3/a", EventFile: "a.md", Other: "2016/05/1/b", Day: "2016/04/3", DayFile: "index.md",
		Rare: "rare", Common: "common", Three: [3]string{"x", "y", "z"},
		Misspelt: "wrod", Meant: "word", Phrase: [2]string{"side", "by"}, Topic: "dam", Chinese: "大雨",
	}
}

// checkContests compares contests with the expected commands, in order.
func checkContests(t *testing.T, contests []contest, want [][2]string) {
	t.Helper()
	var got [][2]string
	for _, c := range contests {
		got = append(got, [2]string{c.what, c.ours.String() + " / " + c.theirs.String()})
		if c.ours.FirstLine != strings.Contains(c.what, "head") {
			t.Errorf("%s: reads one line: %v", c.what, c.ours.FirstLine)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestContestsNameTheirCommands(t *testing.T) {
	b := speedBench{programs: programs{news: "news", bare: "bare"}, archive: "arch"}
	want := [][2]string{
		{"version", "news --archive arch version / bare a.md"},
		{"show EVENT", "news --archive arch show 2016/04/3/a / bare a.md"},
		{"show EVENT, styled", "news --archive arch show 2016/04/3/a --color always --width 80 / bare a.md"},
		{"show DAY", "news --archive arch show 2016/04/3 / bare index.md"},
		{"show DAY, styled", "news --archive arch show 2016/04/3 --color always --width 80 / bare index.md"},
		{"list | head -1", "news --archive arch list / bare a.md"},
		{"search a rare word (rare)", "news --archive arch search rare / "},
		{"search a common word (common)", "news --archive arch search common / "},
		{"search three words (x y z)", "news --archive arch search x y z / "},
	}
	checkContests(t, b.contests(found()), want)
	b.indexed = true
	want[6] = [2]string{"search --no-index a rare word (rare)", "news --archive arch search --no-index rare / "}
	want[7] = [2]string{"search --no-index a common word (common)", "news --archive arch search --no-index common / "}
	want[8] = [2]string{"search --no-index three words (x y z)", "news --archive arch search --no-index x y z / "}
	checkContests(t, b.contests(found()), want)
}

func TestRelationContestsNameTheirCommands(t *testing.T) {
	b := speedBench{programs: programs{news: "news"}, archive: "arch"}
	want := [][2]string{
		{"relate EVENT", "news --archive arch relate 2016/04/3/a / news --archive arch search rare"},
		{"story EVENT", "news --archive arch story 2016/04/3/a / news --archive arch search rare"},
		{"topics", "news --archive arch topics / news --archive arch search rare"},
		{"topics --with", "news --archive arch topics --with / news --archive arch search rare"},
		{"timeline", "news --archive arch timeline / news --archive arch search rare"},
		{"timeline common", "news --archive arch timeline common / news --archive arch search rare"},
		{"path EVENT EVENT", "news --archive arch path 2016/04/3/a 2016/05/1/b / news --archive arch search rare"},
	}
	checkContests(t, b.relationContests(found()), want)
	oneDay := found()
	oneDay.Other = ""
	checkContests(t, b.relationContests(oneDay), want[:6])
}

// TestPreviousContests asks both programs the same, each with an index of its own.
func TestPreviousContests(t *testing.T) {
	b := speedBench{programs: programs{news: "news"}, archive: "arch", dir: "dir", env: environment("cache"), indexed: true}
	contests := b.previousContests(found(), "old/news")
	searches := 0
	for _, c := range contests {
		if !slices.Equal(c.ours.Args, c.theirs.Args) || c.ours.Path != "news" || c.theirs.Path != "old/news" {
			t.Errorf("%s compares %s with %s", c.what, c.ours, c.theirs)
		}
		if slices.Equal(c.ours.Env, c.theirs.Env) || !c.ours.NoneFine || !c.theirs.NoneFine {
			t.Errorf("%s shares an index, or has to find something", c.what)
		}
		if strings.HasPrefix(c.what, "search ") {
			searches++
		}
	}
	if want := 7 + len(everydayQueries) + 1; searches != want {
		t.Errorf("%d searches, want %d", searches, want)
	}
}

// onePage writes an archive with one page and returns its root.
func onePage(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	page := filepath.Join(root, "news", "2016", "04", "3", "a.md")
	err := errors.Join(os.MkdirAll(filepath.Dir(page), 0o755), os.WriteFile(page, []byte("\n# Dam bursts\n\n# End\n"), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestIndexContestsNameTheirCommands(t *testing.T) {
	root, dir := onePage(t), t.TempDir()
	b := speedBench{
		programs: programs{news: "news", bare: "bare", rg: "rg", fzf: "fzf", notmuch: "notmuch", sh: "sh"},
		archive:  root, dir: dir, indexed: true,
	}
	pages := filepath.Join(root, "news")
	ours := "news --archive " + root + " "
	want := [][2]string{
		{"search a rare word (rare)", ours + "search rare / rg -i rare " + pages},
		{"search a common word (common)", ours + "search common / rg -i common " + pages},
		{"search three words (x y z)", ours + "search x y z / rg -i x " + pages},
		{"search a misspelt word (wrod)", ours + "search wrod / rg -i word " + pages},
		{`search a phrase ("side by")`, ours + `search "side by" / rg -i side ` + pages},
		{"search a topic (topic:dam)", ours + "search topic:dam / rg -i dam " + pages},
		{"search Chinese (大雨)", ours + "search 大雨 / rg -i 大雨 " + pages},
		{"search three words (x y z)", ours + `search x y z / sh -c "$1" --no-filename '^# ' "$2" | "$3" --filter "$4" sh rg ` + pages + " fzf x y z"},
		{"index build", ours + "index build / bare --read " + pages},
		{"index build", ours + "index build / notmuch new --no-hooks --quiet"},
		{"search after one changed day (rare)", "news --archive " + filepath.Join(dir, "changing") + " search rare / " + ours + "search rare"},
	}
	checkContests(t, b.indexContests(found(), SpeedOptions{Notmuch: true}), want)
}

func TestContestsLeaveOutWhatThereIsNot(t *testing.T) {
	var told string
	options := SpeedOptions{Progress: func(what string) { told += what }}
	b := speedBench{programs: programs{news: "news", bare: "bare"}, archive: "none", dir: t.TempDir(), indexed: true}
	want := [][2]string{
		{"search a rare word (rare)", "news --archive none search rare / "},
		{"search a common word (common)", "news --archive none search common / "},
		{"search three words (x y z)", "news --archive none search x y z / "},
		{"search three words (x y z)", "news --archive none search x y z / "},
		{"index build", "news --archive none index build / bare --read " + filepath.Join("none", "news")},
	}
	checkContests(t, b.indexContests(Picked{Rare: "rare", Common: "common", Three: [3]string{"x", "y", "z"}}, options), want)
	if !strings.Contains(told, "no row for a changed day") {
		t.Errorf("told %q", told)
	}
}

func TestIndexIsBuiltWhereThereIsNone(t *testing.T) {
	b := speedBench{dir: t.TempDir()}
	build := b.build()
	cache := filepath.Join(b.dir, "building")
	if !slices.Contains(build.Env, "NEWS_CACHE="+cache) {
		t.Errorf("no cache folder in %q", build.Env)
	}
	left := filepath.Join(cache, "news", "x.sqlite")
	if err := errors.Join(os.MkdirAll(filepath.Dir(left), 0o755), os.WriteFile(left, nil, 0o644), build.Before(), build.Before()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(cache); !os.IsNotExist(err) {
		t.Errorf("the cache folder is there: %v", err)
	}
}

func TestIndexIsMeasuredWhereNewsHasOne(t *testing.T) {
	if installed("sh") == "" {
		t.Skip("no shell here")
	}
	t.Setenv("GORACE", "atexit_sleep_ms=0")
	for _, test := range []struct {
		helper string
		want   bool
	}{{"indexed", true}, {"lines", false}, {"fail", false}} {
		program := helper(t, test.helper)
		news := filepath.Join(t.TempDir(), "news")
		script := "#!/bin/sh\n" + helperVariable + "=" + test.helper + " exec '" + program.Path + "' \"$@\"\n"
		if err := os.WriteFile(news, []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		b := newSpeedBench(context.Background(), programs{news: news}, "arch", t.TempDir())
		if b.indexed != test.want {
			t.Errorf("%s has an index: %v", test.helper, b.indexed)
		}
	}
}

func TestChangingCopyLeavesTheArchiveAlone(t *testing.T) {
	root := onePage(t)
	before := readTree(t, root)
	to := filepath.Join(t.TempDir(), "copy")
	changing, err := newChangingCopy(root, to, "2016/04/3/a")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n# Changed1 Dam bursts\n\n# End\n", "\n# Changed2 Dam bursts\n\n# End\n"} {
		if err := changing.change(); err != nil {
			t.Fatal(err)
		}
		if got := readTree(t, to); len(got) != 1 || got[filepath.Join("news", "2016", "04", "3", "a.md")] != want {
			t.Errorf("the copy is %q, want %q", got, want)
		}
	}
	if after := readTree(t, root); hashTree(after) != hashTree(before) {
		t.Errorf("the archive became %q", after)
	}
	if _, err := newChangingCopy(root, to, "2016/04/3/a"); err == nil {
		t.Error("a copy was made over another")
	}
	if _, err := newChangingCopy(root, filepath.Join(t.TempDir(), "copy"), "2016/04/3/b"); err == nil {
		t.Error("a page that is not there can change")
	}
}

func TestPagesBecomeMail(t *testing.T) {
	root, dir := onePage(t), t.TempDir()
	b := speedBench{programs: programs{notmuch: "notmuch"}, archive: root, dir: dir}
	c := b.besideNotmuch()
	if c.most != 1 || !c.cold || c.theirs.Env[len(c.theirs.Env)-1] != "NOTMUCH_CONFIG="+filepath.Join(dir, "notmuch-config") {
		t.Errorf("got %+v", c)
	}
	if err := c.theirs.Before(); err != nil {
		t.Fatal(err)
	}
	tree := readTree(t, dir)
	if got := tree["notmuch-config"]; !strings.Contains(got, "path="+filepath.Join(dir, "mail")+"\n") {
		t.Errorf("the configuration is %q", got)
	}
	want := `From: Bench <bench@example.org>
Subject: Dam bursts
Message-ID: <1@example.org>
Date: Sat, 01 Jan 2000 00:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8


# Dam bursts

# End
`
	if got := tree[filepath.Join("mail", "2016", "04", "3", "a.md")]; got != want {
		t.Errorf("the message is\n%s\nwant\n%s", got, want)
	}
}
