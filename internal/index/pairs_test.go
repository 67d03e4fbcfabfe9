package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Pairs that one document has, or that documents have lost, are found as in a new
// index.
func TestPairsFollowThePages(t *testing.T) {
	t.Parallel()
	pages := make(map[string]string)
	for n := range 3 * pairsInRow { // many rows of pairs and of their postings
		pages[fmt.Sprintf("2016/04/%d/e%d.md", n%28+1, n)] = headline(fmt.Sprintf("天%c地%c", '一'+3*n, '一'+3*n+1))
	}
	dir, cache := writeArchive(t, pages), t.TempDir()
	openIndex(t, dir, cache, Want{}).Close()
	for i, text := range []string{"汶川天地", "地天川汶", "ที่นี่ ที ท", "ท ที ที่", "Storm 汶", "天一地丁"} {
		path := filepath.Join(dir, "news", "2016", "04", "3", fmt.Sprintf("new%d.md", i%3))
		if err := os.WriteFile(path, []byte(headline(text)), 0o666); err != nil {
			t.Fatal(err)
		}
		checkIndex(t, text, dir, cache, Want{Fresh: true})
	}
	x := openIndex(t, dir, cache, Want{})
	for _, pair := range []string{"汶川", "川汶", "天一", "丁天", "ab", "", "汶"} {
		id, known, err := x.Pair(pair)
		if err != nil {
			t.Fatal(err)
		}
		_, isInPages, _ := readPages(openArchive(t, dir)).corpus.Pair(pair)
		if isInPages && !known || known && !id.IsPair() {
			t.Errorf("%s: %v %v, in the pages: %v", pair, id, known, isInPages)
		}
	}
}

// What a search reads only if it needs it can be damaged, too.
func TestPairsLengthsAndNamesThatDoNotFitAreADamage(t *testing.T) {
	t.Parallel()
	store := func(w *writer, name, data string) error { return w.storePart(name, []byte(data)) }
	head := func(count byte, firsts string) string {
		var p packer
		p.data = append(p.data, count)
		p.end()
		p.data = append(p.data, firsts...)
		p.end()
		return string(p.bytes())
	}
	for name, damage := range map[string]func(w *writer) error{
		"no pairs":                   func(w *writer) error { return w.run(`DELETE FROM parts WHERE name = 'pairs'`) },
		"no new pairs":               func(w *writer) error { return w.run(`DELETE FROM parts WHERE name = 'new pairs'`) },
		"pairs that are none":        func(w *writer) error { return store(w, "pairs", "x") },
		"more pairs than rows":       func(w *writer) error { return store(w, "pairs", head(100, "")) },
		"more rows than pairs":       func(w *writer) error { return store(w, "pairs", head(3, "\n汶川\n")) },
		"fewer pairs than a row has": func(w *writer) error { return store(w, "pairs", head(1, "地震\n")) },
		"new pairs that are none":    func(w *writer) error { return store(w, "new pairs", "\x01") },
		"no rows of pairs":           func(w *writer) error { return w.run(`DELETE FROM pairs`) },
		"pairs of another row":       func(w *writer) error { return w.run(`UPDATE pairs SET first = first + 1`) },
		"a byte of the pairs":        func(w *writer) error { return w.run(`UPDATE pairs SET list = x'00' || list`) },
		"no postings of pairs":       func(w *writer) error { return w.run(`DELETE FROM postings WHERE first >= 2147483648`) },
		"no lengths":                 func(w *writer) error { return w.run(`DELETE FROM parts WHERE name = 'lengths'`) },
		"lengths of fewer documents": func(w *writer) error { return store(w, "lengths", "") },
		"no rows of lengths":         func(w *writer) error { return w.run(`DELETE FROM lengths`) },
		"lengths of more documents":  func(w *writer) error { return w.run(`UPDATE lengths SET lengths = x'00' || lengths`) },
		"no rows of words":           func(w *writer) error { return w.run(`DELETE FROM vocabulary`) },
		"words of another row":       func(w *writer) error { return w.run(`UPDATE vocabulary SET first = first + 1`) },
		"a byte of the words":        func(w *writer) error { return w.run(`UPDATE vocabulary SET list = x'00' || list`) },
		"no short names":             func(w *writer) error { return w.run(`DELETE FROM parts WHERE name = 'short names'`) },
		"a short name alone":         func(w *writer) error { return store(w, "short names", "gcc\n") },
		"a name without a number":    func(w *writer) error { return store(w, "short names", "gcc\tgulf council\tmany\n") },
	} {
		dir, cache := writeArchive(t, map[string]string{"2016/04/3/quake.md": headline("汶川地震")}), t.TempDir()
		openIndex(t, dir, cache, Want{}).Close()
		f, err := open(context.Background(), Path(cache, openArchive(t, dir)), toWrite)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(damage(newWriter(f)), f.commit(context.Background(), nil)); err != nil {
			t.Fatal(err)
		}
		f.close()
		x := openIndex(t, dir, cache, Want{})
		found, err := documentsWith(x, "汶川")
		_, lengthsErr := x.MeanLength()
		_, namesErr := x.ShortNames()
		words, _ := x.Vocabulary()
		words.Exact("川")
		x.Length(0)
		if !IsDamage(errors.Join(err, lengthsErr, namesErr, x.Err())) {
			t.Errorf("%s: %v", name, found)
		}
		x.Close()
	}
}
