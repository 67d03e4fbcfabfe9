package catalog

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
)

// TestRepeats says what is one event on two pages, and what only sounds like it.
func TestRepeats(t *testing.T) {
	day := event.Date{Year: 2016, Month: 4, Day: 3}
	const said = "Fishermen of the northern isle strike for a week"
	stated := func(date event.Date, headline, address string) statement {
		e := event.Event{Ref: event.Ref{Date: date, Slug: "fishermen-of-the-northern-isle-strike"}, Headline: headline}
		if address != "" {
			e.Sources = []event.Source{{Name: "Isle Gazette", URL: address}}
		}
		return statementOf(&e)
	}
	tests := []struct {
		name              string
		headline, other   string
		days              int    // between them
		address, address2 string // of their sources
		want              bool
	}{
		{"the same", said, said, 0, "", "", true},
		{"the same from different papers", said, said, 0, "http://a.example/1", "http://b.example/2", true},
		{"case, signs and spaces", said, "FISHERMEN of the  northern isle strike, for a week.", 0, "", "", true},
		{"behind a storyline", said, "Isle War. " + said, 0, "", "", true},
		{"behind two", said, "Isle War. Battle of the Sound: " + said, 0, "", "", true},
		{"behind a quotation", said, "Isle War. “" + said + "”", 0, "", "", true},
		{"as the end of a sentence", "The fishing crisis of the northern isles", "Parliament votes on the fishing crisis of the northern isles", 0, "", "", false},
		{"behind initials", "Fishing crisis of the northern isles", "Parliament debates the U.S. Fishing crisis of the northern isles", 0, "", "", false},
		{"another number", "A storm on the isle kills 5 fishermen", "A storm on the isle kills 6 fishermen", 0, "", "", false},
		{"another beginning", said, said + " more", 0, "", "", false},
		{"short", "Isle elections", "Isle elections", 0, "", "", false},
		{"short, from one report", "Isle elections", "Isle elections", 0, "http://a.example/1", "http://a.example/1", true},
		{"the next day", said, said, 1, "", "", false},
		{"the next day, from two reports", said, said, 1, "http://a.example/1", "http://a.example/2", false},
		{"the next day, from one report", said, said, 1, "http://a.example/1", "http://a.example/1", true},
		{"the day before, from one report", said, "Isle War. " + said, -1, "http://a.example/1", "http://a.example/1", true},
		{"two days later, from one report", said, said, 2, "http://a.example/1", "http://a.example/1", false},
		{"Chinese", "北方群岛的渔民罢工一个星期", "群岛战争：北方群岛的渔民罢工一个星期。", 0, "", "", true},
		{"Chinese in both scripts", "北方群岛的渔民罢工一个星期", "北方群島的漁民罷工一個星期", 0, "", "", true},
		{"Chinese, short", "渔民罢工", "渔民罢工", 0, "", "", false},
		{"nothing", "", "", 0, "http://a.example/1", "http://a.example/1", false},
		{"signs alone", "...", "Isle War. ...", 0, "", "", false},
	}
	for _, test := range tests {
		one, other := stated(day, test.headline, test.address), stated(day.AddDays(test.days), test.other, test.address2)
		if got := one.repeats(&other); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
		if got := other.repeats(&one); got != test.want {
			t.Errorf("%s, the other way: %v", test.name, got)
		}
	}
}

// TestMayRepeat says which references can be of one event.
func TestMayRepeat(t *testing.T) {
	day := event.Date{Year: 2016, Month: 2, Day: 29}
	const slug = "fishermen-of-the-northern-isle-strike-for-a-week"
	for _, test := range []struct {
		a, b string
		days int
		want bool
	}{
		{slug, slug + "-2", 0, true},
		{slug, "isle-war-" + slug, 1, true},
		{slug, "isle-war-fishermen-of-the-northern-is", -1, true}, // cut off
		{slug, slug, 2, false},
		{slug, "isle-war-the-ferry-waits", 0, false},
		{"渔民罢工", "群岛战争-渔民罢工", 0, true},
		{slug, "", 0, false},
	} {
		a, b := event.Ref{Date: day, Slug: test.a}, event.Ref{Date: day.AddDays(test.days), Slug: test.b}
		if mayRepeat(a, b) != test.want || mayRepeat(b, a) != test.want {
			t.Errorf("%v and %v: not %v", a, b, test.want)
		}
	}
}

