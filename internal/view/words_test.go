package view

import (
	"bufio"
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

func TestLanguageOf(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "en_US.UTF-8": "en", "EN-gb": "en", "en.UTF-8": "en",
		"zh": "zh", "zh_CN.UTF-8": "zh", "zh-Hant-TW": "zh", "zh_HK.Big5-HKSCS": "zh", "ZH": "zh", "zh_TW@radical": "zh",
		"": "", "C": "", "C.UTF-8": "", "POSIX": "", "de_DE": "", "enm": "", "zha": "", "english": "",
	} {
		got, known := LanguageOf(tag)
		if known != (want != "") || known && Languages()[got] != want {
			t.Errorf("LanguageOf(%q) = %v, %t, want %q", tag, got, known, want)
		}
	}
}

// TestEveryLanguageHasAllWords checks that no word is missing, and that no Chinese
// word is English.
func TestEveryLanguageHasAllWords(t *testing.T) {
	for i := range Languages() {
		w := reflect.ValueOf(*Language(i).words())
		for j := range w.NumField() {
			if name := w.Type().Field(j).Name; w.Field(j).IsZero() {
				t.Errorf("%s has no %s", Languages()[i], name)
			}
		}
	}
	verbs := strings.NewReplacer("%s", "", "%d", "", "%[1]s", "", "%[2]s", "")
	for i, w := 0, reflect.ValueOf(inChinese); i < w.NumField(); i++ {
		if f := w.Field(i); f.Kind() == reflect.String && letters(verbs.Replace(f.String())) != "" {
			t.Errorf("%q is not Chinese", f.String())
		}
	}
	for name, english := range inEnglish.units {
		chinese, known := inChinese.units[name]
		if !known || letters(chinese.one+chinese.many+chinese.busiest) != "ss" || (chinese.busiest == "") != (english.busiest == "") {
			t.Errorf("of %s the words in Chinese are %q", name, chinese)
		}
	}
	for _, w := range []*words{&inEnglish, &inChinese} {
		for _, s := range []string{w.linksTo, w.linkedFrom, w.bothWays} {
			if text.Width(s) > len("2016/04/30/12")-2 {
				t.Errorf("%q is too wide", s)
			}
		}
		for _, s := range w.short {
			if text.Width(s) != text.Width(w.short[0]) {
				t.Errorf("%q and %q differ in width", s, w.short[0])
			}
		}
	}
}

// letters returns the Latin letters in s.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Latin, r) {
			return r
		}
		return -1
	}, s)
}

// chinese returns an event with everything that an event can have, in Chinese.
func chinese() event.Event {
	e := hafen()
	e.Sources = append(e.Sources, event.Source{Name: "晚报"})
	e.Image = "https://192.0.2.1/1"
	e.Sources[0].URL = "https://192.0.2.1/2"
	e.Related = append(e.Related, event.Link{Ref: event.NewRef(date(2007, 1, 2), "无"), Missing: true})
	e.Changes = []event.Change{{Headline: "", Note: "2008-05-12"}, {Headline: "新港口"}}
	return e
}

