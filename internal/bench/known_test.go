package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/search"
)

// archiveOf returns lines as the headlines of an archive.
func archiveOf(lines ...string) *headlines {
	h := &headlines{of: map[event.Ref]string{}, counts: map[string]int{}}
	builder := search.NewBuilder()
	for i, line := range lines {
		ref := event.Ref{Date: event.Date{Year: 2016, Month: 4, Day: 3}, Slug: fmt.Sprint(i)}
		builder.Add(event.Event{Ref: ref, Number: i + 1, Headline: line})
		h.add(ref, line)
	}
	h.corpus = builder.Corpus()
	return h
}

func TestJudge(t *testing.T) {
	const (
		headline = "Dam near Valdoria bursts after heavy rain"
		twin     = "Valdorian floods. The Valdoria dam BURSTS, 1,200 flee"
		other    = "Dam near Valdorian town reported to burst"
		chinese  = "臺灣東部發生地震"
	)
	words := query{headline: headline, meant: []string{"valdoria", "dam", "bursts"}, has: hasWord}
	starts := query{headline: headline, meant: []string{"valdo", "dam", "burst"}, has: hasBeginning}
	runs := query{headline: chinese, meant: []string{"台湾", "地震"}, has: strings.Contains}
	tests := []struct {
		name string
		q    query
		hits []string
		want answer
	}{
		{"nothing", words, nil, answer{}},
		{"the headline", words, []string{headline, other}, answer{headline, true, 1}},
		{"a twin", words, []string{twin, headline}, answer{twin, false, 1}},
		{"not whole words", words, []string{other, twin}, answer{other, false, 2}},
		{"beginning with a word", words, []string{"Damage as Valdoria pipe bursts", headline}, answer{"Damage as Valdoria pipe bursts", false, 2}},
		{"the headline, of part of a word", query{headline: "Euro2016 opens", meant: []string{"euro"}, has: hasWord}, []string{"Euro2016 opens"}, answer{"Euro2016 opens", true, 1}},
		{"the third", words, []string{"Rain", other, headline}, answer{"Rain", false, 3}},
		{"beginnings", starts, []string{other, headline}, answer{other, false, 1}},
		{"no beginning", starts, []string{"Dam of old Valdoria outburst"}, answer{"Dam of old Valdoria outburst", false, 0}},
		{"both runs", runs, []string{"地震：台灣無事"}, answer{"地震：台灣無事", false, 1}},
		{"one run", runs, []string{"台灣大雨", chinese}, answer{"台灣大雨", false, 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.q.judge(test.hits); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestTallyAndMisses(t *testing.T) {
	queries := []query{{typed: "a", headline: "A"}, {typed: "b", headline: "B"}, {typed: "c", headline: "C"}, {typed: "d", headline: "D"}}
	answers := []answer{{"A", true, 1}, {"B too", false, 1}, {"X", false, 4}, {}}
	if got, want := tally(answers), (Tally{Queries: 4, First: 2, Exact: 1, InTen: 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	want := []Miss{{"c", "C", "X", 4}, {"d", "D", "", 0}}
	if got := misses(queries, answers); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestKnownFindsWhatWasMade(t *testing.T) {
	dir, made := makeSmall(t, 1)
	options := KnownOptions{Archive: dir, Seed: 3, Queries: 25, Fzf: "off"}
	var told []string
	options.Progress = func(what string) { told = append(told, what) }
	report, err := Known(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	if report.Headlines != made.Events || report.Worded < 200 || report.Chinese < 3 || report.Fzf != "" {
		t.Errorf("got %+v", report)
	}
	want := []string{"reading " + dir}
	for i, class := range queryClasses() {
		want = append(want, class.name)
		row := report.Rows[i]
		if row.Class != class.name || row.AtLeast != class.atLeast || row.News.Queries != 25 {
			t.Errorf("row %d is %+v, want 25 queries of %s", i, row, class.name)
		}
		if row.News.InTen < 23 || row.News.Exact < 20 || row.News.First+len(row.Misses) != 25 {
			t.Errorf("%s: %+v", row.Class, row)
		}
	}
	if !slices.Equal(told, want) {
		t.Errorf("progress told %q, want %q", told, want)
	}
}

// asked runs a test and returns its report, and the queries of fzf, sorted.
func asked(t *testing.T, seed uint64, queries int, lines ...string) (KnownReport, []string) {
	t.Helper()
	var (
		mu  sync.Mutex
		all []string
	)
	k := knownTest{
		KnownOptions: KnownOptions{Seed: seed, Queries: queries, Progress: func(string) {}},
		headlines:    archiveOf(lines...),
		version:      "0.12.3",
		fzf: func(_ context.Context, typed string) ([]string, error) {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, typed)
			return nil, nil
		},
	}
	report, err := k.run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return report, all
}

func TestKnownIsTheSameForASeed(t *testing.T) {
	lines := []string{latin, cyrillic, simplified, traditional}
	_, one := asked(t, 1, 10, lines...)
	_, again := asked(t, 1, 10, lines...)
	_, other := asked(t, 2, 10, lines...)
	if len(one) != 70 || !slices.Equal(one, again) {
		t.Errorf("one seed made %q and %q", one, again)
	}
	if slices.Equal(one, other) {
		t.Error("two seeds made the same queries")
	}
}

func TestFzfIsAskedTheFirstQueries(t *testing.T) {
	report, typed := asked(t, 1, fzfQueries+5, latin)
	if len(typed) != 5*fzfQueries {
		t.Errorf("fzf was asked %d queries, want %d", len(typed), 5*fzfQueries)
	}
	for _, row := range report.Rows {
		if row.News.Queries != fzfQueries+5 || row.Fzf != (Tally{Queries: fzfQueries}) {
			t.Errorf("%+v, want %d queries of which fzf has found none", row, fzfQueries)
		}
	}
}

func TestKnownLeavesOutWhatCannotBeDrawn(t *testing.T) {
	var all []string
	for _, class := range queryClasses() {
		all = append(all, class.name)
	}
	tests := []struct {
		name  string
		lines []string
		want  []string
	}{
		{"no Chinese", []string{latin, cyrillic, ""}, all[:5]},
		{"Chinese alone", []string{simplified, traditional, "Four short words here"}, all[5:]},
		{"of no script", []string{"中共中央大人山水"}, all[5:6]},
		{"both", []string{latin, traditional}, all},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			report, _ := asked(t, 1, 3, test.lines...)
			var got []string
			for _, row := range report.Rows {
				got = append(got, row.Class)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("rows are %q, want %q", got, test.want)
			}
		})
	}
}

func TestHeadlinesToDrawFrom(t *testing.T) {
	tests := []struct {
		headline             string
		all, worded, chinese int
	}{
		{"", 0, 0, 0},
		{"Rain again", 1, 0, 0},
		{"Heavy rain floods towns heavily", 1, 1, 0},
		{"Rain, rain, RAIN, heavy rain floods", 1, 0, 0},
		{"大雨", 1, 0, 0},
		{"大雨了", 1, 0, 0},
		{"大雨 地震", 1, 0, 1},
		{"大雨成灾", 1, 0, 1},
	}
	for _, test := range tests {
		h := archiveOf(test.headline)
		if len(h.all) != test.all || len(h.worded) != test.worded || len(h.chinese) != test.chinese {
			t.Errorf("%q: %d, %d with words, %d Chinese", test.headline, len(h.all), len(h.worded), len(h.chinese))
		}
	}
	if counts := archiveOf("Rain, rain, RAIN", "Heavy rain").counts; counts["rain"] != 2 || counts["heavy"] != 1 {
		t.Errorf("words are in so many headlines: %v", counts)
	}
}

func TestKnownRefuses(t *testing.T) {
	page := filepath.Join(t.TempDir(), "news", "2016", "04", "3", "a.md")
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(page, []byte("# Short one\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	short := strings.TrimSuffix(page, filepath.FromSlash("/news/2016/04/3/a.md"))
	ended, end := context.WithCancel(context.Background())
	end()
	tests := []struct {
		name    string
		ctx     context.Context
		options KnownOptions
		want    string
	}{
		{"no archive", context.Background(), KnownOptions{Queries: 1, Fzf: "off"}, "no archive named"},
		{"no queries", context.Background(), KnownOptions{Archive: short, Fzf: "off"}, "cannot ask 0 queries"},
		{"bad fzf", context.Background(), KnownOptions{Archive: short, Queries: 1, Fzf: "maybe"}, `auto or off, not "maybe"`},
		{"no such archive", context.Background(), KnownOptions{Archive: filepath.Join(short, "none"), Queries: 1, Fzf: "off"}, "none"},
		{"short headlines", context.Background(), KnownOptions{Archive: short, Queries: 1, Fzf: "off"}, "too few words"},
		{"interrupted", ended, KnownOptions{Archive: short, Queries: 1, Fzf: "off"}, "context canceled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Known(test.ctx, test.options); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestFzfIsAskedBesideNews(t *testing.T) {
	install(t, "fzf")
	t.Setenv("FZF_DEFAULT_OPTS", "--tac")
	small, _ := makeSmall(t, 1)
	for asked, want := range map[string]string{"auto": "0.12.3", "off": ""} {
		report, err := Known(context.Background(), KnownOptions{Archive: small, Seed: 1, Queries: 2, Fzf: asked})
		if err != nil {
			t.Fatal(err)
		}
		row := report.Rows[5] // two runs, which the helper finds only side by side
		if report.Fzf != want || row.News.First != 2 || want != "" && row.Fzf != (Tally{Queries: 2}) {
			t.Errorf("fzf %s: version %q, %+v", asked, report.Fzf, row)
		}
	}
}

func TestFzfFinds(t *testing.T) {
	var all, ten []string
	for i := range 12 {
		all = append(all, fmt.Sprintf("flood %d", i))
	}
	all, ten = append(all, "storm"), all[:10]
	tests := []struct {
		typed string
		want  []string
	}{
		{"storm", []string{"storm"}},
		{"Flood", ten},
		{"drought", nil},
	}
	f := fzf{path: helper(t, "").Path, lines: strings.Join(all, "\n") + "\n"}
	t.Setenv("GORACE", "atexit_sleep_ms=0")
	t.Setenv(helperVariable, "fzf")
	for _, test := range tests {
		if got, err := f.find(context.Background(), test.typed); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, %v, want %q", test.typed, got, err, test.want)
		}
	}
	t.Setenv(helperVariable, "fail")
	if _, err := f.find(context.Background(), "storm"); err == nil || !strings.Contains(err.Error(), "fzf: exit status 3") {
		t.Errorf("got error %v, want fzf's", err)
	}
}

func TestFzfMayBeMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if f := newFzf(context.Background(), nil); f != nil {
		t.Errorf("found %+v", f)
	}
}

// knownReport returns a report with a row that holds and one that does not.
func knownReport(version string) KnownReport {
	return KnownReport{Archive: "arch", Seed: 7, Headlines: 90, Worded: 80, Chinese: 10, Fzf: version, Rows: []KnownRow{
		{Class: "words", AtLeast: 0.97, News: Tally{300, 291, 280, 300}, Fzf: Tally{60, 59, 40, 60}},
		{Class: "runs", AtLeast: 0.97, News: Tally{1999, 1939, 0, 1998}, Misses: []Miss{
			{"大雨 地震", "地震和大雨", "大雨", 4}, {"aa bb", "Aaa bbb", "", 0},
		}},
	}}
}

func TestWriteKnown(t *testing.T) {
	tests := []struct{ version, want string }{
		{"0.12.3", `
arch, seed 7: 90 headlines, 80 to draw words from, 10 to draw Chinese from

| class | fzf 0.12.3 queries | first | exact | news queries | first | exact | in ten | at least | holds |
|-------|--------------------|-------|-------|--------------|-------|-------|--------|----------|-------|
| words | 60                 | 0.983 | 0.666 | 300          | 0.970 | 0.933 | 1.000  | 0.97     | yes   |
| runs  | 0                  | -     | -     | 1999         | 0.969 | 0.000 | 0.999  | 0.97     | NO    |
`},
		{"", `
arch, seed 7: 90 headlines, 80 to draw words from, 10 to draw Chinese from

| class | news queries | first | exact | in ten | at least | holds |
|-------|--------------|-------|-------|--------|----------|-------|
| words | 300          | 0.970 | 0.933 | 1.000  | 0.97     | yes   |
| runs  | 1999         | 0.969 | 0.000 | 0.999  | 0.97     | NO    |
`},
	}
	for _, test := range tests {
		var got strings.Builder
		if err := WriteKnown(&got, knownReport(test.version)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want[1:], got.String()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWriteMisses(t *testing.T) {
	want := "runs\t大雨 地震\t4\t地震和大雨\t大雨\n" +
		"runs\taa bb\t-\tAaa bbb\t-\n"
	var got strings.Builder
	if err := WriteMisses(&got, knownReport("")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}
