package search

import (
	"unicode/utf8"

	"news/internal/text"
)

// A word that is being typed stands for all words that begin with it. Of one or two
// letters these are too many: it stands for itself, and for the headlines and topics
// that begin with it.
const (
	shortestUnfinished = 3
	longestShort       = shortestUnfinished - 1
)

// isShort reports whether a leaf is an unfinished word of one or two letters.
func (l leaf) isShort() bool {
	return l.unfinished && len(l.parts) == 1 && utf8.RuneCountInString(l.parts[0]) <= longestShort && !text.IsUnspaced(l.parts[0])
}

// matchShort matches an unfinished word of one or two letters.
func (s *searcher) matchShort(f *finding) error {
	c := &choice{typed: f.parts[0]}
	if err := s.addWord(c, f.parts[0], f.fields, exactly); err != nil {
		return err
	}
	starts, err := s.corpus.Starts(s.ctx)
	if err != nil {
		return err
	}
	f.readings = []reading{{choices: []*choice{c}, grade: exactly}}
	u := s.union()
	for _, id := range s.vocabulary.WithPrefix(f.parts[0]) {
		u.addPostings(starts.Of(id), asBeginning, f.fields)
	}
	u.addWords(c.words, exactly, f.fields)
	f.docs = u.matches()
	return nil
}

// skip leaves out an operand that nothing is typed of yet, and the signs before it.
func (s *scanner) skip(start int) {
	for last := len(s.tokens) - 1; last >= 0; last-- {
		t := s.tokens[last]
		if t.end != start || t.kind != notToken && t.kind != mustToken {
			return
		}
		s.tokens, start = s.tokens[:last], t.start
	}
}

// open reads a quotation that is not closed yet, and reports whether it is one. Its
// complete words stand side by side, and the one that is being typed stands for itself. A
// whole name is not known before its end, so its words are words of the field.
func (s *scanner) open(start int, field Field) bool {
	q, _ := text.QuotationAt(s.query, s.at)
	if q.End != 0 {
		return false
	}
	inside := s.query[q.Start:]
	parts := text.FoldedWords(inside)
	last := len(s.tokens) - 1
	isSigned := last >= 0 && s.tokens[last].end == start && (s.tokens[last].kind == notToken || s.tokens[last].kind == mustToken)
	var typing []string
	if !isSigned && len(parts) > 0 && endsInWord(inside) && !text.IsUnspaced(parts[len(parts)-1]) {
		parts, typing = parts[:len(parts)-1], parts[len(parts)-1:]
	}
	if field != 0 && len(parts) > 0 && typing != nil && utf8.RuneCountInString(typing[0]) <= longestShort {
		typing = nil // too little for a must
	}
	s.at = len(s.query)
	emit := func(operand Query) {
		if field != 0 {
			operand = Within{Field: field, Of: operand}
		}
		s.emit(operandToken, operand, start)
	}
	if len(parts) > 0 {
		emit(Phrase{Parts: parts})
	}
	if typing != nil {
		emit(Word{Parts: typing})
	}
	if len(parts) == 0 && typing == nil {
		s.skip(start)
	}
	return true
}

// endsInWord reports whether a text ends within a word, or at its end.
func endsInWord(s string) bool {
	_, size := utf8.DecodeLastRuneInString(s)
	return len(text.FoldedWords(s[len(s)-size:])) > 0
}

// markUnfinished marks the word at the end of a query as unfinished. Where it has
// several parts, and the last one is short, the others are all of it that counts.
func markUnfinished(query string, tokens []token) {
	last := len(tokens) - 1
	if last < 0 || tokens[last].kind != operandToken || tokens[last].end != len(query) || !endsInWord(query) {
		return
	}
	switch q := tokens[last].query.(type) {
	case Word:
		tokens[last].query = q.asUnfinished()
	case Within:
		if word, ok := q.Of.(Word); ok {
			q.Of = word.asUnfinished()
			tokens[last].query = q
		}
	}
}

func (q Word) asUnfinished() Word {
	end := len(q.Parts) - 1
	switch typed := q.Parts[end]; {
	case text.IsUnspaced(typed) || end > 0 && isDigits(typed): // a character is complete, and so is 9/11
		return q
	case end > 0 && utf8.RuneCountInString(typed) <= longestShort:
		q.Parts = q.Parts[:end]
		return q
	}
	q.Unfinished = true
	return q
}
