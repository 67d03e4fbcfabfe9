package when_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// wednesday is the today of these tests.
var wednesday = event.Date{Year: 2016, Month: 4, Day: 13}

func TestParseSpanReadsEveryForm(t *testing.T) {
	tests := []struct{ typed, want string }{
		{"2016/04/3", "2016-04-03"},
		{"2016/4/3", "2016-04-03"},
		{"2016/04/03", "2016-04-03"},
		{"2016-04-03", "2016-04-03"},
		{"2016-4-3", "2016-04-03"},
		{"2016/02/29", "2016-02-29"},
		{"2000-02-29", "2000-02-29"},
		{"0001-01-01", "0001-01-01"},
		{"9999-12-31", "9999-12-31"},
		{" 2016 ", "2016"},
		{"2016", "2016"},
		{"2016/04", "2016-04"},
		{"2016-04", "2016-04"},
		{"2016-4", "2016-04"},
		{"２０１６/０４", "2016-04"},

		{"in 2016", "2016"},
		{"Since May 2011", "2011-05.."},
		{"until spring 2011", "..2011-05"},
		{"before 2011", "..2010"},
		{"after 3 April 2016", "2016-04-04.."},
		{"from Sunday, the 3rd of April 2016 to Tuesday, the 5th of April 2016", "2016-04-03..2016-04-05"},
		{"between april and june 2016", "2016-Q2"},

		{"2016-03..2016-04-10", "2016-03-01..2016-04-10"},
		{"2016/03..2016/04/10", "2016-03-01..2016-04-10"},
		{"2016-03 .. 2016-04", "2016-03..2016-04"},
		{"2016-03.. 2016-04", "2016-03..2016-04"},
		{"2015..2016-04", "2015-01..2016-04"},
		{"2016..2016-04", "2016-01..2016-04"},
		{"2016-04..2016", "2016-04..2016-12"},
		{"2016-04-10..2016-04", "2016-04-10..2016-04-30"},
		{"2016-04-03..2016-04-03", "2016-04-03"},
		{"..2003", "..2003"},
		{"..2003-02", "..2003-02"},
		{"2016-04-28..", "2016-04-28.."},
		{"2016-04-28..30", "2016-04-28..2016-04-30"},
		{"2016/4/3..7", "2016-04-03..2016-04-07"},
		{"2016.04.03..07", "2016-04-03..2016-04-07"},
		{"2016-04-28..05-02", "2016-04-28..2016-05-02"},
		{"2016-03..05", "2016-03..2016-05"},
		{"2016..", "2016.."},

		{"2016-04-01..+2w", "2016-04-01..2016-04-14"},
		{"2016-04..+2w", "2016-04-01..2016-04-14"},
		{"2016-04-01 .. +2W", "2016-04-01..2016-04-14"},
		{"2016-04-01..+1d", "2016-04-01"},
		{"2016-04-01..+1m", "2016-04"},
		{"2016-04-15..+1m", "2016-04-15..2016-05-14"},
		{"2016-01-31..+1m", "2016-01-31..2016-02-29"},
		{"2015-01-30..+1m", "2015-01-30..2015-02-28"},
		{"2016-02-29..+1y", "2016-02-29..2017-02-28"},
		{"2015-12..+3m", "2015-12..2016-02"},
		{"2016..+2y", "2016..2017"},
		{"yesterday..+2d", "2016-04-12..2016-04-13"},

		{"today", "2016-04-13"},
		{"Yesterday", "2016-04-12"},
		{"TOMORROW", "2016-04-14"},
		{"3 days ago", "2016-04-10"},
		{"3-days-ago", "2016-04-10"},
		{"3 Days-AGO", "2016-04-10"},
		{"1 day ago", "2016-04-12"},
		{"0 days ago", "2016-04-13"},
		{"a week ago", "2016-04-06"},
		{"one-week-ago", "2016-04-06"},
		{"2 weeks ago", "2016-03-30"},
		{"a month ago", "2016-03-13"},
		{"4 months ago", "2015-12-13"},
		{"16 years ago", "2000-04-13"},
		{"last-week", "2016-W14"},
		{"this week", "2016-W15"},
		{"last-month", "2016-03"},
		{"last month", "2016-03"},
		{"this-month", "2016-04"},
		{"last-year", "2015"},
		{"This  Year", "2016"},
		{"tuesday", "2016-04-12"},
		{"Mon", "2016-04-11"},
		{"thursday", "2016-04-07"},
		{"wednesday", "2016-04-06"},
		{"last wednesday", "2016-04-06"},
		{"last-month..", "2016-03.."},
		{"..last-month", "..2016-03"},
		{"yesterday..today", "2016-04-12..2016-04-13"},
		{"3 days ago..today", "2016-04-10..2016-04-13"},
		{"3 days ago .. yesterday", "2016-04-10..2016-04-12"},
		{"2016-04-01..mon", "2016-04-01..2016-04-11"},

		{"april 2016", "2016-04"},
		{"Apr-2016", "2016-04"},
		{"April, 2016", "2016-04"},
		{"3 april 2016", "2016-04-03"},
		{"03-Apr-2016", "2016-04-03"},
		{"April 3, 2016", "2016-04-03"},
		{"april 3 2016", "2016-04-03"},
		{"april 3, 2016..may 2016", "2016-04-03..2016-05-31"},
	}
	tests = append(tests, newForms...)
	for _, test := range tests {
		got, err := when.ParseSpan(test.typed, wednesday)
		if err != nil || got.String() != test.want {
			t.Errorf("ParseSpan(%q) = %v, %v; want %s", test.typed, got, err, test.want)
		}
	}
}

