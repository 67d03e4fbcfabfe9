package when_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/when"
)

// archive is the archive of these tests: its first and its last year.
var archive = when.Years{First: 2002, Last: 2016}

// splitTests are questions with their days and their words. The words are separated
// by |; "" stands for no days.
var splitTests = []struct{ typed, days, words string }{
	{"", "", ""},
	{"harbour ice", "", "harbour|ice"},

	// All words are dates.
	{"2016", "2016", ""},
	{"1984", "1984", ""},
	{"2016-04 2014", "2016-04, 2014", ""},
	{"2016, 2014 and 2012", "2016, 2014, 2012", ""},
	{"2016 OR 2014", "2016, 2014", ""},
	{"3rd April 2015 Sunday, 3 April 2016", "2015-04-03, 2016-04-03", ""},
	{"3 april 2016 2 may 2016", "2016-04-03, 2016-05-02", ""},
	{"april 2016 3 may 2016", "2016-04, 2016-05-03", ""},
	{"2010 june 2011", "2010, 2011-06", ""},
	{"may", "2015-05", ""},
	{"monday", "2016-04-11", ""},
	{"monday..friday", "2016-04-11..2016-04-15", ""},
	{"today yesterday", "2016-04-13, 2016-04-12", ""},
	{"christmas", "2015-12-25", ""},
	{"spring 2016", "2016-03..2016-05", ""},
	{"2016-04 .. +2w", "2016-04-01..2016-04-14", ""},
	{"2016-04 - 2016-05", "2016-04..2016-05", ""},
	{"2016年4月3日 星期日", "2016-04-03", ""},
	{"last 2 weeks", "2016-03-31..2016-04-13", ""},

	// Forms with a year, beside words.
	{"haiti january 2010", "2010-01", "haiti"},
	{"january 2010 haiti", "2010-01", "haiti"},
	{"haiti 2010-01", "2010-01", "haiti"},
	{"haiti 2010", "2010", "haiti"},
	{"haiti 2010 earthquake", "2010", "haiti|earthquake"},
	{"haiti 12 January 2010 earthquake", "2010-01-12", "haiti|earthquake"},
	{"haiti Tuesday, 12 January 2010", "2010-01-12", "haiti"},
	{"haiti 2010-01..2010-03", "2010-Q1", "haiti"},
	{"haiti 2010-01 .. 2010-03 aid", "2010-Q1", "haiti|aid"},
	{"haiti 2010-01 to 2010-03 aid", "2010-Q1", "haiti|aid"},
	{"haiti 2009-2011", "2009..2011", "haiti"},
	{"haiti 20100112", "2010-01-12", "haiti"},
	{"haiti 12.1.2010 13/1/2010", "2010-01-13", "haiti|12.1.2010"},
	{"haiti 2010s", "2010s", "haiti"},
	{"haiti Q1 2010", "2010-Q1", "haiti"},
	{"haiti 2010-W02", "2010-W02", "haiti"},
	{"haiti winter 2010", "2010-12..2011-02", "haiti"},
	{"tsunami christmas 2004", "2004-12-25", "tsunami"},
	{"haiti 2010 2012", "2010, 2012", "haiti"},
	{"haiti 2010 or 2012", "2010, 2012", "haiti"},
	{"haiti 2010..", "2010..", "haiti"},
	{"haiti ..2010", "..2010", "haiti"},
	{"haiti */01/12", "*/01/12", "haiti"},
	{"haiti on this day", "*/04/13", "haiti"},
	{"haiti 2010年1月", "2010-01", "haiti"},
	{"海地 2010", "2010", "海地"},
	{"haiti 2010/01/12/", "2010-01-12", "haiti"},
	{"Haiti, 2010", "2010", "Haiti,"},

	// Relative dates, beside words.
	{"haiti yesterday", "2016-04-12", "haiti"},
	{"haiti last week", "2016-W14", "haiti"},
	{"haiti last 2 weeks", "2016-03-31..2016-04-13", "haiti"},
	{"haiti this year", "2016", "haiti"},
	{"haiti 3 days ago", "2016-04-10", "haiti"},
	{"haiti two weeks ago", "2016-03-30", "haiti"},

	// Words that are no dates beside others.
	{"black friday", "", "black|friday"},
	{"theresa may", "", "theresa|may"},
	{"march for life", "", "march|for|life"},
	{"easter rising", "", "easter|rising"},
	{"good friday agreement", "", "good|friday|agreement"},
	{"bloody sunday", "", "bloody|sunday"},
	{"arab spring", "", "arab|spring"},
	{"7/7 london bombings", "", "7/7|london|bombings"},
	{"9/11", "", "9/11"},
	{"24/7", "", "24/7"},
	{"catch 22", "", "catch|22"},
	{"apollo 11 april", "", "apollo|11|april"},
	{"10 days that shook", "", "10|days|that|shook"},
	{"timeline 1984 orwell", "", "timeline|1984|orwell"},
	{"population 12341212", "", "population|12341212"},
	{"1914-1918 war", "", "1914-1918|war"},
	{"90s music", "", "90s|music"},
	{"3/4/2016 haiti", "", "3/4/2016|haiti"},
	{"2010 winter olympics", "2010", "winter|olympics"},
	{"2010 winter", "2010-12..2011-02", ""},
	{"haiti 2010.", "2010", "haiti"},
	{"Haiti, January 2010!", "2010-01", "Haiti,"},
	{"haiti 2010?", "2010", "haiti"},
	{"2010 in review", "2010", "in|review"},
	{"2010 in haiti", "2010", "in|haiti"},
	{"f*ck 2010", "2010", "f*ck"},
	{"5*2", "", "5*2"},
	{"haiti today", "", "haiti|today"},
	{"haiti tomorrow", "", "haiti|tomorrow"},
	{"haiti last tuesday", "", "haiti|last|tuesday"},

	// A preposition goes with the date behind it, and only with one.
	{"haiti in 2010", "2010", "haiti"},
	{"haiti in January 2010 earthquake", "2010-01", "haiti|earthquake"},
	{"on 12 January 2010 haiti", "2010-01-12", "haiti"},
	{"haiti during last week", "2016-W14", "haiti"},
	{"haiti since 2010", "2010..", "haiti"},
	{"haiti after 2010", "2011..", "haiti"},
	{"haiti before 2010", "..2009", "haiti"},
	{"haiti until 12 January 2010", "..2010-01-12", "haiti"},
	{"haiti from 2009", "2009", "haiti"},
	{"haiti from 2009 to 2011", "2009..2011", "haiti"},
	{"haiti from 2010-01 until 2010-03", "2010-Q1", "haiti"},
	{"haiti between 2009 and 2011", "2009..2011", "haiti"},
	{"haiti between March 2010 and 3 April 2010 aid", "2010-03-01..2010-04-03", "haiti|aid"},
	{"since 2010", "2010..", ""},
	{"between 2010-01 and 2010-03", "2010-Q1", ""},
	{"before monday", "..2016-04-10", ""},
	{"before monday haiti", "", "before|monday|haiti"},
	{"haiti since the earthquake", "", "haiti|since|the|earthquake"},
	{"between haiti and 2010", "2010", "between|haiti|and"},
	{"in haiti on", "", "in|haiti|on"},
	{"haiti in since 2010", "2010..", "haiti|in"},
	{"haiti NOT in 2010", "", "haiti|NOT|in|2010"},
	{"flight 2016-elections", "", "flight|2016-elections"},
	{"haiti 2010-13", "", "haiti|2010-13"},
	{"wait...what", "", "wait...what"},
	{"yesterdya", "", "yesterdya"},
	{"state-of-the-art - a review", "", "state-of-the-art|-|a|review"},
	{"going to 2010 games", "2010", "going|to|games"},

	// Phrases, fields, operators and parentheses.
	{`haiti "2010"`, "", `haiti|"2010"`},
	{`"haiti in 2010" 2011`, "2011", `"haiti in 2010"`},
	{`“january 2010” haiti`, "", `“january 2010”|haiti`},
	{`«2010» haiti`, "", `«2010»|haiti`},
	{`haiti date:2010`, "", "haiti|date:2010"},
	{`haiti date:"3 days ago" 2010`, "2010", `haiti|date:"3 days ago"`},
	{`topic:2010 haiti`, "", "topic:2010|haiti"},
	{`topic:"april 2010" haiti 2011`, "2011", `topic:"april 2010"|haiti`},
	{`haiti date: 2010`, "", "haiti|date:|2010"},
	{"haiti !2010", "", "haiti|!2010"},
	{"haiti ! 2010", "", "haiti|!|2010"},
	{"haiti NOT 2010", "", "haiti|NOT|2010"},
	{"haiti -2010", "", "haiti|-2010"},
	{"haiti +2010", "", "haiti|+2010"},
	{"haiti AND 2010", "", "haiti|AND|2010"},
	{"2010 AND haiti", "", "2010|AND|haiti"},
	{"(haiti OR chile) 2010", "2010", "(haiti|OR|chile)"},
	{"(haiti 2010) OR chile", "", "(haiti|2010)|OR|chile"},
	{"haiti OR chile 2010", "2010", "haiti|OR|chile"},
	{"haiti or chile 2010", "2010", "haiti|or|chile"},
	{"haiti | chile 2010", "2010", "haiti|||chile"},
	{"haiti 2010 OR chile 2011", "", "haiti|2010|OR|chile|2011"},
	{"haiti OR 2010", "", "haiti|OR|2010"},
	{`haiti "2010`, "", `haiti|"2010`},

	// References stay whole.
	{"2016/04/3/ferry-returns", "", "2016/04/3/ferry-returns"},
	{"2016/04/3/2", "", "2016/04/3/2"},
	{"2016/02/30/ferry", "", "2016/02/30/ferry"},
	{"https://thecontext.net/news/2016/04/3/a.html", "", "https://thecontext.net/news/2016/04/3/a.html"},
}

