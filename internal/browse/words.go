package browse

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"news/internal/text"
	"news/internal/view"
)

// words are all words of the browser's own in one language.
type words struct {
	// Keys.
	does         map[action]string // what an action does, for the help
	hint         map[action]string // the same in a word, for the bottom line
	groups       [groups]string    // of actions
	keys         map[string]string // the names of keys that have no sign of their own
	byNumber     string            // what digits do
	helpTitle    string
	inFields     string      // the title of the keys of fields
	fieldKeys    [][2]string // keys, and what they do
	nextYear     string      // what the key of the next month does in the calendar
	noKey        string      // with a key that has no meaning, and the key of the help
	againQuits   string      // with a key
	mouseIsFree  string      // with the key that takes it again
	mouseIsTaken string

	// Fields.
	searchLabel, findLabel, narrowLabel, goToLabel, pipeLabel string // before a field
	keep, drop, earlier, hits, complete                       string // what the keys of a field do
	noField                                                   string // pasted without a field: the keys of two
	tooLong                                                   string // what was pasted is
	goToHint                                                  string // what can be typed; with the key of the search, which is for words
	noSought                                                  string // nothing was sought: the keys of two
	noMatch                                                   string // with what was sought
	noMatchYet                                                string // the same, and how many rows were read
	aroundRead                                                string // the same as aroundEnd, of so many rows that were read
	match                                                     string // the number of a match, and of how many
	aroundEnd                                                 string // after the last match comes the first
	narrowed                                                  string // with the letters that narrow a list, and how many rows have them
	narrowedOf                                                string // the same, with how many rows were read

	// Titles and rows.
	relatedTo, topicsOf                                 string // with a reference
	timelineOf                                          string // with a title
	marked                                              string
	found, full, noneFull                               string    // how many hits, and how many of them have every word
	shown                                               string    // so many of so many
	newest, oldest                                      string    // first
	takenFor                                            string    // a word, and what it was taken for
	lacking, nearest                                    string    // words that no event has; those near to them
	nothing, noneHasAll, wordsElsewhere                 string    // why nothing was found
	noneNamed                                           string    // with a kind and a name
	kinds                                               [3]string // topic, source, category
	noMarks, noTopics, noRelated, noDayEvents, noEvents string
	gone                                                string    // an event has no page
	busyKey                                             string    // what the shades of the calendar mean
	weekdays                                            [7]string // of two columns, from Monday
	comma, between, semicolon                           string

	// Messages.
	noEventHere             string // an action needs an event
	noTimelineHere, noOrder string
	noLink, noSource        string
	notTheWeb               string // with an address
	askAll                  string // with a number of addresses
	opened, openedAll       string
	copied                  string
	copiedWithoutSystem     string // why there is no other clipboard
	markSet, markTaken      string
	noLastPlace             string
	firstEvent, lastEvent   string
	noDayBefore, noDayAfter string
	otherYears              string
	noNumber                string // with digits
	trailEnds               string
	dayIsEmpty              string
	pressEnter              string // after the output of a command
	failed                  string // with an error: how a command ended

	// Errors: what they are about, and their own words last.
	noDate, tryDates, noQuery, noQuestion, noReference, severalEvents, noIndex, unreadable, changing string

	// Work under way.
	reading           string // days done, days in all
	waiting           string
	remade            string // what the index was
	unindexed         string // why
	indexing          string // a search has to wait for the index
	stopped, indexOff string
	tooSmall          string // columns and rows, twice
}

// The words in each language, made when they are first needed.
var (
	englishWords = sync.OnceValue(func() *words { return newWords(func(english, _ string) string { return english }) })
	chineseWords = sync.OnceValue(func() *words { return newWords(func(_, chinese string) string { return chinese }) })
)

// wordsIn returns the words in a language.
func wordsIn(l view.Language) *words {
	if l == view.Chinese {
		return chineseWords()
	}
	return englishWords()
}

// key returns the name of a key for people: ^F, PgDn, Alt-←.
func (w *words) key(name string) string {
	if special, known := w.keys[name]; known {
		return special
	}
	for _, modifier := range []struct{ name, shown string }{{"ctrl+", "^"}, {"alt+", "Alt-"}, {"shift+", "Shift-"}} {
		rest, has := strings.CutPrefix(name, modifier.name)
		switch {
		case !has || rest == "":
			continue
		case modifier.shown == "^" && utf8.RuneCountInString(rest) == 1:
			return "^" + strings.ToUpper(rest)
		case modifier.shown == "^":
			return w.keys["ctrl"] + w.key(rest)
		}
		return modifier.shown + w.key(rest)
	}
	if r, size := utf8.DecodeRuneInString(name); size < len(name) && r < utf8.RuneSelf {
		return strings.ToUpper(name[:size]) + name[size:] // f1
	}
	return name
}