func TestMonthsAgoEndWithTheMonth(t *testing.T) {
	today := event.Date{Year: 2016, Month: 3, Day: 31}
	for typed, want := range map[string]string{
		"a month ago":  "2016-02-29",
		"4 months ago": "2015-11-30",
		"last-month":   "2016-02",
		"a year ago":   "2015-03-31",
	} {
		if got, err := when.ParseSpan(typed, today); err != nil || got.String() != want {
			t.Errorf("on %v, %q = %v, %v; want %s", today, typed, got, err, want)
		}
	}
}

func TestWithoutATodayNothingIsCountedFromIt(t *testing.T) {
	none := event.Date{}
	for _, typed := range []string{"today", "yesterday", "tomorrow", "3 days ago", "a month ago", "last-week", "this-month", "last-year", "mon", "april", "april 3", "spring", "christmas", "last 2 weeks", "今天"} {
		span, err := when.ParseSpan(typed, none)
		var fault *when.Error
		if !errors.As(err, &fault) {
			t.Errorf("%q = %v, %v; want an *Error", typed, span, err)
			continue
		}
		checkMessage(t, fault)
	}
	if set, err := when.Parse([]string{"on-this-day"}, none); err == nil {
		t.Errorf("on-this-day = %v", set)
	}
	if span, err := when.ParseSpan("2016-04..+2w", none); err != nil || span.String() != "2016-04-01..2016-04-14" {
		t.Errorf("a range without words = %v, %v", span, err)
	}
}

func TestWeeksRunFromMondayToSunday(t *testing.T) {
	for d := (event.Date{Year: 2015, Month: 12, Day: 28}); d.Compare(event.Date{Year: 2016, Month: 1, Day: 3}) <= 0; d = d.AddDays(1) {
		this, _ := when.ParseSpan("this-week", d)
		last, _ := when.ParseSpan("last-week", d)
		if this.String() != "2015-W53" || last.String() != "2015-W52" {
			t.Errorf("on %v: this week %v, last week %v", d, this, last)
		}
	}
}

func TestWeekdaysAreInTheWeekBeforeToday(t *testing.T) {
	for i := range 7 {
		today := wednesday.AddDays(i)
		for back := 1; back <= 7; back++ {
			want := today.AddDays(-back)
			name := want.Weekday().String()
			for _, typed := range []string{name, strings.ToLower(name[:3])} {
				if got, err := when.ParseSpan(typed, today); err != nil || got != (when.Span{From: want, To: want}) {
					t.Errorf("on %v, %q = %v, %v; want %v", today, typed, got, err, want)
				}
			}
		}
	}
}