func TestSplitTellsDatesFromWords(t *testing.T) {
	for _, test := range splitTests {
		for _, arguments := range [][]string{strings.Fields(test.typed), {test.typed}} {
			if test.typed == "" || strings.Contains(test.typed, " - ") && len(arguments) > 1 {
				continue // an argument "-" is standard input
			}
			parts, err := when.Split(arguments, wednesday, archive)
			if err != nil {
				t.Errorf("%q: %v", arguments, err)
				continue
			}
			days := ""
			if !parts.Days.IsEvery() {
				days = parts.Days.String()
			}
			if words := strings.Join(parts.Words, "|"); days != test.days || words != test.words {
				t.Errorf("%q: days %q, words %s; want %q, %s", arguments, days, words, test.days, test.words)
			}
			if len(parts.Dates) == 0 != parts.Days.IsEvery() {
				t.Errorf("%q: dates %v of %v", arguments, parts.Dates, parts.Days)
			}
		}
	}
}

func TestSplitTellsWhatItTookForADate(t *testing.T) {
	tests := []struct {
		typed string
		want  []string // the typed date, and its days
	}{
		{"haiti 2012", []string{"2012 = 2012"}},
		{"haiti January 2010, aid 3  Days Ago", []string{"January 2010 = 2010-01", "3 Days Ago = 2016-04-10"}},
		{"haiti 2010 or 2012", []string{"2010 = 2010", "2012 = 2012"}},
	}
	for _, test := range tests {
		parts, err := when.Split([]string{test.typed}, wednesday, archive)
		if err != nil {
			t.Errorf("%q: %v", test.typed, err)
		}
		var got []string
		for _, date := range parts.Dates {
			got = append(got, date.Typed+" = "+date.Days.String())
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.typed, diff)
		}
	}
}

