package when_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/when"
)

// The random sets of these tests lie in the years around 1900, which is not a leap
// year: there is no 29 February between 1896 and 1904.
var (
	firstTried = event.Date{Year: 1895, Month: 1, Day: 1}
	daysTried  = 12 * 365
)

// random makes words for sets of days. It returns each with its meaning as a
// function of a single day.
type random struct{ *rand.Rand }

func newRandom(seed uint64) random { return random{rand.New(rand.NewPCG(seed, 1))} }

func (r random) date() event.Date { return firstTried.AddDays(r.IntN(daysTried)) }

// word returns a word that a user can type, and its meaning.
func (r random) word() (string, func(event.Date) bool) {
	a, b := r.date(), r.date()
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	switch r.IntN(9) {
	case 0:
		return a.Path(), func(d event.Date) bool { return d == a }
	case 1:
		return a.String()[:7], func(d event.Date) bool { return d.Year == a.Year && d.Month == a.Month }
	case 2:
		return fmt.Sprint(a.Year), func(d event.Date) bool { return d.Year == a.Year }
	case 3:
		return fmt.Sprintf("*/%02d/%d", a.Month, a.Day), func(d event.Date) bool { return d.String()[5:] == a.String()[5:] }
	case 4:
		return a.String() + "..", func(d event.Date) bool { return d.String() >= a.String() }
	case 5:
		return ".." + a.Path(), func(d event.Date) bool { return d.String() <= a.String() }
	case 6:
		n := 1 + r.IntN(40)
		return fmt.Sprintf("%v..+%dd", a, n), func(d event.Date) bool { return r.daysAfter(a, d, n) }
	case 7:
		months := strings.Fields("January February March April May June July August September October November December")
		return fmt.Sprintf("%s %d, %d", months[a.Month-1], a.Day, a.Year), func(d event.Date) bool { return d == a }
	}
	return a.String()[:7] + ".." + b.String(), func(d event.Date) bool {
		return a.String()[:7] <= d.String()[:7] && d.String() <= b.String()
	}
}

// daysAfter reports whether d is one of n days from a on, by counting them.
func (r random) daysAfter(a, d event.Date, n int) bool {
	for i := range n {
		if a.AddDays(i) == d {
			return true
		}
	}
	return false
}

// set returns a set of up to four words and, in half of the cases, bounds.
func (r random) set(t *testing.T) (string, when.Set, func(event.Date) bool) {
	t.Helper()
	var words []string
	var means []func(event.Date) bool
	for range 1 + r.IntN(4) {
		word, mean := r.word()
		words, means = append(words, word), append(means, mean)
	}
	set, err := when.Parse(strings.Fields(strings.Join(words, ", ")), wednesday)
	if err != nil {
		t.Fatalf("Parse(%q): %v", words, err)
	}
	span := when.Span{}
	if r.IntN(2) == 0 {
		span = r.span()
		set = set.Within(span)
	}
	return fmt.Sprintf("%q within %q", words, span), set, func(d event.Date) bool {
		in := false
		for _, mean := range means {
			in = in || mean(d)
		}
		return in && (span.From.IsZero() || d.String() >= span.From.String()) &&
			(span.To.IsZero() || d.String() <= span.To.String())
	}
}

// span returns a span that is open on one side at most.
func (r random) span() when.Span {
	span := when.Span{From: r.date(), To: r.date()}
	if span.From.Compare(span.To) > 0 {
		span.From, span.To = span.To, span.From
	}
	if r.IntN(3) == 0 {
		span.From = event.Date{Year: span.From.Year, Month: 1, Day: 1}
	}
	if r.IntN(3) == 0 {
		span.To = event.Date{Year: span.To.Year, Month: span.To.Month, Day: event.DaysIn(span.To.Year, span.To.Month)}
	}
	if r.IntN(3) == 0 {
		span.From.Day = 1
	}
	if r.IntN(3) == 0 {
		span.To.Month, span.To.Day = 12, 31
	}
	switch r.IntN(6) {
	case 0:
		span.From = event.Date{}
	case 1:
		span.To = event.Date{}
	}
	return span
}

func TestSpanPrintsWhatIsReadBack(t *testing.T) {
	r := newRandom(7)
	forms := make(map[int]int)
	for range 5000 {
		span := r.span()
		got, err := when.ParseSpan(span.String(), wednesday)
		if err != nil || got != span {
			t.Fatalf("%v..%v prints as %q, read back as %v, %v", span.From, span.To, span.String(), got, err)
		}
		forms[len(span.String())]++
	}
	for _, form := range []string{"1896", "1896-04", "1896-04-03", "1896..", "1896..1898", "1896-04..1898-12"} {
		if forms[len(form)] == 0 {
			t.Errorf("no span was printed in the form of %s", form)
		}
	}
	if got := (when.Span{}).String(); got != "" {
		t.Errorf("the span of every day prints as %q", got)
	}
}

func TestSetHoldsTheDaysThatItsWordsName(t *testing.T) {
	r := newRandom(11)
	for range 60 {
		name, set, mean := r.set(t)
		bounds := set.Bounds()
		for i := range daysTried {
			d := firstTried.AddDays(i)
			if got := set.Contains(d); got != mean(d) {
				t.Fatalf("%s: Contains(%v) = %v", name, d, got)
			}
			if mean(d) && !bounds.Contains(d) {
				t.Fatalf("%s: %v is outside of the bounds %v", name, d, bounds)
			}
		}
	}
}

