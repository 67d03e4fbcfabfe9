package archive_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"news/internal/archive"
)

func TestLanguageIsThatOfTheNewestHeadlines(t *testing.T) {
	for _, c := range []struct {
		name, want string
		tree       files
	}{
		{"English", "en", files{"2016/04/3/a.md": page("A storm"), "2016/04/2/a.md": page("A port opens")}},
		{"Chinese", "zh", files{"2016/04/3/a.md": page("港口结冰"), "2016/04/2/a.md": page("码头启用")}},
		{"Chinese in the traditional script", "zh", files{"2016/04/3/a.md": page("碼頭啟用")}},
		{"Chinese with foreign names", "zh", files{"2016/04/3/a.md": page("NASA宣布新的火星计划")}},
		{"an English page among Chinese ones", "zh", files{
			"2016/04/3/a.md": page("A storm"), "2016/04/2/a.md": page("码头启用"), "2016/04/1/a.md": page("港口结冰")}},
		{"by the index, without a look at pages", "zh", files{
			"2016/04/3/index.md": index("2016/04/3", "a|港口结冰"), "2016/04/3/a.md": page("A storm")}},
		{"Japanese", "en", files{"2016/04/3/a.md": page("新しい港が開く")}},
		{"a headline of one Chinese word", "en", files{"2016/04/3/a.md": page("The sign 港 is read as gang")}},
		{"no headline at all", "en", files{"2016/04/3/a.md": ""}},
		{"a broken calendar", "en", files{"2016/02/31/a.md": page("港口")}},
	} {
		if got := c.tree.open().Language(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestLanguageOfALargeArchiveIsFoundAtOnceAndSaysNothing(t *testing.T) {
	tree := fstest.MapFS{"news/2017": {Mode: 0o644, Data: []byte("no folder")}}
	for year := 2000; year < 2010; year++ {
		for month := 1; month <= 12; month++ {
			tree[fmt.Sprintf("news/%d/%02d/1/a.md", year, month)] = &fstest.MapFile{Data: []byte(page("港口结冰"))}
		}
	}
	fsys := &watched{FS: tree}
	a := archive.FromFS(fsys)
	if got := a.Language(); got != "zh" {
		t.Errorf("it is %s", got)
	}
	if fsys.lookedAt("news/2000") {
		t.Error("the oldest year was looked at")
	}
	if n, _ := a.Skipped(); n != 0 {
		t.Errorf("%d files or folders are reported as skipped", n)
	}
}