func TestParseJoinsWhatAShellHasSplit(t *testing.T) {
	tests := [][]string{ // the arguments of each date
		{"3 days ago"},
		{"last month"},
		{"last month", "2014"},
		{"2014", "last month", "*/04/3"},
		{"2016-03 .. 2016-04"},
		{"2016-03..", "2014"},
		{"2014", "..2013"},
		{"2015..2016", "2013..2014"},
		{"3 days ago..today", "a week ago .. 5 days ago"},
		{"april 2016", "3 april 2015", "april 2014"},
		{"april 2016", "2015"},
		{"april 3, 2016 .. april 5, 2016"},
		{".. 3 days ago"},
		{"2015-04-01", "a week ago .."},
		{"2016-04-01 .. +2w", "2015"},
		{"2016-04-01..+2w", "2015"},
	}
	for _, dates := range tests {
		words := strings.Fields(strings.Join(dates, " "))
		split := mustParse(t, words...)
		for d := (event.Date{Year: 2012, Month: 1, Day: 1}); d.Year < 2018; d = d.AddDays(1) {
			want := false
			for _, date := range dates {
				span := mustParse(t, date)
				want = want || span.Contains(d)
			}
			if split.Contains(d) != want {
				t.Errorf("Parse(%q): Contains(%v) = %v", words, d, !want)
				break
			}
		}
	}
}

// errorTest is a word that is no date, a part of the reason, and of the hint.
type errorTest struct{ typed, why, hint string }

