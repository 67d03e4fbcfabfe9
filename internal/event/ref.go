package event

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"news/internal/text"
)

// Ref names one event: its day, and the name of its page without the ending.
// The slug is in Unicode normal form C, in whatever form the file system or a
// link writes it, so that two Refs of one event are equal.
type Ref struct {
	Date Date
	Slug string
}

// NewRef returns the Ref of the event whose page in the folder of day d is slug
// + ".md".
func NewRef(d Date, slug string) Ref {
	return Ref{Date: d, Slug: norm.NFC.String(slug)}
}

// String returns the reference as the program prints it: 2016/04/3/SLUG.
func (r Ref) String() string { return r.Date.Path() + "/" + r.Slug }

// IsZero reports whether r is the zero Ref.
func (r Ref) IsZero() bool { return r == Ref{} }

// Compare orders references: newest day first, and by slug within a day. A
// day's own order, where it is known, takes precedence.
func (r Ref) Compare(other Ref) int {
	return cmp.Or(other.Date.Compare(r.Date), strings.Compare(r.Slug, other.Slug))
}

// ParseLink reads the address of a link in a page, such as
// /news/2016/04/3/SLUG.md, /zh/news/2016/4/03/SLUG.html or
// https://example.org/news/2016/04/3/SLUG.md?from=mail#top. It returns the day
// and the slug, which is "" for the address of a day. It reports false for an
// address of neither an event nor a day.
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
// address, or "" if no folder news/ is followed by a year.
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
// or without a leading zero. It reports false for any other form. It does not
// check that the calendar has the day.
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

// SlugOf returns the slug of a page's file name: the name without the ending of
// a page or of one of its other formats. It returns "" for a day's own page.
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

// IsYear reports whether s is a year as the folders of an archive write it:
// four digits.
func IsYear(s string) bool {
	return len(s) == 4 && isDigits(s)
}

// isDigits reports whether s has ASCII digits only. It is called for every link
// of a page.
func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// TwoDigits reads a month or a day: one or two digits, with or without a
// leading zero. It reports false for anything else.
func TwoDigits(s string) (int, bool) {
	if len(s) < 1 || len(s) > 2 || !isDigits(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
