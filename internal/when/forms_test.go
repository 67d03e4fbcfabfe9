package when_test

import (
	"errors"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/when"
)

// newForms are forms of dates with their meaning on wednesday.
var newForms = []struct{ typed, want string }{
	{"2016/04/3", "2016-04-03"},
	{"2016/4/03/", "2016-04-03"},
	{"2016/04/", "2016-04"},
	{"2016/", "2016"},
	{"2016.04.03", "2016-04-03"},
	{"2016.4.3", "2016-04-03"},
	{"20160403", "2016-04-03"},
	{"２０１６－０４－０３", "2016-04-03"},
	{"2016\u201104\u201103", "2016-04-03"},
	{"2016–04–03", "2016-04-03"},
	{"2016–04", "2016-04"},
	{"\ufeff2016-04-03", "2016-04-03"},
	{"2016\u200b-04\u00a0", "2016-04"},
	{"13/4/2016", "2016-04-13"},
	{"4/13/2016", "2016-04-13"},
	{"4/4/2016", "2016-04-04"},
	{"23-4-2016", "2016-04-23"},
	{"23.4.2016", "2016-04-23"},
	{"04/2016", "2016-04"},

	{"3rd April 2016", "2016-04-03"},
	{"April 3rd, 2016", "2016-04-03"},
	{"APRIL 3RD 2016", "2016-04-03"},
	{"the 3rd of April 2016", "2016-04-03"},
	{"Apr. 3, 2016", "2016-04-03"},
	{"Sept 3 2015", "2015-09-03"},
	{"5. November 2016", "2016-11-05"},
	{"18-june-2016", "2016-06-18"},
	{"03/Apr/2016", "2016-04-03"},
	{"2016 april", "2016-04"},
	{"2016 april 3", "2016-04-03"},
	{"apr-2016", "2016-04"},
	{"Sunday, 3 April 2016", "2016-04-03"},
	{"Tuesday 5 April 2016", "2016-04-05"},
	{"Tue, 5 Apr 2016", "2016-04-05"},
	{"Sunday, April 3rd, 2016", "2016-04-03"},
	{"3 April 2016, Sunday", "2016-04-03"},
	{"2016-04-03 (Sun)", "2016-04-03"},
	{"sunday-3-april-2016", "2016-04-03"},

	{"2016年4月3日", "2016-04-03"},
	{"2016年04月03日", "2016-04-03"},
	{"2016 年 4 月 3 日", "2016-04-03"},
	{"2016年4月3日 星期日", "2016-04-03"},
	{"2016年4月3日星期日", "2016-04-03"},
	{"2016年4月3日 星期天", "2016-04-03"},
	{"2016年4月5日（周二）", "2016-04-05"},
	{"2016年4月3號", "2016-04-03"},
	{"2016年4月", "2016-04"},
	{"2016年", "2016"},
	{"2010年代", "2010s"},
	{"2016年第2季度", "2016-Q2"},
	{"2016年第13周", "2016-W13"},
	{"2016年3月..2016年4月3日", "2016-03-01..2016-04-03"},
	{"2016年3月至2016年4月", "2016-03..2016-04"},
	{"4月3日", "2016-04-03"},
	{"昨天", "2016-04-12"},
	{"去年", "2015"},
	{"上个月", "2016-03"},
	{"3天前", "2016-04-10"},
	{"星期一", "2016-04-11"},

	{"spring 2016", "2016-03..2016-05"},
	{"Summer 2016", "2016-06..2016-08"},
	{"autumn of 2016", "2016-09..2016-11"},
	{"fall-2016", "2016-09..2016-11"},
	{"winter 2016", "2016-12..2017-02"},
	{"2016 winter", "2016-12..2017-02"},
	{"christmas 2004", "2004-12-25"},
	{"Christmas Eve 2004", "2004-12-24"},
	{"new year's day 2005", "2005-01-01"},
	{"New Year’s Eve 2004", "2004-12-31"},
	{"easter 2016", "2016-03-27"},
	{"easter 2011", "2011-04-24"},
	{"easter 1954", "1954-04-18"},
	{"easter 1981", "1981-04-19"},
	{"easter 2008", "2008-03-23"},
	{"easter 2038", "2038-04-25"},
	{"good friday 2016", "2016-03-25"},
	{"halloween 2012", "2012-10-31"},
	{"thanksgiving 2012", "2012-11-22"},
	{"thanksgiving 2018", "2018-11-22"},
	{"black friday 2012", "2012-11-23"},
	{"valentine's day 2010", "2010-02-14"},
	{"labor day 2015", "2015-09-07"},
	{"memorial day 2016", "2016-05-30"},
	{"memorial day 2010", "2010-05-31"},
	{"2004 christmas", "2004-12-25"},

	{"2010s", "2010s"},
	{"the 1990s", "1990s"},
	{"0000s", "0000s"},
	{"9990s", "9990s"},
	{"2016-Q2", "2016-Q2"},
	{"2016q2", "2016-Q2"},
	{"Q2 2016", "2016-Q2"},
	{"q2-2016", "2016-Q2"},
	{"second quarter of 2016", "2016-Q2"},
	{"2nd quarter 2016", "2016-Q2"},
	{"2016-W13", "2016-W13"},
	{"2016w13", "2016-W13"},
	{"2016W5", "2016-W05"},
	{"week 13 of 2016", "2016-W13"},
	{"2016-W13-7", "2016-04-03"},
	{"2015-W53", "2015-W53"},
	{"2015-12-28..2016-01-03", "2015-W53"},
	{"0001-W01", "0001-W01"},
	{"9999-W52", "9999-W52"},

	{"2016-2018", "2016..2018"},
	{"2016 - 2018", "2016..2018"},
	{"2016 to 2018", "2016..2018"},
	{"2016–2018", "2016..2018"},
	{"2016 — 2018", "2016..2018"},
	{"2016~2018", "2016..2018"},
	{"2016-04-01-2016-04-03", "2016-04-01..2016-04-03"},
	{"2016/04/1-2016/04/3", "2016-04-01..2016-04-03"},
	{"2016-04-01 to 2016-04-03", "2016-04-01..2016-04-03"},
	{"2016-04-01 – 2016-04-03", "2016-04-01..2016-04-03"},
	{"3 april 2016 to 2016-05", "2016-04-03..2016-05-31"},
	{"april to june 2015", "2015-Q2"},
	{"april 2016-june 2016", "2016-Q2"},
	{"3–5 April 2016", "2016-04-03..2016-04-05"},
	{"3 to 5 April 2016", "2016-04-03..2016-04-05"},
	{"April 3-5, 2016", "2016-04-03..2016-04-05"},
	{"28 March - 3 April 2016", "2016-W13"},
	{"november..february 2016", "2015-11..2016-02"},
	{"april 2015..june", "2015-Q2"},
	{"spring 2015..winter 2015", "2015-03..2016-02"},
	{"..2010s", "..2019"},
	{"1990s..2010s", "1990..2019"},
	{"2016-Q1..2016-Q2", "2016-01..2016-06"},
	{"2016-W13..2016-W14", "2016-03-28..2016-04-10"},
	{"2016.. 2018", "2016..2018"},
	{"2016 ..2018", "2016..2018"},
	{"2016-W13..+2w", "2016-03-28..2016-04-10"},

	{"two weeks ago", "2016-03-30"},
	{"twelve months ago", "2015-04-13"},
	{"a quarter ago", "2016-01-13"},
	{"last 2 weeks", "2016-03-31..2016-04-13"},
	{"the last two weeks", "2016-03-31..2016-04-13"},
	{"past 3 days", "2016-04-11..2016-04-13"},
	{"last-2-weeks", "2016-03-31..2016-04-13"},
	{"last 1 day", "2016-04-13"},
	{"last 2 months", "2016-02-14..2016-04-13"},
	{"past week", "2016-04-07..2016-04-13"},
	{"last quarter", "2016-Q1"},
	{"this quarter", "2016-Q2"},
	{"last decade", "2000s"},
	{"last tuesday", "2016-04-12"},
	{"this friday", "2016-04-15"},
	{"last april", "2015-04"},
	{"last summer", "2015-06..2015-08"},
	{"this spring", "2016-03..2016-05"},

	{"april", "2016-04"},
	{"may", "2015-05"},
	{"april 3", "2016-04-03"},
	{"13 april", "2016-04-13"},
	{"3rd may", "2015-05-03"},
	{"feb 29", "2016-02-29"},
	{"sunday 3 april", "2016-04-03"},
	{"friday 3 april", "2015-04-03"},
	{"spring", "2016-03..2016-05"},
	{"winter", "2015-12..2016-02"},
	{"christmas", "2015-12-25"},

	{"monday..friday", "2016-04-11..2016-04-15"},
	{"friday..monday", "2016-04-08..2016-04-11"},
	{"tuesday..tuesday", "2016-04-12"},
	{"mon-fri", "2016-04-11..2016-04-15"},
	{"monday to friday", "2016-04-11..2016-04-15"},
	{"last monday..friday", "2016-04-11..2016-04-15"},
	{"monday..today", "2016-04-11..2016-04-13"},
}

