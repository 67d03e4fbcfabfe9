package publisher

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// cite is a source and the number of its citations.
type cite struct {
	times     int
	name, url string
}

func day(d int) event.Date { return event.Date{Year: 2016, Month: 4, Day: d} }

// directoryOf returns the directory of events that cite one source each, in
// random order.
func directoryOf(cites []cite) *Directory {
	var all []event.Source
	for _, c := range cites {
		for range c.times {
			all = append(all, event.Source{Name: c.name, URL: c.url})
		}
	}
	rand.New(rand.NewPCG(7, 11)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var cited Cited
	for i, s := range all {
		cited.Add(&event.Event{Ref: event.Ref{Date: day(3)}, Number: i + 1, Sources: []event.Source{s}})
	}
	return NewDirectory(&cited)
}

// lines returns publishers as lines: name, count, sites, names.
func lines(publishers []Publisher) []string {
	var lines []string
	for _, p := range publishers {
		lines = append(lines, fmt.Sprintf("%s %d [%s] [%s]", p.Name, p.Count, strings.Join(p.Sites, " "), strings.Join(p.Names, "|")))
	}
	return lines
}

func TestOnePublisherHasNamesAndSites(t *testing.T) {
	tests := []struct {
		story string
		cites []cite
		want  []string
	}{
		{"nothing", nil, nil},
		{"a site under several names is one", []cite{
			{3, "Coast Post", "http://coastpost.example.com/1"}, {2, "The Coast Post Online", "https://www.example.com/2"},
		}, []string{"Coast Post 5 [example.com] [Coast Post|The Coast Post Online]"}},
		{"a name with several sites is one, however it is written", []cite{
			{2, "BBC", "http://news.bbc.co.uk/1"}, {1, "bbc", "http://www.bbc.com/2"}, {1, "（BBC）", ""},
		}, []string{"BBC 4 [bbc.co.uk bbc.com] [BBC|bbc|（BBC）]"}},
		{"both scripts of Chinese are one", []cite{
			{2, "新华网", "http://news.xinhuanet.com/1"}, {1, "新華網", "http://example.org/2"},
		}, []string{"新华网 3 [xinhuanet.com example.org] [新华网|新華網]"}},
		{"a name that led to a site once does not take it over", []cite{
			{5, "CNN", "http://edition.cnn.com/1"}, {1, "BBC", "http://cnn.com/2"}, {3, "BBC", "http://bbc.co.uk/3"},
		}, []string{"CNN 5 [cnn.com] [CNN]", "BBC 4 [bbc.co.uk] [BBC]"}},
		{"a name that is used here and there belongs to no site", []cite{
			{4, "Tide", "http://tide.example.org/"}, {1, "Agency", "http://tide.example.org/1"},
			{4, "Gale", "http://gale.example.net/"}, {1, "Agency", "http://gale.example.net/1"},
		}, []string{"Gale 4 [example.net] [Gale]", "Tide 4 [example.org] [Tide]", "Agency 2 [] [Agency]"}},
		{"a portal does not glue agencies", []cite{
			{5, "明報", "http://hk.news.yahoo.com/12"}, {3, "Reuters", "http://hk.news.yahoo.com/3"}, {1, "Reuters", "http://www.reuters.com/"},
			{2, "AFP", "http://afp.google.com/article/1"}, {2, "AP", "http://ap.google.com/article/1"},
			{1, "Yahoo! News", "http://news.yahoo.com/1"}, {1, "Yahoo", "http://tw.news.yahoo.com/1"},
		}, []string{
			"明報 5 [] [明報]", "Reuters 4 [reuters.com] [Reuters]", "AFP 2 [] [AFP]", "AP 2 [] [AP]",
			"Yahoo 2 [yahoo.com] [Yahoo|Yahoo! News]",
		}},
		{"nor does a site that goes by all names", []cite{
			{2, "Port", "http://port.example/1"}, {1, "Port Sport", "http://port.example/2"}, {1, "A", "http://port.example/3"},
			{1, "B", "http://port.example/4"}, {1, "C", "http://port.example/5"}, {1, "D", "http://port.example/6"},
		}, []string{"Port 3 [port.example] [Port|Port Sport]", "A 1 [] [A]", "B 1 [] [B]", "C 1 [] [C]", "D 1 [] [D]"}},
		{"an archive of the web is not the publisher", []cite{
			{2, "Coast Post", "http://coastpost.example/1"},
			{1, "The Post", "https://web.archive.org/web/20050413041049/http://www.coastpost.example/2?a=/http://no.example"},
			{1, "晨報", "https://archive.is/20130106010540/http://chen.example/"}, {1, "Tide", "https://archive.is/x1Yz"},
		}, []string{"Coast Post 3 [coastpost.example] [Coast Post|The Post]", "Tide 1 [] [Tide]", "晨報 1 [chen.example] [晨報]"}},
		{"what follows via only carries", []cite{
			{2, "AP", "http://ap.org/1"}, {1, "AP via The Herald", "http://herald.example/1"}, {3, "The Herald", "http://herald.example/2"},
			{1, "AFP Via Yahoo", "http://yahoo.com/1"}, {1, "PA via Gale", "http://gale.example/1"},
		}, []string{"AP 3 [ap.org] [AP|AP via The Herald]", "The Herald 3 [herald.example] [The Herald]", "AFP 1 [] [AFP Via Yahoo]", "PA 1 [] [PA via Gale]"}},
		{"a source without an address counts by its name", []cite{
			{1, "Coast Post", ""}, {1, "Coast Post", "http://coastpost.example/"}, {1, "A paper", ""},
		}, []string{"Coast Post 2 [coastpost.example] [Coast Post]", "A paper 1 [] [A paper]"}},
		{"a number is no name", []cite{
			{1, "1", "http://one.example/"}, {1, "1", "http://two.example/"}, {2, "One", "http://one.example/"}, {1, "1", ""}, {1, "—", ""},
		}, []string{"One 3 [one.example] [One]", "1 1 [] [1]", "two.example 1 [two.example] []", "— 1 [] [—]"}},
		{"hosts that nobody registered", []cite{
			{1, "A", "http://localhost/1"}, {1, "B", "http://192.0.2.7:8080/1"}, {1, "C", "http://[2001:db8::1]/1"},
			{1, "D", "http://co.uk/1"}, {1, "E", "not an address"}, {1, "F", "http://%zz/"}, {1, "G", "http://WWW.Coast.Example./"},
		}, []string{"A 1 [localhost] [A]", "B 1 [192.0.2.7] [B]", "C 1 [2001:db8::1] [C]", "D 1 [co.uk] [D]", "E 1 [] [E]", "F 1 [] [F]", "G 1 [coast.example] [G]"}},
		{"hosts in other scripts, and what hides in them", []cite{
			{1, "A", "http://www.münchen.example/"}, {1, "B", "http://munchen.example/"}, {1, "C", "http://a%E2%80%AEb.example/"}, {1, "D", "http://a b.example/"},
		}, []string{"A 1 [münchen.example] [A]", "B 1 [munchen.example] [B]", "C 1 [] [C]", "D 1 [] [D]"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, lines(directoryOf(test.cites).All())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.story, diff)
		}
	}
}

func TestOrderOfEventsMakesNoDifference(t *testing.T) {
	names, r := []string{"Coast Post", "Post", "Bell", "Bell News", "Gale", "a.example", "1", ""}, rand.New(rand.NewPCG(3, 5))
	for range 200 {
		var cites []cite
		for range 12 {
			host := []string{"", "http://a.example/", "http://b.example/", "http://c.example/", "http://news.yahoo.com/", "http://gale/"}[r.IntN(6)]
			cites = append(cites, cite{1 + r.IntN(3), names[r.IntN(len(names))], host})
		}
		d := directoryOf(cites)
		want := lines(d.All())
		r.Shuffle(len(cites), func(i, j int) { cites[i], cites[j] = cites[j], cites[i] })
		if diff := cmp.Diff(want, lines(directoryOf(cites).All())); diff != "" {
			t.Fatalf("%v returns one and the other:\n%s", cites, diff)
		}
		checkWaysBack(t, d)
	}
}

// checkWaysBack checks that every shown name and site of a publisher leads back
// to it, and that its count is the number of its events.
func checkWaysBack(t *testing.T, d *Directory) {
	t.Helper()
	for _, p := range d.All() {
		ways := append([]string{p.Name, text.Fold(p.Name), strings.ToUpper(p.Name)}, p.Names...)
		for _, name := range p.Names {
			ways = append(ways, text.Fold(name))
		}
		for _, site := range p.Sites {
			if strings.Contains(site, ".") {
				ways = append(ways, site, "http://"+site+"/1")
			}
		}
		for _, typed := range ways {
			if id, known := d.Find(typed); !known || id != p.ID {
				t.Fatalf("%q leads to %v of %q, not to %q", typed, id, d.names, p.Name)
			}
		}
		with := d.With(p.ID)
		if len(with) != p.Count || d.day(with[0]) != p.Last || d.day(with[len(with)-1]) != p.First {
			t.Fatalf("%d events cite %q, and %d are counted", len(with), p.Name, p.Count)
		}
	}
}

// tides are events with all kinds of citations.
func tides() *Directory {
	var cited Cited
	for _, e := range []struct {
		day     int
		sources []event.Source
	}{
		{9, []event.Source{{Name: "Coast Post", URL: "http://post.example/1"}, {Name: "The Post", URL: "http://www.post.example/2"}, {Name: "Bell"}}},
		{8, []event.Source{{Name: "Coast Post", URL: "http://post.example/3"}, {Name: "Coast Post", URL: "http://post.example/4"}}},
		{7, nil},
		{5, []event.Source{{Name: "The Post", URL: "http://post.example/5"}, {Name: "晨報", URL: "http://chen.example/5"}}},
		{3, []event.Source{{Name: "coast post"}, {Name: "", URL: ""}, {Name: "2", URL: "http://bell.example/"}}},
	} {
		cited.Add(&event.Event{Ref: event.Ref{Date: day(e.day)}, Number: 2, Sources: e.sources})
	}
	return NewDirectory(&cited)
}

func TestEventsAreCountedAndNotCitations(t *testing.T) {
	d := tides()
	checkWaysBack(t, d)
	post := Publisher{ID: 2, Name: "Coast Post", Names: []string{"Coast Post", "The Post", "coast post"}, Sites: []string{"post.example"}, Count: 4, First: day(3), Last: day(9)}
	want := []Publisher{
		post,
		{ID: 0, Name: "Bell", Names: []string{"Bell"}, Count: 1, First: day(9), Last: day(9)},
		{ID: 1, Name: "bell.example", Sites: []string{"bell.example"}, Count: 1, First: day(3), Last: day(3)},
		{ID: 3, Name: "晨報", Names: []string{"晨報"}, Sites: []string{"chen.example"}, Count: 1, First: day(5), Last: day(5)},
	}
	if diff := cmp.Diff(want, d.All()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tests := []struct {
		order  func(a, b Publisher) int
		events []int
		want   []string
	}{
		{ByCount, nil, nil},
		{ByCount, []int{2}, nil},
		{ByCount, []int{3}, []string{"Coast Post 1 [post.example] [The Post]", "晨報 1 [chen.example] [晨報]"}}, // the name is the name in the whole archive
		{ByCount, []int{1, 0}, []string{"Coast Post 2 [post.example] [Coast Post|The Post]", "Bell 1 [] [Bell]"}},
		{ByName, []int{1, 0}, []string{"Bell 1 [] [Bell]", "Coast Post 2 [post.example] [Coast Post|The Post]"}},
		{ByLast, []int{4, 3}, []string{"Coast Post 2 [post.example] [The Post|coast post]", "晨報 1 [chen.example] [晨報]", "bell.example 1 [bell.example] []"}},
	}
	for _, test := range tests {
		found := d.Publishers(slices.Values(test.events))
		slices.SortFunc(found, test.order)
		if diff := cmp.Diff(test.want, lines(found)); diff != "" {
			t.Errorf("of the events %v (-want +got):\n%s", test.events, diff)
		}
	}
}

func TestFind(t *testing.T) {
	d := tides()
	for typed, want := range map[string]string{
		"coast post": "Coast Post", "COAST-POST": "Coast Post", "The Post": "Coast Post", "Ｃｏａｓｔ　Ｐｏｓｔ": "Coast Post", "Coast Post via Bell": "Coast Post",
		"post.example": "Coast Post", "WWW.post.example": "Coast Post", "https://news.post.example:80/a?b#c": "Coast Post",
		"晨报": "晨報", "chen.example": "晨報", "bell": "Bell", "bell.example": "bell.example", "Béll": "Bell",
		"Coast": "", "Post": "", "example": "", "2": "", "": "", " ": "", "ost.example": "", "a b": "", "[": "",
	} {
		name := ""
		id, known := d.Find(typed)
		if known {
			name = d.Name(id)
		}
		if name != want {
			t.Errorf("%q is %q, want %q", typed, name, want)
		}
	}
	if n, ok := d.At(day(8), 2); n != 1 || !ok {
		t.Errorf("8/2 is the event %d", n)
	}
	for _, absent := range []struct{ day, number int }{{8, 1}, {6, 2}, {10, 2}, {1, 2}} {
		if n, ok := d.At(day(absent.day), absent.number); ok {
			t.Errorf("%v is the event %d", absent, n)
		}
	}
}

func TestLike(t *testing.T) {
	d := tides()
	for typed, want := range map[string]string{
		"post": "Coast Post", "POST coast": "Coast Post", "cost pots": "Coast Post", "bell": "Bell, bell.example", "chen": "晨報", "xyzzy": "", "": "",
	} {
		var names []string
		for id := range ID(d.Len()) {
			if d.Like(typed)[id] != text.Unlike {
				names = append(names, d.Name(id))
			}
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%q is like %q, want %q", typed, got, want)
		}
	}
	post, _ := d.Find("post.example")
	for typed, want := range map[string]text.Likeness{"the post": text.Whole, "coast": text.InPart, "coats": text.WithSlips, "post.example": text.Whole} {
		if got := d.Like(typed)[post]; got != want {
			t.Errorf("%q is %v like the post, want %v", typed, got, want)
		}
	}
}

func TestNamesAndSitesLeadToOnePublisher(t *testing.T) {
	tests := []struct {
		story string
		cites []cite
		want  []string
	}{
		{"a name that is a site is the site's publisher", []cite{
			{3, "Gale", "http://gale.example/1"}, {2, "Gale.example", "http://news.yahoo.com/2"}, {1, "gale.example", ""},
		}, []string{"Gale 6 [gale.example] [Gale|Gale.example|gale.example]"}},
		{"a site that has no name, too", []cite{
			{1, "1", "http://gale.example/1"}, {1, "Gale.example", "http://other.example/"}, {2, "Other", "http://other.example/"}, {1, "Gale.Example", "http://third.example/"}, {2, "Third", "http://third.example/"},
		}, []string{"Gale.Example 3 [gale.example] [Gale.Example|Gale.example]", "Other 2 [other.example] [Other]", "Third 2 [third.example] [Third]"}},
		{"a machine is not whoever has its name", []cite{
			{1, "Tribune", ""}, {2, "Gale", "http://tribune/1"},
		}, []string{"Gale 2 [tribune] [Gale]", "Tribune 1 [] [Tribune]"}},
		{"unless it has no other", []cite{
			{1, "Tribune", ""}, {2, "7", "http://tribune/1"},
		}, []string{"Tribune 3 [tribune] [Tribune]"}},
		{"a number of a machine", []cite{
			{1, "192.0.2.7", ""}, {2, "7", "http://192.0.2.7/1"},
		}, []string{"192.0.2.7 3 [192.0.2.7] [192.0.2.7]"}},
		{"a portal that has no name but numbers", []cite{
			{2, "7", "http://news.yahoo.com/1"}, {1, "7", ""}, {1, "Reuters", "http://news.yahoo.com/1"},
		}, []string{"yahoo.com 2 [yahoo.com] []", "7 1 [] [7]", "Reuters 1 [] [Reuters]"}},
		{"signs in their usual width", []cite{{2, "１", ""}, {1, "1", ""}, {1, "1 via Bell", ""}}, []string{"1 4 [] [１|1|1 via Bell]"}},
		{"nobody", []cite{{2, "", ""}, {1, " ", "?"}}, nil},
	}
	for _, test := range tests {
		d := directoryOf(test.cites)
		if diff := cmp.Diff(test.want, lines(d.All())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.story, diff)
		}
		checkWaysBack(t, d)
	}
}

var archives = flag.String("archives", "", "whole archives to look at, too: folders, with colons between them")

// citedIn returns what the events of an archive cite.
func citedIn(t *testing.T, folder string) *Cited {
	a, err := archive.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	cited := new(Cited)
	for day := range a.Days(context.Background(), when.Set{}, false) {
		for i := range day.Events {
			cited.Add(&day.Events[i])
		}
	}
	return cited
}

func TestWaysBackInArchives(t *testing.T) {
	for _, folder := range filepath.SplitList(*archives) {
		cited := citedIn(t, folder)
		start := time.Now()
		d := NewDirectory(cited)
		t.Logf("%s: %d publishers of %d citations by %d events in %v", folder, d.Len(), len(cited.citations), d.Events(), time.Since(start))
		checkWaysBack(t, d)
	}
}

func BenchmarkNewDirectory(b *testing.B) {
	var cited Cited
	r := rand.New(rand.NewPCG(3, 5))
	for n := range 120_000 {
		at := int(6000 * r.Float64() * r.Float64())
		cited.Add(&event.Event{Ref: event.Ref{Date: day(1)}, Number: n, Sources: []event.Source{{Name: fmt.Sprint("The Coast Post ", at), URL: fmt.Sprintf("http://post%d.example/", at)}}})
	}
	for b.Loop() {
		NewDirectory(&cited)
	}
}

// FuzzDirectory checks that every shown name of a publisher leads back to it.
func FuzzDirectory(f *testing.F) {
	f.Add("Coast Post", "http://post.example/1", "post.example", "http://other.example/", "1", "http://post.example/")
	f.Add("A via B", "", "ＡＰ", "http://yahoo.com", "a.p.", "http://ap/")
	f.Add("ǆ.ʻ", "//192.0.2.7", "192.0.2.7", "//[::1]", "…", "x://%E2%80%AE")
	f.Fuzz(func(t *testing.T, name1, url1, name2, url2, name3, url3 string) {
		clean := func(name, url string) event.Source { return event.Source{Name: text.Plain(name), URL: text.Plain(url)} } // as pages are cleaned
		var cited Cited
		for i, s := range []event.Source{clean(name1, url1), clean(name2, url2), clean(name3, url3), clean(name1, url3)} {
			cited.Add(&event.Event{Ref: event.Ref{Date: day(3)}, Number: i, Sources: []event.Source{s}})
		}
		d := NewDirectory(&cited)
		for _, p := range d.All() {
			ways := append([]string{p.Name}, p.Names...)
			for _, name := range p.Names { // sites are not folded: München and Munchen have different sites
				ways = append(ways, text.Fold(name))
			}
			for _, typed := range ways {
				if id, known := d.Find(typed); !known || id != p.ID {
					t.Fatalf("%q leads to %v of %q, not to %q", typed, id, d.names, p.Name)
				}
			}
			if !text.IsPlain(p.Name) {
				t.Fatalf("%q is shown", p.Name)
			}
		}
	})
}

func FuzzSite(f *testing.F) {
	for _, seed := range []string{
		"http://news.bbc.co.uk/1", "https://web.archive.org/web/2005/http://www.post.example/?a", "//[::1]:80/", "http://%E2%80%AE.com", "co.uk", "http://..", "a://b://c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		site := siteOf(event.Source{URL: address}.Citation().Host)
		if !text.IsPlain(site) {
			t.Fatalf("%q is of the site %q", address, site)
		}
		if again := siteOf(site); !strings.Contains(site, ":") && again != site {
			t.Fatalf("%q is of the site %q, and that of %q", address, site, again)
		}
	})
}
