package browse

import (
	"strings"
	"unicode/utf8"

	"news/internal/view"
)

// words are the words about keys, fields and messages in one language. captions.go has
// those of titles and rows.
type words struct {
	does   map[action]string // what an action does, for the help
	hint   map[action]string // the same in a word, for the bottom line
	groups [groups]string
	keys   map[string]string // the names of keys that have no sign of their own

	helpTitle string
	inFields  string // a title
	fieldKeys [][2]string

	searchLabel, findLabel, narrowLabel, goToLabel, pipeLabel string // before a field
	keep, drop, earlier, hits, complete                       string // the keys of a field

	narrowedOf   string // the same, with how many rows were read
	narrowed     string // with the letters that narrow the list, and how many rows have them
	noMatch      string // with what was sought
	noSought     string // nothing was sought
	match        string // the number of a match, and of how many
	aroundEnd    string // after the last match comes the first
	noKey        string // with a key that has no meaning, and the key of the help
	noField      string // pasted without a field: the keys of two
	noEvent      string // an action needs an event
	nothingHere  string // there is nothing to open
	mouseIsFree  string // with the key that takes it again
	mouseIsTaken string
	againQuits   string // with a key
	tooLong      string // what was pasted is
	nextYear     string // what the key of the next month does in the calendar
	goToHint     string // what can be typed; with the key of the search, which is for words
	pressEnter   string // after the output of a command
	failed       string // with an error: how a command ended
	indexing     string // a search has to wait for the index
}