var errorTests = []errorTest{
	{"", "it is empty", "dates look like"},
	{"   ", "it is empty", "dates look like"},
	{"..", "no date before or after", "dates look like"},
	{"...", "no date before or after", "dates look like"},
	{"soonish", "no form", "on-this-day"},
	{"on-this-dya", "no such word", "did you mean on-this-day?"},
	{"2015..on-this-day", "every year cannot be an end of a range", "--since and --until"},
	{"on-this-day..", "every year cannot be an end of a range", "--since and --until"},
	{"last--month", "no form", "dates look like"},
	{"-today", "no form", "dates look like"},
	{"next week", "no form", "dates look like"},
	{"2016/04/3/some-slug", "no form", "dates look like"},

	{"2016-02-30", "February 2016 has 29 days", "did you mean 2016-02-29?"},
	{"2015/02/29", "February 2015 has 28 days", "did you mean 2015/02/28?"},
	{"1900-02-29", "February 1900 has 28 days", "did you mean 1900-02-28?"},
	{"2016-04-31", "April 2016 has 30 days", "did you mean 2016-04-30?"},
	{"31 april 2016", "April 2016 has 30 days", "did you mean 2016-04-30?"},
	{"2016-04-0", "no day 0", "did you mean 2016-04-01?"},
	{"2016-13", "no month 13, only 1 to 12", "2016 is the whole year"},
	{"2016-13-05", "no month 13", "did you mean 2016-05-13?"},
	{"2016-00-05", "no month 0", "2016 is the whole year"},
	{"2016-094", "one or two digits", "dates look like"},
	{"0000", "no year 0", "dates look like"},
	{"2016-02-30..2016-04", "February 2016 has 29 days", "did you mean 2016-02-29?"},
	{"2016-02..2016-04-31", "April 2016 has 30 days", "did you mean 2016-04-30?"},

	{"16", "a year has four digits", "did you mean 2016?"},
	{"17", "a year has four digits", "did you mean 1917?"},
	{"99-12-31", "a year has four digits", "did you mean 1999/12/31?"},
	{"3 april 16", "a year has four digits", "did you mean 2016/04/3?"},
	{"20166", "a year has four digits", "dates look like"},
	{"4/3", "no year", "write 2016/04/3, or */04/3 for every year"},
	{"12/25", "no year", "write 2015/12/25, or */12/25 for every year"},
	{"16/04", "no year of four digits", "did you mean 2015/04/16 or 2016/04?"},
	{"april 31", "April never has more than 30 days", "dates look like"},

	{"3/4/2016", "it can be 3 April 2016 or 4 March 2016", "did you mean 2016/04/3 or 2016/03/4?"},
	{"04/03/2016", "it can be 4 March 2016 or 3 April 2016", "did you mean 2016/03/4 or 2016/04/3?"},
	{"31/2/2016", "February 2016 has 29 days", "did you mean 2016/02/29?"},
	{"2/31/2016", "February 2016 has 29 days", "did you mean 2016/02/29?"},
	{"13/13/2016", "no month 13", "2016 is the whole year"},
	{"13/2016", "no month 13", "2016 is the whole year"},
	{"3.4.2016", "the year goes first", "did you mean 2016/04/3 or 2016/03/4?"},
	{"20160431", "April 2016 has 30 days", "did you mean 2016-04-30?"},
	{"201604", "a slash or a hyphen", "did you mean 2016-04?"},
	{"2016/04-03", "one slash or one hyphen", "did you mean 2016/04/03?"},
	{"2016-04-", "one slash or one hyphen", "did you mean 2016/04?"},
	{"2016/04/03/2", "no more than a year, a month and a day", "dates look like"},
	{"2016-W53", "the year 2016 has the weeks 1 to 52", "did you mean 2016-W52?"},
	{"2016-W0", "the year 2016 has the weeks 1 to 52", "did you mean 2016-W01?"},
	{"2016-Q5", "a year has four quarters", "2016-Q2 is the second"},
	{"2016-18", "no month 18", "did you mean 2016..2018?"},
	{"Tuesday, 3 April 2016", "3 April 2016 is a Sunday", "did you mean 2016-04-03?"},
	{"2016/04/3 mon", "3 April 2016 is a Sunday", "did you mean 2016/04/3?"},
	{"2016年4月3日 星期一", "3 April 2016 is a Sunday", "did you mean 2016-04-03?"},
	{"2016年4月31日", "April 2016 has 30 days", "did you mean 2016-04-30?"},
	{"2016年13月", "no month 13", "2016 is the whole year"},
	{"Monday, 31 April 2016", "April 2016 has 30 days", "did you mean 2016-04-30?"},
	{"2016-04-03T10:30:00Z", "a time of day", "did you mean 2016-04-03?"},

	{"2016-04-28...30", "a range has two dots", "did you mean 2016-04-28..30?"},
	{"2016-04-15..32", "April 2016 has 30 days", "did you mean 2016-04-30?"},
	{"2016-04-15..14", "it ends before it begins", "did you mean 2016-04-14..2016-04-15?"},
	{"2016-05..2016-04", "it ends before it begins", "did you mean 2016-04..2016-05?"},
	{"today..yesterday", "it ends before it begins", "did you mean yesterday..today?"},
	{"today..monday", "it ends before it begins", "did you mean monday..today?"},
	{"2018-2016", "it ends before it begins", "did you mean 2016..2018?"},
	{"april 2016 to april 2015", "it ends before it begins", "did you mean april-2015..april-2016?"},
	{"5 april 2016 – 3 april 2016", "it ends before it begins", "did you mean 3-april-2016..5-april-2016?"},
	{"Sunday, 3 April 2016..2015", "it ends before it begins", "did you mean 2015..sunday-3-april-2016?"},
	{"2016年4月..2015年", "it ends before it begins", "did you mean 2015年..2016年4月?"},
	{"today..3 days ago", "it ends before it begins", "did you mean 3-days-ago..today?"},
	{"2016...2017", "two dots", "did you mean 2016..2017?"},
	{"2016....2017", "two dots", "did you mean 2016..2017?"},
	{"2016…2017", "two dots", "did you mean 2016..2017?"},
	{"2014..2015..2016", "two ends", "two ranges"},
	{"2014 .. 2015 .. 2016", "two ends", "two ranges"},
	{"..+2w", "counted from a date before it", "2016-04-01..+2w"},
	{"+2w..", "counted from a date before it", "2016-04-01..+2w"},
	{"+2w..2016", "counted from a date before it", "2016-04-01..+2w"},
	{"2016-04-01..+2", "one of d, w, m, y", "did you mean 2016-04-01..+2d?"},
	{"2016-04-01..+w", "a number and one of d, w, m, y", "write 2016-04-01..+2w"},
	{"2016-04-01..+", "a number and one of d, w, m, y", "write 2016-04-01..+2w"},
	{"2016-04-01..+0d", "no day", "did you mean 2016-04-01..+1d?"},
	{"2016-04-01..+8000y", "after the year 9999", "did you mean 2016-04-01..?"},
	{"2016-04-01..+0", "no day", "did you mean 2016-04-01..+1d?"},
	{"9999-12-31..+0y", "no day", "did you mean 9999-12-31..+1d?"},
	{"9999-12-31..+2", "after the year 9999", "did you mean 9999-12-31..?"},
	{"2w", "a length of time", "did you mean last-2-weeks or 2-weeks-ago?"},
	{"+1m", "a length of time", "did you mean last-1-month or 1-month-ago?"},
	{"-3d", "a length of time", "did you mean last-3-days or 3-days-ago?"},
	{"3 days", "a length of time", "did you mean last-3-days or 3-days-ago?"},
	{"5000 years ago", "from the year 1 to 9999", "dates look like"},
	{"99999999999999999999 days ago", "a year has four digits", "dates look like"},

	{"yesturday", "no such word", "did you mean yesterday?"},
	{"Tuseday", "no such word", "did you mean tuesday?"},
	{"yestruday", "no such word", "did you mean yesterday?"},
	{"tody", "no such word", "did you mean today?"},
	{"last-mnth", "no such word", "did you mean last-month?"},
	{"3 dayz ago", "no such word", "did you mean 3-days-ago?"},
	{"a weeek ago", "no such word", "did you mean a-week-ago?"},
	{"febuary 2016", "no such word", "did you mean february-2016?"},
	{"2016..tuseday", "no such word", "did you mean tuesday?"},

	{"*", "a month and a day", "*/04/3"},
	{"*/04", "a month and a day", "*/04/3"},
	{"*/april/3", "in digits", "*/04/3"},
	{"*/02/30", "February never has more than 29 days", "did you mean */02/29?"},
	{"*-04-31", "April never has more than 30 days", "did you mean */04/30?"},
	{"*/13/1", "no month 13", "*/04/3"},
	{"*/4/0", "no day 0", "did you mean */04/1?"},
	{"2016/*/3", "only stand for the year", "*/04/3"},
	{"*/04/3..*/04/10", "every year", "--since and --until"},

	{"2016\x1b[31m", "no form", "dates look like"},
	{"\xff\xfe", "no form", "dates look like"},
	{strings.Repeat("9", 10_000), "too long", "dates look like"},
	{strings.Repeat("界\x07", 10_000), "too long", "dates look like"},
}

