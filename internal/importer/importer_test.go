package importer_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/importer"
	"news/internal/portal"
)

func april(day int) event.Date { return event.Date{Year: 2016, Month: 4, Day: day} }

// source is a page of the portal in a revision.
type source struct {
	date     event.Date
	revision int
	text     string
}

// export returns an export of MediaWiki with pages.
func export(pages ...source) []byte {
	var b bytes.Buffer
	b.WriteString(`<mediawiki xml:lang="en">` + "\n")
	for i, p := range pages {
		fmt.Fprintf(&b, "<page><title>%s</title><ns>100</ns><id>%d</id><revision><id>%d</id><timestamp>2016-05-01T00:00:00Z</timestamp><text>",
			portal.Title(p.date), i+1, p.revision)
		xml.EscapeText(&b, []byte(p.text))
		b.WriteString("</text></revision></page>\n")
	}
	b.WriteString("</mediawiki>\n")
	return b.Bytes()
}

// wikiText returns the wiki text of a day with lines.
func wikiText(lines ...string) string {
	return "{{Current events|content=\n<!-- All news items below this line -->\n" + strings.Join(lines, "\n") + "\n<!-- All news items above this line -->}}\n"
}

// imports imports pages into a folder.
func imports(t *testing.T, dir string, pages ...source) importer.Report {
	t.Helper()
	report, err := importer.Run(context.Background(), from(dir, pages...))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func from(dir string, pages ...source) importer.Options {
	return importer.Options{Dir: dir, Today: event.Date{Year: 2016, Month: 6, Day: 1}, Files: []string{"-"}, Input: bytes.NewReader(export(pages...))}
}

// tree returns the files of an archive, without the lock.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == "lock" {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(t *testing.T, story string, want, got map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", story, diff)
	}
}

// day reads a day of an archive.
func day(t *testing.T, dir string, date event.Date) event.Day {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	return a.Day(date)
}

func slugs(d event.Day) []string {
	var found []string
	for _, e := range d.Events {
		found = append(found, e.Ref.Slug)
	}
	return found
}

// month returns the days of a made month: each with events about a few things that go
// on, so that events of different days are related.
func month(days int) []source {
	random := rand.New(rand.NewPCG(1, 2))
	places := []string{"Oslo", "Bergen", "Lima", "Quito", "Accra", "Turku"}
	things := []string{"ferry strike", "flood", "election", "chess tournament", "harbour fire", "budget dispute"}
	deeds := []string{"enters another day", "ends with a surprise", "is discussed in parliament", "draws large crowds", "worries neighbours"}
	var pages []source
	for d := range days {
		lines := []string{"'''Disasters and accidents'''"}
		for n := range 3 + random.IntN(4) {
			place, thing := places[random.IntN(len(places))], things[random.IntN(len(things))]
			if n == 2 {
				lines = append(lines, "'''Politics and elections'''", "*[["+place+" crisis]]")
			}
			star := "*"
			if n == 2 {
				star = "**"
			}
			lines = append(lines, fmt.Sprintf("%sThe %s of [[%s]] %s. Officials count %d visitors. [http://paper.example/%d/%d (Paper)]",
				star, thing, place, deeds[random.IntN(len(deeds))], random.IntN(900), d, n))
		}
		pages = append(pages, source{april(1).AddDays(d), 1000 + d, wikiText(lines...)})
	}
	return pages
}