// wordsIn returns the words in a language.
func wordsIn(l view.Language) *words {
	if l == view.Chinese {
		return &chineseWords
	}
	return &englishWords
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

var englishWords = words{
	does: map[action]string{
		up: "up", down: "down", pageUp: "a page up", pageDown: "a page down", halfUp: "half a page up", halfDown: "half a page down",
		first: "to the beginning", last: "to the end", left: "the list; in the list, back", right: "open, the page", otherPane: "the other pane",
		nextLink: "next link of the page", prevLink: "previous link",
		open: "open what the cursor is on", back: "back", forward: "forward", openSource: "open a source", openAll: "open all sources",
		lastPlace: "where one left off",
		nextEvent: "next event", prevEvent: "previous event", nextDay: "next day with events", prevDay: "previous day with events",
		nextMonth: "next month", prevMonth: "previous month", goTo: "go to a date or a reference", calendar: "calendar", timeline: "timeline of the list",
		searchAll: "search the whole archive", find: "find in the list or the page", nextMatch: "next match", prevMatch: "previous match",
		narrow: "narrow the list by letters", reorder: "order of the list",
		related: "related events", story: "story around the event", topics: "topics of the event", mark: "mark the event, or no longer", marks: "marked events",
		copyRef: "copy the reference", copyCite: "copy a citation", edit: "edit the page", pipe: "hand the event to a command",
		help: "all keys", zoom: "the page alone", freeMouse: "let go of the mouse", undo: "undo: field, work, narrowing, z",
		closeTop: "close; at last, quit", quit: "quit", suspend: "suspend",
	},
	hint: map[action]string{
		open: "open", back: "back", help: "keys", searchAll: "search", closeTop: "close", quit: "quit", nextLink: "links", related: "related",
		story: "story", topics: "topics", calendar: "calendar", timeline: "timeline", nextDay: "next day", prevDay: "day before", goTo: "go to",
		openSource: "source", nextMatch: "match", narrow: "narrow", find: "find", mark: "mark", reorder: "order", undo: "undo", nextEvent: "next",
		nextMonth: "month", up: "up", down: "down", pageDown: "page", zoom: "alone", left: "list", copyRef: "copy", forward: "forward",
	},
	groups: [groups]string{"Move", "Open and go back", "Days and time", "Search", "The event", "The screen"},
	keys: map[string]string{
		"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "space": "Space", "pgup": "PgUp", "pgdown": "PgDn", "home": "Home",
		"end": "End", "tab": "Tab", "backspace": "Backspace", "esc": "Esc", "delete": "Delete", "insert": "Insert", "ctrl": "Ctrl-",
	},
	helpTitle: "All keys",
	inFields:  "In a field",
	fieldKeys: [][2]string{
		{"Enter", "keep"}, {"Esc ^C", "as it was before"}, {"↑ ↓ ^K ^J", "move in the hits"}, {"^P ^N", "what was typed before"}, {"Tab", "complete a reference"},
		{"← → Home End", "move in the text"}, {"Alt-B Alt-F", "by a word"}, {"^U ^W", "erase all before, a word"},
	},
	searchLabel: "/", findLabel: "find: ", narrowLabel: "narrow: ", goToLabel: "go to: ", pipeLabel: "to the command: ",
	keep: "keep", drop: "as before", earlier: "earlier", hits: "hits", complete: "complete",
	narrowed: "only %s: %d", narrowedOf: "only %s: %d of the first %d", noMatch: "no %s here", noSought: "nothing was sought: %s finds, %s searches", match: "match %d of %d", aroundEnd: "from the other end",
	noField: "nothing was pasted: %s searches, %s goes to a reference", noKey: "%s has no meaning here; %s shows all keys", noEvent: "the cursor is on no event", nothingHere: "there is nothing to open",
	mouseIsFree: "the mouse is the terminal's; %s takes it again", mouseIsTaken: "the mouse is the browser's again", againQuits: "%s again quits",
	tooLong: "that is too long for a field", goToHint: "a date as 2016-04, yesterday or 3 april 2016, or a reference; %s searches for words",
	nextYear: "next year", pressEnter: "Enter goes on", failed: "the command failed: %v",
	indexing: "the index is growing; the search works when it is there",
}

var chineseWords = words{
	does: map[action]string{
		up: "向上", down: "向下", pageUp: "上一屏", pageDown: "下一屏", halfUp: "上半屏", halfDown: "下半屏",
		first: "到开头", last: "到末尾", left: "到列表；在列表中为返回", right: "打开，到页面", otherPane: "另一栏",
		nextLink: "页面的下一个链接", prevLink: "上一个链接",
		open: "打开光标所在的内容", back: "返回", forward: "前进", openSource: "打开一个来源", openAll: "打开全部来源",
		lastPlace: "上次离开的地方",
		nextEvent: "下一条", prevEvent: "上一条", nextDay: "下一个有事件的日子", prevDay: "上一个有事件的日子",
		nextMonth: "下个月", prevMonth: "上个月", goTo: "前往日期或事件", calendar: "日历", timeline: "列表的时间线",
		searchAll: "搜索全部事件", find: "在列表或页面中查找", nextMatch: "下一处", prevMatch: "上一处",
		narrow: "按字词筛选列表", reorder: "列表的顺序",
		related: "相关事件", story: "事件的来龙去脉", topics: "事件的主题", mark: "标记事件，或取消", marks: "标记的事件",
		copyRef: "复制编号", copyCite: "复制引文", edit: "编辑页面", pipe: "把事件交给命令",
		help: "全部按键", zoom: "只看页面", freeMouse: "放开鼠标", undo: "撤销：输入、进行中的工作、筛选、z",
		closeTop: "关闭；最后退出", quit: "退出", suspend: "挂起",
	},
	hint: map[action]string{
		open: "打开", back: "返回", help: "按键", searchAll: "搜索", closeTop: "关闭", quit: "退出", nextLink: "链接", related: "相关",
		story: "来龙去脉", topics: "主题", calendar: "日历", timeline: "时间线", nextDay: "下一天", prevDay: "前一天", goTo: "前往",
		openSource: "来源", nextMatch: "下一处", narrow: "筛选", find: "查找", mark: "标记", reorder: "顺序", undo: "撤销", nextEvent: "下一条",
		nextMonth: "月", up: "上", down: "下", pageDown: "翻页", zoom: "只看页面", left: "列表", copyRef: "复制", forward: "前进",
	},
	groups: [groups]string{"移动", "打开与返回", "日期与时间", "搜索", "事件", "屏幕"},
	keys: map[string]string{
		"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "space": "空格", "pgup": "PgUp", "pgdown": "PgDn", "home": "Home",
		"end": "End", "tab": "Tab", "backspace": "Backspace", "esc": "Esc", "delete": "Delete", "insert": "Insert", "ctrl": "Ctrl-",
	},
	helpTitle: "全部按键",
	inFields:  "输入时",
	fieldKeys: [][2]string{
		{"Enter", "保留"}, {"Esc ^C", "恢复原样"}, {"↑ ↓ ^K ^J", "在结果中移动"}, {"^P ^N", "以前输入的"}, {"Tab", "补全编号"},
		{"← → Home End", "在文字中移动"}, {"Alt-B Alt-F", "按词移动"}, {"^U ^W", "删除光标前的全部、一个词"},
	},
	searchLabel: "/", findLabel: "查找：", narrowLabel: "筛选：", goToLabel: "前往：", pipeLabel: "交给命令：",
	keep: "保留", drop: "恢复", earlier: "以前的", hits: "结果", complete: "补全",
	narrowed: "只含 %s：%d", narrowedOf: "只含 %s：前 %[3]d 条中的 %[2]d 条", noMatch: "这里没有 %s", noSought: "还没有查找的内容：%s 查找，%s 搜索", match: "第 %d 处，共 %d 处", aroundEnd: "已绕到另一端",
	noField: "没有粘贴：%s 搜索，%s 前往事件", noKey: "%s 在这里没有作用；%s 显示全部按键", noEvent: "光标不在事件上", nothingHere: "没有可以打开的内容",
	mouseIsFree: "鼠标已交给终端；%s 收回", mouseIsTaken: "鼠标已收回", againQuits: "再按 %s 退出",
	tooLong: "内容太长", goToHint: "日期，如 2016-04、昨天、2016年4月3日，或事件的编号；%s 搜索词语",
	nextYear: "下一年", pressEnter: "按 Enter 继续", failed: "命令失败：%v",
	indexing: "正在建立索引，完成后即可搜索",
}
