package event_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"news/internal/event"
)

func day(year, month, day int) event.Date {
	return event.Date{Year: year, Month: month, Day: day}
}

func TestDateIsWrittenForPeopleAndForPaths(t *testing.T) {
	tests := []struct {
		date         event.Date
		iso, inPaths string
	}{
		{day(2016, 4, 3), "2016-04-03", "2016/04/3"},
		{day(2016, 12, 31), "2016-12-31", "2016/12/31"},
		{day(1999, 1, 10), "1999-01-10", "1999/01/10"},
		{day(7, 1, 1), "0007-01-01", "0007/01/1"},
		{event.Date{}, "0000-00-00", "0000/00/0"},
	}
	for _, test := range tests {
		if got := test.date.String(); got != test.iso {
			t.Errorf("%#v as text is %s, want %s", test.date, got, test.iso)
		}
		if got := test.date.Path(); got != test.inPaths {
			t.Errorf("%#v as a path is %s, want %s", test.date, got, test.inPaths)
		}
	}
}

func TestDateIsValidWhereTheCalendarHasIt(t *testing.T) {
	tests := []struct {
		date event.Date
		want bool
	}{
		{day(2016, 2, 29), true},
		{day(2015, 2, 29), false},
		{day(1900, 2, 29), false}, // a century is no leap year
		{day(2000, 2, 29), true},  // but every fourth century is
		{day(2016, 4, 31), false},
		{day(2016, 4, 30), true},
		{day(2016, 1, 31), true},
		{day(2016, 1, 32), false},
		{day(2016, 0, 1), false},
		{day(2016, 13, 1), false},
		{day(2016, 1, 0), false},
		{day(2016, 1, -1), false},
		{day(1, 1, 1), true},
		{day(0, 1, 1), false},
		{day(9999, 12, 31), true},
		{day(10000, 1, 1), false},
		{event.Date{}, false},
	}
	for _, test := range tests {
		if got := test.date.Valid(); got != test.want {
			t.Errorf("%v valid: %v, want %v", test.date, got, test.want)
		}
	}
}

func TestZeroDateIsNoDay(t *testing.T) {
	if !(event.Date{}).IsZero() {
		t.Error("the zero date takes itself for a day")
	}
	for _, d := range []event.Date{day(1, 0, 0), day(0, 1, 0), day(0, 0, 1), day(2016, 4, 3)} {
		if d.IsZero() {
			t.Errorf("%#v takes itself for no day", d)
		}
	}
}

