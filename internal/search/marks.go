package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/text"
)

// Span is a run of bytes of a text.
type Span struct{ Start, End int }

// Marks returns the parts of a text that the query matched, in order and without
// overlap. The text is clean, and belongs to the given field of any event: a word
// that matched a headline is marked elsewhere, too. In a word that begins with the
// typed one, only the typed letters are marked; in a word that was found by its
// letters, these letters are. All other words are marked as a whole: forms, what
// means the same, and what was typed with slips. Marks never split a visible
// character.
func (r Results) Marks(s string, field Field) []Span { return Marker{r.findings()}.Marks(s, field) }

// Marker returns what marks texts as Marks does, and holds nothing else of the results:
// no hits, and no documents of the words that match.
func (r Results) Marker() Marker {
	m := Marker{r.findings()}
	for i, f := range m.findings {
		m.findings[i] = f.withoutDocs()
	}
	return m
}

// findings returns the findings of the query that are marked.
func (r Results) findings() []*finding {
	if r.root == nil {
		return nil
	}
	var found []*finding
	for _, leaf := range r.root.leaves(nil) {
		if !leaf.isSmall {
			found = append(found, leaf.leaf)
		}
	}
	return found
}

// Marker marks in texts what a query has matched. The zero Marker marks nothing.
type Marker struct{ findings []*finding }

// Marks returns the parts of a text that the query matched, as Results.Marks does.
func (m Marker) Marks(s string, field Field) []Span {
	t := &markedText{text: s, words: text.Words(s)}
	for _, f := range m.findings {
		if f.fields&field == 0 {
			continue
		}
		t.mark(f)
		if f.isShort() && field&(Headline|Topic) != 0 {
			t.markStart(f.parts[0])
		}
	}
	return t.merged()
}

// withoutDocs returns a finding with the words that it matches, and without their
// documents.
func (f *finding) withoutDocs() *finding {
	bare := &finding{leaf: f.leaf, isUnknown: f.isUnknown}
	for _, r := range f.readings {
		read := reading{grade: r.grade, apart: r.apart, pairs: make([][]Posting, len(r.pairs))}
		for _, c := range r.choices {
			words := make([]graded, len(c.words))
			for i, w := range c.words {
				words[i] = graded{word: w.word, grade: w.grade}
			}
			read.choices = append(read.choices, &choice{typed: c.typed, words: words})
		}
		bare.readings = append(bare.readings, read)
	}
	return bare
}

// markedText is a text with its marks so far.
type markedText struct {
	text  string
	words []text.Word
	spans []Span
}

// mark marks the matches of a finding.
func (t *markedText) mark(f *finding) {
	for i := range f.readings {
		r := &f.readings[i]
		if r.apart && len(r.pairs) == 0 {
			t.markApart(r)
			continue
		}
		if f.isWhole() && len(t.words) != len(r.choices) {
			continue
		}
		for start := range len(t.words) - len(r.choices) + 1 {
			if r.reads(t.words[start:]) {
				for i, c := range r.choices {
					t.markWord(c, t.words[start+i])
				}
			}
		}
	}
}

// markStart marks the letters that the text begins with.
func (t *markedText) markStart(letters string) {
	if len(t.words) > 0 && len(t.words[0].Text) > len(letters) && strings.HasPrefix(t.words[0].Text, letters) {
		t.spans = append(t.spans, t.letters(t.words[0], func(at int) bool { return at < len(letters) })...)
	}
}

// markApart marks the words of a reading wherever they stand.
func (t *markedText) markApart(r *reading) {
	for _, w := range t.words {
		for _, c := range r.choices {
			if c.gradeOfText(w.Text) > 0 {
				t.markWord(c, w)
			}
		}
	}
}

// reads reports whether words begin with all choices of a reading in order.
func (r *reading) reads(words []text.Word) bool {
	for i, c := range r.choices {
		if c.gradeOfText(words[i].Text) == 0 {
			return false
		}
	}
	return true
}

// gradeOfText returns how well a folded word matches, 0 for not at all.
func (c *choice) gradeOfText(word string) grade {
	if word == c.typed {
		return exactly
	}
	c.once.Do(func() {
		c.byText = make(map[string]grade, len(c.words))
		for _, g := range c.words {
			c.byText[g.word] = g.grade
		}
	})
	return c.byText[word]
}