// The dates are from published tables of Easter Sundays.
func TestEasterIsTheSundayOfTheTables(t *testing.T) {
	for year, want := range map[int]string{
		1583: "04-10", 1700: "04-11", 1777: "03-30", 1818: "03-22", 1886: "04-25", 1943: "04-25", 1999: "04-04",
		2000: "04-23", 2001: "04-15", 2002: "03-31", 2003: "04-20", 2004: "04-11", 2005: "03-27", 2006: "04-16", 2007: "04-08",
		2009: "04-12", 2010: "04-04", 2012: "04-08", 2013: "03-31", 2014: "04-20", 2015: "04-05", 2017: "04-16", 2018: "04-01",
		2019: "04-21", 2020: "04-12", 2025: "04-20", 2049: "04-18", 2076: "04-19", 2285: "03-22",
	} {
		d := event.Date{Year: year, Month: 1, Day: 1}
		span, err := when.ParseSpan("easter "+d.String()[:4], wednesday)
		if err != nil || span.String() != d.String()[:5]+want {
			t.Errorf("easter %d is %v, %v; want %s", year, span, err, want)
		}
	}
}

// A date means the same in every spelling: in capitals, with spaces around it,
// split into words by a shell.
func TestSpellingOfADateDoesNotMatter(t *testing.T) {
	for _, test := range newForms {
		want, err := when.Parse([]string{test.typed}, wednesday)
		if err != nil {
			t.Errorf("%q: %v", test.typed, err)
			continue
		}
		for _, words := range [][]string{{strings.ToUpper(test.typed)}, {"  " + strings.ToLower(test.typed) + " "}, strings.Fields(test.typed)} {
			if len(words) > 2 && strings.Contains(test.typed, " - ") {
				continue // an argument "-" is standard input
			}
			got, err := when.Parse(words, wednesday)
			if err != nil || got.String() != want.String() {
				t.Errorf("%q = %v, %v; want %v", words, got, err, want)
			}
		}
	}
}

