package bench

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// on returns the reference of an event of some day of the year 2016.
func on(day int, slug string) event.Ref {
	return event.NewRef(event.Date{Year: 2016, Month: 1, Day: 1}.AddDays(day-1), slug)
}

// truthOf returns a truth of headings by reference.
func truthOf(t *testing.T, written map[string][]string) *truth {
	t.Helper()
	truth, err := newTruth(written)
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// storylines has headings of three, two and one event, and one that goes on for
// longer than is tested.
func storylines(t *testing.T) *truth {
	return truthOf(t, map[string][]string{
		"2016/01/1/a": {"Floods", "Weather"},
		"2016/01/2/b": {"Floods"},
		"2016/02/1/c": {"Floods", "Floods"},
		"2017/02/4/d": {"Weather", "Alone"},
		"2017/02/5/e": {"Long"},
		"2016/01/1/f": {"Long"},
		"2016/01/1/g": {},
	})
}

func TestHeadingsToDrawFrom(t *testing.T) {
	truth := storylines(t)
	tests := []struct {
		fewest, most int
		want         []string
	}{
		{1, 9, []string{"Alone", "Floods", "Weather"}}, // Weather has 400 days, Long has 401
		{2, 2, []string{"Weather"}},
		{3, 9, []string{"Floods"}},
		{4, 9, nil},
	}
	for _, test := range tests {
		if got := truth.pool(test.fewest, test.most); !slices.Equal(got, test.want) {
			t.Errorf("%d to %d events: %q, want %q", test.fewest, test.most, got, test.want)
		}
	}
}

func TestEventsAreDrawn(t *testing.T) {
	truth := storylines(t)
	pool := truth.pool(1, 9)
	draw := func(seed uint64, most int) []sampled { return truth.draw(random(seed, 0), pool, most) }
	if !slices.Equal(draw(1, 2), draw(1, 2)) || len(draw(1, 2)) != 2 {
		t.Errorf("the same seed draws %v and %v", draw(1, 2), draw(1, 2))
	}
	seen := make(map[sampled]bool)
	for seed := range uint64(60) {
		headings := make(map[string]bool)
		for _, d := range draw(seed, 9) {
			if !slices.Contains(truth.under[d.heading], d.ref) {
				t.Errorf("%v is not under %s", d.ref, d.heading)
			}
			headings[d.heading], seen[d] = true, true
		}
		if len(headings) != len(pool) {
			t.Errorf("seed %d draws %v", seed, headings)
		}
	}
	if len(seen) != 1+3+2 {
		t.Errorf("60 seeds draw only %d events", len(seen))
	}
}

func TestWhatIsRight(t *testing.T) {
	truth := storylines(t)
	a, b, c, d := on(1, "a"), on(2, "b"), on(32, "c"), on(366+35, "d")
	set := func(refs ...event.Ref) map[event.Ref]bool {
		all := make(map[event.Ref]bool)
		for _, ref := range refs {
			all[ref] = true
		}
		return all
	}
	if diff := cmp.Diff(set(b, c, d), truth.others(a)); diff != "" {
		t.Errorf("under all headings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(set(b, c), truth.group(sampled{a, "Floods"})); diff != "" {
		t.Errorf("under one heading (-want +got):\n%s", diff)
	}
	if got := truth.others(on(1, "g")); len(got) > 0 {
		t.Errorf("without a heading: %v", got)
	}
}

func TestHeadingsAmongTopics(t *testing.T) {
	truth := storylines(t)
	topics := map[event.Ref][]string{on(2, "b"): {"Rain", "FLOODS"}, on(1, "f"): {"Weather"}}
	if got := truth.among([]string{"Alone", "Floods", "Weather"}, topics); got != 1 {
		t.Errorf("%d of the headings are topics of their events, want 1", got)
	}
}

func TestTruthIsChecked(t *testing.T) {
	for _, typed := range []string{"", "2016/04/3", "2016/04/31/a", "x/04/3/a", "2016/04/3/a/b"} {
		if _, err := newTruth(map[string][]string{typed: {"Floods"}}); err == nil || !strings.Contains(err.Error(), "is no reference") {
			t.Errorf("%q: %v", typed, err)
		}
	}
	dir := t.TempDir()
	for content, want := range map[string]string{"[]": "cannot unmarshal", `{"a": ["Floods"]}`: `"a" is no reference`} {
		name := writeFile(t, filepath.Join(dir, "truth.json"), content)
		if _, err := readTruth(name); err == nil || !strings.HasPrefix(err.Error(), name+": ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", content, err, want)
		}
	}
}

func TestRelatedIsCounted(t *testing.T) {
	two := map[event.Ref]bool{on(1, "a"): true, on(2, "b"): true}
	twelve := make(map[event.Ref]bool)
	var all []event.Ref
	for day := range 12 {
		all = append(all, on(day+1, "x"))
		twelve[all[day]] = true
	}
	tests := []struct {
		name   string
		found  []event.Ref
		others map[event.Ref]bool
		want   RelatedRow
	}{
		{"nothing", nil, two, RelatedRow{Tested: 1, None: 1}},
		{"one of two", []event.Ref{on(9, "z"), on(2, "b")}, two, RelatedRow{Tested: 1, Share: .5}},
		{"wrong", []event.Ref{on(9, "z")}, two, RelatedRow{Tested: 1}},
		{"ten of twelve are all that is asked", all, twelve, RelatedRow{Tested: 1, Share: 1}},
		{"the eleventh does not count", append(slices.Repeat([]event.Ref{on(99, "z")}, 10), all...), twelve, RelatedRow{Tested: 1}},
	}
	var sum RelatedRow
	for _, test := range tests {
		var row RelatedRow
		row.add(test.found, test.others)
		sum.add(test.found, test.others)
		if row != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, row, test.want)
		}
	}
	if want := (RelatedRow{Tested: 5, None: 1, Share: 1.5}); sum != want {
		t.Errorf("all: %+v, want %+v", sum, want)
	}
}