// chineseDrawings returns functions that draw everything the terminal view can
// draw, with Chinese events alone.
func chineseDrawings() map[string]func(*Terminal) {
	e := chinese()
	bare := event.Event{Ref: event.NewRef(e.Ref.Date, "空"), Number: 2}
	early := event.Event{Ref: event.NewRef(date(2005, 5, 1), "早"), Number: 3, Headline: "港口动工。"}
	gone := event.Event{Ref: event.NewRef(date(2008, 3, 1), "无"), Headline: "没有页面的。"}
	at := func(e event.Event) catalog.Item { return catalog.Item{Event: e, Missing: e.Number == 0} }
	related := []catalog.Relative{
		{Item: at(early), Direction: catalog.Out, Shared: e.Topics}, {Item: at(gone), Direction: catalog.In},
		{Item: at(e), Direction: catalog.Both, Shared: e.Topics[:1]},
		{Item: at(bare), Direction: catalog.Shared, Words: []string{"港", "口"}}, {Item: at(bare), Direction: catalog.Shared, Words: []string{"港"}},
	}
	var steps []catalog.Step
	for _, r := range related {
		steps = append(steps, catalog.Step{Item: r.Item, Direction: r.Direction, Shared: r.Shared})
	}
	chapters := []catalog.Chapter{{Item: at(early), Steps: 1, Shared: e.Topics}, {Item: at(gone), Steps: 2}, {Item: at(e)}}
	day := event.Day{Date: e.Ref.Date, Events: []event.Event{e, bare}, Entries: []event.Entry{{Ref: e.Ref}, {Ref: event.NewRef(e.Ref.Date, "缺"), Headline: "缺一页"}}}
	many := catalog.Use{Name: "晨报", Names: []string{"晨报", "一", "二", "三", "四", "五", "六", "七"}, Sites: []string{"192.0.2.1"}, Events: 12, First: e.Ref.Date, Last: e.Ref.Date}
	return map[string]func(*Terminal){
		"event":   func(t *Terminal) { t.Event(e) },
		"day":     func(t *Terminal) { t.Day(day) },
		"list":    func(t *Terminal) { t.List([]event.Event{e, bare, bare}) },
		"related": func(t *Terminal) { t.Related(related) },
		"path":    func(t *Terminal) { t.Path(steps) },
		"story": func(t *Terminal) {
			t.Story(catalog.Story{Of: e.Ref, Number: 1, Topics: e.Topics, Events: chapters})
		},
		"calendar": func(t *Terminal) {
			t.Calendar("2008-05", []catalog.DayCount{{Date: date(2008, 5, 12), Events: 2}, {Date: date(2008, 5, 13), Events: 30}})
		},
		"year":     func(t *Terminal) { t.Calendar("2008", []catalog.DayCount{{Date: date(2008, 5, 12), Events: 1}}) },
		"timeline": func(t *Terminal) { t.Timeline("", months()) },
		"days":     func(t *Terminal) { t.Timeline("港口", days()) },
		"topics": func(t *Terminal) {
			t.Timeline("", months("港口", "码头"))
			t.Topics([]catalog.Use{{Name: "港口", Events: 12, First: e.Ref.Date, Last: e.Ref.Date, With: []catalog.Count{{Name: "码头", Events: 3}}}})
		},
		"publishers": func(t *Terminal) { t.Publishers([]catalog.Use{many}) },
		"diagram": func(t *Terminal) {
			chosen := catalog.Node{Item: at(e), Chosen: true}
			early := catalog.Node{Item: catalog.Item{Event: event.Event{Ref: early.Ref, Headline: "早"}, Missing: true}}
			t.Diagram(&catalog.Diagram{
				Nodes: []catalog.Node{chosen, {Item: at(event.Event{Ref: gone.Ref})}, early},
				Edges: []catalog.Edge{{From: 0, To: 1, Topics: e.Topics}},
			})
		},
	}
}

func TestOfAChineseArchiveAllIsInChinese(t *testing.T) {
	for name, drawing := range chineseDrawings() {
		inChinese := func(t *Terminal) { drawing(t.In(Chinese)) }
		for _, width := range []int{40, 80} {
			out := ansi.Strip(draw(t, "auto", width, false, inChinese))
			golden(t, fmt.Sprintf("zh-%s-%d.txt", name, width), out)
			if left := letters(strings.NewReplacer("https://", "", "harbour", "").Replace(out)); left != "" {
				t.Errorf("%s at %d columns has the letters %q", name, width, left)
			}
		}
		for width := 40; width < 120; width += 7 {
			for line := range strings.Lines(ansi.Strip(draw(t, "auto", width, true, inChinese))) {
				if got := text.Width(strings.TrimSuffix(line, "\n")); got > width {
					t.Errorf("%s at %d columns: %d in %q", name, width, got, line)
				}
			}
		}
	}
}

func TestMarkdownInChinese(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	plain := NewMarkdown(w).In(Chinese)
	plain.Event(chinese())
	plain.Separate()
	plain.Calendar("2008-05", []catalog.DayCount{{Date: date(2008, 5, 12), Events: 21}})
	w.Flush()
	golden(t, "zh-plain.md", out.String())
}