func TestImportMakesAnArchiveThatNewsReads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "news")
	report := imports(t, dir,
		source{april(2), 12, wikiText("'''Sports'''", "*[[Chess Olympiad]]", "**A player from [[Norway|Norwegian]] club [[Oslo SK]] wins. Nobody expected it. [http://a.example/1 (Paper)] [http://b.example/2 (Gazette)]")},
		source{april(3), 13, wikiText("'''Sports'''", "*[[Chess Olympiad]]", "**The [[Chess Olympiad]] ends in [[Oslo]]. [http://a.example/3 (Paper)]", "*")})
	if report.Days != 2 || report.New != 2 || report.First != april(2) || report.Last != april(3) {
		t.Errorf("reported %+v", report)
	}
	second := day(t, dir, april(2))
	if diff := cmp.Diff([]string{"a-player-from-norwegian-club-oslo-sk-wins"}, slugs(second)); diff != "" {
		t.Fatalf("slugs (-want +got):\n%s", diff)
	}
	e := second.Events[0]
	want := event.Event{
		Ref: event.NewRef(april(2), "a-player-from-norwegian-club-oslo-sk-wins"), Number: 1, Category: "Sports",
		Headline: "A player from Norwegian club Oslo SK wins.", Description: "Nobody expected it.",
		Topics:  []string{"Chess Olympiad", "Oslo SK"},
		Sources: []event.Source{{Name: "Paper", URL: "http://a.example/1"}, {Name: "Gazette", URL: "http://b.example/2"}},
		Path:    "news/2016/04/2/a-player-from-norwegian-club-oslo-sk-wins.md",
		Related: []event.Link{{Ref: event.NewRef(april(3), "the-chess-olympiad-ends-in-oslo"), Headline: "The Chess Olympiad ends in Oslo.", Topics: []string{"Chess Olympiad"}}},
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
	third := tree(t, dir)["news/2016/04/3/README.md"]
	for _, part := range []string{"oldid=13", "CC BY-SA 4.0", "changed by news", "[Previous Day...](/news/2016/04/2/index.md)"} {
		if !strings.Contains(third, part) {
			t.Errorf("the page of the day does not have %q:\n%s", part, third)
		}
	}
}

func TestASecondImportOfTheSameWritesNothing(t *testing.T) {
	dir := t.TempDir()
	imports(t, dir, month(12)...)
	before := tree(t, dir)
	report := imports(t, dir, month(12)...)
	if report.Written != 0 || report.Days != 0 || report.Unchanged != 12 {
		t.Errorf("reported %+v", report)
	}
	same(t, "a second import", before, tree(t, dir))
}

func TestTheOrderOfAnExportDoesNotMatter(t *testing.T) {
	want := t.TempDir()
	imports(t, want, month(12)...)
	pages := month(12)
	older := source{pages[3].date, 7, wikiText("*An older revision of the page.")}
	pages = append(pages, older, older)
	for seed := range uint64(5) {
		shuffled := slices.Clone(pages)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		got := t.TempDir()
		imports(t, got, shuffled...)
		same(t, fmt.Sprintf("order %d", seed), tree(t, want), tree(t, got))
	}
}

func TestDaysOneByOneAndRelinkedAreOneImport(t *testing.T) {
	want, got := t.TempDir(), t.TempDir()
	imports(t, want, month(30)...)
	for _, page := range month(30) {
		imports(t, got, page)
	}
	o := from(got)
	o.Files, o.Relink = nil, true
	if _, err := importer.Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	same(t, "relinked", tree(t, want), tree(t, got))
}

