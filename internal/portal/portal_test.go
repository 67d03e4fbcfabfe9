package portal_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"news/internal/portal"
)

var update = flag.Bool("update", false, "write what the pages in testdata parse to, to be read before it is kept")

// TestPages reads every page of testdata/portal. Each file is about one variant. It
// holds pages by their title or their file, each followed by what it must parse to.
func TestPages(t *testing.T) {
	for _, file := range caseFiles(t) {
		cases, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(cases.Files); i += 2 {
			page := pageOf(cases.Files[i].Name, string(cases.Files[i].Data))
			got := describe(portal.Parse(page))
			if *update {
				cases.Files[i+1].Data = []byte(got)
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+cases.Files[i].Name, func(t *testing.T) {
				if diff := cmp.Diff(lines(string(cases.Files[i+1].Data)), lines(got)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(cases), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestLineEnds reads every page again as other systems and editors write it.
func TestLineEnds(t *testing.T) {
	asOthersWrite := map[string]func(string) string{
		"carriage returns": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"returns alone":    func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"byte order mark":  func(s string) string { return "\uFEFF" + s },
		"no last newline":  func(s string) string { return strings.TrimRight(s, "\n") },
		"trailing spaces":  func(s string) string { return strings.ReplaceAll(s, "\n", " \t\n") },
	}
	for _, file := range caseFiles(t) {
		cases, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(cases.Files); i += 2 {
			for how, written := range asOthersWrite {
				t.Run(cases.Files[i].Name+"/"+how, func(t *testing.T) {
					page := pageOf(cases.Files[i].Name, written(string(cases.Files[i].Data)))
					if diff := cmp.Diff(lines(string(cases.Files[i+1].Data)), lines(describe(portal.Parse(page)))); diff != "" {
						t.Errorf("(-want +got)\n%s", diff)
					}
				})
			}
		}
	}
}

func caseFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "portal", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in testdata/portal: %v", err)
	}
	return files
}

// pageOf returns a page of a case, which has a title of the wiki or the name of a
// file.
func pageOf(name, text string) portal.Page {
	if strings.HasPrefix(name, "Portal:") {
		return portal.Page{Title: name, Text: text}
	}
	return portal.Page{File: name, Text: text}
}

func lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// describe returns a day as a readable text.
func describe(d portal.Day) string {
	var b strings.Builder
	if !d.Date.IsZero() {
		fmt.Fprintf(&b, "day %s\n", d.Date)
	}
	if d.Redirect != "" {
		fmt.Fprintf(&b, "redirect %s\n", d.Redirect)
	}
	for _, e := range d.Events {
		fmt.Fprintf(&b, "event, line %d\n", e.Line)
		field(&b, "category", e.Category)
		for _, s := range e.Stories {
			field(&b, "story", fmt.Sprintf("%d %s%s", s.Depth, marked(s.Name, s.Links), map[bool]string{true: " (event)"}[s.Event]))
		}
		field(&b, "text", marked(e.Text, e.Links))
		for _, s := range e.Sources {
			field(&b, "source", strings.TrimSpace(s.Name+" <"+s.URL+">"))
		}
	}
	for _, p := range d.Problems {
		fmt.Fprintf(&b, "problem, line %d: %s\n", p.Line, p.Message)
	}
	return b.String()
}

func field(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "  %s: %s\n", name, value)
	}
}

// marked returns a text with its links: [words], or [words = article#section].
func marked(s string, links []portal.Link) string {
	var b strings.Builder
	at := 0
	for _, l := range links {
		b.WriteString(s[at:l.Start] + "[" + s[l.Start:l.End])
		target := l.Article
		if l.Section != "" {
			target += "#" + l.Section
		}
		if target != s[l.Start:l.End] {
			b.WriteString(" = " + target)
		}
		b.WriteString("]")
		at = l.End
	}
	return b.String() + s[at:]
}
