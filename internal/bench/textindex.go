package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// textIndex is the full-text index that SQLite has without more ado: FTS5 with the
// stems of English words (porter). It is what news is compared with.
type textIndex struct {
	db  *sql.DB
	dir string
}

// scored is a text by its place, with its score: the higher, the better.
type scored struct {
	place int
	score float64
}

// newTextIndex returns an index of texts in two columns, headlines and
// descriptions, in a temporary folder.
func newTextIndex(ctx context.Context, all []summary) (*textIndex, error) {
	dir, err := os.MkdirTemp("", "newsbench-")
	if err != nil {
		return nil, err
	}
	t := &textIndex{dir: dir}
	if t.db, err = sql.Open("sqlite", filepath.Join(dir, "fts")); err == nil {
		err = t.fill(ctx, all)
	}
	if err != nil {
		return nil, errors.Join(err, t.close())
	}
	return t, nil
}

func (t *textIndex) fill(ctx context.Context, all []summary) error {
	const table = `CREATE VIRTUAL TABLE texts USING fts5(headline, description, tokenize='porter unicode61')`
	if _, err := t.db.ExecContext(ctx, table); err != nil {
		return err
	}
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, `INSERT INTO texts(rowid, headline, description) VALUES(?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for place, s := range all {
		if _, err := insert.ExecContext(ctx, place, s.headline, s.description); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// close closes the index and removes it.
func (t *textIndex) close() error {
	var err error
	if t.db != nil {
		err = t.db.Close()
	}
	return errors.Join(err, os.RemoveAll(t.dir))
}

// anyWord returns the texts that have any word of a query, at most so many, best
// first by bm25. A headline's words count headlineWeight times those of a
// description.
func (t *textIndex) anyWord(ctx context.Context, query string, headlineWeight float64, most int) ([]scored, error) {
	words := matchAny(query)
	if words == "" {
		return nil, nil
	}
	rows, err := t.db.QueryContext(ctx, `SELECT rowid, -bm25(texts, ?, 1.0) AS score FROM texts WHERE texts MATCH ?
		ORDER BY score DESC, rowid LIMIT ?`, headlineWeight, words, most)
	if err != nil {
		return nil, fmt.Errorf("FTS5, %q: %w", query, err)
	}
	defer rows.Close()
	var found []scored
	for rows.Next() {
		var s scored
		if err := rows.Scan(&s.place, &s.score); err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, rows.Err()
}

// matchAny returns the expression of FTS5 for any word of a text, "" where it has
// none. Words are in quotes: some are operators of FTS5.
func matchAny(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for i, word := range words {
		words[i] = `"` + word + `"`
	}
	return strings.Join(words, " OR ")
}
