package event

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"news/internal/text"
)

// Ref names one event: the day it stands on and the name of its page without
// the ending. The slug is in Unicode's normal form C, whatever form the file
// system or a link writes it in, so that two Refs of one event are equal.
type Ref struct {
	Date Date
	Slug string
}

// NewRef returns the Ref of the event of a day whose page is slug + ".md".
func NewRef(d Date, slug string) Ref {
	return Ref{Date: d, Slug: norm.NFC.String(slug)}
}

// String returns the reference as the program prints it: 2016/04/3/SLUG.
func (r Ref) String() string { return r.Date.Path() + "/" + r.Slug }

// IsZero reports whether r names nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// Compare orders references: newest day first, and by slug within a day. Where
// a day's own order is known, that order goes before this one.
func (r Ref) Compare(other Ref) int {
	return cmp.Or(other.Date.Compare(r.Date), strings.Compare(r.Slug, other.Slug))
}

// ParseLink reads the address that a page links to, such as
// /news/2016/04/3/SLUG.md, /zh/news/2016/4/03/SLUG.html or
// https://example.org/news/2016/04/3/SLUG.md?from=mail#top. It returns the day,
// and the slug, which is "" where the address is a day's. It reports false for
// an address that is no event's and no day's.
func ParseLink(address string) (Date, string, bool) {
	path, _, _ := strings.Cut(address, "#")
	path, _, _ = strings.Cut(path, "?")
	if scheme, rest, found := strings.Cut(path, "://"); found {
		if scheme != "http" && scheme != "https" {
			return Date{}, "", false
		}
		_, path, _ = strings.Cut(rest, "/")
	}
	path = NewsPath(path)
	if path == "" {
		return Date{}, "", false
	}
	if strings.Contains(path, "%") {
		if decoded, err := url.PathUnescape(path); err == nil {
			path = decoded
		}
	}
	d, name, ok := SplitPath(path)
	if !ok || !d.Valid() || !text.IsPlain(name) {
		return Date{}, "", false
	}
	return d, SlugOf(name), true
}

// NewsPath returns what follows the folder news/ of an archive in a path or an
// address, or "" where no such folder is followed by a year.
func NewsPath(path string) string {
	rest := path
	for {
		at := strings.Index(rest, "news/")
		if at < 0 {
			return ""
		}
		after := rest[at+len("news/"):]
		year, _, _ := strings.Cut(after[:min(len(after), len("2016/"))], "/")
		if (at == 0 || rest[at-1] == '/') && IsYear(year) {
			return after
		}
		rest = after
	}
}

// SplitPath reads YEAR/MONTH/DAY or YEAR/MONTH/DAY/NAME, months and days with
// or without a leading zero. It reports false where the form is another; it
// does not ask whether the calendar has the day.
func SplitPath(path string) (d Date, name string, ok bool) {
	parts := strings.SplitN(strings.TrimSuffix(path, "/"), "/", 4)
	if len(parts) < 3 || !IsYear(parts[0]) {
		return Date{}, "", false
	}
	year, _ := strconv.Atoi(parts[0])
	month, okMonth := TwoDigits(parts[1])
	day, okDay := TwoDigits(parts[2])
	if !okMonth || !okDay {
		return Date{}, "", false
	}
	if len(parts) == 4 {
		name = parts[3]
	}
	if strings.Contains(name, "/") {
		return Date{}, "", false
	}
	return Date{Year: year, Month: month, Day: day}, name, true
}

// SlugOf returns the slug of a page's file name, without the ending that a page
// or one of its other formats has. A day's own page has no slug: "".
func SlugOf(name string) string {
	for _, ending := range []string{".md", ".html", ".json", ".xml"} {
		if slug, found := strings.CutSuffix(name, ending); found {
			name = slug
			break
		}
	}
	if name == "index" || name == "README" {
		return ""
	}
	return norm.NFC.String(name)
}

// IsYear reports whether s is a year as folders of an archive write it: four digits.
func IsYear(s string) bool {
	return len(s) == 4 && isDigits(s)
}

// isDigits tells ASCII digits alone. Every link of a page is asked.
func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// TwoDigits reads a month or a day, one or two digits, leading zero or not. It
// reports false for anything else.
func TwoDigits(s string) (int, bool) {
	if len(s) < 1 || len(s) > 2 || !isDigits(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