func TestDateComparesByTheCalendar(t *testing.T) {
	inOrder := []event.Date{
		{}, day(1, 1, 1), day(1999, 12, 31), day(2016, 1, 31), day(2016, 2, 1),
		day(2016, 4, 9), day(2016, 4, 10), day(2016, 10, 1), day(2017, 1, 1), day(9999, 12, 31),
	}
	for i, x := range inOrder {
		for j, y := range inOrder {
			if got := x.Compare(y); sign(got) != sign(i-j) {
				t.Errorf("%v against %v gives %d", x, y, got)
			}
		}
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestAddDaysGoesOverTheEndsOfMonthsAndYears(t *testing.T) {
	tests := []struct {
		from event.Date
		n    int
		want event.Date
	}{
		{day(2016, 4, 3), 0, day(2016, 4, 3)},
		{day(2016, 2, 28), 1, day(2016, 2, 29)},
		{day(2015, 2, 28), 1, day(2015, 3, 1)},
		{day(2016, 3, 1), -1, day(2016, 2, 29)},
		{day(2016, 12, 31), 1, day(2017, 1, 1)},
		{day(2016, 1, 1), -1, day(2015, 12, 31)},
		{day(2016, 4, 3), 14, day(2016, 4, 17)},
		{day(2015, 1, 1), 365, day(2016, 1, 1)},
		{day(2016, 1, 1), 366, day(2017, 1, 1)},
	}
	for _, test := range tests {
		if got := test.from.AddDays(test.n); got != test.want {
			t.Errorf("%v and %d days is %v, want %v", test.from, test.n, got, test.want)
		}
	}
}

func TestAddDaysIsUndoneByItself(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		from := day(1+random.IntN(9000), 1, 1).AddDays(random.IntN(366))
		n := random.IntN(4000) - 2000
		to := from.AddDays(n)
		if back := to.AddDays(-n); back != from {
			t.Fatalf("%v and %d days is %v, which and %d days is %v", from, n, to, -n, back)
		}
		if sign(to.Compare(from)) != sign(n) {
			t.Fatalf("%v and %d days is %v, on the wrong side", from, n, to)
		}
	}
}

func TestWeekday(t *testing.T) {
	tests := []struct {
		date event.Date
		want time.Weekday
	}{
		{day(2016, 4, 3), time.Sunday},
		{day(2016, 4, 4), time.Monday},
		{day(2000, 2, 29), time.Tuesday},
		{day(1969, 7, 20), time.Sunday},
	}
	for _, test := range tests {
		if got := test.date.Weekday(); got != test.want {
			t.Errorf("%v is a %v, want a %v", test.date, got, test.want)
		}
	}
}

func TestDaysIn(t *testing.T) {
	want := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	for i, days := range want {
		if got := event.DaysIn(2015, i+1); got != days {
			t.Errorf("month %d of 2015 has %d days, want %d", i+1, got, days)
		}
	}
	for year, days := range map[int]int{1900: 28, 2000: 29, 2016: 29, 2100: 28} {
		if got := event.DaysIn(year, 2); got != days {
			t.Errorf("February %d has %d days, want %d", year, got, days)
		}
	}
}

func TestDateOfTakesTheDayOfTheClocksOwnZone(t *testing.T) {
	apia := time.FixedZone("UTC+13", 13*60*60)
	instant := time.Date(2016, 4, 3, 23, 30, 0, 0, time.UTC)
	if got := event.DateOf(instant); got != day(2016, 4, 3) {
		t.Errorf("in London it is %v", got)
	}
	if got := event.DateOf(instant.In(apia)); got != day(2016, 4, 4) {
		t.Errorf("in Apia it is %v", got)
	}
	if got := event.DateOf(day(2016, 4, 3).Time()); got != day(2016, 4, 3) {
		t.Errorf("midnight of a day belongs to %v", got)
	}
}

func TestRefsHaveOneOrder(t *testing.T) {
	inOrder := []event.Ref{
		event.NewRef(day(2017, 1, 1), "zebra"),
		event.NewRef(day(2016, 12, 31), ""),
		event.NewRef(day(2016, 12, 31), "10"),
		event.NewRef(day(2016, 12, 31), "9"), // names are not numbers
		event.NewRef(day(2016, 12, 31), "Zebra"),
		event.NewRef(day(2016, 12, 31), "apple"),
		event.NewRef(day(2016, 12, 31), "apple-pie"),
		event.NewRef(day(2016, 12, 31), "équipe"),
		event.NewRef(day(2016, 12, 31), "北京"),
		event.NewRef(day(2016, 4, 10), "a"),
		event.NewRef(day(2016, 4, 9), "a"),
		{},
	}
	for i, x := range inOrder {
		for j, y := range inOrder {
			if got := x.Compare(y); sign(got) != sign(i-j) {
				t.Errorf("%v against %v gives %d", x, y, got)
			}
		}
	}
}

// The order of references must be total, or the same archive could be sorted in
// two ways.
func TestOrderOfRefsIsTotal(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	slugs := []string{"", "a", "b", "ab", "ä", "中"}
	refs := make([]event.Ref, 60)
	for i := range refs {
		refs[i] = event.NewRef(day(2015+random.IntN(2), 1+random.IntN(2), 1+random.IntN(2)), slugs[random.IntN(len(slugs))])
	}
	for _, x := range refs {
		for _, y := range refs {
			if (x.Compare(y) == 0) != (x == y) {
				t.Fatalf("%v and %v compare as %d", x, y, x.Compare(y))
			}
			if sign(x.Compare(y)) != -sign(y.Compare(x)) {
				t.Fatalf("%v and %v each come first", x, y)
			}
			for _, z := range refs {
				if x.Compare(y) <= 0 && y.Compare(z) <= 0 && x.Compare(z) > 0 {
					t.Fatalf("%v, %v, %v go round in a circle", x, y, z)
				}
			}
		}
	}
	once := slices.SortedFunc(slices.Values(refs), event.Ref.Compare)
	slices.Reverse(refs)
	again := slices.SortedFunc(slices.Values(refs), event.Ref.Compare)
	if !slices.Equal(once, again) {
		t.Error("the order of references depends on how they stood before")
	}
}
