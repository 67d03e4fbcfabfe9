package event_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"news/internal/event"
	"news/internal/text"
)

func TestRefIsWrittenAsListsPrintIt(t *testing.T) {
	tests := []struct {
		ref  event.Ref
		want string
	}{
		{event.NewRef(day(2016, 4, 3), "ferry-returns"), "2016/04/3/ferry-returns"},
		{event.NewRef(day(2016, 11, 30), "奥斯陆-渡轮"), "2016/11/30/奥斯陆-渡轮"},
		{event.NewRef(day(2016, 4, 3), "2"), "2016/04/3/2"},
	}
	for _, test := range tests {
		if got := test.ref.String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestRefsOfOneEventAreEqualInEveryNormalForm(t *testing.T) {
	for _, slug := range []string{"café-opens", "한국-선거", "Ångström", "Ω"} {
		composed := event.NewRef(day(2016, 4, 3), norm.NFC.String(slug))
		decomposed := event.NewRef(day(2016, 4, 3), norm.NFD.String(slug))
		if composed != decomposed {
			t.Errorf("%q and %q are two events", composed, decomposed)
		}
		if decomposed.Slug != norm.NFC.String(slug) {
			t.Errorf("%q is not in normal form C", decomposed.Slug)
		}
	}
	if !(event.Ref{}).IsZero() || event.NewRef(day(2016, 4, 3), "").IsZero() || (event.Ref{Slug: "a"}).IsZero() {
		t.Error("IsZero is wrong about which reference names nothing")
	}
}

func TestLinksOfPages(t *testing.T) {
	const ref = "2016/04/3/ferry-returns"
	tests := []struct {
		address, want string
	}{
		{"/news/2016/04/3/ferry-returns.md", ref},
		{"news/2016/04/3/ferry-returns.md", ref},
		{"/zh/news/2016/04/3/ferry-returns.md", ref},
		{"/pt-br/news/2016/04/3/ferry-returns.html", ref},
		{"/news/2016/4/3/ferry-returns.md", ref},
		{"/news/2016/04/03/ferry-returns.md", ref},
		{"/news/2016/4/03/ferry-returns", ref},
		{"/news/2016/04/3/ferry-returns/", ref},
		{"/news/2016/04/3/ferry-returns.json", ref},
		{"/news/2016/04/3/ferry-returns.xml", ref},
		{"https://example.org/news/2016/04/3/ferry-returns.md", ref},
		{"http://example.org/zh/news/2016/04/3/ferry-returns.html?from=mail#top", ref},
		{"https://example.org/news/2016/04/3/ferry-returns?next=/a/b", ref},
		{"/news/2016/04/3/ferry-returns.md#/top", ref},
		{"//example.org/news/2016/04/3/ferry-returns.md", ref},
		{"/news/2016/04/3/ferry%2Dreturns.md", ref},
		{"/news/2016/04/3/%E6%B8%A1%E8%BD%AE.md", "2016/04/3/渡轮"},
		{"/news/2016/04/3/caf%65%CC%81.md", "2016/04/3/café"},
		{"/news/2016/04/3/100%-sure.md", "2016/04/3/100%-sure"}, // not encoded
		{"/news/2016/04/3/what%3F.md", "2016/04/3/what?"},
		{"/news/2016/04/3/2.md", "2016/04/3/2"},
		{"/news/old/news/2016/04/3/ferry-returns.md", ref},
		{"/news/2016/04/3/version-1.0.md", "2016/04/3/version-1.0"},
		{"/news/2016/04/3/page.html.md", "2016/04/3/page.html"},

		{"/news/2016/04/3/index.md", "2016/04/3/"},
		{"/news/2016/04/3/README.md", "2016/04/3/"},
		{"/news/2016/04/3/index.html?a#b", "2016/04/3/"},
		{"/news/2016/04/3/", "2016/04/3/"},
		{"/news/2016/04/3", "2016/04/3/"},
		{"/zh/news/2016/2/29", "2016/02/29/"},

		{"", ""},
		{"/", ""},
		{"https://", ""},
		{"https://example.org", ""},
		{"/news/", ""},
		{"/news/2016/04", ""},
		{"/news/2016/02/30/impossible.md", ""},
		{"/news/2015/02/29/impossible.md", ""},
		{"/news/0000/01/1/impossible.md", ""},
		{"/news/2016/13/1/impossible.md", ""},
		{"/news/2016/04/0/impossible.md", ""},
		{"/news/2016/004/3/ferry-returns.md", ""},
		{"/news/16/04/3/ferry-returns.md", ""},
		{"/news/2016/04/3/deep/ferry-returns.md", ""},
		{"/news/2016/04/3/a%2Fb.md", ""},
		{"/news/2016/04/3/a%00b.md", ""},
		{"/news/2016/04/3/a%1b[31m.md", ""},
		{"/news/2016/04/3/a%E2%80%AEb.md", ""}, // a right-to-left override
		{"/news/2016/04/3/a%FFb.md", ""},
		{"/news/2016/04/3/a\tb.md", ""},
		{"/newspaper/2016/04/3/ferry-returns.md", ""},
		{"/opinion/2016/04/3/ferry-returns/index.md", ""},
		{"ftp://example.org/news/2016/04/3/ferry-returns.md", ""},
		{"2016/04/3/ferry-returns", ""}, // a reference is not an address
	}
	for _, test := range tests {
		date, slug, ok := event.ParseLink(test.address)
		got := ""
		if ok {
			got = event.NewRef(date, slug).String()
		}
		if got != test.want {
			t.Errorf("%q leads to %q, want %q", test.address, got, test.want)
		}
	}
}

func TestQueryOfAnAddressIsNotWhereItLeads(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/share?page=/news/2016/04/3/ferry-returns.md":    "",
		"https://example.org/login#/news/2016/04/3/ferry-returns.md":         "",
		"/news/2016/04/3/ferry-returns.md?from=https://example.org/":         "ferry-returns",
		"/news/2016/04/3/ferry-returns.md#see-ftp://example.org/news/2016/1": "ferry-returns",
	} {
		if _, slug, ok := event.ParseLink(address); ok != (want != "") || slug != want {
			t.Errorf("%q leads to %q %v, want %q", address, slug, ok, want)
		}
	}
}

func TestLanguageBeforeALinkChangesNothing(t *testing.T) {
	for _, rest := range []string{"news/2016/04/3/ferry-returns.md", "news/2016/4/03/渡轮.html#top", "news/2016/04/3/index.md", "news/2016/02/30/no.md"} {
		date, slug, ok := event.ParseLink("/" + rest)
		zhDate, zhSlug, zhOK := event.ParseLink("/zh/" + rest)
		if date != zhDate || slug != zhSlug || ok != zhOK {
			t.Errorf("/%s leads to %v %q %v, with /zh to %v %q %v", rest, date, slug, ok, zhDate, zhSlug, zhOK)
		}
	}
}

func TestSlugOf(t *testing.T) {
	tests := []struct{ name, want string }{
		{"ferry-returns.md", "ferry-returns"},
		{"ferry-returns.html", "ferry-returns"},
		{"ferry-returns.json", "ferry-returns"},
		{"ferry-returns.xml", "ferry-returns"},
		{"ferry-returns", "ferry-returns"},
		{"ferry-returns.txt", "ferry-returns.txt"},
		{"ferry-returns.html.md", "ferry-returns.html"},
		{"v1.0.md", "v1.0"},
		{"index.md", ""},
		{"index.html", ""},
		{"index", ""},
		{"README.md", ""},
		{"README", ""},
		{"readme.md", "readme"},
		{"Index.md", "Index"},
		{"indexes.md", "indexes"},
		{".md", ""},
		{"", ""},
		{"cafe\u0301.md", "café"},
	}
	for _, test := range tests {
		if got := event.SlugOf(test.name); got != test.want {
			t.Errorf("%q has the slug %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSplitPath(t *testing.T) {
	tests := []struct {
		path string
		date event.Date
		name string
		ok   bool
	}{
		{"2016/04/3", day(2016, 4, 3), "", true},
		{"2016/4/03/", day(2016, 4, 3), "", true},
		{"2016/04/3/a.md", day(2016, 4, 3), "a.md", true},
		{"2016/04/3/a.md/", day(2016, 4, 3), "a.md", true},
		{"2016/02/30/a", day(2016, 2, 30), "a", true}, // the calendar is not asked
		{"2016/99/0/a", day(2016, 99, 0), "a", true},
		{"2016/04", event.Date{}, "", false},
		{"2016", event.Date{}, "", false},
		{"", event.Date{}, "", false},
		{"/2016/04/3", event.Date{}, "", false},
		{"2016/04/3/a/b", event.Date{}, "", false},
		{"2016/004/3", event.Date{}, "", false},
		{"2016//3", event.Date{}, "", false},
		{"2016/+4/3", event.Date{}, "", false},
		{"2016/-4/3", event.Date{}, "", false},
		{"２０１６/04/3", event.Date{}, "", false},
		{"201/04/3", event.Date{}, "", false},
		{"20166/04/3", event.Date{}, "", false},
	}
	for _, test := range tests {
		date, name, ok := event.SplitPath(test.path)
		if date != test.date || name != test.name || ok != test.ok {
			t.Errorf("%q splits into %v %q %v, want %v %q %v", test.path, date, name, ok, test.date, test.name, test.ok)
		}
	}
}

func TestNewsPath(t *testing.T) {
	tests := []struct{ path, want string }{
		{"news/2016/04/3/a.md", "2016/04/3/a.md"},
		{"/news/2016/04/3/a.md", "2016/04/3/a.md"},
		{"/zh/news/2016", "2016"},
		{"/home/anna/news/2016/", "2016/"},
		{"/home/news/archive/news/2016/04", "2016/04"},
		{"/news/news/2016/04", "2016/04"},
		{"https://example.org/news/2016/04/3", "2016/04/3"},
		{"/news/", ""},
		{"/news", ""},
		{"news", ""},
		{"/news/20166/04", ""},
		{"/news/latest", ""},
		{"/oldnews/2016/04/3", ""},
		{"/News/2016/04/3", ""},
		{"2016/04/3", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := event.NewsPath(test.path); got != test.want {
			t.Errorf("%q leads to %q, want %q", test.path, got, test.want)
		}
	}
}

// A page of 1 MiB can be one long address. Reading it must not copy the rest of
// it at every step.
func TestAddressOfManyFoldersCalledNewsIsReadInOneGo(t *testing.T) {
	const folders = 1000
	address := strings.Repeat("/news", folders) + "/2016/04/3/ferry-returns.md"
	if got := event.NewsPath(address); got != "2016/04/3/ferry-returns.md" {
		t.Errorf("leads to %q", got)
	}
	if allocations := testing.AllocsPerRun(1, func() { event.NewsPath(address) }); allocations > 2 {
		t.Errorf("%v allocations for %d folders", allocations, folders)
	}
}

func TestYearsAndTwoDigits(t *testing.T) {
	for s, want := range map[string]bool{"2016": true, "0000": true, "9999": true, "216": false, "20160": false, "2o16": false, "-201": false, " 201": false, "": false, "２": false} {
		if got := event.IsYear(s); got != want {
			t.Errorf("%q is a year: %v, want %v", s, got, want)
		}
	}
	for s, want := range map[string]int{"3": 3, "03": 3, "12": 12, "99": 99, "0": 0, "00": 0} {
		if got, ok := event.TwoDigits(s); !ok || got != want {
			t.Errorf("%q is %d %v, want %d", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "003", "-3", "+3", " 3", "3 ", "a", "٣"} {
		if got, ok := event.TwoDigits(s); ok {
			t.Errorf("%q is %d, want none", s, got)
		}
	}
}

func FuzzParseLink(f *testing.F) {
	for _, seed := range []string{
		"/news/2016/04/3/ferry-returns.md",
		"/zh/news/2016/4/03/%E6%B8%A1%E8%BD%AE.html",
		"https://example.org/news/2016/02/30/no.md?from=mail#top",
		"/news/2016/04/3/index.md",
		"/news/news/2016/04/3/a%2Fb.md",
		"//news/0000/00/0/\x00",
		"/news/2016/04/3/cafe\u0301.md.md",
		"/news/2016/04/3/100%-sure",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		date, slug, ok := event.ParseLink(address)
		if !ok {
			if !date.IsZero() || slug != "" {
				t.Fatalf("%q leads nowhere, but to %v %q", address, date, slug)
			}
			return
		}
		if !date.Valid() {
			t.Fatalf("%q leads to %v, which is no day", address, date)
		}
		if !text.IsPlain(slug) || strings.Contains(slug, "/") {
			t.Fatalf("%q leads to the slug %q", address, slug)
		}
		ref := event.NewRef(date, slug)
		if ref.Slug != slug {
			t.Fatalf("%q leads to the slug %q, which is not in normal form", address, slug)
		}
		if slug == "" || strings.ContainsAny(slug, "%?#") {
			return // a day, or a slug that an address must encode
		}
		againDate, againSlug, ok := event.ParseLink("/news/" + ref.String() + ".md")
		if !ok || event.NewRef(againDate, againSlug) != ref {
			t.Fatalf("%q leads to %v, and that to %v %q %v", address, ref, againDate, againSlug, ok)
		}
	})
}

func BenchmarkParseLink(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		event.ParseLink("/zh/news/2016/04/3/ferry-service-between-oslo-and-kiel-returns-after-the-storm.md")
	}
}
