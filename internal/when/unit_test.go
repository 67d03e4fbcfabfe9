package when_test

import (
	"slices"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/when"
)

func mustSpan(t *testing.T, typed string) when.Span {
	t.Helper()
	span, err := when.ParseSpan(typed, wednesday)
	if err != nil {
		t.Fatal(err)
	}
	return span
}

func TestUnitIsTheOneThatGivesAFewLines(t *testing.T) {
	tests := []struct {
		span string
		want when.Unit
	}{
		{"2016-04-03", when.Day},
		{"2016-04", when.Day},
		{"2016-03..2016-04", when.Day},
		{"2016-07..2016-08", when.Day}, // 62 days
		{"2016-07-01..2016-09-01", when.Month},
		{"2016", when.Month},
		{"2011..2016", when.Month},
		{"2010-12..2016", when.Year},
		{"1999..2016", when.Year},
		{"0001..9999", when.Year},
	}
	for _, test := range tests {
		if got := when.UnitFor(mustSpan(t, test.span)); got != test.want {
			t.Errorf("%s is told by the %v, not by the %v", test.span, got, test.want)
		}
	}
}

func TestPeriodsAreThoseThatHaveADayOfTheSet(t *testing.T) {
	tests := []struct {
		within, set string // the set's words; "" for every day
		unit        when.Unit
		want        string
	}{
		{"2016-02-28..2016-03-01", "", when.Day, "2016-02-28 2016-02-29 2016-03-01"},
		{"2016-02-28..2016-03-01", "", when.Month, "2016-02 2016-03"},
		{"2015-12-31..2016-01-01", "", when.Year, "2015 2016"},
		{"2016-04-03", "", when.Year, "2016"},
		{"2015-11..2016-02", "2015-12 2016-02-29", when.Month, "2015-12 2016-02"},
		{"2014..2017", "*/04/3", when.Day, "2014-04-03 2015-04-03 2016-04-03 2017-04-03"},
		{"1896..1908", "*/02/29", when.Year, "1896 1904 1908"},
		{"2014..2016", "on-this-day", when.Month, "2014-04 2015-04 2016-04"},
		{"2016", "2017", when.Month, ""},
		{"9999-12-30..9999-12-31", "", when.Day, "9999-12-30 9999-12-31"},
		{"9998..9999", "", when.Year, "9998 9999"},
		{"0001-01-01..0001-01-02", "", when.Day, "0001-01-01 0001-01-02"},
	}
	for _, test := range tests {
		var got []string
		for _, period := range mustParse(t, strings.Fields(test.set)...).Periods(mustSpan(t, test.within), test.unit) {
			got = append(got, period.String())
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q in %s by the %v: %v, want %s", test.set, test.within, test.unit, got, test.want)
		}
	}
}

func TestCountIsTheNumberOfPeriodsOfEveryDay(t *testing.T) {
	r := newRandom(17)
	for range 300 {
		from := r.date()
		span := when.Span{From: from, To: from.AddDays(r.IntN(900))}
		for _, unit := range []when.Unit{when.Day, when.Month, when.Year} {
			if got, want := unit.Count(span), len(when.Set{}.Periods(span, unit)); got != want {
				t.Fatalf("%v has %d times a %v, but %d periods", span, got, unit, want)
			}
		}
	}
	all := when.Span{From: event.Date{Year: 1, Month: 1, Day: 1}, To: event.Date{Year: 9999, Month: 12, Day: 31}}
	if got := when.Day.Count(all); got != 3652059 {
		t.Errorf("the calendar has %d days", got)
	}
}

func TestOnThisDayIsTheDayOfTodayInEveryYear(t *testing.T) {
	leap := event.Date{Year: 2016, Month: 2, Day: 29}
	tests := []struct {
		words []string
		today event.Date
		want  []string // the days of 2011 to 2017
	}{
		{[]string{"on-this-day"}, event.Date{Year: 2014, Month: 4, Day: 3}, []string{"2011-04-03", "2012-04-03", "2013-04-03", "2014-04-03", "2015-04-03", "2016-04-03", "2017-04-03"}},
		{[]string{"On", "This", "DAY"}, leap, []string{"2012-02-29", "2016-02-29"}},
		{[]string{"on-this-day", "2013-01-01"}, leap, []string{"2012-02-29", "2013-01-01", "2016-02-29"}},
		{[]string{"2013-01-01", "on this day"}, leap, []string{"2012-02-29", "2013-01-01", "2016-02-29"}},
	}
	for _, test := range tests {
		set, err := when.Parse(test.words, test.today)
		if err != nil {
			t.Errorf("%q on %v: %v", test.words, test.today, err)
			continue
		}
		var got []string
		for d := (event.Date{Year: 2011, Month: 1, Day: 1}); d.Year < 2018; d = d.AddDays(1) {
			if set.Contains(d) {
				got = append(got, d.String())
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q on %v: %v, want %v", test.words, test.today, got, test.want)
		}
	}
}