// foundNote returns how many events a search found.
func (w *words) foundNote(n int) string { return fmt.Sprintf(w.found, text.Grouped(n)) }

// shownOf returns how many of how many are shown.
func (w *words) shownOf(shown, total int) string {
	return fmt.Sprintf(w.shown, text.Grouped(shown), text.Grouped(total))
}

// choice chooses between words of the same meaning.
type choice func(english, chinese string) string

// newWords returns the words in the language that in chooses.
func newWords(in choice) *words {
	return &words{
		// Keys.
		does:      doesIn(in),
		hint:      hintsIn(in),
		groups:    [6]string{in("Move", "移动"), in("Open and go back", "打开与返回"), in("Days and time", "日期与时间"), in("Search", "搜索"), in("The event", "事件"), in("The screen", "屏幕")},
		keys:      keysIn(in),
		byNumber:  in("open what has the number", "打开这个编号的内容"),
		helpTitle: in("All keys", "全部按键"),
		inFields:  in("In a field", "输入时"),
		fieldKeys: [][2]string{
			{in("Enter", "Enter"), in("done", "完成")},
			{in("Esc ^C", "Esc ^C"), in("cancel: all is as before", "取消，恢复原样")},
			{in("↑ ↓ ^K ^J", "↑ ↓ ^K ^J"), in("move in the hits", "在结果中移动")},
			{in("^P ^N", "^P ^N"), in("what was typed before", "以前输入的")},
			{in("Tab", "Tab"), in("complete a reference", "补全编号")},
			{in("← → Home End", "← → Home End"), in("move in the text", "在文字中移动")},
			{in("Alt-B Alt-F", "Alt-B Alt-F"), in("by a word", "按词移动")},
			{in("^U ^W", "^U ^W"), in("erase all before, a word", "删除光标前的全部、一个词")}},
		nextYear:     in("next year", "下一年"),
		noKey:        in("%s has no meaning here; %s shows all keys", "%s 在这里没有作用；%s 显示全部按键"),
		againQuits:   in("%s again quits", "再按 %s 退出"),
		mouseIsFree:  in("the mouse is the terminal's; %s takes it again", "鼠标已交给终端；%s 收回"),
		mouseIsTaken: in("the mouse is the browser's again", "鼠标已收回"),

		// Fields.
		searchLabel: in("/", "/"),
		findLabel:   in("find: ", "查找："),
		narrowLabel: in("narrow: ", "筛选："),
		goToLabel:   in("go to: ", "前往："),
		pipeLabel:   in("to the command: ", "交给命令："),
		keep:        in("done", "完成"),
		drop:        in("cancel", "取消"),
		earlier:     in("earlier", "以前的"),
		hits:        in("hits", "结果"),
		complete:    in("complete", "补全"),
		noField:     in("nothing was pasted: %s searches, %s goes to a reference", "没有粘贴：%s 搜索，%s 前往事件"),
		tooLong:     in("that is too long for a field", "内容太长"),
		goToHint:    in("a date as 2016-04, yesterday or 3 april 2016, or a reference; %s searches for words", "日期，如 2016-04、昨天、2016年4月3日，或事件的编号；%s 搜索词语"),
		noSought:    in("nothing to look for yet: %s finds, %s searches", "还没有查找的内容：%s 查找，%s 搜索"),
		noMatch:     in("no %s here", "这里没有 %s"),
		match:       in("match %d of %d", "第 %d 处，共 %d 处"),
		noMatchYet:  in("no %s in the first %d rows", "前 %[2]d 条中没有 %[1]s"),
		aroundRead:  in("from the other end of the first %d rows", "已绕到前 %d 条的另一端"),
		aroundEnd:   in("from the other end", "已绕到另一端"),
		narrowed:    in("only %s: %d", "只含 %s：%d"),
		narrowedOf:  in("only %s: %d of the first %d", "只含 %s：前 %[3]d 条中的 %[2]d 条"),

		// Titles and rows.
		relatedTo:      in("Related to %s", "%s 的相关事件"),
		topicsOf:       in("Topics of %s", "%s 的主题"),
		timelineOf:     in("Timeline: %s", "时间线：%s"),
		marked:         in("Marks", "标记"),
		found:          in("%s found", "找到 %s 条"),
		full:           in("%s with every word", "%s 条含全部词语"),
		noneFull:       in("none with every word", "没有一条含全部词语"),
		shown:          in("%s of %s", "%s / %s"),
		newest:         in("newest first", "最新在前"),
		oldest:         in("oldest first", "最早在前"),
		takenFor:       in("%s: taken for %s", "%s：当作%s"),
		lacking:        in("no event has %s", "没有事件含有%s"),
		nearest:        in("nearest: %s", "相近：%s"),
		nothing:        in("nothing found", "没有找到"),
		noneHasAll:     in("no event has all of: %s", "没有事件同时含有：%s"),
		wordsElsewhere: in("events have the words, but none that also fits the rest", "有事件含有这些词语，但都不符合其他条件"),
		noneNamed:      in("no event has the %s %s", "没有事件有%s %s"),
		kinds:          [3]string{in("topic", "主题"), in("source", "来源"), in("category", "类别")},
		noMarks:        in("no event is marked: m marks one", "没有标记的事件：按 m 标记"),
		noTopics:       in("it has no topics", "没有主题"),
		noRelated:      in("no related events", "没有相关事件"),
		noDayEvents:    in("no event is of this day", "这一天没有事件"),
		noEvents:       in("no events", "没有事件"),
		gone:           in("the archive has no page of this event", "档案中没有这个事件的页面"),
		busyKey:        in("fewer ░▒▓█ more", "少 ░▒▓█ 多"),
		weekdays:       [7]string{in("Mo", "一"), in("Tu", "二"), in("We", "三"), in("Th", "四"), in("Fr", "五"), in("Sa", "六"), in("Su", "日")},
		comma:          in(", ", "、"),
		between:        in(" · ", " · "),
		semicolon:      in("; ", "；"),

		// Messages.
		noEventHere:         in("the cursor is on no event", "光标不在事件上"),
		noTimelineHere:      in("there is nothing to count here", "这里没有可以统计的"),
		noOrder:             in("this list has one order", "这个列表只有一种顺序"),
		noLink:              in("Tab goes to the links of the page", "按 Tab 到页面的链接"),
		noSource:            in("it has no source with an address", "没有带网址的来源"),
		notTheWeb:           in("not opened, as it is no address of the web: %s", "没有打开，这不是网页地址：%s"),
		askAll:              in("O again opens %d addresses", "再按 O 打开 %d 个网址"),
		opened:              in("opened %s", "已打开 %s"),
		openedAll:           in("opened %d addresses", "已打开 %d 个网址"),
		copied:              in("copied %s", "已复制 %s"),
		copiedWithoutSystem: in("copied %s by the terminal alone: %v", "已由终端复制 %s：%v"),
		markSet:             in("marked", "已标记"),
		markTaken:           in("no longer marked", "已取消标记"),
		noLastPlace:         in("no earlier place is known", "没有上次的位置"),
		firstEvent:          in("this is the first event", "这是第一个事件"),
		lastEvent:           in("this is the last event", "这是最后一个事件"),
		noDayBefore:         in("no day before has events", "之前没有事件"),
		noDayAfter:          in("no day after has events", "之后没有事件"),
		otherYears:          in("{ and } go to other years", "按 { 和 } 换年"),
		noNumber:            in("there is no %s here", "这里没有 %s"),
		trailEnds:           in("the trail ends here", "没有更多的页面了"),
		dayIsEmpty:          in("the events of this day are gone", "这一天的事件已经不在了"),
		pressEnter:          in("Enter goes on", "按 Enter 继续"),
		failed:              in("the command failed: %v", "命令失败：%v"),

		// Errors.
		noDate:        in("%[2]s", "“%[1]s”不是日期"),
		tryDates:      in("%[2]s", "可以输入 %[1]s"),
		noQuery:       in("%[2]s", "看不懂搜索中的 %[1]s"),
		noQuestion:    in("%s", "这样无法回答：%s"),
		noReference:   in("%[2]s", "档案中没有 %[1]s"),
		severalEvents: in("%[2]s", "有多个事件以 %[1]s 开头"),
		noIndex:       in("%[3]s", "索引 %[1]s 无法使用：%[2]v"),
		unreadable:    in("%[3]s", "无法读取 %[1]s：%[2]v"),
		changing:      in("%[1]s", "页面在读取时有变化%.0[1]s"),

		// Work under way.
		reading:   in("index: %d of %d days", "索引：%d / %d 天"),
		waiting:   in("waiting for another news that writes the index", "正在等待另一个写索引的 news"),
		remade:    in("the index was %v; it has been made anew", "索引%v，已重建"),
		unindexed: in("%s; all pages are read instead", "%s；改为读取所有页面"),
		indexing:  in("the index is growing; the search works when it is there", "正在建立索引，完成后即可搜索"),
		stopped:   in("stopped", "已停止"),
		indexOff:  in("stopped; the next search goes on with the index", "已停止；下次搜索时继续建索引"),
		tooSmall:  in("news needs %dx%d, this is %dx%d", "news 需要 %dx%d，现为 %dx%d"),
	}
}

