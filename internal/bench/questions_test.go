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
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/when"
)

func TestParseQuestions(t *testing.T) {
	const good = "dam bursts\t2016-04-03\t2016-04-04\tdam.*Valdoria\n"
	tests := []struct{ name, lines, want string }{
		{"no line", "", "no questions"},
		{"an empty line", good + "\n" + good, "line 2: query, from, to and regular expression are 4 cells with tabs between them, not 1"},
		{"three cells", good + good + "dam\t2016-04-03\tdam\n", "line 3: query, from, to and regular expression are 4 cells with tabs between them, not 3"},
		{"five cells", "dam\t2016-04-03\t2016-04-03\tdam\tburst\n", "line 1: query, from, to and regular expression are 4 cells with tabs between them, not 5"},
		{"no query", " \t2016-04-03\t2016-04-04\tdam\n", "line 1: the query is empty"},
		{"no such day", "dam\t2016-04-31\t2016-05-04\tdam\n", `line 1: "2016-04-31" is no day such as 2016-04-03`},
		{"a short day", "dam\t2016-04-03\t2016-4-4\tdam\n", `line 1: "2016-4-4" is no day such as 2016-04-03`},
		{"days swapped", "dam\t2016-04-04\t2016-04-03\tdam\n", "line 1: 2016-04-04 is later than 2016-04-03"},
		{"no expression", "dam\t2016-04-03\t2016-04-03\t\n", "line 1: the regular expression is empty, which matches every event"},
		{"a bad expression", good + "dam\t2016-04-03\t2016-04-03\tda(m\n", "line 2: error parsing regexp"},
		{"a line without end", strings.Repeat("x", 1<<17), "line 1: bufio.Scanner: token too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if lines, err := parseQuestions(strings.NewReader(test.lines)); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, %v, want the error %q", lines, err, test.want)
			}
		})
	}
	lines, err := parseQuestions(strings.NewReader(good + strings.TrimSuffix(good, "\n") + "\r\n"))
	if err != nil || len(lines) != 2 || lines[1].number != 2 || lines[1].query != "dam bursts" || lines[1].to.Day != 4 {
		t.Errorf("got %+v, %v", lines, err)
	}
}

func TestRightAnswers(t *testing.T) {
	lines, err := parseQuestions(strings.NewReader("q\t2016-04-03\t2016-04-05\tdam (bursts|breaks)|valdoria.*thousands|^Élan$\n"))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		day, headline, description string
		want                       bool
	}{
		{"2016-04-03", "Dam bursts", "", true},
		{"2016-04-05", "A DAM BREAKS", "", true},
		{"2016-04-02", "Dam bursts", "", false},
		{"2016-04-06", "Dam bursts", "", false},
		{"2016-04-04", "Flood", "The dam bursts.", true},
		{"2016-04-04", "Flood in Valdoria", "Thousands flee.", true},
		{"2016-04-04", "Thousands flee", "Valdoria is flooded.", false},
		{"2016-04-04", "Dams burst", "", false},
		{"2016-04-04", "élan", "", false}, // a space comes before the description
	}
	for _, test := range tests {
		if got := lines[0].fits(summaryOf(told(t, test.day, test.headline, test.description))); got != test.want {
			t.Errorf("%s %q, %q: %v, want %v", test.day, test.headline, test.description, got, test.want)
		}
	}
}

func TestPlacesAreCounted(t *testing.T) {
	row := questionsRow("news", []int{1, 0, 2, 5, 6, 10, 1, 0})
	want := QuestionsRow{Program: "news", Questions: 8, First: 2, InFive: 4, InTen: 6, Reciprocal: 2 + 1./2 + 1./5 + 1./6 + 1./10}
	if math.Abs(row.Reciprocal-want.Reciprocal) > 1e-12 {
		t.Errorf("the reciprocal places are %v in all, want %v", row.Reciprocal, want.Reciprocal)
	}
	if row.Reciprocal = want.Reciprocal; row != want {
		t.Errorf("got %+v, want %+v", row, want)
	}
}

