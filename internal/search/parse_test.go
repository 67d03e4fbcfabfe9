package search

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/when"
)

var today = event.Date{Year: 2016, Month: 4, Day: 10}

// mustRead checks what queries print as, and that they print back.
func mustRead(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		typed, want := c[0], c[1]
		q, err := Parse(typed, today)
		if err != nil {
			t.Errorf("Parse(%q): %v", typed, err)
			continue
		}
		if got := q.String(); got != want {
			t.Errorf("Parse(%q) = %s, want %s", typed, got, want)
		}
		mustPrintBack(t, typed, q)
	}
}

func TestParseReadsWordsAndOperators(t *testing.T) {
	mustRead(t, [][2]string{
		{"palmyra", "palmyra"},
		{"  Palmyra \t ARMY ", "palmyra army"},
		{"palmyra AND army", "palmyra army"},
		{`"the Syrian Army"`, `"the syrian army"`},
		{"“the Syrian Army”", `"the syrian army"`},
		{"„the army“ ”of syria”", `"the army" "of syria"`},
		{`"一" “二”三`, `"一" "二" 三`},
		{"「叙利亚」『军队』", "叙利亚军队"},
		{"敘利亞", "叙利亚"},
		{"syria !army", "syria !army"},
		{"syria NOT army", "syria !army"},
		{"syria -army", "syria !army"},
		{"syria AND NOT army", "syria !army"},
		{`syria -"free army" !(a OR b)`, `syria !"free army" !(a OR b)`},
		{"syria !!army", "syria army"},
		{"syria NOT NOT NOT army", "syria !army"},
		{"syria !topic:army", "syria !topic:army"},
		{"syria OR iraq", "syria OR iraq"},
		{"a b OR c d", "a b OR c d"},
		{"a (b OR c) d", "a (b OR c) d"},
		{"(a b) OR (c OR d)", "a b OR c OR d"},
		{"((((a))))", "a"},
		{"a (b (c (d)))", "a b c d"},
		{"a (!b !c)", "a !b !c"},
		{"!(a !b) c", "!(a !b) c"},
		{"or and not", "or and not"},
		{`a "OR" b`, `a "or" b`},
		{"syria OR(iraq iran)", "syria OR iraq iran"},
	})
}

func TestParseReadsNamesAndFields(t *testing.T) {
	mustRead(t, [][2]string{
		{"al-Qaryatayn", "al-qaryatayn"},
		{"O'Brien's", "o-brien-s"},
		{"11.5", "11-5"},
		{"U.S. 1,200", "us 1200"},
		{"3G手机", "3g-手机"},
		{"½", "12"},
		{"a - b -- c --d e! f? ...", "a b c d e f"},
		{"9:30 https://example.org Re:foo topc:syria", "9-30 https-example-org re-foo topc-syria"},
		{"topic:Syria", "topic:syria"},
		{"TOPIC:syria Source:Reuters cateGory:sport headline:word", "topic:syria source:reuters category:sport headline:word"},
		{`topic:"Syrian Army"`, `topic:"syrian army"`},
		{"topic:“Syrian Army”", `topic:"syrian army"`},
		{"topic:al-bab", "topic:al-bab"},
		{"source:bbc.co.uk", "source:bbc-co-uk"},
		{"date:2016-04..2016-06", "date:2016-04..2016-06"},
		{"Date:2016/4/3", "date:2016-04-03"},
		{"date:..2003", "date:..2003"},
		{`date:"3 days ago"`, "date:2016-04-07"},
		{"a date:yesterday", "a date:2016-04-09"},
		{"Straße Vučić", "strasse vucic"},
		{"a\x00b \xff c", "a-b c"},
	})
}

// mustPrintBack checks that a query means the same when it is printed and read
// again.
func mustPrintBack(t *testing.T, typed string, q Query) {
	t.Helper()
	again, err := Parse(q.String(), today)
	if err != nil {
		t.Errorf("%q prints as %q, which does not parse: %v", typed, q, err)
		return
	}
	if !reflect.DeepEqual(q, again) {
		t.Errorf("%q prints as %q, which parses to %#v, not %#v", typed, q, again, q)
	}
}

func TestParseMakesSmallTrees(t *testing.T) {
	april := when.Span{From: event.Date{Year: 2016, Month: 4, Day: 1}, To: event.Date{Year: 2016, Month: 4, Day: 30}}
	word := func(parts ...string) Query { return Word{Parts: parts} }
	for _, c := range []struct {
		typed string
		want  Query
	}{
		{"a", word("a")},
		{"叙利亚", word("叙", "利", "亚")},
		{"a b OR !c d", Or{[]Query{And{[]Query{word("a"), word("b")}}, And{[]Query{Not{word("c")}, word("d")}}}}},
		{`"a b"`, Phrase{Parts: []string{"a", "b"}}},
		{`topic:"a b"`, Within{Topic, Phrase{Parts: []string{"a", "b"}}}},
		{"source:a-b", Within{Source, word("a", "b")}},
		{"date:2016-04", Date{april}},
	} {
		q, err := Parse(c.typed, today)
		if err != nil || !reflect.DeepEqual(q, c.want) {
			t.Errorf("Parse(%q) = %#v, %v, want %#v", c.typed, q, err, c.want)
		}
	}
}

func TestParsePointsAtWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ typed, at, message string }{
		{"", "", "nothing to look for"},
		{" \t", " \t", "nothing to look for"},
		{"...?!", "...?!", "nothing to look for"},
		{`syria "army of`, `"`, "never closed"},
		{"syria “army of", "“", "never closed"},
		{`a "" b`, `""`, "no word between the quotes"},
		{`topic:"--"`, `"--"`, "no word between the quotes"},
		{"(a OR (b c)", "(", "never closed"},
		{"a) b", ")", "no opening parenthesis"},
		{"a () b", "()", "no word between the parentheses"},
		{"a ( - ) b", "( - )", "no word between the parentheses"},
		{"OR a", "OR", "OR needs a word before it"},
		{"a OR", "OR", "OR needs a word after it"},
		{"a OR AND b", "AND", "AND needs a word before it"},
		{"a AND", "AND", "AND needs a word after it"},
		{"a OR ... b OR (c OR)", "OR", "OR needs a word after it"},
		{"a NOT", "NOT", "NOT needs a word after it"},
		{"a (NOT) b", "NOT", "NOT needs a word after it"},
		{"a NOT OR b", "OR", "OR needs a word before it"},
		{"-army", "-army", "only what not to find"},
		{"NOT army", "NOT army", "only what not to find"},
		{"!a !b", "!a !b", "only what not to find"},
		{"!a OR b", "!a", "only what not to find"},
		{"a OR (!b)", "(!b)", "only what not to find"},
		{"c !(!a !b)", "!(!a !b)", "only what not to find"},
		{"a topic: b", "topic:", "must follow topic:"},
		{"topic:", "topic:", "must follow topic:"},
		{"source:(a b)", "source:", "must follow source:"},
		{"a headline:-- b", "headline:--", "must follow headline:"},
		{"a date: b", "date:", "must follow date:"},
		{"a date:2016-02-30 b", "2016-02-30", "2016-02-30"},
		{`a date:"32 moons ago"`, `"32 moons ago"`, "32 moons ago"},
		{strings.Repeat("a", 10_001), strings.Repeat("a", 10_001), "at most 10000 characters"},
	} {
		q, err := Parse(c.typed, today)
		var fault *QueryError
		if !errors.As(err, &fault) {
			t.Errorf("Parse(%q) = %v, %v, want a QueryError", c.typed, q, err)
			continue
		}
		if at := fault.Query[fault.Pos : fault.Pos+fault.Len]; at != c.at || fault.Query != c.typed {
			t.Errorf("Parse(%q) points at %q, want %q", c.typed, at, c.at)
		}
		if !strings.Contains(fault.Error(), c.message) {
			t.Errorf("Parse(%q): %s, want it to say %q", c.typed, fault, c.message)
		}
	}
}

func TestParseKeepsTheReasonOfABadDate(t *testing.T) {
	_, err := Parse("date:2016-02-30", today)
	var bad *when.Error
	if !errors.As(err, &bad) {
		t.Fatalf("%v holds no *when.Error", err)
	}
	var fault *QueryError
	if errors.As(err, &fault); fault.Hint != bad.Hint || fault.Hint == "" {
		t.Errorf("hint %q, want the date's own, %q", fault.Hint, bad.Hint)
	}
}

func TestParseComesToAnEndWhateverIsTyped(t *testing.T) {
	for name, typed := range map[string]string{
		"parentheses":        strings.Repeat("(", 4_999) + "a" + strings.Repeat(")", 4_999),
		"open parentheses":   strings.Repeat("(", 10_000),
		"shut parentheses":   strings.Repeat(")", 10_000),
		"not":                strings.Repeat("!", 9_999) + "a",
		"nested not":         strings.Repeat("a !(", 1_600) + "a" + strings.Repeat(")", 1_600),
		"nested or":          strings.Repeat("(a OR b ", 1_000) + strings.Repeat(")", 1_000),
		"quotes":             strings.Repeat(`"`, 10_000),
		"dashes":             strings.Repeat("-", 10_000),
		"one word":           strings.Repeat("a", 10_000),
		"joined words":       strings.Repeat("a-", 5_000),
		"chinese":            strings.Repeat("叙", 10_000),
		"marks":              "a" + strings.Repeat("\u0301", 9_999),
		"exclamation quotes": strings.Repeat(`!"`, 5_000),
	} {
		if q, err := Parse(typed, today); err == nil {
			mustPrintBack(t, name, q)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"palmyra army", `"a b" OR !c (d e)`, "topic:x source:\"y z\" date:2016", "3G手机 ½ U.S. “q”",
		"a (b OR (c !d)) -e", "NOT a", "((", "date:..", "!!!a", "ﷺ ㊀ ǅ İ", "\xff\xfe",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		q, err := Parse(typed, today)
		if err == nil {
			mustPrintBack(t, typed, q)
			return
		}
		var fault *QueryError
		if !errors.As(err, &fault) {
			t.Fatalf("%q: %T is no *QueryError", typed, err)
		}
		if fault.Pos < 0 || fault.Len < 0 || fault.Pos+fault.Len > len(typed) || fault.Len == 0 && typed != "" {
			t.Fatalf("%q: points at %d, %d", typed, fault.Pos, fault.Len)
		}
		if fault.Message == "" || !utf8.ValidString(fault.Message) {
			t.Fatalf("%q: message %q", typed, fault.Message)
		}
	})
}