func TestWishesAreCertainDatesAlone(t *testing.T) {
	tests := []struct{ typed, days, words string }{
		{"haiti january 2010", "2010-01", "haiti"},
		{"2016-04-03", "2016-04-03", ""},
		{"2016", "2016", ""},
		{"1984", "1984", ""},
		{"last week", "2016-W14", ""},
		{"today", "2016-04-13", ""},
		{"last tuesday", "2016-04-12", ""},
		{"2016 OR 2014", "2016, 2014", ""},
		{"earthquake 2031", "2031", "earthquake"},
		{"tiananmen 1989", "1989", "tiananmen"},
		{"launch 3001", "", "launch|3001"},
		{"2009年日全食", "2009", "日全食"},
		{"2009年7月22日日全食", "2009-07-22", "日全食"},
		{"2010世界杯谁是冠军", "2010", "世界杯谁是冠军"},
		{"北京奥运会2008", "2008", "北京奥运会"},
		{"日本311大地震", "", "日本311大地震"},
		{"2010年代的日本", "", "2010年代的日本"},
		{"may", "", "may"},
		{"3 april", "", "3|april"},
		{"christmas", "", "christmas"},
		{"christmas 2004", "2004-12-25", ""},
		{"black friday", "", "black|friday"},
		{"monday", "", "monday"},
		{"arab spring", "", "arab|spring"},
		{"3/4/2016", "", "3/4/2016"},
		{"7/7 london bombings", "", "7/7|london|bombings"},
		{"9/11", "", "9/11"},
		{"monday 2015", "2015", "monday"},
		{"‘january 2010’ haiti", "", "‘january 2010’|haiti"},
		{"「january 2010」 haiti", "", "「january 2010」|haiti"},
		{"topic:«april 2010» 2011", "2011", "topic:«april 2010»"},
		{"the ‘90s in 2010", "2010", "the|‘90s"},
		{"", "", ""},
	}
	for _, test := range tests {
		parts, err := when.SplitWishes([]string{test.typed}, wednesday, archive)
		days := ""
		if !parts.Days.IsEvery() {
			days = parts.Days.String()
		}
		if words := strings.Join(parts.Words, "|"); err != nil || days != test.days || words != test.words {
			t.Errorf("%q: days %q, words %s, %v; want %q, %s", test.typed, days, words, err, test.days, test.words)
		}
	}
	for _, typed := range []string{"2016-02-30", "ice 2016-02-30", "ice 31 april 2016"} {
		var fault *when.Error
		if _, err := when.SplitWishes([]string{typed}, wednesday, archive); !errors.As(err, &fault) {
			t.Errorf("%q: %v, want an error", typed, err)
		}
	}
}