// floods is an archive in which a dam bursts, and is spoken of later.
func floods(t *testing.T) string {
	return writeArchive(t,
		told(t, "2016-04-03", "Dam bursts in Valdoria", "Thousands flee from the water.", "Valdoria"),
		told(t, "2016-04-20", "Inquiry into Valdoria dam bursts open", "Who knew of the cracks is asked."),
		told(t, "2017-04-03", "Valdoria remembers the night when its dam bursts", ""),
		told(t, "2017-05-01", "Ferry sinks off Lindhaven", "The dam of the port is damaged."),
		told(t, "2017-05-02", "Choir wins prize", ""),
	)
}

// TestQuestions asks an archive by all programs. The helper that stands for fzf
// finds the lines with the whole query.
func TestQuestions(t *testing.T) {
	install(t, "fzf")
	dir := floods(t)
	file := writeFile(t, filepath.Join(dir, "questions.tsv"), strings.Join([]string{
		"ferry\t2017-05-01\t2017-05-01\tferry SINKS",
		"inquiry dam cracks\t2016-04-20\t2016-04-21\tcracks",
		"choir\t2017-05-03\t2017-05-09\tchoir",
		"Choir \t2017-05-02\t2017-05-02\tchoir",
		"dam \"bursts\t2016-04-03\t2016-04-03\tflee",
	}, "\n"))
	cache := t.TempDir()
	var steps []string
	options := QuestionsOptions{Archive: dir, File: file, Cache: cache, Peers: true, Progress: func(what string) { steps = append(steps, what) }}
	report, err := Questions(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	if report.Median <= 0 || report.Median > time.Minute {
		t.Errorf("a question took %v", report.Median)
	}
	news := report.Rows[0]
	if news.Program != "news" || news.Questions != 5 || news.First < 3 || news.First+len(report.NotFirst) != 5 {
		t.Errorf("got %+v, %+v", news, report.NotFirst)
	}
	missed := report.NotFirst[0]
	if missed.Line != 3 || missed.Place != 0 || missed.Headline != "Choir wins prize" || missed.Date.Day != 2 {
		t.Errorf("got %+v", missed)
	}
	want := []QuestionsRow{
		{Program: "fzf over headlines", Questions: 5, First: 2, InFive: 2, InTen: 2, Reciprocal: 2},
		{Program: "FTS5, any word", Questions: 5, First: 3, InFive: 4, InTen: 4, Reciprocal: 3.5},
	}
	if diff := cmp.Diff(want, report.Rows[3:]); diff != "" {
		t.Errorf("the peers (-want +got):\n%s", diff)
	}
	if want := []string{"the index of " + dir, "news", "reading " + dir, "fzf", "FTS5"}; !slices.Equal(steps, want) {
		t.Errorf("progress told %q, want %q", steps, want)
	}
	if kept, err := filepath.Glob(filepath.Join(cache, "*")); err != nil || len(kept) == 0 {
		t.Errorf("the cache has %q, %v", kept, err)
	}
}

// TestHalvesOfAFile tells the lines that weights are fitted to from those that judge
// them.
func TestHalvesOfAFile(t *testing.T) {
	lines := make([]questionLine, 5)
	for i := range lines {
		lines[i].number = i + 1
	}
	odd, even := halves(lines, []int{10, 20, 30, 40, 50})
	if !slices.Equal(odd, []int{10, 30, 50}) || !slices.Equal(even, []int{20, 40}) {
		t.Errorf("got %v and %v", odd, even)
	}
}

func TestQuestionsWithoutPeers(t *testing.T) {
	dir := floods(t)
	file := writeFile(t, filepath.Join(dir, "questions.tsv"), "ferry\t2017-05-01\t2017-05-01\tferry\n")
	report, err := Questions(t.Context(), QuestionsOptions{Archive: dir, File: file})
	if err != nil || len(report.Rows) != 3 || len(report.NotFirst) > 0 {
		t.Fatalf("got %+v, %v", report, err)
	}
	even := QuestionsRow{Program: "news, even lines"}
	if diff := cmp.Diff(even, report.Rows[2]); diff != "" {
		t.Errorf("without an even line (-want +got):\n%s", diff)
	}
	t.Setenv("PATH", t.TempDir())
	report, err = Questions(t.Context(), QuestionsOptions{Archive: dir, File: file, Peers: true})
	if err != nil || report.Rows[3] != (QuestionsRow{Program: "fzf over headlines (not installed)"}) {
		t.Errorf("without fzf: %+v, %v", report, err)
	}
}

// TestUnclearQueriesHaveNoAnswer asks what no program can be asked, which is no
// reason to ask nothing else.
func TestUnclearQueriesHaveNoAnswer(t *testing.T) {
	dir := floods(t)
	file := writeFile(t, filepath.Join(dir, "questions.tsv"), "topic:\t2017-05-01\t2017-05-01\tferry\nferry\t2017-05-01\t2017-05-01\tferry\n")
	report, err := Questions(t.Context(), QuestionsOptions{Archive: dir, File: file})
	if err != nil || report.Rows[0].First != 1 || len(report.NotFirst) != 1 || report.NotFirst[0].Err == nil {
		t.Errorf("got %+v, %v", report, err)
	}
}

func TestQuestionsNeedsArchiveAndFile(t *testing.T) {
	dir := t.TempDir()
	file := writeFile(t, filepath.Join(dir, "good.tsv"), "ferry\t2017-05-01\t2017-05-01\tferry\n")
	bad := writeFile(t, filepath.Join(dir, "bad.tsv"), "ferry\n")
	stopped, stop := context.WithCancel(t.Context())
	stop()
	tests := []struct {
		name    string
		ctx     context.Context
		options QuestionsOptions
		want    string
	}{
		{"no archive", t.Context(), QuestionsOptions{File: file}, "no archive named"},
		{"no file", t.Context(), QuestionsOptions{Archive: dir}, "no questions named"},
		{"a missing file", t.Context(), QuestionsOptions{Archive: dir, File: dir + "/none.tsv"}, "none.tsv"},
		{"a bad file", t.Context(), QuestionsOptions{Archive: dir, File: bad}, bad + ": line 1: query"},
		{"a missing archive", t.Context(), QuestionsOptions{Archive: dir + "/none", File: file}, "none"},
		{"a stop", stopped, QuestionsOptions{Archive: floods(t), File: file}, "canceled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Questions(test.ctx, test.options); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

// TestQuestionFilesAreWhole reads the files of questions that come with the program,
// and understands every query.
func TestQuestionFilesAreWhole(t *testing.T) {
	for name, count := range map[string]int{"en-2002-2013.tsv": 133, "zh-2004-2012.tsv": 106} {
		lines, err := readQuestionFile(filepath.Join("testdata/questions", name))
		if err != nil || len(lines) != count {
			t.Errorf("%s: %d questions, %v, want %d", name, len(lines), err, count)
		}
		for _, line := range lines {
			_, err := catalog.Understand(catalog.Asked{Args: []string{line.query}, DaysAreWishes: true}, line.to, when.Years{})
			if err != nil {
				t.Errorf("%s, line %d: %v", name, line.number, err)
			}
		}
	}
}

func TestNumbersOfLines(t *testing.T) {
	tests := []struct {
		lines []string
		want  []int
	}{
		{nil, []int{}},
		{[]string{"2\tStorm", "0\t1\t2", "1"}, []int{2, 0, 1}},
		{[]string{"0\tStorm", "3\tStorm"}, nil},
		{[]string{"-1\tStorm"}, nil},
		{[]string{"Storm"}, nil},
	}
	for _, test := range tests {
		got, err := numbersOf(test.lines, 3)
		if diff := cmp.Diff(test.want, got); diff != "" || (err == nil) != (test.want != nil) {
			t.Errorf("%q: %v (-want +got):\n%s", test.lines, err, diff)
		}
	}
}

func TestWriteQuestions(t *testing.T) {
	report := QuestionsReport{Archive: "/archive", File: "q.tsv", Median: 12345 * time.Microsecond, Rows: []QuestionsRow{
		{Program: "news", Questions: 3, First: 1, InFive: 2, InTen: 2, Reciprocal: 1.25},
		{Program: "fzf over headlines (not installed)"},
	}, NotFirst: []NotFirst{
		{Line: 2, Place: 4, Query: "dam\x1b[31m", Date: event.Date{Year: 2016, Month: 4, Day: 3}, Headline: "A dam\tbursts"},
		{Line: 3, Query: "topic:", Err: errors.New("topic: needs a name")},
		{Line: 4, Query: "ferry"},
	}}
	const want = `
/archive, q.tsv: news takes 12.3 ms a question (the median, in one process, without a look for changes)

| program                            | first | five  | ten   | MRR   | n |
|------------------------------------|-------|-------|-------|-------|---|
| news                               | 0.333 | 0.667 | 0.667 | 0.417 | 3 |
| fzf over headlines (not installed) | -     | -     | -     | -     | 0 |

news did not understand 1 of the queries; with -v it says why
`
	const wantLines = "4\tdam[31m\t2016-04-03\tA dam bursts\n-\ttopic:\t-\ttopic: needs a name\n-\tferry\t-\t-\n"
	var table, lines strings.Builder
	if err := errors.Join(WriteQuestions(&table, report), WriteNotFirst(&lines, report)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], table.String()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(wantLines, lines.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTextIndex(t *testing.T) {
	all := []summary{
		{headline: "Dams burst", description: "A ferry sinks"},
		{headline: "Ferries of the north", description: "or not"},
		{headline: "Choir", description: "of the dam"},
		{headline: "Ferry", description: "Ferry"},
	}
	texts, err := newTextIndex(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		query  string
		weight float64
		most   int
		want   []int
	}{
		{"dam", 2, 10, []int{0, 2}},
		{"dam", .01, 10, []int{2, 0}},
		{"FERRY", 2, 1, []int{3}},
		{"ferry OR dams", 2, 10, []int{0, 3, 1, 2}}, // "or" is a word, too
		{`"quo" NEAR( * ^choir:`, 2, 10, []int{2}},
		{"zeppelin", 2, 10, nil},
		{"?!", 2, 10, nil},
	}
	for _, test := range tests {
		found, err := texts.anyWord(t.Context(), test.query, test.weight, test.most)
		var got []int
		for i, s := range found {
			got = append(got, s.place)
			if s.score <= 0 || i > 0 && s.score > found[i-1].score {
				t.Errorf("%s: the scores are %v", test.query, found)
			}
		}
		if diff := cmp.Diff(test.want, got, cmpopts.SortSlices(func(x, y int) bool { return test.query == "ferry OR dams" && x < y })); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.query, err, diff)
		}
	}
	if err := texts.close(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(texts.dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func FuzzParseQuestions(f *testing.F) {
	f.Add("dam\t2016-04-03\t2016-04-04\tdam|ferry\n")
	f.Add("dam\t2016-04-03\t2016-04-04\t)|(\n")
	f.Add("\t\t\t\r\n\n")
	f.Fuzz(func(t *testing.T, content string) {
		lines, err := parseQuestions(strings.NewReader(content))
		if (err == nil) != (len(lines) > 0) {
			t.Fatalf("%d questions, %v", len(lines), err)
		}
		for i, line := range lines {
			if line.number != i+1 || line.query == "" || line.to.Compare(line.from) < 0 || !line.to.Valid() {
				t.Error(fmt.Sprint(line))
			}
		}
	})
}
