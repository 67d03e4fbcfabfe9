package when

import (
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// isChinese reports whether a date is written with Chinese characters.
func isChinese(form string) bool {
	return strings.ContainsAny(form, "年月日号周季今昨明前去上本星")
}

// chinese reads 2016年4月3日, with or without its weekday, 2016年4月, 2016年, 4月3日,
// 2010年代, 2016年第2季度, 2016年第13周, and a few relative words.
func (r reader) chinese(typed, form string) (reading, *Error) {
	none := strange(typed, unknownForm)
	s := strings.ReplaceAll(form, " ", "")
	if words := chineseWords(s); words != "" {
		return r.relative(typed, strings.Fields(words))
	}
	s, name, hasWeekday := cutWeekday(s)
	y, rest, hasYear := strings.Cut(s, "年")
	if !hasYear {
		y, rest = "", s
	} else if !event.IsYear(y) {
		return reading{}, none
	}
	if rest == "代" {
		span, ok := decadeNamed(y + "s")
		if !ok {
			return reading{}, none
		}
		return reading{part: part{span: span}, certainty: clear}, nil
	}
	if unit, n, ok := chinesePeriod(rest); ok && hasYear {
		return r.period(typed, []string{y, unit + n})
	}
	m, d, ok := chineseMonthDay(rest)
	if !ok {
		return reading{}, none
	}
	found, fault := reading{certainty: clear}, (*Error)(nil)
	if hasYear {
		found.span, fault = calendar(typed, y, m, d)
	} else if m < 1 || m > 12 {
		fault = none
	} else {
		found, fault = r.withoutYear(typed, m, d)
	}
	if fault != nil || !hasWeekday {
		return found, fault
	}
	return r.onWeekday(typed, found, name)
}

// chineseMonthDay reads 4月3日, 4月 and "". A missing month or day is -1.
func chineseMonthDay(s string) (m, d int, ok bool) {
	if s == "" {
		return -1, -1, true
	}
	monthDigits, rest, found := strings.Cut(s, "月")
	if m, ok = event.TwoDigits(monthDigits); !found || !ok {
		return 0, 0, false
	}
	if rest == "" || rest == "份" {
		return m, -1, true
	}
	dayDigits := strings.TrimSuffix(strings.TrimSuffix(rest, "日"), "号")
	d, ok = event.TwoDigits(dayDigits)
	return m, d, ok && dayDigits != rest
}

// chinesePeriod reads 第2季度 and 第13周.
func chinesePeriod(s string) (unit, n string, ok bool) {
	s = strings.TrimPrefix(s, "第")
	for _, ending := range []struct{ sign, unit string }{{"季度", "q"}, {"季", "q"}, {"周", "w"}} {
		if n, found := strings.CutSuffix(s, ending.sign); found && isDigits(n) {
			return ending.unit, n, true
		}
	}
	return "", "", false
}

// cutWeekday cuts the name of a weekday off the end of a date.
func cutWeekday(s string) (rest string, name time.Weekday, ok bool) {
	for _, sign := range []string{"星期", "礼拜", "周"} {
		before, after, found := strings.Cut(s, sign)
		after = strings.TrimRight(after, ")）")
		for i, c := range []string{"日", "一", "二", "三", "四", "五", "六", "天"} {
			if found && after == c {
				return strings.TrimRight(before, "(（,"), time.Weekday(i % 7), true
			}
		}
	}
	return s, 0, false
}

// chineseWords returns the English for relative words, "" for others.
func chineseWords(s string) string {
	switch s {
	case "今天":
		return "today"
	case "昨天":
		return "yesterday"
	case "明天":
		return "tomorrow"
	case "本周", "这周":
		return "this week"
	case "上周", "上星期":
		return "last week"
	case "本月", "这个月":
		return "this month"
	case "上个月", "上月":
		return "last month"
	case "今年":
		return "this year"
	case "去年":
		return "last year"
	}
	if rest, name, ok := cutWeekday(s); ok && rest == "" {
		return strings.ToLower(name.String())
	}
	if n, found := strings.CutSuffix(s, "天前"); found && isDigits(n) {
		return n + " days ago"
	}
	return ""
}

// yearInText finds a year, a month or a day within text that has no spaces.
var yearInText = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\d{4}(年(\d{1,2}月(\d{1,2}[日号號])?)?)?`)
})

// endOfPiece returns where the first piece of a token ends: its date, or what stands
// before the date. Chinese and Japanese words stand close beside a date: 2009年日全食,
// 2010世界杯. Other tokens are one piece.
func endOfPiece(token string) int {
	if !strings.ContainsFunc(token, isEastAsian) || !strings.ContainsAny(token, "0123456789") {
		return len(token)
	}
	for _, place := range yearInText().FindAllStringIndex(token, -1) {
		start, end := place[0], place[1]
		switch {
		case !isDateBetween(token[:start], token[end:]):
			continue
		case start > 0:
			return start
		}
		return end
	}
	return len(token)
}

// isDateBetween reports whether the texts before and after a year, a month or a day
// leave it what it is. A number with letters or more digits around it is none, and a
// sign may make it a part of another date: 2010年代, 2010年第2季度.
func isDateBetween(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return (before == "" || isEastAsian(last)) &&
		(after == "" || isEastAsian(next) && !strings.ContainsRune("年月代第星周季春夏秋冬初底末", next))
}

// isEastAsian reports whether a character is of a script without spaces other than
// those of Thailand and its neighbours, which write a date with spaces around it.
func isEastAsian(r rune) bool { return r >= 0x2e80 && text.IsUnspaced(string(r)) }