// markWord marks the part of a word that c matches.
func (t *markedText) markWord(c *choice, w text.Word) {
	switch c.gradeOfText(w.Text) {
	case asBeginning:
		t.spans = append(t.spans, t.letters(w, func(at int) bool { return at < len(c.typed) })...)
	case byLetters:
		at := lettersInOrder(c.typed, w.Text)
		t.spans = append(t.spans, t.letters(w, func(i int) bool { return slices.Contains(at, i) })...)
	default:
		t.spans = append(t.spans, Span{w.Start, w.End})
	}
}

// lettersInOrder returns the places of the letters of typed in word, in bytes: in
// one piece if possible, else each as early as possible.
func lettersInOrder(typed, word string) []int {
	var at []int
	if start := strings.Index(word, typed); start >= 0 {
		for i := range typed {
			at = append(at, start+i)
		}
		return at
	}
	rest := typed
	for i, r := range word {
		wanted, size := utf8.DecodeRuneInString(rest)
		if len(rest) > 0 && r == wanted {
			at = append(at, i)
			rest = rest[size:]
		}
	}
	return at
}

// letters returns the spans of the characters of a word that are wanted; wanted
// takes the byte of the folded word at which a character's folded form begins. A
// character that folds to several letters (ß) is one span. Where the characters do
// not add up to the folded word, the whole word is one span.
func (t *markedText) letters(w text.Word, wanted func(at int) bool) []Span {
	var spans []Span
	folded := 0 // bytes of w.Text that the characters so far fold to
	for start := w.Start; start < w.End; {
		end := start + characterLen(t.text[start:])
		letters := text.Fold(t.text[start:end])
		switch {
		case strings.HasPrefix(w.Text[folded:], letters):
			for i := range letters {
				if wanted(folded + i) {
					spans = append(spans, Span{start, end})
					break
				}
			}
			folded += len(letters)
		case letters != "." && letters != ",": // folding drops the points of initials and the commas of numbers
			return []Span{{w.Start, w.End}}
		}
		start = end
	}
	if folded != len(w.Text) {
		return []Span{{w.Start, w.End}}
	}
	return spans
}

// merged returns the marks in order, on whole characters, with adjacent and
// overlapping ones joined.
func (t *markedText) merged() []Span {
	slices.SortFunc(t.spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var merged []Span
	for _, s := range t.spans {
		s = t.wholeCharacters(s)
		if last := len(merged) - 1; last >= 0 && s.Start <= merged[last].End {
			merged[last].End = max(merged[last].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// wholeCharacters widens a span to the ends of the characters that it touches.
func (t *markedText) wholeCharacters(s Span) Span {
	for s.Start > 0 {
		before, size := utf8.DecodeLastRuneInString(t.text[:s.Start])
		r, _ := utf8.DecodeRuneInString(t.text[s.Start:])
		if !continues(before, r) {
			break
		}
		s.Start -= size
	}
	_, last := utf8.DecodeLastRuneInString(t.text[:s.End])
	s.End += characterLen(t.text[s.End-last:]) - last
	return s
}

// characterLen returns the length in bytes of the visible character at the start of
// s: a letter and all that continues it.
func characterLen(s string) int {
	before, length := utf8.DecodeRuneInString(s)
	for length < len(s) {
		r, size := utf8.DecodeRuneInString(s[length:])
		if !continues(before, r) {
			break
		}
		before = r
		length += size
	}
	return length
}

// continues reports whether r is part of the same visible character as the rune
// before it. Accents, vowel signs and joiners are, the later letters of a Korean
// syllable, and in Indian scripts a consonant after the sign that joins two.
func continues(before, r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r == 0x200c, r == 0x200d, r == 0xff9e, r == 0xff9f:
		return true
	case r >= 0x1100 && r <= 0x115f:
		return before >= 0x1100 && before <= 0x115f
	case r >= 0x1160 && r <= 0x11ff:
		return true
	case unicode.IsLetter(r):
		return joinsConsonants(before)
	}
	return unicode.IsMark(r)
}

// joinsConsonants reports whether r joins the consonants on both sides of it.
func joinsConsonants(r rune) bool {
	switch r {
	case 0x094d, 0x09cd, 0x0acd, 0x0b4d, 0x0c4d, 0x0d4d:
		return true
	}
	return false
}