func TestDatesAreNamedAsTextsNameThem(t *testing.T) {
	for typed, want := range map[string]string{
		"2010": "2010", "2010-01": "january 2010", "January 2010": "january 2010", "in 2010": "2010", "on 3 April 2016": "3 april 2016",
		"2016/04/3": "3 april 2016", "20160403": "3 april 2016", "April 3, 2016": "april 3, 2016", "2010年1月": "2010年1月", "2010s": "2010s",
		"christmas 2004": "christmas 2004", "spring 2016": "spring 2016",
		"last week": "", "yesterday": "", "3 days ago": "", "since 2010": "", "2010..": "", "2009-2011": "", "2010-01..2010-03": "",
		"from 2009 to 2011": "", "between 2009 and 2011": "", "*/04/13": "", "on this day": "",
	} {
		parts, err := when.SplitWishes([]string{"harbour " + typed}, wednesday, archive)
		if err != nil || len(parts.Dates) != 1 || parts.Dates[0].Named != want {
			t.Errorf("%q: %+v, %v, want the name %q", typed, parts.Dates, err, want)
		}
	}
}

func TestSplitRefusesDatesThatCannotBe(t *testing.T) {
	tests := []struct{ typed, fault, try string }{
		// Beside words, too.
		{"ice 2016-02-30 boats", "2016-02-30", "2016-02-29"},
		{"ice 31 april 2016", "31 april 2016", "2016-04-30"},
		{"ice April 31, 2016", "April 31, 2016", "2016-04-30"},
		{"ice Monday, 3 April 2016", "Monday, 3 April 2016", "2016-04-03"},
		{"ice 2016/13", "2016/13", "2016"},
		{"ice 2016-05..2016-04", "2016-05..2016-04", "2016-04..2016-05"},
		{"ice 2016-05 .. 2016-04 boats", "2016-05 .. 2016-04", "2016-04..2016-05"},
		{"ice 2012 to 2010", "2012 to 2010", "2010..2012"},
		{"ice */02/30", "*/02/30", "*/02/29"},
		{"ice */13/1", "*/13/1", "*/04/3"},
		{"ice 2016-04..+2x", "2016-04..+2x", "2016-04-01..+2w"},
		{"ice 2016-04-31..2016-05", "2016-04-31", "2016-04-30"},
		// Alone.
		{"3/4/2016", "3/4/2016", "2016/04/3"},
		{"2016-13", "2016-13", "2016"},
		{"2010 2016-18", "2016-18", "2016..2018"},
		{"20160431", "20160431", "2016-04-30"},
		{"2016-W60", "2016-W60", "2016-W52"},
		{"0000", "0000", "2016/04/3"},
		{"2015 2016-02-30", "2016-02-30", "2016-02-29"},
	}
	for _, test := range tests {
		for _, arguments := range [][]string{strings.Fields(test.typed), {test.typed}} {
			_, err := when.Split(arguments, wednesday, archive)
			var fault *when.Error
			if !errors.As(err, &fault) || !strings.EqualFold(fault.Typed, test.fault) || fault.Try[0] != test.try {
				t.Errorf("%q: %v, try %q; want %s, %s", arguments, err, fault, test.fault, test.try)
				continue
			}
			checkMessage(t, fault)
		}
	}
	if parts, err := when.Split([]string{`ice "2016-02-30"`}, wednesday, archive); err != nil || len(parts.Words) != 2 {
		t.Errorf("in quotes: %v, %v", parts, err)
	}
}

