package meaning_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"news/internal/meaning"
	"news/internal/text"
)

func TestNewReadsTheUsersFile(t *testing.T) {
	many := strings.Repeat("zib | zab\n", 10_001)
	long := strings.Repeat("zib ", 13)
	for _, test := range []struct {
		name, file string
		want       string // the error, or ""
	}{
		{"empty", "", ""},
		{"a group", "zib | zab", ""},
		{"comments and empty lines", "# zib\n\n  \n\t# zab =\nzib = zab\n", ""},
		{"a byte order mark and CRLF", "\ufeffzib | zab\r\n# x\r\n", ""},
		{"no spaces around signs", "zib|zab>zub\n", ""},
		{"several terms before the arrow", "zib | zab > zub | zob", ""},
		{"Chinese", "萨达姆 | 海珊", ""},
		{"the most lines", many[:len(many)-len("zib | zab\n")], ""},
		{"a term twice", "zib | zib", ""},

		{"a term alone", "zib | zab\nzab", "line 2, column 1: a term alone; write at least two with a sign between them: quake | earthquake"},
		{"no term after a sign", "zib |", "line 1, column 6: an empty term; write a word or a phrase on both sides of each sign"},
		{"no term before a sign", " = zib", "line 1, column 1: an empty term; write a word or a phrase on both sides of each sign"},
		{"no term between signs", "é | | zib", "line 1, column 4: an empty term; write a word or a phrase on both sides of each sign"},
		{"a term of signs alone", "zib | -?-", "line 1, column 7: a term without a word; write letters or digits"},
		{"a long term", "zib | " + long, "line 1, column 7: a term too long; write at most 12 words and 200 bytes"},
		{"a long word", "zib | " + strings.Repeat("z", 201), "line 1, column 7: a term too long; write at most 12 words and 200 bytes"},
		{"two arrows", "zib > zab > zub", "line 1, column 11: a second >; write one: a > b | c"},
		{"= and |", "萨 = zab | zub", "line 1, column 9: = beside another sign; write spellings (a = b = c) and meanings (a | b | c) in lines of their own"},
		{"| and =", "zib | zab = zub", "line 1, column 11: = beside another sign; write spellings (a = b = c) and meanings (a | b | c) in lines of their own"},
		{"> and =", "zib > zab = zub", "line 1, column 11: = beside another sign; write spellings (a = b = c) and meanings (a | b | c) in lines of their own"},
		{"quotes after the arrow", `zib > "zab"`, `line 1, column 7: quotes after or without >; write them before it: "fired" > sacked`},
		{"quotes without an arrow", `“zab” | zib`, `line 1, column 1: quotes after or without >; write them before it: "fired" > sacked`},
		{"small words", "small: zib", "line 1, column 1: small words are built in; write a group, such as quake | earthquake"},
		{"not UTF-8", "\ufffd zib | \xff", "line 1, column 9: not UTF-8; save the file as UTF-8"},
		{"too many lines", many, "line 10001: a line too many; write at most 10000"},
		{"too large", strings.Repeat("#", 1<<20+1), "the file has more than 1048576 bytes; write less"},
		{"too many terms", "zib" + strings.Repeat(" | zab", 200), "line 1, column 1201: a term too many; write at most 200 in a line"},
		{"a quote never closed", `"zib > zab`, `line 1, column 1: a quote that is never closed; write it on both sides of the term, or leave it out`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := meaning.New([]byte(test.file))
			got := ""
			if err != nil {
				got = err.Error()
				if position := new(meaning.Error); !errors.As(err, &position) {
					t.Errorf("%T is no *Error", err)
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestUserAddsToBuiltIn asks for a built-in word that a user has meanings for, too.
func TestUserAddsToBuiltIn(t *testing.T) {
	groups := newGroups(t, "Quake | shaker\nquake = kwake\n")
	found := alike(groups, "quake")
	for _, want := range []string{"earthquake", "shaker", "=kwake"} {
		if !slices.Contains(found, want) {
			t.Errorf("Alike(quake) = %q, without %q", found, want)
		}
	}
}

// TestGroupsAreNotJoined has a ring of groups, each of which shares a term with the
// next.
func TestGroupsAreNotJoined(t *testing.T) {
	var ring strings.Builder
	for i := range 100 {
		fmt.Fprintf(&ring, "zq%dx | zq%dx\n", i, (i+1)%100)
	}
	groups := newGroups(t, ring.String())
	for i := range 100 {
		found := alike(groups, fmt.Sprintf("zq%dx", i))
		if len(found) != 2 {
			t.Fatalf("term %d finds %q, want its two neighbours", i, found)
		}
	}
}

func TestGroupsAreSafeForConcurrentUse(t *testing.T) {
	groups := newGroups(t, "zib | zab")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if found := alike(groups, "zib"); !slices.Equal(found, []string{"zab"}) {
				t.Errorf("Alike(zib) = %q", found)
			}
		})
	}
	wait.Wait()
}

// FuzzNew reads any bytes as a user's file. An error stands at a place of the file;
// without one, each term of the first group finds only folded words.
func FuzzNew(f *testing.F) {
	for _, seed := range []string{"a | b", "a = b = c", "a > b | c", `"a b" > c`, "# c", "萨达姆 | 海珊", "a |", "= a", "\xff", "\ufeffa|b\r\n", `" > "`, "½ | ㍿", "a\u0301 | a"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		groups, err := meaning.New(file)
		if position := new(meaning.Error); errors.As(err, &position) {
			lines := strings.Split(string(file), "\n")
			if position.Line > len(lines) || position.Line > 0 && position.Column > len(lines[position.Line-1])+1 {
				t.Fatalf("%v: beyond the file", position)
			}
			return
		}
		for _, word := range text.Words(string(file)) {
			for _, term := range groups.Alike([]string{word.Text}) {
				if len(term.Words) == 0 || len(term.Words) > groups.Longest() {
					t.Fatalf("Alike(%q) has a term of %d words; Longest returns %d", word.Text, len(term.Words), groups.Longest())
				}
				for _, other := range term.Words {
					if text.Fold(other) != other {
						t.Fatalf("Alike(%q) has %q, which is not folded", word.Text, other)
					}
				}
			}
		}
	})
}
