package view

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-runewidth"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// sentences are texts in scripts with characters of various widths.
var sentences = []struct{ script, text string }{
	{"Thai", "ท่าเรือแห่งใหม่เปิดให้บริการแล้วในเช้าวันนี้ท่ามกลางน้ำขึ้นสูงและลมแรงโดยมีเรือสินค้าลำแรกเข้าเทียบท่าเพื่อขนถ่ายตู้สินค้าจำนวนมาก ชาวบ้านริมน้ำออกมาชมกันอย่างคับคั่ง"},
	{"Lao", "ທ່າເຮືອແຫ່ງໃໝ່ເປີດໃຫ້ບໍລິການແລ້ວໃນເຊົ້າມື້ນີ້ທ່າມກາງນ້ຳຂຶ້ນສູງແລະລົມແຮງ ຊາວບ້ານແຄມນ້ຳອອກມາເບິ່ງກັນຢ່າງຫຼວງຫຼາຍ"},
	{"Hindi", "नए बंदरगाह का पहला घाट तय समय से चार महीने पहले खुल गया, और किनारे पर खड़े हज़ारों निवासियों ने पहले जहाज़ का स्वागत किया।"},
	{"Tamil", "புதிய துறைமுகத்தின் முதல் படகுத்துறை குறித்த நேரத்திற்கு நான்கு மாதங்களுக்கு முன்பே திறக்கப்பட்டது; கரையில் நின்ற பொதுமக்கள் கொண்டாடினார்கள்."},
	{"Bengali", "নতুন বন্দরের প্রথম ঘাট নির্ধারিত সময়ের চার মাস আগেই খুলে দেওয়া হয়েছে এবং তীরে দাঁড়ানো মানুষ প্রথম জাহাজকে স্বাগত জানায়।"},
	{"Khmer", "កំពង់ផែថ្មីបានបើកដំណើរការនៅព្រឹកនេះខណៈពេលទឹកឡើងខ្ពស់និងខ្យល់បក់ខ្លាំង"},
	{"Burmese", "ဆိပ်ကမ်းအသစ်ကိုယနေ့နံနက်တွင်ဖွင့်လှစ်လိုက်ပြီးပထမဆုံးသင်္ဘောဆိုက်ကပ်ခဲ့သည်"},
	{"Chinese", "新港口的第一座码头比原定日期提前四个月启用，当地居民在岸边（约三千人）观看了开航仪式。"},
	{"Japanese", "新しい港の最初の埠頭が予定より四か月早く開き、岸辺ではおよそ三千人の住民が最初の船を迎えた。"},
	{"Korean", "새 항구의 첫 번째 부두가 예정보다 넉 달 일찍 문을 열었고 강가의 주민 삼천 명이 첫 배를 맞이하였다."},
	{"Persian", "بندر تازه چهار ماه زودتر از موعد گشوده شد و مردم می‌خواهند نخستین کشتی را از نزدیک ببینند."},
	{"emoji", "🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢 👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀 🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰🇩🇰 ❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️ 1️⃣2️⃣3️⃣"},
	{"combining", strings.Repeat("o\u0308\u0323n\u0303 u\u0301\u0331ber\u0302 ", 12) + strings.Repeat("Z\u0335\u0336\u0337a\u0338\u0339", 30)},
}

// terminalColumns returns the width of a text on a terminal: signs above and below
// letters take no column, vowel signs beside a letter one, Chinese characters two.
func terminalColumns(s string) int {
	table := &runewidth.Condition{StrictEmojiNeutral: true}
	width, last := 0, 0
	for _, r := range s {
		switch {
		case r == '\ufe0f':
			width, last = width+last%2, 0
			continue
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			continue
		case unicode.Is(unicode.Mc, r):
			last = 1
		default:
			last = table.RuneWidth(r)
		}
		width += last
	}
	return width
}

// inScript returns an event whose texts are all one sentence.
func inScript(sentence string) event.Event {
	first, _, _ := strings.Cut(sentence, " ")
	return event.Event{
		Ref: event.NewRef(date(2016, 4, 3), "a"), Number: 1, Category: sentence, Headline: sentence, Description: sentence + " " + sentence,
		Topics: []string{sentence, first, first}, Sources: []event.Source{{Name: sentence, URL: "http://example.org/a"}},
		Changes: []event.Change{{Headline: sentence, Note: sentence}},
		Related: []event.Link{{Ref: event.NewRef(date(2015, 1, 2), "b"), Headline: sentence, Topics: []string{first, sentence}}},
	}
}