// doesIn returns what each action does.
func doesIn(in choice) map[action]string {
	return map[action]string{
		up:         in("up", "向上"),
		down:       in("down", "向下"),
		pageUp:     in("a page up", "上一屏"),
		pageDown:   in("a page down", "下一屏"),
		halfUp:     in("half a page up", "上半屏"),
		halfDown:   in("half a page down", "下半屏"),
		first:      in("to the beginning", "到开头"),
		last:       in("to the end", "到末尾"),
		left:       in("the list; in the list, back", "到列表；在列表中为返回"),
		right:      in("open; into the page", "打开，到页面"),
		otherPane:  in("the other pane", "另一栏"),
		nextLink:   in("next link of the page", "页面的下一个链接"),
		prevLink:   in("previous link", "上一个链接"),
		open:       in("open what the cursor is on", "打开光标所在的内容"),
		back:       in("back", "返回"),
		forward:    in("forward", "前进"),
		openSource: in("open a source", "打开一个来源"),
		openAll:    in("open all sources", "打开全部来源"),
		lastPlace:  in("where you left off", "上次离开的地方"),
		nextEvent:  in("next event", "下一条"),
		prevEvent:  in("previous event", "上一条"),
		nextDay:    in("next day with events", "下一个有事件的日子"),
		prevDay:    in("previous day with events", "上一个有事件的日子"),
		nextMonth:  in("next month", "下个月"),
		prevMonth:  in("previous month", "上个月"),
		goTo:       in("go to a date or a reference", "前往日期或事件"),
		calendar:   in("calendar", "日历"),
		timeline:   in("timeline of the list", "列表的时间线"),
		searchAll:  in("search the whole archive", "搜索全部事件"),
		find:       in("find in the list or the page", "在列表或页面中查找"),
		nextMatch:  in("next match", "下一处"),
		prevMatch:  in("previous match", "上一处"),
		narrow:     in("narrow the list by letters", "按字词筛选列表"),
		reorder:    in("order of the list", "列表的顺序"),
		related:    in("related events", "相关事件"),
		story:      in("story around the event", "事件的来龙去脉"),
		topics:     in("topics of the event", "事件的主题"),
		mark:       in("mark or unmark the event", "标记事件，或取消"),
		marks:      in("marked events", "标记的事件"),
		copyRef:    in("copy the reference", "复制编号"),
		copyCite:   in("copy a citation", "复制引文"),
		edit:       in("edit the page", "编辑页面"),
		pipe:       in("hand the event to a command", "把事件交给命令"),
		help:       in("all keys", "全部按键"),
		zoom:       in("the page alone", "只看页面"),
		freeMouse:  in("let go of the mouse", "放开鼠标"),
		undo:       in("undo: field, work, narrowing, z", "撤销：输入、进行中的工作、筛选、z"),
		closeTop:   in("close; on the first screen, quit", "关闭；最后退出"),
		quit:       in("quit", "退出"),
		suspend:    in("suspend", "挂起"),
	}
}

