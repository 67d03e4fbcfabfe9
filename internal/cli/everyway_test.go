package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/when"
)

var (
	waysFrom = flag.String("ways-from", "", "ask the archive in this folder in every way, in place of a copy of the sample")
	waysStep = flag.Int("ways-step", 0, "ask only one question of so many; left out, all, or with -race some")
	waysAll  = flag.Bool("ways-all", false, "ask with every pair of filters on all kinds of days, too")
)

// TestEveryVerbAnswersAlikeInEveryWay asks every verb in every way and compares
// what comes out: by the index and by the pages byte for byte; at a terminal, as
// lines, with NUL, as JSON, an object a line and as a number event for event, in
// the same order, each under its own day and with its own number.
//
// It stands for a kind of fault: an answer that is right in one way, which the
// stories look at, and wrong in another. So news list --topic once wrote one
// heading over events of many days, at a terminal and from an archive that has an
// index, while its lines and its JSON were right, and so was the built-in sample,
// which has none. Hence no way is trusted here for another's sake, and the picture
// at a terminal is read as people read it: what stands below a heading is of it.
func TestEveryVerbAnswersAlikeInEveryWay(t *testing.T) {
	w := newWays(t)
	step := *waysStep
	if step == 0 {
		step = 1
		if isRace() {
			step = 11
		}
	}
	for _, v := range w.verbs() {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			for i := 0; i < len(v.questions); i += step {
				w.ask(t, v, v.questions[i], i/step)
			}
		})
	}
}