func TestOneDateIsRefusedAsAWhole(t *testing.T) {
	for typed, want := range map[string]string{
		"32 moons ago":     "32 moons ago",
		"the day of 9":     "the day of 9",
		"2016-04-03 10:30": "2016-04-03 10:30",
		"2016 2014":        "2016 2014",
	} {
		var fault *when.Error
		if _, err := when.ParseSpan(typed, wednesday); !errors.As(err, &fault) || fault.Typed != want {
			t.Errorf("%q: %v", typed, err)
		} else {
			checkMessage(t, fault)
		}
	}
}

func TestSetSaysItself(t *testing.T) {
	tests := []struct{ typed, within, want string }{
		{"2016-04", "", "2016-04"},
		{"2016 2014-03, 2012", "", "2016, 2014-03, 2012"},
		{"2016 and 2014 or 2012", "", "2016, 2014, 2012"},
		{"last week", "", "2016-W14"},
		{"*/04/3", "", "*/04/3"},
		{"on-this-day in 2014..2016", "", "*/04/13 in 2014..2016"},
		{"*/04/3", "2014..", "*/04/3 in 2014.."},
		{"2014.. , 2016", "", "2014.., 2016"},
		{"2016", "2017", "no day"},
	}
	for _, test := range tests {
		set := mustParse(t, test.typed)
		if test.within != "" {
			set = set.Within(mustSpan(t, test.within))
		}
		if set.String() != test.want {
			t.Errorf("%q within %q says %q, want %q", test.typed, test.within, set, test.want)
		}
	}
	if got := (when.Set{}).String(); got != "every day" {
		t.Errorf("the zero set says %q", got)
	}
}

func TestSetIsReadBackFromWhatItSays(t *testing.T) {
	r := newRandom(23)
	for range 200 {
		name, set, _ := r.set(t)
		said := set.String()
		if said == "no day" {
			continue
		}
		again, err := when.Parse([]string{said}, wednesday)
		if err != nil || again.String() != said {
			t.Fatalf("%s says %q, read back as %v, %v", name, said, again, err)
		}
		for i := 0; i < daysTried; i += 3 {
			if d := firstTried.AddDays(i); set.Contains(d) != again.Contains(d) {
				t.Fatalf("%s says %q, which differs on %v", name, said, d)
			}
		}
	}
}

// A hint must mean the days that were typed, not only be a date.
func TestHintMeansWhatWasTyped(t *testing.T) {
	tests := []struct{ typed, want string }{
		{"18-june-2016 10d", "2016-06-18..2016-06-27"},
		{"2016-04-01 2 weeks", "2016-04-01..2016-04-14"},
		{"2016-04-01 3m", "2016-Q2"},
		{"today..monday", "2016-04-11..2016-04-13"},
		{"thursday 14 april 2016..monday 11 april 2016", "2016-04-11..2016-04-14"},
		{"april 2016..april 2015", "2015-04..2016-04"},
		{"5 april 2016 – 3 april 2016", "2016-04-03..2016-04-05"},
		{"christmas 2015..easter 2015", "2015-04-05..2015-12-25"},
		{"2016-Q3..2016-Q1", "2016-01..2016-09"},
		{"Apr. 3, 2016 .. Apr. 1, 2016", "2016-04-01..2016-04-03"},
		{"2016...2018", "2016..2018"},
		{"10d", "2016-04-04..2016-04-13"},
		{"2016-18", "2016..2018"},
	}
	for _, test := range tests {
		_, err := when.Parse([]string{test.typed}, wednesday)
		fault, ok := err.(*when.Error)
		if !ok || len(fault.Try) == 0 {
			t.Errorf("%q: %v names no date", test.typed, err)
			continue
		}
		checkMessage(t, fault)
		if span, err := when.ParseSpan(fault.Try[0], wednesday); err != nil || span.String() != test.want {
			t.Errorf("%q: %q is %v, %v; want %s", test.typed, fault.Try[0], span, err, test.want)
		}
	}
}