func TestStoriesAreCounted(t *testing.T) {
	self := on(5, "self")
	group := map[event.Ref]bool{on(1, "a"): true, on(2, "b"): true, on(3, "c"): true, on(4, "d"): true}
	others := map[event.Ref]bool{on(9, "other"): true}
	for ref := range group {
		others[ref] = true
	}
	tests := []struct {
		name  string
		story []event.Ref
		want  StoriesRow
	}{
		{"none", nil, StoriesRow{Tested: 1, Empty: 1, sizes: []int{0}}},
		{"itself alone", []event.Ref{self}, StoriesRow{Tested: 1, Empty: 1, sizes: []int{0}}},
		{"one of the group", []event.Ref{on(1, "a"), self}, StoriesRow{Tested: 1, Precision: 1, Recall: .25, F: .4, sizes: []int{1}}},
		{"another heading", []event.Ref{self, on(9, "other")}, StoriesRow{Tested: 1, Precision: 1, sizes: []int{1}}},
		{"wrong", []event.Ref{on(7, "x")}, StoriesRow{Tested: 1, sizes: []int{1}}},
		{"half right", []event.Ref{on(1, "a"), on(7, "x"), on(2, "b"), self, on(8, "y")}, StoriesRow{Tested: 1, Precision: .5, Recall: .5, F: .5, sizes: []int{4}}},
	}
	var all StoriesRow
	for _, test := range tests {
		var row StoriesRow
		row.add(self, test.story, group, others)
		all.add(self, test.story, group, others)
		if diff := cmp.Diff(test.want, row, cmp.AllowUnexported(StoriesRow{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if all.Empty != 2 || all.Tested != 6 || all.MedianSize() != 1 || (StoriesRow{}).MedianSize() != 0 {
		t.Errorf("all: %+v, median %d", all, all.MedianSize())
	}
}

func TestNearness(t *testing.T) {
	day := event.Date{Year: 2016, Month: 3, Day: 1}
	for days, want := range map[int]float64{0: 1, 45: .05 + .95/math.E, -45: .05 + .95/math.E, 3650: .05} {
		if got := nearness(day, day.AddDays(days)); math.Abs(got-want) > 1e-9 {
			t.Errorf("%d days: %v, want %v", days, got, want)
		}
	}
}

func TestLikeTheBest(t *testing.T) {
	like := func(scores ...float64) (all []likeness) {
		for i, score := range scores {
			all = append(all, likeness{on(i+1, "a"), score})
		}
		return all
	}
	for want, scores := range map[int][]float64{0: nil, 1: {4}, 3: {4, 4, 2, 1.9, 1}} {
		if got := likeTheBest(like(scores...)); len(got) != want {
			t.Errorf("%v: the first %d, want %d", scores, len(got), want)
		}
	}
}

// outbreak is an archive with a story of eight events, whose words one event years
// before has, too, among so many other events, and its truth.
func outbreak(t *testing.T, others int) TruthOptions {
	t.Helper()
	var events []event.Event
	headlines := []string{
		"Zelvira fever breaks out", "Zelvira fever spreads to Port", "Nurses ill with Zelvira fever", "Zelvira vaccine flown in",
		"Port closed for Zelvira fever", "Zelvira fever kills nine", "Vaccine ends Zelvira fever", "Port opens again",
	}
	var truth strings.Builder
	for i, headline := range headlines {
		e := told(t, on(100+2*i, "").Date.String(), headline, "", "Zelvira outbreak")
		events = append(events, e)
		truth.WriteString(`"` + e.Ref.String() + `": ["Zelvira Outbreak"], `)
	}
	for i := range others {
		events = append(events, told(t, on(60+i, "").Date.String(), fmt.Sprintf("Choir number %d wins prize", i), ""))
	}
	events = append(events, told(t, "1999-04-03", "Zelvira fever breaks out", ""))
	dir := writeArchive(t, events...)
	file := writeFile(t, filepath.Join(dir, "truth.json"), "{"+truth.String()+`"1999/04/3/zelvira-fever-breaks-out": []}`)
	return TruthOptions{Archive: dir, Truth: file, Events: 3, Seed: 1}
}

func TestRelated(t *testing.T) {
	options := outbreak(t, 90)
	var steps []string
	options.Progress = func(what string) { steps = append(steps, what) }
	report, err := Related(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	want := TruthSample{Archive: options.Archive, Seed: 1, Events: 99, Pool: 1, Topics: 1, Tested: 1}
	if diff := cmp.Diff(want, report.TruthSample); diff != "" {
		t.Errorf("the sample (-want +got):\n%s", diff)
	}
	for _, row := range report.Rows {
		if row.Tested != 1 || row.Share <= 0 || row.Share > 1 {
			t.Errorf("got %+v", row)
		}
	}
	if report.Rows[0].Share < 1 {
		t.Errorf("the topic joins all, but news finds %v of them", report.Rows[0].Share)
	}
	if want := []string{"reading " + options.Archive, "related"}; !slices.Equal(steps, want) {
		t.Errorf("progress told %q, want %q", steps, want)
	}
	again, err := Related(t.Context(), options)
	if diff := cmp.Diff(report, again); diff != "" || err != nil {
		t.Errorf("again (%v):\n%s", err, diff)
	}
}

func TestStories(t *testing.T) {
	report, err := Stories(t.Context(), outbreak(t, 400))
	if err != nil {
		t.Fatal(err)
	}
	if report.Tested != 1 || len(report.Rows) != 3 {
		t.Fatalf("got %+v", report)
	}
	if news := report.Rows[0]; news.Empty != 0 || news.Precision != 1 || news.F < .5 || news.F > 1 || news.MedianSize() < 3 {
		t.Errorf("the topic joins eight events, but the story of news is %+v", news)
	}
}

// TestWordsInCommon compares with an event that the same words name, years before.
func TestWordsInCommon(t *testing.T) {
	options := outbreak(t, 90)
	all, err := readSummaries(t.Context(), options.Archive)
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWordMethods(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	defer w.texts.close()
	ref := event.NewRef(on(100, "").Date, "zelvira-fever-breaks-out")
	words, days, err := w.inCommon(t.Context(), ref)
	if err != nil || len(words) != 7 || len(days) != 7 {
		t.Fatalf("got %v, %v, %v", words, days, err)
	}
	if first := words[0].ref; first.Date.Year != 1999 {
		t.Errorf("most words in common: %v", first)
	}
	if last := days[6].ref; last.Date.Year != 1999 {
		t.Errorf("where days count, too, the last is %v", last)
	}
	if _, _, err := w.inCommon(t.Context(), on(1, "none")); err == nil {
		t.Error("an event that the archive does not have has words in common with others")
	}
}

func TestTruthTestsNeedSomethingToDraw(t *testing.T) {
	good := outbreak(t, 90)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	with := func(change func(*TruthOptions)) TruthOptions {
		options := good
		change(&options)
		return options
	}
	few := writeFile(t, filepath.Join(good.Archive, "few.json"), `{"2016/04/9/x": ["Floods"]}`)
	tests := []struct {
		name    string
		ctx     context.Context
		options TruthOptions
		want    string
	}{
		{"no archive", t.Context(), with(func(o *TruthOptions) { o.Archive = "" }), "no archive named"},
		{"no truth", t.Context(), with(func(o *TruthOptions) { o.Truth = "" }), "no truth named"},
		{"no events", t.Context(), with(func(o *TruthOptions) { o.Events = 0 }), "cannot draw 0 events"},
		{"a missing archive", t.Context(), with(func(o *TruthOptions) { o.Archive += "/none" }), "none"},
		{"a missing truth", t.Context(), with(func(o *TruthOptions) { o.Truth += ".none" }), ".none"},
		{"few events", t.Context(), with(func(o *TruthOptions) { o.Truth = few }), "has no heading with"},
		{"a stop", stopped, good, "canceled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, ofRelated := Related(test.ctx, test.options)
			_, ofStories := Stories(test.ctx, test.options)
			for _, err := range []error{ofRelated, ofStories} {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("got error %v, want %q", err, test.want)
				}
			}
		})
	}
}

func TestWriteTruthTables(t *testing.T) {
	sample := TruthSample{Archive: "/archive", Seed: 7, Events: 900, Pool: 40, Topics: 30, Tested: 8}
	related := RelatedReport{sample, []RelatedRow{{Method: "news related", Tested: 8, Share: 3, None: 2}}}
	stories := StoriesReport{sample, []StoriesRow{
		{Method: "news story", Tested: 4, Precision: 1.5, Recall: 1, F: 1.2, Empty: 2, sizes: []int{9, 0, 0, 3}},
		{Method: "nobody", Tested: 1, Empty: 1, sizes: []int{0}},
	}}
	const want = `
/archive, seed 7: 900 events, 40 headings to draw from, 0.750 of them topics of the archive; 8 drawn

| method       | right of ten | none | n |
|--------------|--------------|------|---|
| news related | 0.375        | 2    | 8 |
/archive, seed 7: 900 events, 40 headings to draw from, 0.750 of them topics of the archive; 8 drawn

| method     | precision | recall | F     | empty | median size | n |
|------------|-----------|--------|-------|-------|-------------|---|
| news story | 0.750     | 0.250  | 0.300 | 2     | 3           | 4 |
| nobody     | -         | 0.000  | 0.000 | 1     | 0           | 1 |
`
	var got strings.Builder
	if err := errors.Join(WriteRelated(&got, related), WriteStories(&got, stories)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], got.String()); diff != "" {
		t.Error(diff)
	}
}