func TestErrorsSayWhyAndWhatToType(t *testing.T) {
	for _, test := range errorTests {
		_, err := when.Parse([]string{test.typed}, wednesday)
		var fault *when.Error
		if !errors.As(err, &fault) {
			t.Errorf("Parse(%.80q): %v, want an *Error", test.typed, err)
			continue
		}
		if !strings.Contains(fault.Why, test.why) || !strings.Contains(fault.Hint, test.hint) {
			t.Errorf("Parse(%.80q): %v\nhint: %s\nwant %q, hint %q", test.typed, err, fault.Hint, test.why, test.hint)
		}
		checkMessage(t, fault)
	}
}

// checkMessage checks that an error is safe for a terminal and short, and that the
// package can read all its guesses.
func checkMessage(t *testing.T, fault *when.Error) {
	t.Helper()
	if fault.Why == "" || fault.Hint == "" {
		t.Errorf("%+v says nothing", fault)
	}
	for _, line := range []string{fault.Error(), fault.Hint} {
		if !text.IsPlain(line) || utf8.RuneCountInString(line) > 200 {
			t.Errorf("%.300q is not a short and plain line", line)
		}
	}
	for _, typed := range fault.Try {
		if _, err := when.Parse([]string{typed}, wednesday); err != nil || !strings.Contains(fault.Hint, typed) {
			t.Errorf("%q: the hint %q names the date %q, which is none: %v", fault.Typed, fault.Hint, typed, err)
		}
	}
}

func TestErrorIsOneSentence(t *testing.T) {
	tests := []struct{ typed, want string }{
		{"2016-02-30", `"2016-02-30" is not a date: February 2016 has 29 days`},
		{"2016-05..2016-04", `"2016-05..2016-04" is not a range of dates: it ends before it begins`},
		{strings.Repeat("ab ", 100), `"` + strings.Repeat("ab ", 20) + `…" is not a date: it is too long for one`},
	}
	for _, test := range tests {
		if _, err := when.ParseSpan(test.typed, wednesday); err == nil || err.Error() != test.want {
			t.Errorf("ParseSpan(%q): %v\nwant %s", test.typed, err, test.want)
		}
	}
}

func TestErrorsOfSplitWordsNameTheWrongOnes(t *testing.T) {
	tests := []struct {
		words []string
		typed string
		hint  string
	}{
		{[]string{"3", "dayz", "ago"}, "3 dayz ago", "did you mean 3-days-ago?"},
		{[]string{"2016", "lst", "month"}, "lst month", "did you mean last-month?"},
		{[]string{"2016", "soonish"}, "soonish", "dates look like"},
		{[]string{"april", "31", "2016"}, "april 31 2016", "did you mean 2016-04-30?"},
		{[]string{"2015", "2016-02-30", "2017"}, "2016-02-30", "did you mean 2016-02-29?"},
		{[]string{"april", "2016", "..", "april", "2015"}, "april 2016 .. april 2015", "did you mean april-2015..april-2016?"},
		{[]string{"2016", ""}, "", "dates look like"},
		{[]string{"", "2016"}, "", "dates look like"},
		{[]string{"*/04/3", "..", "2016"}, "*/04/3 .. 2016", "--since"},
	}
	for _, test := range tests {
		_, err := when.Parse(test.words, wednesday)
		var fault *when.Error
		if !errors.As(err, &fault) || fault.Typed != test.typed || !strings.Contains(fault.Hint, test.hint) {
			t.Errorf("Parse(%q): %+v; want %q, hint %q", test.words, fault, test.typed, test.hint)
		}
	}
}