func TestOverlapsIsTrueExactlyWhereADayIs(t *testing.T) {
	r := newRandom(13)
	met := make(map[bool]int)
	for range 1000 {
		name, set, mean := r.set(t)
		from := r.date()
		length := 1 + r.IntN(800)
		want := false
		for i := range length {
			want = want || mean(from.AddDays(i))
		}
		if got := set.Overlaps(from, from.AddDays(length-1)); got != want {
			t.Fatalf("%s: Overlaps(%v, %d days on) = %v", name, from, length, got)
		}
		met[want]++
	}
	if met[true] < 100 || met[false] < 100 {
		t.Errorf("the cases are one-sided: %v", met)
	}
}

func TestOverlapsTakesOpenAndRoughEnds(t *testing.T) {
	leap := mustParse(t, "*/02/29")
	april := mustParse(t, "2016-04")
	open := event.Date{}
	tests := []struct {
		name     string
		set      when.Set
		from, to event.Date
		want     bool
	}{
		{"no leap day between", leap, event.Date{Year: 1896, Month: 3, Day: 1}, event.Date{Year: 1904, Month: 2, Day: 28}, false},
		{"up to the leap day", leap, event.Date{Year: 1896, Month: 3, Day: 1}, event.Date{Year: 1904, Month: 2, Day: 29}, true},
		{"February to its 31st", leap, event.Date{Year: 2016, Month: 2, Day: 1}, event.Date{Year: 2016, Month: 2, Day: 31}, true},
		{"a February without", leap, event.Date{Year: 2015, Month: 2, Day: 1}, event.Date{Year: 2015, Month: 2, Day: 31}, false},
		{"all of time", leap, open, open, true},
		{"open to the left", april, open, event.Date{Year: 2016, Month: 4, Day: 1}, true},
		{"ends the day before", april, open, event.Date{Year: 2016, Month: 3, Day: 31}, false},
		{"open to the right", april, event.Date{Year: 2016, Month: 4, Day: 30}, open, true},
		{"begins the day after", april, event.Date{Year: 2016, Month: 5, Day: 1}, open, false},
	}
	for _, test := range tests {
		if got := test.set.Overlaps(test.from, test.to); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestTheSetOfNoWordsIsEveryDay(t *testing.T) {
	none, err := when.Parse(nil, wednesday)
	if err != nil {
		t.Fatal(err)
	}
	for name, set := range map[string]when.Set{"zero": {}, "no words": none, "within all": none.Within(when.Span{})} {
		if !set.IsEvery() || !set.Contains(wednesday) || !set.Overlaps(wednesday, wednesday) || set.Bounds() != (when.Span{}) {
			t.Errorf("%s: not every day", name)
		}
	}
	if mustParse(t, "2016").IsEvery() || none.Within(when.Span{From: wednesday}).IsEvery() {
		t.Error("a limited set says that it is every day")
	}
}

func TestASetCanBeEmpty(t *testing.T) {
	set := mustParse(t, "2016", "*/02/29").Within(when.Span{From: event.Date{Year: 2017, Month: 1, Day: 1}, To: event.Date{Year: 2019, Month: 12, Day: 31}})
	bounds := set.Bounds()
	if set.IsEvery() || set.Overlaps(event.Date{}, event.Date{}) || bounds.From.Compare(bounds.To) <= 0 {
		t.Errorf("no day is left, but the bounds are %v", bounds)
	}
}

func TestIntersectGivesTheDaysOfBoth(t *testing.T) {
	tests := []struct{ a, b, want string }{
		{"2016", "2016-04", "2016-04"},
		{"2015..", "..2016", "2015..2016"},
		{"2016-04..", "2015..", "2016-04.."},
		{"..2015", "..2016", "..2015"},
		{"2016..", "..2015", "none"},
		{"2016-04-03", "2016-04-04", "none"},
	}
	for _, test := range tests {
		a, _ := when.ParseSpan(test.a, wednesday)
		b, _ := when.ParseSpan(test.b, wednesday)
		for _, pair := range [][2]when.Span{{a, b}, {b, a}} {
			got := "none"
			if both, ok := pair[0].Intersect(pair[1]); ok {
				got = both.String()
			}
			if got != test.want {
				t.Errorf("%v and %v: %s, want %s", pair[0], pair[1], got, test.want)
			}
		}
	}
}

func mustParse(t *testing.T, words ...string) when.Set {
	t.Helper()
	set, err := when.Parse(words, wednesday)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestUnionHasTheDaysOfBoth(t *testing.T) {
	set := func(words ...string) when.Set {
		s, err := when.Parse(words, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if got := set("2016-04", "2014").Union(set("2012")).String(); got != "2016-04, 2014, 2012" {
		t.Error(got)
	}
	if !set("2016").Union(when.Set{}).IsEvery() || !(when.Set{}).Union(set("2016")).IsEvery() {
		t.Error("with every day it is not every day")
	}
}