// What is kept for later imports changes nothing but their time, even if it is damaged.
func TestTheCacheChangesNothing(t *testing.T) {
	without, with, cache := t.TempDir(), t.TempDir(), t.TempDir()
	for i, page := range month(14) {
		imports(t, without, page)
		o := from(with, page)
		o.Cache = cache
		if _, err := importer.Run(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("day %d", i+1), tree(t, without), tree(t, with))
		files, err := filepath.Glob(filepath.Join(cache, "*.words"))
		if err != nil || len(files) != 1 {
			t.Fatalf("the cache has %q, %v", files, err)
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		switch i % 4 {
		case 1:
			data[len(data)/2] ^= 1
		case 2:
			data = data[:len(data)/2]
		}
		writeFile(t, files[0], string(data))
	}
}

// An import that ends at any write is finished by the next one, with the same result.
func TestAnImportGoesOnAfterAFullDisk(t *testing.T) {
	pages := month(6)
	pages[5].date = event.Date{Year: 2016, Month: 5, Day: 1} // another month
	changed := slices.Clone(pages)
	changed[2].revision = 3000
	changed[2].text = strings.Replace(changed[2].text, "Officials count", "Many officials count", 1)
	changed[3].revision, changed[3].text = 3001, wikiText("*Nothing of the rest is left.")
	moved := slices.IndexFunc(strings.Split(pages[3].text, "\n"), func(line string) bool { return strings.Contains(line, "paper.example") })
	changed[1].revision, changed[1].text = 3002, wikiText(append(strings.Split(changed[1].text, "\n")[2:], strings.Split(pages[3].text, "\n")[moved])...)
	want := t.TempDir()
	imports(t, want, pages[:4]...)
	first := tree(t, want)
	imports(t, want, changed...)
	end := tree(t, want)
	full := errors.New("no space left on device")
	for stop := 0; ; stop++ {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(want)); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		imports(t, dir, pages[:4]...)
		same(t, "the first import", first, tree(t, dir))
		writes := 0
		_, err := importer.Run(context.Background(), importer.WithFault(from(dir, changed...), func() error {
			if writes++; writes > stop {
				return full
			}
			return nil
		}))
		for name, page := range tree(t, dir) {
			if strings.HasSuffix(name, ".md") && page == "" {
				t.Fatalf("%s is empty", name)
			}
		}
		done := err == nil
		if !done && !errors.Is(err, full) {
			t.Fatal(err)
		}
		imports(t, dir, changed...)
		same(t, fmt.Sprintf("finished after %d writes", stop), end, tree(t, dir))
		if done {
			break
		}
	}
}