// A length of time beside a date counts from that date.
func TestSplitHintsAtALengthOfTime(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"18-june-2016 10d", "2016-06-18..2016-06-27"},
		{"18-june-2016 +10d", "2016-06-18..2016-06-27"},
		{"2016-06-18 +2w", "2016-06-18..2016-07-01"},
		{"2016-06-18 2 weeks", "2016-06-18..2016-07-01"},
		{"june 2016 +3m", "2016-06..2016-08"},
		{"2016 +2y", "2016..2017"},
	} {
		_, err := when.Split([]string{c.typed}, wednesday, archive)
		var fault *when.Error
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", c.typed, err)
			continue
		}
		if got := mustSpan(t, fault.Try[0]).String(); got != c.want {
			t.Errorf("%s: the hint is %s", c.typed, fault.Hint)
		}
	}
	parts, err := when.Split([]string{"harbour +2w"}, wednesday, archive)
	if err != nil || len(parts.Words) != 2 {
		t.Errorf("beside a word: %v, %v", parts, err)
	}
}

func TestIsRange(t *testing.T) {
	for typed, want := range map[string]bool{
		"2016-04-01..2016-04-30": true, "2016-04-01..+1m": true, "2016-04-28..": true, "..2016": true, "2016-2018": true,
		"1 april 2016 to 30 april 2016": true, "2016-04-01 – 2016-04-30": true, "2016年4月1日至2016年4月30日": true,
		"2016-04": false, "apr-2016": false, "april 2016": false, "2016": false, "2016-Q2": false, "2010s": false,
		"last 2 weeks": false, "2016-W13": false, "on-this-day": false, "harbour to let": false, "": false,
	} {
		if got := when.IsRange(typed, wednesday); got != want {
			t.Errorf("%q: %t", typed, got)
		}
	}
}

func TestSplitOfAnyYearsTakesEveryYear(t *testing.T) {
	parts, err := when.Split([]string{"orwell 1984"}, wednesday, when.Years{})
	if err != nil || parts.Days.String() != "1984" {
		t.Errorf("%v, %v", parts, err)
	}
}

func TestEmptyArgumentsAreOneEmptyWord(t *testing.T) {
	for want, arguments := range map[int][]string{0: nil, 1: {"", " "}} {
		parts, err := when.Split(arguments, wednesday, archive)
		if err != nil || len(parts.Words) != want || !parts.Days.IsEvery() {
			t.Errorf("%q: %v, %v", arguments, parts, err)
		}
	}
}