// TestFolding folds rows that are copies under the first of them, or under the
// preferred one, also where only a third row joins two.
func TestFolding(t *testing.T) {
	day := event.Date{Year: 2016, Month: 4, Day: 3}
	const said = "Fishermen of the northern isle strike for a week"
	statements := make(map[int]*statement)
	var refs []event.Ref
	for i, headline := range []string{"Isle War. " + said, "The ferry waits for the end of a storm", "Herring crisis. " + said, said} {
		e := event.Event{Ref: event.Ref{Date: day, Slug: "fishermen-of-the-northern-isle"}, Number: i + 1, Headline: headline}
		s := statementOf(&e)
		statements[i], refs = &s, append(refs, e.Ref)
	}
	for preferred, want := range map[int][4]int{0: {0, 1, 0, 0}, 1: {0, 1, 0, 0}, 3: {3, 1, 3, 3}} {
		f := foldSaid(4, mayBeCopies(refs), statements, preferred)
		if [4]int(f.under) != want || f.number() != 2 {
			t.Errorf("preferring %d: %v with %d copies", preferred, f.under, f.number())
		}
	}
}

// TestCopyCounter counts the copies of a list in either direction of days.
func TestCopyCounter(t *testing.T) {
	const said = "Fishermen of the northern isle strike for a week"
	report := func(day, number int, headline string) event.Event {
		return event.Event{
			Ref: event.Ref{Date: event.Date{Year: 2016, Month: 4, Day: day}, Slug: "fishermen-of-the-northern-isle"}, Number: number,
			Headline: headline, Sources: []event.Source{{Name: "Isle Gazette", URL: "http://isle.example/1"}},
		}
	}
	days := [][]event.Event{
		{report(3, 1, said), report(3, 2, "Isle War. "+said), report(3, 3, "The fishermen of the isle are at sea")},
		{report(4, 1, said)},
		{report(6, 1, said)},
	}
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}} {
		var c CopyCounter
		for _, i := range order {
			c.Add(days[i])
		}
		if c.Copies != 2 {
			t.Errorf("in the order %v: %d", order, c.Copies)
		}
	}
}

// TestMayBeCopiesOfLargeDays compares days of many events by their slugs with each pair.
func TestMayBeCopiesOfLargeDays(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := []string{"a", "isle", "of", "northern", "fishermen", "strike", "harbour", "island-of-the-long-name", "渔民"}
	for _, perDay := range []int{1, 10, 40, 300} {
		var refs []event.Ref
		for range 4 * perDay {
			slug := make([]string, random.IntN(5))
			for i := range slug {
				slug[i] = words[random.IntN(len(words))]
			}
			date := event.Date{Year: 2016, Month: 4, Day: []int{3, 4, 5, 8}[random.IntN(4)]}
			refs = append(refs, event.Ref{Date: date, Slug: strings.Join(slug, "-")})
		}
		var want [][2]int
		for i, ref := range refs {
			for j := i + 1; j < len(refs); j++ {
				if ref.Slug != "" && refs[j].Slug != "" && mayRepeat(ref, refs[j]) {
					want = append(want, [2]int{i, j})
				}
			}
		}
		got := mayBeCopies(refs)
		slices.SortFunc(got, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
		if !slices.Equal(got, want) {
			t.Errorf("of %d events a day %d pairs can be copies, want %d", perDay, len(got), len(want))
		}
	}
}
