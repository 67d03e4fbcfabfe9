package publisher

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/text"
)

// cite is a source that is cited so many times.
type cite struct {
	times     int
	name, url string
}

func day(d int) event.Date { return event.Date{Year: 2016, Month: 4, Day: d} }

// tallied gives the publishers of citations as lines: name, count, sites, names.
func tallied(cites []cite) []string {
	var all []event.Source
	for _, c := range cites {
		for range c.times {
			all = append(all, event.Source{Name: c.name, URL: c.url})
		}
	}
	rand.New(rand.NewPCG(7, 11)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var t Tally
	for _, s := range all {
		t.Add(s, day(3), true)
	}
	var lines []string
	for _, p := range t.Publishers() {
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
		}, []string{"One 3 [one.example] [One|1]", "1 1 [] [1]", "two.example 1 [two.example] [1]", "— 1 [] [—]"}},
		{"hosts that nobody registered", []cite{
			{1, "A", "http://localhost/1"}, {1, "B", "http://192.0.2.7:8080/1"}, {1, "C", "http://[2001:db8::1]/1"},
			{1, "D", "http://co.uk/1"}, {1, "E", "not an address"}, {1, "F", "http://%zz/"}, {1, "G", "http://WWW.Coast.Example./"},
		}, []string{"A 1 [localhost] [A]", "B 1 [192.0.2.7] [B]", "C 1 [2001:db8::1] [C]", "D 1 [co.uk] [D]", "E 1 [] [E]", "F 1 [] [F]", "G 1 [coast.example] [G]"}},
		{"hosts in other scripts, and what hides in them", []cite{
			{1, "A", "http://www.münchen.example/"}, {1, "B", "http://munchen.example/"}, {1, "C", "http://a%E2%80%AEb.example/"}, {1, "D", "http://a b.example/"},
		}, []string{"A 1 [münchen.example] [A]", "B 1 [munchen.example] [B]", "C 1 [] [C]", "D 1 [] [D]"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, tallied(test.cites)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.story, diff)
		}
	}
}

func TestWhatDoesNotCountTellsWhoIsWho(t *testing.T) {
	var tally Tally
	tally.Add(event.Source{Name: "Coast Post", URL: "http://post.example/1"}, day(9), false)
	tally.Add(event.Source{Name: "Coast Post", URL: "http://post.example/1"}, day(1), false)
	tally.Add(event.Source{Name: "Post", URL: "http://post.example/2"}, day(5), true)
	tally.Add(event.Source{Name: "Coast Post"}, day(7), true)
	tally.Add(event.Source{Name: "Coast Post"}, day(3), true)
	tally.Add(event.Source{Name: "Bell", URL: "http://bell.example/2"}, day(5), false)
	want := []Publisher{{Name: "Coast Post", Names: []string{"Coast Post", "Post"}, Sites: []string{"post.example"}, Count: 3, First: day(3), Last: day(7)}}
	if diff := cmp.Diff(want, tally.Publishers()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheSameCitationsGiveTheSamePublishers(t *testing.T) {
	names, r := []string{"Coast Post", "Post", "Bell", "Bell News", "Gale", "1", ""}, rand.New(rand.NewPCG(3, 5))
	for range 200 {
		var cites []cite
		for range 12 {
			host := []string{"", "http://a.example/", "http://b.example/", "http://c.example/", "http://news.yahoo.com/"}[r.IntN(5)]
			cites = append(cites, cite{1 + r.IntN(3), names[r.IntN(len(names))], host})
		}
		if diff := cmp.Diff(tallied(cites), tallied(cites)); diff != "" {
			t.Fatalf("%v gives one and the other:\n%s", cites, diff)
		}
	}
}

func FuzzSite(f *testing.F) {
	for _, seed := range []string{
		"http://news.bbc.co.uk/1", "https://web.archive.org/web/2005/http://www.post.example/?a", "//[::1]:80/", "http://%E2%80%AE.com", "co.uk", "http://..", "a://b://c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		site := siteOf(hostOf(address))
		if !text.IsPlain(site) {
			t.Fatalf("%q is of the site %q", address, site)
		}
		if again := siteOf(site); !strings.Contains(site, ":") && again != site {
			t.Fatalf("%q is of the site %q, and that of %q", address, site, again)
		}
	})
}