func TestSinceAndUntilTakeWholePeriods(t *testing.T) {
	tests := []struct{ typed, since, until string }{
		{"2016", "2016..", "..2016"},
		{"2016-04", "2016-04..", "..2016-04"},
		{"yesterday", "2016-04-12..", "..2016-04-12"},
		{"last-month", "2016-03..", "..2016-03"},
		{"2014..2015", "2014..", "..2015"},
		{"2014..", "2014..", "it has no end"},
		{"..2014", "it has no beginning", "..2014"},
		{"since 2014", "2014..", "it has no end"},
		{"before 2014", "it has no beginning", "..2013"},
		{"*/04/3", "a day of every year is not", "a day of every year is not"},
		{"", "it is empty", "it is empty"},
	}
	for _, test := range tests {
		since, err := when.Since(test.typed, wednesday)
		checkSpan(t, "Since "+test.typed, since, err, test.since)
		until, err := when.Until(test.typed, wednesday)
		checkSpan(t, "Until "+test.typed, until, err, test.until)
	}
}

// checkSpan checks that a span prints as want or, where there is an error, that
// the error's reason is want.
func checkSpan(t *testing.T, what string, got when.Span, err error, want string) {
	t.Helper()
	told := got.String()
	var fault *when.Error
	if errors.As(err, &fault) {
		told = fault.Why
		checkMessage(t, fault)
	}
	if !strings.HasPrefix(told, want) {
		t.Errorf("%s: %s, want %s", what, told, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, test := range errorTests {
		f.Add(test.typed, 0)
	}
	for _, typed := range []string{"2016/04/3", "..2003", "2016-01-31..+1m", "3 days ago .. today", "*/02/29", "april 3, 2016", "last-week"} {
		f.Add(typed, -700_000)
	}
	f.Fuzz(func(t *testing.T, typed string, days int) {
		today := wednesday.AddDays(days % 3_000_000)
		if !today.Valid() {
			today = event.Date{}
		}
		span, err := when.ParseSpan(typed, today)
		checkFuzzed(t, span, err)
		for _, words := range [][]string{{typed}, strings.Split(typed, " ")} {
			set, err := when.Parse(words, today)
			checkFuzzed(t, when.Span{}, err)
			set.Contains(today)
			if bounds := set.Bounds(); !set.Overlaps(bounds.From, bounds.To) && err == nil {
				t.Errorf("no day of %q is in its bounds %v", words, bounds)
			}
		}
		for _, read := range []func(string, event.Date) (when.Span, error){when.Since, when.Until} {
			span, err := read(typed, today)
			checkFuzzed(t, span, err)
		}
	})
}

func checkFuzzed(t *testing.T, span when.Span, err error) {
	t.Helper()
	var fault *when.Error
	if errors.As(err, &fault) {
		checkMessage(t, fault)
		return
	}
	for _, d := range []event.Date{span.From, span.To} {
		if !d.IsZero() && !d.Valid() {
			t.Errorf("%v is no day of the calendar", d)
		}
	}
	if !span.To.IsZero() && span.From.Compare(span.To) > 0 {
		t.Errorf("%v is the wrong way round", span)
	}
	if printed := span.String(); printed != "" {
		if again, err := when.ParseSpan(printed, wednesday); err != nil || again != span {
			t.Errorf("%s is read back as %v, %v", printed, again, err)
		}
	}
}

func ExampleParse() {
	today := event.Date{Year: 2016, Month: 4, Day: 13}
	set, _ := when.Parse([]string{"*/04/3", "last", "month"}, today)
	fmt.Println(set.Contains(event.Date{Year: 1999, Month: 4, Day: 3}))
	fmt.Println(set.Contains(event.Date{Year: 2016, Month: 3, Day: 31}))
	fmt.Println(set.Contains(today))
	// Output:
	// true
	// true
	// false
}
