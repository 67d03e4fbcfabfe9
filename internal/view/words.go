package view

import (
	"fmt"
	"strings"
	"time"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

// Language is the language of the view's own words for people. Lines, JSON and
// drawings are for programs, and always English.
type Language uint8

// The languages of the view.
const (
	English Language = iota
	Chinese
)

// Languages returns the tags of all languages.
func Languages() []string { return []string{"en", "zh"} }

// LanguageOf returns the language of a tag such as zh, zh-TW or en_GB.UTF-8,
// and whether the view knows it.
func LanguageOf(tag string) (Language, bool) {
	name, _, _ := strings.Cut(strings.ToLower(tag), ".")
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(strings.ReplaceAll(name, "_", "-"), "-")
	switch name {
	case "en":
		return English, true
	case "zh":
		return Chinese, true
	}
	return English, false
}

// words are the words of the view in one language.
type words struct {
	noHeadline, noPage string // in place of a headline; behind one

	topics, sources, related, changes, picture string // names of sections; a source

	allEvents   string // the title of a timeline of all events
	storyAround string // with the reference of an event
	noStory     string // above the nearest events
	onDays      string // with a number of events and a number of days
	inPeriods   string // with a number of events and a number of periods
	more        string // with the number of omitted names
	busiest     string // beside a bar

	linksTo, linkedFrom, bothWays string // the directions of links; at least two columns narrower than a handle
	linksToAndFrom                string // bothWays, where there is room
	sharesTopics                  string // with topics
	sharesWord, sharesWords       string // with one word, with several
	comma                         string // between names

	without string            // with the wishes that an event lacks
	parts   map[string]string // the parts of a score, by their names in JSON

	units map[string]unit

	faults map[catalog.FaultKind]string // the titles of kinds of faults
	others string                       // with the number of omitted faults
	copies string                       // with the references of copies
	isCopy string                       // the reason why a copy of an event is related to it

	cited, listed        string // an archive with a reference; the name of a source with its address
	accessed, end, colon string // with a day; behind a sentence; behind the name of a list

	day   func(event.Date) string // with its day of the week
	date  func(event.Date) string
	month func(event.Date) string
	year  string // with its number
	short [7]string
}

// unit is the words for one and for many of something, and for the one with the
// most events.
type unit struct{ one, many, busiest string }

// words returns the words of a language.
func (l Language) words() *words {
	if l == Chinese {
		return &inChinese
	}
	return &inEnglish
}

var inEnglish = words{
	noHeadline: "(no headline)", noPage: "(no page)",
	topics: "Topics", sources: "Sources", related: "Related", changes: "Changes", picture: "Picture",
	allEvents: "All events", storyAround: "The story around %s", noStory: "No story; nearest", onDays: "%s on %s", inPeriods: "%s in %s", more: "and %d more", busiest: "busiest",
	linksTo: "links to", linkedFrom: "linked from", bothWays: "both ways", linksToAndFrom: "links to and linked from",
	sharesTopics: "shares %s", sharesWord: "shares the word %s", sharesWords: "shares the words %s", comma: ", ",
	without: "without %s",
	parts:   map[string]string{"words": "words", "headline": "headline", "near": "near together", "itself": "the event itself", "days": "days"},
	units: map[string]unit{
		"event":   {"%s event", "%s events", ""},
		"day":     {"%s day", "%s days", "busiest day"},
		"week":    {"%s week", "%s weeks", "busiest week"},
		"month":   {"%s month", "%s months", "busiest month"},
		"quarter": {"%s quarter", "%s quarters", "busiest quarter"},
		"year":    {"%s year", "%s years", "busiest year"},
		"decade":  {"%s decade", "%s decades", "busiest decade"},
	},
	faults: map[catalog.FaultKind]string{
		catalog.BadPages: "Pages that cannot be read as they should", catalog.DeadLinks: "Dead links", catalog.NoPages: "Entries without pages",
		catalog.NoEntries: "Pages without entries", catalog.Gaps: "Days missing between others", catalog.Copies: "Second copies of events",
		catalog.NoAddress: "Sources without addresses", catalog.OtherCases: "Names that differ in case alone",
	},
	others: "and %s more", copies: "also %s", isCopy: "says the same",
	cited: "%s (%s)", listed: "%s, %s", accessed: "Accessed %s", end: ". ", colon: ":",
	day:   func(d event.Date) string { return d.Weekday().String() + ", " + englishDate(d) },
	date:  englishDate,
	month: func(d event.Date) string { return fmt.Sprintf("%s %d", d.Time().Month(), d.Year) },
	year:  "%s",
	short: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
}

var inChinese = words{
	noHeadline: "（无标题）", noPage: "（无页面）",
	topics: "主题", sources: "来源", related: "相关", changes: "修改", picture: "图片",
	allEvents: "全部事件", storyAround: "%s 的来龙去脉", noStory: "没有来龙去脉；最近的事件", onDays: "%[2]s，共 %[1]s", inPeriods: "%[2]s，共 %[1]s", more: "另有 %d 个", busiest: "最多",
	linksTo: "链接到", linkedFrom: "被链接", bothWays: "互相链接", linksToAndFrom: "互相链接",
	sharesTopics: "共同主题：%s", sharesWord: "共同词语：%s", sharesWords: "共同词语：%s", comma: "、",
	without: "缺少：%s",
	parts:   map[string]string{"words": "词语", "headline": "标题", "near": "相邻", "itself": "事件本身", "days": "日期"},
	units: map[string]unit{
		"event":   {"%s 条", "%s 条", ""},
		"day":     {"%s 天", "%s 天", "最多的一天"},
		"week":    {"%s 周", "%s 周", "最多的一周"},
		"month":   {"%s 个月", "%s 个月", "最多的月份"},
		"quarter": {"%s 个季度", "%s 个季度", "最多的季度"},
		"year":    {"%s 年", "%s 年", "最多的年份"},
		"decade":  {"%s 个十年", "%s 个十年", "最多的十年"},
	},
	faults: map[catalog.FaultKind]string{
		catalog.BadPages: "有问题的页面", catalog.DeadLinks: "失效的链接", catalog.NoPages: "没有页面的条目",
		catalog.NoEntries: "没有条目的页面", catalog.Gaps: "中间缺少的日子", catalog.Copies: "重复的事件",
		catalog.NoAddress: "没有网址的来源", catalog.OtherCases: "只有大小写不同的名称",
	},
	others: "另有 %s 个", copies: "另见 %s", isCopy: "内容相同",
	cited: "%s（%s）", listed: "%s，%s", accessed: "%s查阅", end: "。", colon: "：",
	day:   func(d event.Date) string { return chineseDate(d) + " 星期" + chineseDays[d.Weekday()] },
	date:  chineseDate,
	month: func(d event.Date) string { return fmt.Sprintf("%d年%d月", d.Year, d.Month) },
	year:  "%s年",
	short: [7]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
}

func englishDate(d event.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Time().Month(), d.Year)
}

func chineseDate(d event.Date) string { return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day) }

var chineseDays = [7]string{"日", "一", "二", "三", "四", "五", "六"}

// counted returns a number of a unit in words.
func (w *words) counted(n int, name string) string {
	u, known := w.units[name]
	switch {
	case !known:
		return text.Grouped(n) + " " + name + "s"
	case n == 1:
		return fmt.Sprintf(u.one, text.Grouped(n))
	}
	return fmt.Sprintf(u.many, text.Grouped(n))
}

// headline returns the headline to show for an event.
func (w *words) headline(s string) string {
	if s == "" {
		return w.noHeadline
	}
	return s
}

// period returns a month, 2016-04, or a year, 2016, in words, and any other title
// unchanged.
func (w *words) period(title string) string {
	if month, err := time.Parse("2006-01", title); err == nil {
		return w.month(event.DateOf(month))
	}
	if _, err := time.Parse("2006", title); err == nil {
		return fmt.Sprintf(w.year, title)
	}
	return title
}

// weekday returns the short name of a day of the week. All have the same width.
func (w *words) weekday(d event.Date) string { return w.short[d.Weekday()] }
