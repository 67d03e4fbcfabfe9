package meaning

import (
	"slices"
	"strings"
	"testing"

	"news/internal/text"
)

// builtInLine is a group of a built-in file.
type builtInLine struct {
	file   string
	number int
	line   string
}

// builtIn returns the groups of the built-in files.
func builtIn() []builtInLine {
	var groups []builtInLine
	for _, file := range []struct{ name, lines string }{{"english.txt", englishLines}, {"chinese.txt", chineseLines}} {
		number := 0
		for line := range strings.Lines(file.lines) {
			number++
			if line = strings.TrimSuffix(line, "\n"); isGroup(line) {
				groups = append(groups, builtInLine{file.name, number, line})
			}
		}
	}
	return groups
}

func splitLine(line string) []string {
	return strings.FieldsFunc(line, func(r rune) bool { return r < 128 && isSign(byte(r)) })
}

// TestDataIsWellFormed holds each line against the format: it reads as a line of the
// user's would, folded and spaced as Alike expects, and no term stands in it twice.
func TestDataIsWellFormed(t *testing.T) {
	seen := make(map[string]int)
	for _, g := range builtIn() {
		read, err := readUser([]byte(g.line))
		if err != nil {
			t.Errorf("%s:%d: %v", g.file, g.number, err)
			continue
		}
		if plain := strings.ReplaceAll(g.line, " ", ""); strings.ReplaceAll(strings.TrimPrefix(read, "\n"), " ", "") != plain || text.Fold(g.line) != g.line {
			t.Errorf("%s:%d: %q is not folded, write %q", g.file, g.number, g.line, read)
		}
		if strings.Contains(g.line, "  ") || strings.TrimSpace(g.line) != g.line {
			t.Errorf("%s:%d: spaces", g.file, g.number)
		}
		var terms []string
		for _, term := range splitLine(g.line) {
			stems := strings.Join(newAsked(text.FoldedWords(term)).stems, " ")
			if strings.Contains(term, `"`) {
				stems = term // counts as it is written
			}
			if slices.Contains(terms, stems) {
				t.Errorf("%s:%d: %q stands twice in %q", g.file, g.number, strings.TrimSpace(term), g.line)
			}
			terms = append(terms, stems)
		}
		if !strings.Contains(g.line, ">") {
			slices.Sort(terms)
		}
		key := strings.Join(terms, "|")
		if other := seen[key]; other != 0 {
			t.Errorf("%s:%d: the same group as line %d", g.file, g.number, other)
		}
		seen[key] = g.number
	}
}

// TestSmallWordsStandAtTheTop looks for lines of small words that Small does not read.
func TestSmallWordsStandAtTheTop(t *testing.T) {
	for name, lines := range map[string]string{"english.txt": englishLines, "chinese.txt": chineseLines} {
		first := strings.Index(lines, "\n"+smallMark)
		if first >= top || first != strings.LastIndex(lines, "\n"+smallMark) {
			t.Errorf("%s: %q begins a line far down, or two", name, smallMark)
		}
	}
}

// TestDataIsFound asks for every term that a line has, and looks for the others in
// what comes.
func TestDataIsFound(t *testing.T) {
	groups, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range builtIn() {
		before, after, directed := strings.Cut(g.line, ">")
		if !directed {
			after = before
		}
		for _, term := range splitLine(before) {
			words := text.FoldedWords(term)
			if len(words) > groups.Longest() {
				t.Errorf("%s:%d: %q has more words than Longest says", g.file, g.number, term)
			}
			found := groups.Alike(words)
			for _, other := range splitLine(after) {
				want := text.FoldedWords(other)
				if !newAsked(words).is(want) && !slices.ContainsFunc(found, func(f Term) bool { return slices.Equal(f.Words, want) }) {
					t.Errorf("%s:%d: %q does not find %q", g.file, g.number, strings.TrimSpace(term), strings.TrimSpace(other))
				}
			}
		}
	}
}