func TestNoLineOfAnyScriptIsWiderThanTheWindow(t *testing.T) {
	for _, s := range sentences {
		if text.Width(s.text) != terminalColumns(s.text) {
			t.Errorf("%s takes %d columns, counted as %d", s.script, terminalColumns(s.text), text.Width(s.text))
		}
		e := inScript(s.text)
		half := strings.LastIndex(s.text[:len(s.text)/2], " ") + 1
		item := catalog.Item{Event: e}
		hit := catalog.Hit{
			Event: e, Marks: []catalog.Mark{{Start: 0, End: half}}, Lacks: e.Topics,
			Where: catalog.Passage{Text: e.Description, Marks: []catalog.Mark{{Start: len(s.text), End: len(e.Description)}}},
		}
		step := catalog.Step{Item: item, Shared: e.Topics}
		for name, drawing := range map[string]func(*Terminal){
			"event":   func(t *Terminal) { t.Event(e) },
			"day":     func(t *Terminal) { t.Day(event.Day{Date: e.Ref.Date, Events: []event.Event{e}}) },
			"list":    func(t *Terminal) { t.List([]event.Event{e}) },
			"found":   func(t *Terminal) { t.Found([]catalog.Hit{hit}, true) },
			"related": func(t *Terminal) { t.Related([]catalog.Relative{{Item: item, Shared: e.Topics}}) },
			"story": func(t *Terminal) {
				t.Story(catalog.Story{Of: e.Ref, Topics: e.Topics, Events: []catalog.Chapter{{Item: item, Shared: e.Topics}}})
			},
			"path": func(t *Terminal) { t.Path([]catalog.Step{step, step}) },
			"topics": func(t *Terminal) {
				t.Topics([]catalog.Use{{Name: s.text, Events: 3, First: e.Ref.Date, Last: e.Ref.Date}})
			},
			"publishers": func(t *Terminal) { t.Publishers([]catalog.Use{{Name: s.text, Names: e.Topics}}) },
			"timeline": func(t *Terminal) {
				t.Timeline(s.text, &catalog.Timeline{Unit: when.Month, Rows: []string{s.text, s.text}, Periods: months("A", "B").Periods})
			},
			"diagram": func(t *Terminal) {
				t.Diagram(&catalog.Diagram{Nodes: []catalog.Node{{Item: item, Chosen: true}}})
			},
		} {
			for _, style := range []string{"auto", "dark"} {
				for _, width := range []int{20, 40, 80, 120} {
					out := draw(t, style, width, true, drawing)
					for line := range strings.Lines(ansi.Strip(out)) {
						if got := terminalColumns(strings.TrimSuffix(line, "\n")); got > width {
							t.Errorf("%s, %s in style %s at %d columns: %d in %q", s.script, name, style, width, got, line)
						}
					}
				}
			}
		}
	}
}

func TestEveryScriptIsSetInLines(t *testing.T) {
	for _, width := range []int{20, 40, 80} {
		var out strings.Builder
		for _, s := range sentences {
			fmt.Fprintf(&out, "%s\n%s\n", s.script, ansi.Strip(draw(t, "auto", width, false, func(t *Terminal) { t.prose(s.text) })))
		}
		golden(t, fmt.Sprintf("scripts-%d.txt", width), out.String())
	}
}

// TestNoLetterIsLostWhereALineEnds checks that the lines of a wrapped text together
// are the text.
func TestNoLetterIsLostWhereALineEnds(t *testing.T) {
	for _, s := range sentences {
		for width := 2; width < 60; width++ {
			var joined strings.Builder
			for _, line := range wrap(s.text, width) {
				joined.WriteString(s.text[line.start:line.end])
			}
			if got, want := strings.ReplaceAll(joined.String(), " ", ""), strings.ReplaceAll(s.text, " ", ""); got != want {
				t.Errorf("%s at %d columns is %q", s.script, width, got)
			}
		}
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range sentences {
		f.Add(s.text, 10)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		s = text.Plain(s)
		at := 0
		for _, line := range wrap(s, width) {
			if line.start < at || line.end < line.start || line.end > len(s) || strings.Trim(s[at:line.start], " ") != "" {
				t.Fatalf("wrap(%q, %d): the line %v comes behind byte %d", s, width, line, at)
			}
			at = line.end
		}
		if strings.Trim(s[at:], " ") != "" {
			t.Errorf("wrap(%q, %d) leaves out %q", s, width, s[at:])
		}
		if cut := truncate(s, width); text.Width(cut) > max(width, 0) {
			t.Errorf("truncate(%q, %d) = %q", s, width, cut)
		}
	})
}