// hintsIn returns what the actions of the bottom line do, in a word.
func hintsIn(in choice) map[action]string {
	return map[action]string{
		down:       in("down", "下"),
		pageDown:   in("page", "翻页"),
		nextLink:   in("links", "链接"),
		open:       in("open", "打开"),
		back:       in("back", "返回"),
		openSource: in("source", "来源"),
		nextEvent:  in("next", "下一条"),
		nextDay:    in("next day", "下一天"),
		nextMonth:  in("month", "月"),
		goTo:       in("go to", "前往"),
		calendar:   in("calendar", "日历"),
		timeline:   in("timeline", "时间线"),
		searchAll:  in("search", "搜索"),
		find:       in("find", "查找"),
		nextMatch:  in("match", "下一处"),
		narrow:     in("narrow", "筛选"),
		reorder:    in("order", "顺序"),
		related:    in("related", "相关"),
		story:      in("story", "来龙去脉"),
		topics:     in("topics", "主题"),
		mark:       in("mark", "标记"),
		copyRef:    in("copy", "复制"),
		help:       in("keys", "按键"),
		zoom:       in("alone", "只看页面"),
		undo:       in("undo", "撤销"),
		closeTop:   in("close", "关闭"),
		quit:       in("quit", "退出"),
	}
}

// keysIn returns the names of keys that have no sign of their own.
func keysIn(in choice) map[string]string {
	return map[string]string{
		"backspace": in("Backspace", "Backspace"),
		"ctrl":      in("Ctrl-", "Ctrl-"),
		"delete":    in("Delete", "Delete"),
		"down":      in("↓", "↓"),
		"end":       in("End", "End"),
		"enter":     in("Enter", "Enter"),
		"esc":       in("Esc", "Esc"),
		"home":      in("Home", "Home"),
		"insert":    in("Insert", "Insert"),
		"left":      in("←", "←"),
		"pgdown":    in("PgDn", "PgDn"),
		"pgup":      in("PgUp", "PgUp"),
		"right":     in("→", "→"),
		"space":     in("Space", "空格"),
		"tab":       in("Tab", "Tab"),
		"up":        in("↑", "↑"),
	}
}
