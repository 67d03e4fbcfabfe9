package page_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"news/internal/event"
	"news/internal/page"
)

var update = flag.Bool("update", false, "write what the pages in testdata parse to, to be read before it is kept")

// pageCase is a page of testdata/pages and what it must parse to.
type pageCase struct {
	name string // the name of the file and of the page in it
	path string
	data []byte
	want string
	raw  bool // the case is about the page's bytes
}

// TestPages reads every page of testdata/pages. Each file is about one variant.
// It holds pages by their path in an archive, each followed by what it must
// parse to. A page whose name ends in .quoted has its bytes written as a Go
// string.
func TestPages(t *testing.T) {
	for _, file := range caseFiles(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			c := readCase(t, file, archive.Files[i:i+2])
			got := parse(c.path, c.data)
			if *update {
				archive.Files[i+1].Data = []byte(got)
				continue
			}
			t.Run(c.name, func(t *testing.T) {
				if diff := cmp.Diff(lines(c.want), lines(got)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestLineEnds reads every page again with the line ends of other systems and
// editors.
func TestLineEnds(t *testing.T) {
	asOthersWrite := map[string]func(string) string{
		"carriage returns": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"returns alone":    func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"byte order mark":  func(s string) string { return "\uFEFF" + s },
		"no last newline":  func(s string) string { return strings.TrimRight(s, "\n") },
		"trailing spaces":  func(s string) string { return strings.ReplaceAll(s, "\n", " \t\n") },
		"indented":         func(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") },
	}
	for _, c := range cases(t) {
		if c.raw {
			continue
		}
		for how, written := range asOthersWrite {
			t.Run(c.name+"/"+how, func(t *testing.T) {
				got := parse(c.path, []byte(written(string(c.data))))
				if diff := cmp.Diff(lines(c.want), lines(got)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
	}
}

func caseFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "pages", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in testdata/pages: %v", err)
	}
	return files
}

func cases(t testing.TB) []pageCase {
	t.Helper()
	var all []pageCase
	for _, file := range caseFiles(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			all = append(all, readCase(t, file, archive.Files[i:i+2]))
		}
	}
	return all
}

func readCase(t testing.TB, file string, pair []txtar.File) pageCase {
	t.Helper()
	c := pageCase{path: pair[0].Name, data: pair[0].Data, want: string(pair[1].Data)}
	if pair[1].Name != "want" {
		t.Fatalf("%s: %s is followed by no section want", file, c.path)
	}
	if path, ok := strings.CutSuffix(c.path, ".quoted"); ok {
		c.path, c.raw = path, true
		c.data = unquote(t, strings.TrimSuffix(string(c.data), "\n"))
	}
	c.name = strings.TrimSuffix(filepath.Base(file), ".txtar") + "/" + filepath.Base(c.path)
	return c
}

// unquote returns the bytes of a text with Go's escapes. A backslash at the end
// of a line joins it with the next line.
func unquote(t testing.TB, s string) []byte {
	t.Helper()
	s = strings.ReplaceAll(s, "\\\n", "")
	var data []byte
	for s != "" {
		value, multibyte, tail, err := strconv.UnquoteChar(s, 0)
		if err != nil {
			t.Fatalf("%v at %q", err, s)
		}
		if multibyte {
			data = append(data, string(value)...)
		} else {
			data = append(data, byte(value))
		}
		s = tail
	}
	return data
}

// parse reads a page and returns what it parsed to as a readable text.
func parse(path string, data []byte) string {
	d, name, ok := event.SplitPath(strings.TrimPrefix(path, "news/"))
	if !ok {
		return "no path of a page: " + path
	}
	if slug := event.SlugOf(name); slug != "" {
		e := page.Event(data, path, event.NewRef(d, slug))
		if e.Headline == "" {
			e.TakeHeadline()
		}
		return eventText(e)
	}
	return dayText(page.Day(data, path, d))
}

func eventText(e event.Event) string {
	var b strings.Builder
	put(&b, "category", e.Category)
	put(&b, "headline", e.Headline)
	put(&b, "description", strings.ReplaceAll(e.Description, "\n", `\n`))
	for _, block := range e.Blocks {
		put(&b, "  "+kinds[block.Kind], strings.Repeat("  ", block.Depth)+block.Mark, block.Text, strings.Join(block.Cells, "; "))
	}
	put(&b, "topics", strings.Join(e.Topics, "; "))
	for _, s := range e.Sources {
		put(&b, "source", s.Name, s.URL)
	}
	put(&b, "image", e.Image)
	for _, c := range e.Changes {
		put(&b, "change", c.Ref.String(), c.Headline, c.Note)
	}
	for _, l := range e.Related {
		put(&b, "related", l.Ref.String(), l.Headline, strings.Join(l.Topics, "; "))
	}
	putProblems(&b, e.Path, e.Problems)
	return b.String()
}

var kinds = map[event.Kind]string{
	event.Paragraph: "paragraph", event.Heading: "heading", event.ListItem: "item", event.Quotation: "quote",
	event.TableRow: "row", event.CodeLine: "code", event.Footnote: "footnote",
}

func dayText(d event.Day) string {
	var b strings.Builder
	for _, e := range d.Entries {
		put(&b, "entry", e.Ref.String(), e.Headline)
		put(&b, "  category", e.Category)
		put(&b, "  description", e.Description)
		put(&b, "  topics", strings.Join(e.Topics, "; "))
	}
	if len(d.Problems) > 0 {
		putProblems(&b, d.Problems[0].Path, d.Problems)
	}
	return b.String()
}

func putProblems(b *strings.Builder, path string, problems []event.Problem) {
	for _, p := range problems {
		if p.Path != path {
			put(b, "PATH", p.Path)
		}
		put(b, "problem", strconv.Itoa(p.Line), p.Message)
	}
}

// put writes a line of a readable text, or nothing if the line would be empty.
func put(b *strings.Builder, name string, fields ...string) {
	if text := strings.Join(fields, " | "); text != "" {
		fmt.Fprintf(b, "%s: %s\n", name, text)
	}
}

func lines(s string) []string { return strings.Split(strings.TrimSuffix(s, "\n"), "\n") }

func BenchmarkPages(b *testing.B) {
	all := cases(b)
	size := 0
	for _, c := range all {
		size += len(c.data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range all {
			d, name, _ := event.SplitPath(strings.TrimPrefix(c.path, "news/"))
			if slug := event.SlugOf(name); slug != "" {
				page.Event(c.data, c.path, event.Ref{Date: d, Slug: slug})
			} else {
				page.Day(c.data, c.path, d)
			}
		}
	}
}

// BenchmarkEvent reads a typical page.
func BenchmarkEvent(b *testing.B) {
	var related strings.Builder
	for i := range 10 {
		fmt.Fprintf(&related, "%d. [The keepers of lighthouse number %d meet in a harbour for the first time in years. ](/news/2015/11/%d/the-keepers-of-lighthouse-number-%[2]d-meet-in-a-harbour-for-the-first-time-in-years.md) _Context: Sandhaven, lighthouse_\n", i+1, i, i+1)
	}
	data := []byte("### [2016-04-3](/news/2016/04/3/index.md)\n\n##### Shipping\n# The keepers of the Sandhaven lighthouse hand its lamp over to a machine. \n\n" +
		"The last keeper climbs down after forty years, and the lamp goes on turning by itself; \"nobody\", he said, &quot;will miss the stairs&quot; but the gulls, of which there are many...\n\n\n" +
		"### Sources:\n\n1. [Reuters](http://example.com/world/2016/04/03/lighthouse-keepers)\n2. [BBC](http://example.org/news/uk-12345678)\n2. [Cover Image](http://example.org/image.jpg?w=1200&h=630)\n\n### Related:\n\n" + related.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		page.Event(data, "news/2016/04/3/lighthouse.md", pageRef)
	}
}
