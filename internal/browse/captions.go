package browse

import (
	"fmt"

	"news/internal/text"
	"news/internal/view"
)

// captions are the browser's own words in titles, rows and messages about rows and
// pages, in one language.
type captions struct {
	found, full, noneFull  string // how many hits, and how many of them have every word
	shown                  string // so many of so many
	takenFor               string // a word, and what it was taken for
	lacking, nearest       string // words that no event has; those near to them
	nothing, noneHasAll    string
	noEvent                string // no event has a topic
	wordsElsewhere         string
	relatedTo, topicsOf    string // with a reference
	timelineOf             string // with a title
	marked                 string
	noMarks, noTopics      string
	noRelated, noDayEvents string
	noEvents               string

	dayIsEmpty                  string
	noLink, noSource, notTheWeb string
	askAll                      string // with a number of addresses
	opened, openedAll           string
	copied, copiedWithoutSystem string
	markSet, markTaken          string
	noLastPlace                 string
	noEventHere, noTimelineHere string
	firstEvent, lastEvent       string
	noDayBefore, noDayAfter     string
	noNumber                    string
	noOrder                     string
	newest, oldest              string
	trailEnds                   string
	busyKey                     string // what the shades of the calendar mean
	comma, between, semicolon   string
	kinds                       [3]string // topic, source, category
	otherYears                  string
	weekdays                    [7]string // of two columns, from Monday
}

// captionsIn returns the captions in a language.
func captionsIn(l view.Language) *captions {
	if l == view.Chinese {
		return &chineseCaptions
	}
	return &englishCaptions
}

var englishCaptions = captions{
	found: "%s found", full: "%s with every word", noneFull: "none with every word",
	shown:    "%s of %s",
	takenFor: "%s: taken for %s", lacking: "no event has %s", nearest: "nearest: %s",
	nothing: "nothing found", noneHasAll: "no event has all of: %s",
	noEvent: "no event has the %s %s", wordsElsewhere: "events have the words, but none that also fits the rest",
	relatedTo: "Related to %s", topicsOf: "Topics of %s", timelineOf: "Timeline: %s", marked: "Marks",
	noMarks: "no event is marked: m marks one", noTopics: "it has no topics",
	noRelated: "no related events", noEvents: "no events", noDayEvents: "no event is of this day",
	dayIsEmpty: "the events of this day are gone",
	noLink:     "Tab goes to the links of the page", noSource: "it has no source with an address", notTheWeb: "not opened, as it is no address of the web: %s",
	askAll: "O again opens %d addresses", opened: "opened %s", openedAll: "opened %d addresses",
	copied: "copied %s", copiedWithoutSystem: "copied %s by the terminal alone: %v",
	markSet: "marked", markTaken: "no longer marked",
	noLastPlace: "no place is known from before",
	noEventHere: "the cursor is on no event", noTimelineHere: "there is nothing to count here",
	firstEvent: "this is the first event", lastEvent: "this is the last event",
	noDayBefore: "no day before has events", noDayAfter: "no day after has events",
	noNumber: "there is no %s here", noOrder: "this list has one order",
	newest: "newest first", oldest: "oldest first",
	trailEnds: "the trail ends here",
	busyKey:   "fewer ░▒▓█ more", comma: ", ", between: " · ", semicolon: "; ",
	kinds:      [3]string{"topic", "source", "category"},
	otherYears: "{ and } go to other years",
	weekdays:   [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"},
}

var chineseCaptions = captions{
	found: "找到 %s 条", full: "%s 条含全部词语", noneFull: "没有一条含全部词语",
	shown:    "%s / %s",
	takenFor: "%s：当作%s", lacking: "没有事件含有%s", nearest: "相近：%s",
	nothing: "没有找到", noneHasAll: "没有事件同时含有：%s",
	noEvent: "没有事件有%s %s", wordsElsewhere: "有事件含有这些词语，但都不符合其他条件",
	relatedTo: "%s 的相关事件", topicsOf: "%s 的主题", timelineOf: "时间线：%s", marked: "标记",
	noMarks: "没有标记的事件：按 m 标记", noTopics: "没有主题",
	noRelated: "没有相关事件", noEvents: "没有事件", noDayEvents: "这一天没有事件",
	dayIsEmpty: "这一天的事件已经不在了",
	noLink:     "按 Tab 到页面的链接", noSource: "没有带网址的来源", notTheWeb: "没有打开，这不是网页地址：%s",
	askAll: "再按 O 打开 %d 个网址", opened: "已打开 %s", openedAll: "已打开 %d 个网址",
	copied: "已复制 %s", copiedWithoutSystem: "已由终端复制 %s：%v",
	markSet: "已标记", markTaken: "已取消标记",
	noLastPlace: "没有上次的位置",
	noEventHere: "光标不在事件上", noTimelineHere: "这里没有可以统计的",
	firstEvent: "这是第一个事件", lastEvent: "这是最后一个事件",
	noDayBefore: "之前没有事件", noDayAfter: "之后没有事件",
	noNumber: "这里没有 %s", noOrder: "这个列表只有一种顺序",
	newest: "最新在前", oldest: "最早在前",
	trailEnds: "没有更多的页面了",
	busyKey:   "少 ░▒▓█ 多", comma: "、", between: " · ", semicolon: "；",
	kinds:      [3]string{"主题", "来源", "类别"},
	otherYears: "按 { 和 } 换年",
	weekdays:   [7]string{"一", "二", "三", "四", "五", "六", "日"},
}

// foundNote returns how many events a search found.
func (c *captions) foundNote(n int) string { return fmt.Sprintf(c.found, text.Grouped(n)) }

// shownOf returns how many of how many are shown.
func (c *captions) shownOf(shown, total int) string {
	return fmt.Sprintf(c.shown, text.Grouped(shown), text.Grouped(total))
}
