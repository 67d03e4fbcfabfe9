package browse

import (
	"context"
	"errors"
	"strings"
	"testing"

	"news/internal/catalog"
)

// Errors have their own words in English, and words of the browser's in Chinese: about
// the same thing.
func TestErrorsAreInTheLanguageOfTheBrowser(t *testing.T) {
	c := sampleCatalog()
	resolve := func(typed string) error { _, err := c.Resolve(context.Background(), typed); return err }
	understand := func(typed string) error { _, err := c.Understand(askedOf(typed)); return err }
	for _, test := range []struct {
		err     error
		english string
		chinese string
		hint    string // in Chinese
	}{
		{resolve("2016-13-40"), "there is no month 13", "“2016-13-40”不是日期", "可以输入 2016"},
		{resolve("abc"), `"abc" names no event and no day`, "档案中没有 abc", ""},
		{resolve("2016/04/3/77"), "2016/04/3 has no event 77", "档案中没有 2016/04/3/77", ""},
		{resolve("2016/04/5/no-such"), "", "档案中没有 2016/04/5/no-such", ""},
		{understand(`quake "`), "this quote is never closed", `看不懂搜索中的 "`, ""},
		{&catalog.UnusableError{Path: "/x.sqlite", Cause: errors.New("no room")}, "the index /x.sqlite cannot be used: no room", "索引 /x.sqlite 无法使用：no room", ""},
		{&catalog.FaultError{Path: "/x", Cause: errors.New("gone")}, "/x cannot be read: gone", "无法读取 /x：gone", ""},
		{catalog.ErrChanging, "pages have changed while they were read", "页面在读取时有变化", ""},
		{errors.New("no such kind \x1b[31m"), "no such kind", "no such kind", ""},
	} {
		english, _ := englishWords().said(test.err)
		chinese, hint := chineseWords().said(test.err)
		if !strings.Contains(english, test.english) || strings.Contains(english+chinese, "\x1b") {
			t.Errorf("%v is said as %q", test.err, english)
		}
		if !strings.HasPrefix(chinese, test.chinese) || !strings.HasPrefix(hint, test.hint) {
			t.Errorf("%v is said as %q, and hinted at as %q", test.err, chinese, hint)
		}
	}
}

// A place that cannot be kept is told when the browser has ended, and does not say that
// it lasts.
func TestAPlaceThatIsNotKeptIsTold(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	p.m.State = &brokenState{}
	place := new(PlaceError)
	if err := p.m.close(); !errors.As(err, &place) || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("closing says %v", err)
	}
}

// A mark that cannot be stored is shown as a mark all the same, as it lasts until the
// end.
func TestAMarkThatIsNotStoredIsShown(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	p.m.State = &brokenState{}
	p.press("m")
	if !p.m.isMarked(p.m.here()) || p.m.message != "the disk is full" {
		t.Errorf("marked %v, says %q", p.m.isMarked(p.m.here()), p.m.message)
	}
}