func TestAnEditedItemKeepsItsSlug(t *testing.T) {
	dir := t.TempDir()
	imports(t, dir, source{april(3), 1, wikiText("*A fire burns down the old harbour of [[Oslo]]. [http://a.example/1 (Paper)]", "*A ferry sinks off [[Bergen]]. [http://a.example/2 (Paper)]")})
	report := imports(t, dir, source{april(3), 2, wikiText("*A ferry sinks off [[Bergen]]. All are saved. [http://a.example/2 (Paper)]", "*A fire burns down the old harbour of [[Oslo]], Norway. [http://a.example/1 (Paper)]")})
	if report.Changed != 2 || report.New != 0 || report.Removed != 0 {
		t.Errorf("reported %+v", report)
	}
	d := day(t, dir, april(3))
	if diff := cmp.Diff([]string{"a-ferry-sinks-off-bergen", "a-fire-burns-down-the-old-harbour-of-oslo"}, slugs(d)); diff != "" {
		t.Fatalf("slugs (-want +got):\n%s", diff)
	}
	ref := d.Events[1].Ref
	want := []event.Change{
		{Ref: ref, Headline: "A fire burns down the old harbour of Oslo.", Note: "(First version)"},
		{Ref: ref, Headline: "A fire burns down the old harbour of Oslo, Norway.", Note: "(Current version)"},
	}
	if diff := cmp.Diff(want, d.Events[1].Changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if len(d.Events[0].Changes) > 0 || d.Events[0].Description != "All are saved." {
		t.Errorf("an event with the same headline became %+v", d.Events[0])
	}
}

func TestAnItemThatIsGoneIsRemovedAndOneThatMovedIsFollowed(t *testing.T) {
	type figures struct{ new, changed, removed, moved int }
	figuresOf := func(r importer.Report) figures { return figures{r.New, r.Changed, r.Removed, r.Moved} }
	for order, want := range map[string][]figures{
		"at once":     {{moved: 1}},
		"gone first":  {{removed: 1}, {moved: 1}},
		"there first": {{new: 1}, {moved: 1}},
	} {
		dir := t.TempDir()
		item := "*A fire burns down the old harbour of [[Oslo]]. [http://a.example/1 (Paper)]"
		ferry := "*A ferry sinks off [[Bergen]]. [http://a.example/2 (Paper)]"
		imports(t, dir, source{april(3), 1, wikiText(item, ferry)}, source{april(5), 2, wikiText("*Nothing else happens in [[Lima]].")})
		gone, there := source{april(3), 3, wikiText(ferry)}, source{april(5), 4, wikiText("*Nothing else happens in [[Lima]].", item)}
		var got []figures
		switch order {
		case "at once":
			got = append(got, figuresOf(imports(t, dir, gone, there)))
		case "gone first":
			got = append(got, figuresOf(imports(t, dir, gone)), figuresOf(imports(t, dir, there)))
		case "there first":
			got = append(got, figuresOf(imports(t, dir, there)), figuresOf(imports(t, dir, gone)))
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s: told %+v, want %+v", order, got, want)
		}
		former := event.NewRef(april(3), "a-fire-burns-down-the-old-harbour-of-oslo")
		if diff := cmp.Diff([]string{"a-ferry-sinks-off-bergen"}, slugs(day(t, dir, april(3)))); diff != "" {
			t.Errorf("slugs (-want +got):\n%s", diff)
		}
		fifth := day(t, dir, april(5))
		moved := fifth.Events[len(fifth.Events)-1]
		changes := []event.Change{
			{Ref: former, Headline: moved.Headline, Note: "(First version)"},
			{Ref: moved.Ref, Headline: moved.Headline, Note: "(Current version)"},
		}
		if diff := cmp.Diff(changes, moved.Changes); diff != "" {
			t.Errorf("changes (-want +got):\n%s", diff)
		}
	}
}

// Of several revisions of a day in one import only the newest counts.
func TestTheFiguresAreOfTheNewestRevisions(t *testing.T) {
	ferry, fire := "*A ferry sinks off [[Bergen]].", "*A fire burns in [[Oslo]]."
	report := imports(t, t.TempDir(), source{april(3), 1, wikiText(ferry)}, source{april(3), 2, wikiText(ferry, fire, "*[[Lima]]")}, source{april(3), 3, wikiText(ferry, fire)})
	if report.Days != 1 || report.New != 2 || len(report.Problems) != 0 {
		t.Errorf("reported %+v", report)
	}
}

// Whether an item is first seen to be gone from its day or to be there on another, in
// one import or two, it has moved; and one that only came back has not.
func TestTheOrderInWhichAMoveIsSeenDoesNotMatter(t *testing.T) {
	item := "*A fire burns down the old harbour of [[Oslo]]. [http://a.example/1 (Paper)]"
	ferry := "*A ferry sinks off [[Bergen]]. [http://a.example/2 (Paper)]"
	lima := "*Nothing else happens in [[Lima]]."
	start := []source{{april(3), 1, wikiText(item, ferry)}, {april(5), 2, wikiText(lima)}}
	gone, there := source{april(3), 3, wikiText(ferry)}, source{april(5), 4, wikiText(lima, item)}
	relinked := func(steps ...[]source) map[string]string {
		dir := t.TempDir()
		for _, step := range steps {
			imports(t, dir, step...)
		}
		o := from(dir)
		o.Files, o.Relink = nil, true
		if _, err := importer.Run(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)
	}
	want := relinked(start, []source{gone, there})
	same(t, "gone first", want, relinked(start, []source{gone}, []source{there}))
	same(t, "there first", want, relinked(start, []source{there}, []source{gone}))
	back := relinked(start, []source{gone}, []source{{april(3), 5, wikiText(item, ferry)}})
	never := relinked([]source{{april(3), 5, wikiText(item, ferry)}, start[1]})
	same(t, "an item that came back", never, back)
}

func TestPagesOfPeopleStayAsTheyAre(t *testing.T) {
	dir := t.TempDir()
	pages := month(4)
	imports(t, dir, pages...)
	second := day(t, dir, pages[1].date)
	edited, deleted := filepath.Join(dir, second.Events[0].Path), filepath.Join(dir, second.Events[1].Path)
	added := filepath.Join(filepath.Dir(edited), "my-own-page.md")
	writeFile(t, edited, "# Rewritten by hand\n")
	writeFile(t, added, "# My own page\n")
	if err := os.Remove(deleted); err != nil {
		t.Fatal(err)
	}
	pages[1].revision += 5000
	pages[1].text = strings.ReplaceAll(pages[1].text, "Officials count", "Several officials count")
	pages[1].text = strings.Replace(pages[1].text, "\n<!-- All news items above", "\n*My own page. [http://a.example/9 (Paper)]\n<!-- All news items above", 1)
	report := imports(t, dir, pages...)
	files := tree(t, dir)
	name := func(file string) string { n, _ := filepath.Rel(dir, file); return filepath.ToSlash(n) }
	if files[name(edited)] != "# Rewritten by hand\n" || files[name(added)] != "# My own page\n" || files[name(deleted)] != "" {
		t.Errorf("pages were touched: %q %q %q", files[name(edited)], files[name(added)], files[name(deleted)])
	}
	if files[strings.TrimSuffix(name(added), ".md")+"-2.md"] == "" {
		t.Errorf("an item with the name of an added page has no page among %q", slugs(day(t, dir, pages[1].date)))
	}
	if got := slugs(day(t, dir, pages[1].date)); slices.Contains(got, second.Events[0].Ref.Slug+"-2") {
		t.Errorf("the item of an edited page has another page, too: %q", got)
	}
	for _, left := range []importer.LeftPage{{Path: name(edited)}, {Path: name(deleted), Removed: true}} {
		if !slices.Contains(report.Left, left) {
			t.Errorf("%+v is not named among %+v", left, report.Left)
		}
	}
	o := from(dir)
	o.Files, o.Verify = nil, true
	report, err := importer.Run(context.Background(), o)
	if err != nil || len(report.Left) != 2 || report.Written != 0 {
		t.Errorf("verified: %+v, %v", report, err)
	}
}

func TestOtherFoldersAreRefused(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "news", "2016", "04", "3", "a.md"), "# An event\n")
	file := filepath.Join(t.TempDir(), "file")
	writeFile(t, file, "text")
	for _, place := range []string{dir, file} {
		_, err := importer.Run(context.Background(), from(place, month(1)...))
		var notOurs *importer.NotOursError
		if !errors.As(err, &notOurs) {
			t.Errorf("%s: %v", place, err)
		}
	}
	if files := tree(t, dir); len(files) != 1 {
		t.Errorf("a refused folder has %d files", len(files))
	}
}

