package index

import (
	"encoding/binary"

	"news/internal/event"
	"news/internal/meaning"
	"news/internal/search"
)

// wordsInRow is the number of words in a row of the table vocabulary.
const wordsInRow = 512

// vocabularyWriter writes the words of a full write: rows of the table vocabulary, and
// the part "vocabulary" with what finds a row. That has three records: the number of
// words; the first word of each row; the numbers of the small words, which every
// question asks for.
type vocabularyWriter struct {
	*writer
	count   int
	firsts  []byte
	isSmall map[string]bool
	small   []search.WordID
	row     []byte
	hash    uint64 // of all rows so far
}

func newVocabularyWriter(w *writer) *vocabularyWriter {
	v := &vocabularyWriter{writer: w, isSmall: make(map[string]bool)}
	for word := range meaning.SmallWords() {
		v.isSmall[word] = true
	}
	return v
}

// add adds the next word, in ascending order of their bytes.
func (v *vocabularyWriter) add(word string) error {
	if v.count%wordsInRow == 0 {
		v.firsts = appendLine(v.firsts, word)
	}
	if v.isSmall[word] {
		v.small = append(v.small, search.WordID(v.count))
	}
	v.row = appendLine(v.row, word)
	v.count++
	if v.count%wordsInRow > 0 {
		return nil
	}
	return v.storeRow()
}

func (v *vocabularyWriter) storeRow() error {
	first := (v.count - 1) / wordsInRow * wordsInRow
	v.hash = event.Hash(binary.LittleEndian.AppendUint64(nil, v.hash^event.Hash(v.row)))
	err := v.run(`INSERT INTO vocabulary VALUES (?, ?)`, first, seal(numbered("vocabulary", first), v.row))
	v.row = v.row[:0]
	return err
}

// end stores what is left.
func (v *vocabularyWriter) end() error {
	if len(v.row) > 0 {
		if err := v.storeRow(); err != nil {
			return err
		}
	}
	var head packer
	head.data = binary.AppendUvarint(head.data, uint64(v.count))
	head.end()
	head.data = append(head.data, v.firsts...)
	head.end()
	head.data = appendWords(head.data, v.small)
	head.end()
	return v.storePart("vocabulary", head.bytes())
}

// vocabulary is what finds the words of the last full write, and the rows of words that
// were read.
type vocabulary struct {
	wordRows
	small []search.WordID
}

// readVocabulary reads the part "vocabulary".
func readVocabulary(s *session) (*vocabulary, error) {
	head, err := readRecords(s, "vocabulary", 3)
	if err != nil {
		return nil, err
	}
	count, small := head.at(0), head.at(2)
	v := &vocabulary{
		wordRows: wordRows{table: "vocabulary", inRow: wordsInRow, count: int(count.uint()), firsts: linesIn(head.at(1).data)},
		small:    small.words(nil),
	}
	if count.failed || small.failed || !v.isWhole() {
		return nil, ErrDamaged
	}
	return v, nil
}

// words are the words of the last full write as a question reads them.
type words struct{ *corpus }

// Find returns the row that may have a word.
func (w words) Find(word string) int { return max(0, w.written.find(word)) }

// Row returns a row, and an empty one where it cannot be read.
func (w words) Row(n int) *search.WordList {
	row, err := w.written.row(w.session, n)
	if err != nil {
		w.fail(err)
		return search.NewWordList("")
	}
	return row
}

// Vocabulary returns all words of the documents. It can have words that only
// removed documents had.
func (c *corpus) Vocabulary() (*search.Vocabulary, error) { return c.vocabulary(), nil }

// vocabulary returns all words of the documents.
func (c *corpus) vocabulary() *search.Vocabulary {
	if c.words == nil {
		all, _ := keptOr(c.kept, &c.kept.words, func() (*search.Vocabulary, error) { return c.allWords(), nil })
		c.words = all.Over(words{c})
	}
	return c.words
}

// allWords returns all words of the documents, without what reads their rows. It sorts
// the words that only changed documents have.
func (c *contents) allWords() *search.Vocabulary {
	all := search.VocabularyOf(nil, wordsInRow, c.written.count, c.written.small)
	return all.With(c.changes.words, search.WordID(c.mainWords))
}

// spell returns the word with a number.
func (c *corpus) spell(word search.WordID) string {
	if int(word) < c.mainWords {
		return c.vocabulary().At(int(word))
	}
	return c.changes.words[int(word)-c.mainWords]
}