func TestAnArgumentThatIsAHyphenIsAWord(t *testing.T) {
	parts, err := when.Split([]string{"2016-04", "-", "2016-05"}, wednesday, archive)
	if err != nil || strings.Join(parts.Words, "|") != "-" || len(parts.Dates) != 2 {
		t.Errorf("%v, %v", parts, err)
	}
}

func TestSplitOfALongQueryTakesNoTime(t *testing.T) {
	start := time.Now()
	for _, word := range []string{"may", "2010-", "a", "3", "third-of-the", "last", "..", "-", "–", "to"} {
		query := strings.Repeat(word+" ", 4_000/(len(word)+1))
		if _, err := when.Split([]string{query}, wednesday, archive); err != nil {
			t.Logf("%.20q: %v", query, err)
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestGroupJoinsArgumentsThatAreOneDate(t *testing.T) {
	tests := []struct{ arguments, want string }{ // separated by |
		{"2016|2017", "2016|2017"},
		{"3|April|2016", "3 April 2016"},
		{"April|3,|2016", "April 3, 2016"},
		{"Sunday,|3|April|2016", "Sunday, 3 April 2016"},
		{"last|tuesday", "last tuesday"},
		{"last|week", "last week"},
		{"last|2|weeks", "last 2 weeks"},
		{"this|year|2014", "this year|2014"},
		{"3|days|ago", "3 days ago"},
		{"a|week|ago", "a week ago"},
		{"two|weeks|ago|yesterday", "two weeks ago|yesterday"},
		{"april|2016|2017", "april 2016|2017"},
		{"2016|april", "2016 april"},
		{"2016-04|..|2016-05", "2016-04 .. 2016-05"},
		{"2016-04-01|to|2016-04-03", "2016-04-01 to 2016-04-03"},
		{"2016|-|2017", "2016|-|2017"},
		{"-", "-"},
		{"2016/04/3|2016/04/4", "2016/04/3|2016/04/4"},
		{"2016/04/3/2|3|april|2016", "2016/04/3/2|3 april 2016"},
		{"31|april|2016", "31 april 2016"},
		{"ferry-returns|2016", "ferry-returns|2016"},
		{"spring|2016", "spring 2016"},
		{"on|this|day", "on this day"},
		{"monday|friday", "monday|friday"},
		{"today", "today"},
		{"2016..|2015", "2016..|2015"},
		{"..|2016", "..|2016"},
		{"3 days ago|2016", "3 days ago|2016"},
		{"|2016", "|2016"},
	}
	for _, test := range tests {
		got := strings.Join(when.Group(strings.Split(test.arguments, "|"), wednesday), "|")
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.arguments, got, test.want)
		}
	}
	if got := when.Group(nil, wednesday); got != nil {
		t.Errorf("no arguments: %q", got)
	}
}

func FuzzSplit(f *testing.F) {
	for _, test := range splitTests {
		f.Add(test.typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, arguments := range [][]string{{typed}, strings.Split(typed, " ")} {
			if parts, err := when.SplitWishes(arguments, wednesday, archive); err == nil && len(parts.Words)+len(parts.Dates) == 0 && strings.TrimSpace(typed) != "" {
				t.Errorf("%q has no words and no wishes", typed)
			}
			parts, err := when.Split(arguments, wednesday, archive)
			var fault *when.Error
			if errors.As(err, &fault) {
				checkMessage(t, fault)
				continue
			}
			left := strings.Join(parts.Words, "")
			for _, date := range parts.Dates {
				if date.Days.IsEvery() {
					t.Errorf("%q: %q is every day", typed, date.Typed)
				}
			}
			if len(parts.Dates) == 0 && left != strings.Join(strings.Fields(typed), "") && !strings.ContainsAny(typed, "\"“”„‟«»‘’‚‛‹›「｢『《〈〝＂") {
				t.Errorf("%q: the words are %q", typed, parts.Words)
			}
			if got := strings.Join(when.Group(arguments, wednesday), " "); got != strings.Join(arguments, " ") {
				t.Errorf("%q is grouped as %q", arguments, got)
			}
		}
	})
}