func TestTwoImportsAtOnceAreRefused(t *testing.T) {
	dir := t.TempDir()
	imports(t, dir, month(1)...)
	o := from(dir, month(3)...)
	once := false
	_, err := importer.Run(context.Background(), importer.WithFault(o, func() error {
		if !once {
			once = true
			if _, err := importer.Run(context.Background(), from(dir, month(2)...)); !errors.Is(err, importer.ErrRunning) {
				t.Errorf("a second import: %v", err)
			}
		}
		return nil
	}))
	if err != nil || !once {
		t.Errorf("the first import: %v, asked: %v", err, once)
	}
}

func TestAFileOfWikiTextNeedsADay(t *testing.T) {
	folder, dir := t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(folder, "2016-04-03.txt"), wikiText("*A ferry sinks off [[Bergen]]."))
	nameless := filepath.Join(t.TempDir(), "page.txt")
	writeFile(t, nameless, "*A fire burns in [[Oslo]].\n")
	o := from(dir)
	o.Files = []string{folder}
	if report, err := importer.Run(context.Background(), o); err != nil || report.First != april(3) {
		t.Errorf("a folder of files: %+v, %v", report, err)
	}
	o.Files = []string{nameless}
	var noDate *importer.NoDateError
	if _, err := importer.Run(context.Background(), o); !errors.As(err, &noDate) {
		t.Errorf("a file without a day: %v", err)
	}
	o.Date = april(4)
	if report, err := importer.Run(context.Background(), o); err != nil || report.First != april(4) {
		t.Errorf("with a day: %+v, %v", report, err)
	}
	days := day(t, dir, april(4))
	if len(days.Events) != 1 {
		t.Errorf("the day has %d events", len(days.Events))
	}
}