// isRace tells that the race detector looks on, under which all takes ten times as
// long.
func isRace() bool {
	build, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// ways is an archive that is asked in every way.
type ways struct {
	dir, cache string
	environ    []string
	day        event.Date // one with several events, in the middle of the archive
	now        time.Time
	events     map[string]event.Event // by the handle that a terminal shows, such as 2016/04/3/2
	handles    map[string]string      // by reference
	filters    [][]string             // flags, one filter each; the last is words
	whens      [][]string
}

// question is one question that is asked in several ways.
type question struct {
	*ways
	// missing are the headlines of events of a graph that have no page, by their
	// references: JSON, which is read first, has both, and a terminal the headline alone.
	missing map[string]string
}

func newWays(t *testing.T) *ways {
	t.Helper()
	w := &ways{dir: *waysFrom, cache: t.TempDir(), events: make(map[string]event.Event), handles: make(map[string]string)}
	if w.dir == "" {
		w.dir = copySample(t, "2010", "2014", "2015", "2016", "2017")
	}
	w.environ = []string{"TERM=xterm", "NEWS_CACHE=" + w.cache, "NEWS_ARCHIVE=" + w.dir}
	a, err := archive.Open(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	most := 0
	for day := range a.Days(context.Background(), when.Set{}, false) {
		for _, e := range day.Events {
			handle := fmt.Sprintf("%s/%d", e.Ref.Date.Path(), e.Number)
			w.events[handle], w.handles[e.Ref.String()] = event.Event{Ref: e.Ref, Number: e.Number, Headline: e.Headline}, handle
		}
		if len(day.Events) > most && len(day.Events) < 20 {
			w.day, most = day.Date, len(day.Events)
		}
	}
	w.now = w.day.AddDays(1).Time().Add(12 * time.Hour)
	w.chooseFilters(t)
	w.chooseDays()
	return w
}

// copySample copies some years of the built-in sample to a folder, so that there is
// an index of it.
func copySample(t *testing.T, years ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, year := range years {
		pages, err := fs.Sub(sample.FS(), "news/"+year)
		if err == nil {
			err = os.CopyFS(filepath.Join(dir, "news", year), pages)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// chooseFilters takes names that many events have, and days around the middle.
func (w *ways) chooseFilters(t *testing.T) {
	t.Helper()
	for _, kind := range [][2]string{{"topics", "--topic"}, {"sources", "--source"}, {"categories", "--category"}} {
		name, _, _ := strings.Cut(w.run([]string{kind[0], "-n", "1"}, false).stdout, "\t")
		w.filters = append(w.filters, []string{kind[1], name})
	}
	w.filters = append(w.filters,
		[]string{"--since", w.day.AddDays(-400).String()},
		[]string{"--until", w.day.AddDays(300).String()},
		[]string{w.word()})
}

// word returns a word that several headlines have.
func (w *ways) word() string {
	times := make(map[string]int)
	for _, e := range w.events {
		for _, word := range strings.FieldsFunc(e.Headline, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if runes := []rune(word); len(runes) >= 5 && runes[0] < 0x80 {
				times[strings.ToLower(word)]++
			} else if len(runes) >= 2 && unicode.Is(unicode.Han, runes[0]) {
				times[string(runes[:2])]++
			}
		}
	}
	words := slices.SortedFunc(maps.Keys(times), func(a, b string) int { return cmp.Or(times[b]-times[a], cmp.Compare(a, b)) })
	return words[min(20, len(words)-1)]
}

// chooseDays takes every kind of WHEN there is.
func (w *ways) chooseDays() {
	d := w.day
	w.whens = [][]string{
		nil,
		{d.Path()},
		{fmt.Sprintf("%d-%02d", d.Year, d.Month)},
		{strconv.Itoa(d.Year)},
		{fmt.Sprintf("%v..%v", d.AddDays(-40), d.AddDays(9))},
		{when.Week.Around(d).String()},
		{when.Quarter.Around(d).String()},
		{when.Decade.Around(d).String()},
		{"on-this-day"},
		{fmt.Sprintf("*/%02d/%d", d.Month, d.Day)},
		{"yesterday"},
		{"last month"},
		{strconv.Itoa(d.Year - 1), fmt.Sprintf("%d-%02d", d.Year, d.Month)},
		{"1066"},
	}
}

// questions combines filters with kinds of days: none and each filter with each
// kind, and each two with some.
func (w *ways) questions(verb string, always ...string) [][]string {
	var all [][]string
	turn := 0
	add := func(when []string, filters ...[]string) {
		args := append([]string{verb}, always...)
		for _, f := range filters {
			args = append(args, f...)
		}
		all = append(all, append(args, when...))
	}
	for _, days := range w.whens {
		add(days)
	}
	for i, f := range w.filters {
		for n, days := range w.whens {
			if n == 0 || verb == "list" || (n+i)%4 == 0 || *waysAll {
				add(days, f)
			}
		}
		for _, other := range w.filters[:i] {
			turn++
			for n, days := range w.whens {
				if n == turn%len(w.whens) || *waysAll {
					add(days, other, f)
				}
			}
		}
	}
	return all
}

// each adds to each question the flags of the next set, in turn.
func each(questions [][]string, flags ...[]string) [][]string {
	var all [][]string
	for i, q := range questions {
		all = append(all, slices.Concat(q, flags[i%len(flags)]))
	}
	return all
}

// verb is a command with what to ask it, and how to read its forms.
type verb struct {
	name      string
	questions [][]string
	forms     []form
	counts    bool // --count is the number of rows
	usual     int  // how many rows are shown where no limit is asked for; 0 for all
}

// form is one way to write rows.
type form struct {
	flags    []string
	terminal bool
	read     func(*reading) []row
}

// row is a thing that is shown: what all forms tell of it. What they tell of it in
// words has no spaces, since a terminal parts it into lines.
type row struct{ key, words string }

// reading is an output that is being read.
type reading struct {
	*testing.T
	question
	out string
}

func (w *ways) verbs() []verb {
	wordless := w.filters[:len(w.filters)-1]
	word := w.filters[len(w.filters)-1][0]
	named := func(verb string) [][]string { // whose words are names
		filters := w.filters
		w.filters = append(slices.Clone(wordless), []string{"--query", word})
		defer func() { w.filters = filters }()
		return w.questions(verb)
	}
	var searches [][]string
	for _, order := range [][]string{nil, {"--sort", "date"}, {"--sort", "date", "--reverse"}} {
		searches = append(searches, slices.Concat([]string{"search", word}, order))
		for i, f := range wordless {
			searches = append(searches, slices.Concat([]string{"search", word}, f, order))
			for _, other := range wordless[:i] {
				searches = append(searches, slices.Concat([]string{"search", word}, f, other, order))
			}
		}
	}
	year := strconv.Itoa(w.day.Year)
	searches = append(searches, // rows that lack something
		[]string{"search", word, "xyzzy"}, []string{"search", word, year, "--explain"}, []string{"search", year, "-n", "30"},
		[]string{"search", word, "president", "army", year, "-n", "0"}, []string{"search", word, "president", "army", "--all"})
	orders := [][]string{nil, {"--reverse"}, {"-n", "3"}, {"--reverse", "-n", "7"}}
	nameOrders := append(slices.Clone(orders), []string{"--sort", "name"}, []string{"--sort", "recent", "--reverse"}, []string{"--sort", "recent", "-n", "5"})
	return []verb{
		{"list", each(w.questions("list"), orders...), eventForms(readList), true, 0},
		{"search", each(searches, nil, []string{"-n", "0"}, []string{"-n", "2"}), eventForms(readHandles), false, 0},
		{"timeline", each(w.questions("timeline"), nil, []string{"--by", "year"}, orders[1], orders[2], []string{"--by", "week"}, []string{"--topic", w.filters[0][1], "--query", word}), countForms(readChart, "period", "count"), false, 0},
		{"topics", each(named("topics"), nameOrders...), countForms(readUses, "topic", "count", "first", "last"), true, 0},
		{"sources", each(named("sources"), nameOrders...), countForms(readUses, "name", "count", "first", "last"), true, 0},
		{"categories", each(named("categories"), nameOrders...), countForms(readUses, "category", "count", "first", "last"), true, 0},
		{"graph", each(w.questions("graph", "--depth", "1")[1:], nil, []string{"-n", "7"}, []string{"--depth", "0"}, []string{"--reverse", "-n", "0", "--depth", "0"}), graphForms(), false, 0},
		{"relate", w.around("relate"), eventForms(readHandles), true, usualHits},
		{"story", w.around("story"), eventForms(readStory), true, usualChapters},
		{"path", w.pairs(), eventForms(readHandles), false, 0},
		{"show", w.shows(), showForms(), false, 0},
		{"check", [][]string{{"check"}, {"check", "links", "days"}, {"check", "unlisted"}, {"check", "copies"}}, faultForms(), true, 0},
	}
}

// some returns the handles of a few events, the same each time.
func (w *ways) some(n int) []string {
	var all []string
	for handle, e := range w.events {
		if e.Ref.Date.Compare(w.day.AddDays(-60)) > 0 {
			all = append(all, handle)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return w.events[a].Ref.Compare(w.events[b].Ref) })
	return all[:min(n, len(all))]
}

func (w *ways) around(verb string) [][]string {
	var all [][]string
	for i, handle := range w.some(12) {
		flags := [][]string{nil, {"-n", "0"}, {"-n", "3"}, {"--since", w.day.AddDays(-20).String()}}[i%4]
		all = append(all, slices.Concat([]string{verb, handle}, flags))
	}
	return all
}

func (w *ways) pairs() [][]string {
	var all [][]string
	some := w.some(20)
	for i := range len(some) / 2 {
		all = append(all, []string{"path", some[i], some[len(some)-1-i]})
	}
	return all
}

func (w *ways) shows() [][]string {
	all := [][]string{}
	for _, days := range w.whens[1:] {
		if len(days) == 1 {
			all = append(all, append([]string{"show"}, days...))
		}
	}
	for _, handle := range w.some(10) {
		all = append(all, []string{"show", handle}, []string{"show", w.events[handle].Ref.Slug})
	}
	return all
}

// run asks once, at a terminal of 80 columns or not.
func (w *ways) run(args []string, terminal bool) run {
	var out, errs bytes.Buffer
	p := &Program{
		Args: append([]string{"--no-pager", "--color", "never", "--lang", "en"}, args...), In: strings.NewReader(""), Out: &out, Err: &errs,
		Environ: w.environ, Now: func() time.Time { return w.now },
		Size: func(stream any) (int, int, bool) { return 80, 24, terminal && stream == &out },
	}
	code := p.Run()
	return run{code: code, stdout: out.String(), stderr: errs.String()}
}

// ask asks one question in all ways. By the pages, which take longest to read, every
// second question is asked in one form, each time in another: no form knows where its
// events come from.
func (w *ways) ask(t *testing.T, v verb, args []string, turn int) {
	t.Helper()
	byPages := -1
	if turn%2 == 0 {
		byPages = turn / 2 % len(v.forms)
	}
	q := question{w, make(map[string]string)}
	var first []row
	for i, f := range v.forms {
		asked := append(slices.Clone(args), f.flags...)
		what := strings.Join(asked, " ")
		if f.terminal {
			what += " (at a terminal)"
		}
		got := w.run(asked, f.terminal)
		if i == byPages {
			pages := w.run(append(slices.Clone(asked), "--no-index"), f.terminal)
			if got.code != pages.code || got.stdout != pages.stdout || got.stderr != pages.stderr {
				t.Errorf("%s: by the index\n%d\n%s%s\nby the pages\n%d\n%s%s", what, got.code, shortened(got.stdout), got.stderr, pages.code, shortened(pages.stdout), pages.stderr)
			}
		}
		if got.code != exitOK && got.code != exitNoMatch && got.code != exitNotFound {
			t.Errorf("%s: exit code %d: %s", what, got.code, got.stderr)
			return
		}
		r := &reading{t, q, got.stdout}
		rows := f.read(r)
		if i == 0 {
			first = rows
		} else if diff := differ(first, rows, f.terminal); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
		if t.Failed() {
			return
		}
	}
	limit := slices.Index(args, "-n")
	if !v.counts || limit > 0 && args[limit+1] != "0" {
		return // rows can be left out
	}
	pages := len(first)
	if v.usual > 0 { // such rows stand for second pages, too
		pages += w.copies(t, args)
	}
	if limit < 0 && pages == v.usual {
		return // rows can be left out
	}
	if got := w.run(append(slices.Clone(args), "--count"), false); got.stdout != fmt.Sprintln(pages) {
		t.Errorf("%s --count: %q, and there are %d", strings.Join(args, " "), got.stdout, pages)
	}
}

// copies returns how many second pages the rows of an answer stand for.
func (w *ways) copies(t *testing.T, args []string) int {
	t.Helper()
	n := 0
	for line := range strings.Lines(w.run(append(slices.Clone(args), "--ndjson"), false).stdout) {
		var shown struct {
			Copies []string `json:"copies"`
		}
		if err := json.Unmarshal([]byte(line), &shown); err != nil {
			t.Fatalf("%s: %v", strings.Join(args, " "), err)
		}
		n += len(shown.Copies)
	}
	return n
}

func shortened(s string) string { return s[:min(len(s), 3000)] }

// differ tells how rows differ; "" where they do not. At a terminal, more words can
// stand behind those that all forms have.
func differ(want, got []row, terminal bool) string {
	for i := range min(len(want), len(got)) {
		same := want[i].words == got[i].words || terminal && strings.HasPrefix(got[i].words, want[i].words)
		if want[i].key != got[i].key || !same {
			return fmt.Sprintf("row %d is %+v, and first was %+v", i+1, got[i], want[i])
		}
	}
	if len(want) != len(got) {
		return fmt.Sprintf("there are %d rows, and first were %d", len(got), len(want))
	}
	return ""
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// objects reads what JSON holds, an array or an object a line.
func (r *reading) objects() []map[string]any {
	var all []map[string]any
	for d := json.NewDecoder(strings.NewReader(r.out)); ; {
		var value json.RawMessage
		if err := d.Decode(&value); err == io.EOF {
			return all
		} else if err != nil {
			r.Errorf("JSON: %v in %s", err, shortened(r.out))
			return nil
		}
		var one map[string]any
		var several []map[string]any
		if json.Unmarshal(value, &several) == nil {
			all = append(all, several...)
		} else if err := json.Unmarshal(value, &one); err == nil {
			all = append(all, one)
		} else {
			r.Errorf("JSON: %v", err)
		}
	}
}

// lines returns the fields of lines that end with newline or NUL.
func (r *reading) lines(end string) [][]string {
	var all [][]string
	for line := range strings.SplitAfterSeq(r.out, end) {
		line, whole := strings.CutSuffix(line, end)
		if !whole {
			if line != "" {
				r.Errorf("%q does not end", line)
			}
			continue
		}
		all = append(all, strings.Split(line, "\t"))
	}
	return all
}

// event returns the row of an event that a form names by its day and reference.
func (r *reading) event(date, ref, headline string) row {
	handle, known := r.handles[ref]
	if !known { // it has no page
		day, _, _ := event.SplitPath(ref)
		if day.String() != date {
			r.Errorf("%s stands at %s", ref, date)
		}
		return row{day.Path(), squeeze(headline)}
	}
	e := r.events[handle]
	if e.Ref.Date.String() != date || e.Headline != headline {
		r.Errorf("%s stands at %s with the headline %q", ref, date, headline)
	}
	return row{handle, squeeze(headline)}
}

func eventForms(terminal func(*reading) []row) []form {
	lines := func(end string) func(*reading) []row {
		return func(r *reading) []row {
			var rows []row
			for _, fields := range r.lines(end) {
				rows = append(rows, r.event(fields[0], fields[1], fields[2]))
			}
			return rows
		}
	}
	objects := func(r *reading) []row {
		var rows []row
		for _, o := range r.objects() {
			one := r.event(o["date"].(string), o["ref"].(string), o["headline"].(string))
			if number, ok := o["number"].(float64); ok && !strings.HasSuffix(one.key, fmt.Sprintf("/%v", number)) && strings.Count(one.key, "/") == 3 {
				r.Errorf("%s has the number %v", one.key, number)
			}
			rows = append(rows, one)
		}
		return rows
	}
	return []form{
		{[]string{"--json"}, false, objects},
		{[]string{"--ndjson"}, false, objects},
		{nil, false, lines("\n")},
		{[]string{"-0"}, false, lines("\x00")},
		{nil, true, terminal},
	}
}

var numberedLine = regexp.MustCompile(`^ {0,3}(\d+)  (.*)$`)

// readList reads days with their events: a heading that ends with the day as
// references have it, and below it numbers and headlines.
func readList(r *reading) []row {
	var rows []row
	day := ""
	for line := range strings.Lines(r.out) {
		line = strings.TrimSuffix(line, "\n")
		if numbered := numberedLine.FindStringSubmatch(line); numbered != nil && !strings.HasPrefix(line, "    ") {
			rows = append(rows, row{day + "/" + numbered[1], squeeze(numbered[2])})
			continue
		}
		switch {
		case line == "":
		case strings.HasPrefix(line, " ") && len(rows) > 0:
			rows[len(rows)-1].words += squeeze(line)
		default:
			title, path, _ := strings.Cut(line, "  ")
			date, err := time.Parse("Monday, 2 January 2006", title)
			if err != nil || event.DateOf(date).Path() != path || path == day {
				r.Fatalf("the heading %q", line)
			}
			day = path
		}
	}
	for _, one := range rows {
		if e, known := r.events[one.key]; !known || e.Headline != "" && squeeze(e.Headline) != one.words {
			r.Errorf("%s is shown as %q and is %q", one.key, one.words, e.Headline)
		}
	}
	return rows
}

var handledLine = regexp.MustCompile(`^(?:[→←↔▸ ] )?(\d{4}/\d\d/\d+(?:/\d+)?) +(\S.*)$`)

// readHandles reads events behind their handles, with whatever stands below.
func readHandles(r *reading) []row {
	var rows []row
	for line := range strings.Lines(r.out) {
		if handled := handledLine.FindStringSubmatch(strings.TrimSuffix(line, "\n")); handled != nil {
			rows = append(rows, row{handled[1], squeeze(handled[2])})
		} else if strings.HasPrefix(line, " ") && len(rows) > 0 {
			rows[len(rows)-1].words += squeeze(line)
		}
	}
	return rows
}

// readStory is readHandles for events that stand below their months.
func readStory(r *reading) []row {
	// Pipes have no nearest events.
	story, nearest, alone := strings.Cut(r.out, "\nNo story; nearest\n")
	r.out = story
	month := ""
	for line := range strings.Lines(r.out) {
		line = strings.TrimSuffix(line, "\n")
		if _, err := time.Parse("January 2006", line); err == nil {
			month = line
		}
		if handled := handledLine.FindStringSubmatch(line); handled != nil {
			if date := r.events[handled[1]].Ref.Date; date.IsZero() || date.Time().Format("January 2006") != month {
				r.Errorf("%s stands below %q", handled[1], month)
			}
		}
	}
	rows := readHandles(r)
	if alone && (len(rows) > 1 || strings.TrimSpace(nearest) == "") {
		r.Errorf("the nearest of a story of %d are %q", len(rows), nearest)
	}
	return rows
}

// countForms are those of rows with a name and numbers, called so in JSON.
func countForms(terminal func(*reading) []row, names ...string) []form {
	lines := func(end string) func(*reading) []row {
		return func(r *reading) []row {
			var rows []row
			for _, fields := range r.lines(end) {
				if names[0] == "name" { // SITES stand between
					fields = slices.Delete(fields, 2, 3)
				}
				rows = append(rows, row{strings.Join(fields[1:], " "), squeeze(fields[0])})
			}
			return rows
		}
	}
	objects := func(r *reading) []row {
		var rows []row
		for _, o := range r.objects() {
			one := row{words: squeeze(o[names[0]].(string))}
			var key []string
			for _, name := range names[1:] {
				key = append(key, fmt.Sprint(o[name]))
			}
			if side, ok := o["topics"].([]any); ok && len(side) > 1 {
				key = nil
				for _, count := range side {
					key = append(key, fmt.Sprint(count.(map[string]any)["count"]))
				}
			}
			one.key = strings.Join(key, " ")
			rows = append(rows, one)
		}
		return rows
	}
	return []form{
		{[]string{"--json"}, false, objects},
		{[]string{"--ndjson"}, false, objects},
		{nil, false, lines("\n")},
		{[]string{"-0"}, false, lines("\x00")},
		{nil, true, terminal},
	}
}

// faultForms are the forms of faults, each told by its whole message.
func faultForms() []form {
	lines := func(end string) func(*reading) []row {
		return func(r *reading) []row {
			var rows []row
			for _, fields := range r.lines(end) {
				rows = append(rows, row{words: squeeze(strings.Join(fields, " "))})
			}
			return rows
		}
	}
	objects := func(r *reading) []row {
		var rows []row
		for _, o := range r.objects() {
			place := o["path"].(string)
			if line := o["line"].(float64); line > 0 {
				place += fmt.Sprintf(":%v", line)
			}
			rows = append(rows, row{words: squeeze(place + ": " + o["message"].(string))})
		}
		return rows
	}
	return []form{
		{[]string{"--json"}, false, objects},
		{[]string{"--ndjson"}, false, objects},
		{nil, false, lines("\n")},
		{[]string{"-0"}, false, lines("\x00")},
		{[]string{"-n", "0"}, true, readFaults},
	}
}

// readFaults reads faults below the headings of their kinds. A heading has the number
// of the faults below it.
func readFaults(r *reading) []row {
	var rows []row
	below := 0 // how many faults are still to come below a heading
	for line := range strings.Lines(r.out) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "    "):
			rows[len(rows)-1].words += squeeze(line)
		case strings.HasPrefix(line, "  "):
			rows = append(rows, row{words: squeeze(line)})
			below--
		case line != "":
			if below != 0 {
				r.Errorf("%d faults are missing before %q", below, line)
			}
			_, number, _ := strings.Cut(line, ": ")
			below, _ = strconv.Atoi(strings.ReplaceAll(number, ",", ""))
		}
	}
	return rows
}

var useLine = regexp.MustCompile(`^ *(\d+)  (\d{4}-\d\d-\d\d)( – (\d{4}-\d\d-\d\d))? +(\S.*)$`)

// readUses reads a table of names.
func readUses(r *reading) []row {
	var rows []row
	for line := range strings.Lines(r.out) {
		if use := useLine.FindStringSubmatch(strings.TrimSuffix(line, "\n")); use != nil {
			rows = append(rows, row{fmt.Sprintf("%s %s %s", use[1], use[2], cmp.Or(use[4], use[2])), squeeze(use[5])})
		} else if len(rows) > 0 {
			rows[len(rows)-1].words += squeeze(line)
		}
	}
	return rows
}

var periodLine = regexp.MustCompile(`^(\d{4}(?:s|-Q\d|-W\d\d|-\d\d|-\d\d-\d\d)?)  (.*)$`)

// readChart reads a chart: a period and its numbers a line.
func readChart(r *reading) []row {
	_, chart, _ := strings.Cut(r.out, "─\n")
	var rows []row
	for line := range strings.Lines(chart) {
		period := periodLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if period == nil {
			continue
		}
		var counts []string
		for _, field := range strings.Fields(period[2]) {
			if _, err := strconv.Atoi(field); err == nil {
				counts = append(counts, field)
			}
		}
		rows = append(rows, row{strings.Join(counts, " "), period[1]})
	}
	return rows
}

// graphForms read a graph as its links, in order: the forms list events in
// several orders.
func graphForms() []form {
	return []form{
		{[]string{"--json"}, false, readNodeLink},
		{[]string{"--format", "lines"}, false, readLinks},
		{nil, true, readStars},
	}
}

// links puts the links of a graph, and its events that have none, into order.
func links(nodes, edges map[string]bool) []row {
	for edge := range edges {
		from, to, _ := strings.Cut(edge, " → ")
		delete(nodes, from)
		delete(nodes, to)
	}
	var rows []row
	for _, all := range []map[string]bool{edges, nodes} {
		for _, key := range slices.Sorted(maps.Keys(all)) {
			rows = append(rows, row{key: key})
		}
	}
	return rows
}

// node returns the handle of an event of a graph, or its reference where it has no
// page.
func (r *reading) node(ref string) string { return cmp.Or(r.handles[ref], ref) }

func readNodeLink(r *reading) []row {
	var graph struct {
		Nodes []struct{ ID, Date, Headline string }
		Links []struct{ Source, Target string }
	}
	if err := json.Unmarshal([]byte(r.out), &graph); err != nil {
		r.Error(err)
	}
	nodes, edges := make(map[string]bool), make(map[string]bool)
	for _, n := range graph.Nodes {
		nodes[r.node(n.ID)] = true
		if r.handles[n.ID] == "" {
			r.missing[n.ID] = squeeze(n.Headline)
		} else {
			r.event(n.Date, n.ID, n.Headline)
		}
	}
	for _, l := range graph.Links {
		edges[r.node(l.Source)+" → "+r.node(l.Target)] = true
	}
	return links(nodes, edges)
}

func readLinks(r *reading) []row {
	nodes, edges := make(map[string]bool), make(map[string]bool)
	for _, fields := range r.lines("\n") {
		nodes[r.node(fields[0])] = true
		if fields[1] != "" {
			edges[r.node(fields[0])+" → "+r.node(fields[1])] = true
		}
	}
	return links(nodes, edges)
}

var starLine = regexp.MustCompile(`^(?:  ([→←↔ ]) )?(\d{4}/\d\d/\d+(?:/\d+)?)(?: +(\S.*))?$`)

// readStars reads events with their links below them.
func readStars(r *reading) []row {
	type star struct{ arrow, handle, words string }
	var stars []star
	for line := range strings.Lines(r.out) {
		line = strings.TrimSuffix(line, "\n")
		if s := starLine.FindStringSubmatch(line); s != nil {
			stars = append(stars, star{s[1], s[2], squeeze(s[3])})
		} else if line != "" && len(stars) > 0 {
			stars[len(stars)-1].words += squeeze(line)
		}
	}
	nodes, edges := make(map[string]bool), make(map[string]bool)
	centre := ""
	for _, s := range stars {
		name := r.shownAs(s.handle, s.words)
		nodes[name] = true
		if s.arrow == "" {
			centre = name
			continue
		}
		if s.arrow == "→" || s.arrow == "↔" {
			edges[centre+" → "+name] = true
		}
		if s.arrow == "←" || s.arrow == "↔" {
			edges[name+" → "+centre] = true
		}
	}
	return links(nodes, edges)
}

// shownAs returns the name of what a terminal shows behind a handle.
func (r *reading) shownAs(handle, words string) string {
	if strings.Count(handle, "/") == 3 {
		return handle
	}
	beginning, isCut := strings.CutSuffix(words, "…")
	found := ""
	for ref, headline := range r.missing {
		same := strings.HasPrefix(words, headline) || isCut && strings.HasPrefix(headline, beginning)
		if same && strings.HasPrefix(ref, handle+"/") && len(headline) >= len(r.missing[found]) {
			found = ref
		}
	}
	return found
}

// showForms read days and events as news show writes them.
func showForms() []form {
	return []form{
		{[]string{"--json"}, false, readShown},
		{[]string{"--ndjson"}, false, readShown},
		{nil, true, readFrontPages},
	}
}

// readShown reads an event, a day, several of both, or the days of a calendar.
func readShown(r *reading) []row {
	var rows []row
	for _, o := range r.objects() {
		date, _ := o["date"].(string)
		events, isDay := o["events"].([]any)
		days, isCalendar := o["days"].([]any)
		switch {
		case isCalendar:
			for _, day := range days {
				day := day.(map[string]any)
				rows = append(rows, row{fmt.Sprintf("%v %v", day["date"], day["count"]), ""})
			}
		case isDay:
			for _, e := range events {
				e := e.(map[string]any)
				rows = append(rows, r.event(date, e["ref"].(string), e["headline"].(string)))
			}
		default:
			one := r.event(date, o["ref"].(string), o["headline"].(string))
			rows = append(rows, row{key: one.key})
		}
	}
	return rows
}

var (
	dayTitle     = regexp.MustCompile(`^(\S+, \d+ \S+ \d{4})  +(\d+ events?|\d{4}/\d\d/\d+/\d+)$`)
	calendarLine = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)  \S+ +(\d+)  `)
)

// readFrontPages reads days and events as pages: below its title, a day has
// numbers, and an event its handle beside the title.
func readFrontPages(r *reading) []row {
	var rows []row
	var day event.Date
	for line := range strings.Lines(r.out) {
		line = strings.TrimSuffix(line, "\n")
		if title := dayTitle.FindStringSubmatch(line); title != nil {
			date, err := time.Parse("Monday, 2 January 2006", title[1])
			if err != nil {
				r.Error(err)
			}
			if day = event.DateOf(date); strings.Contains(title[2], "/") {
				rows = append(rows, row{key: title[2]})
				day = event.Date{}
			}
			continue
		}
		if counted := calendarLine.FindStringSubmatch(line); counted != nil {
			rows = append(rows, row{key: counted[1] + " " + counted[2]})
			continue
		}
		if day.IsZero() {
			continue
		}
		if numbered := numberedLine.FindStringSubmatch(line); numbered != nil && !strings.HasPrefix(line, "    ") {
			rows = append(rows, row{day.Path() + "/" + numbered[1], squeeze(numbered[2])})
		} else if len(rows) > 0 {
			rows[len(rows)-1].words += squeeze(line)
		}
	}
	return rows
}

// TestNumbersOfAListAreThoseOfShow shows events by the numbers that every other
// way is held against.
func TestNumbersOfAListAreThoseOfShow(t *testing.T) {
	w := newWays(t)
	for _, handle := range w.some(150) {
		var shown struct{ Ref string }
		got := w.run([]string{"show", handle, "--json"}, false)
		if err := json.Unmarshal([]byte(got.stdout), &shown); err != nil || shown.Ref != w.events[handle].Ref.String() {
			t.Errorf("show %s: %s (%v), and there stands %s", handle, shown.Ref, err, w.events[handle].Ref)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(w.cache, "*.sqlite")); len(left) != 1 {
		t.Errorf("the cache holds %q: no question was asked by an index", left)
	}
}