func TestSlugs(t *testing.T) {
	long := strings.Repeat("word ", 60)
	for headline, want := range map[string]string{
		"A ferry sinks off Bergen.":                    "a-ferry-sinks-off-bergen",
		"The U.S. sends 1,200 troops to Côte d'Ivoire": "the-u-s-sends-1-200-troops-to-cote-d-ivoire",
		"Łódź, Ærø & Straße":                           "lodz-aero-strasse",
		long:                                           strings.TrimSuffix(strings.Repeat("word-", 28), "-"),
		strings.Repeat("x", 200):                       strings.Repeat("x", 140),
		"Index":                                        "event-" + "a7c8a5b1",
		"2016":                                         "event-",
		"北京":                                           "event-",
		"NUL.":                                         "event-",
		"COM7":                                         "event-",
		"...":                                          "event-",
		"Readme!":                                      "event-",
		"Communism":                                    "communism",
	} {
		got := importer.SlugOf(headline)
		if strings.HasPrefix(want, "event-") {
			if !strings.HasPrefix(got, "event-") || len(got) != len("event-01234567") {
				t.Errorf("%q has the slug %q, want one of eight digits", headline, got)
			}
			continue
		}
		if got != want {
			t.Errorf("%q has the slug %q, want %q", headline, got, want)
		}
	}
}

func TestTwoItemsOfADayWithTheSameWordsHaveTwoSlugs(t *testing.T) {
	dir := t.TempDir()
	imports(t, dir, source{april(3), 1, wikiText("*A ferry sinks.", "*A Ferry sinks!", "*A ferry sinks?")})
	want := []string{"a-ferry-sinks", "a-ferry-sinks-2", "a-ferry-sinks-3"}
	if diff := cmp.Diff(want, slugs(day(t, dir, april(3)))); diff != "" {
		t.Errorf("slugs (-want +got):\n%s", diff)
	}
}

func TestAnEndedContextKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := importer.Run(ctx, from(dir, month(2)...)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("an ended import: %v", err)
	}
	imports(t, dir, month(2)...)
	whole := t.TempDir()
	imports(t, whole, month(2)...)
	same(t, "after an ended import", tree(t, whole), tree(t, dir))
}

func writeFile(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Pages name no events with which they share only a word that many have.
func TestPagesNameNoEventsThatShareACommonWord(t *testing.T) {
	dir := t.TempDir()
	var pages []source
	for d := range 30 {
		pages = append(pages, source{april(1).AddDays(d), d + 1, wikiText(
			fmt.Sprintf("*The cabinet of [[Land %d]] resigns. [http://a.example/%d (Paper)]", d, d),
			fmt.Sprintf("*A ferry is late in [[Port %d]] again. [http://b.example/%d (Paper)]", d/2, d))})
	}
	imports(t, dir, pages...)
	for _, e := range day(t, dir, april(9)).Events {
		var related []event.Ref
		for _, link := range e.Related {
			related = append(related, link.Ref)
		}
		var want []event.Ref
		if strings.Contains(e.Headline, "ferry") {
			want = []event.Ref{event.NewRef(april(10), "a-ferry-is-late-in-port-4-again")}
		}
		if !slices.Equal(want, related) {
			t.Errorf("%q is related to %v, want %v", e.Headline, related, want)
		}
	}
}
