package search

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/when"
)

var today = event.Date{Year: 2016, Month: 4, Day: 10}

// mustRead checks how queries print, and that Parse reads the printed form back.
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
		{"palmyra AND army", "+palmyra +army"},
		{`"the Syrian Army"`, `"the syrian army"`},
		{"“the Syrian Army”", `"the syrian army"`},
		{"„the army“ ”of syria”", `"the army" "of syria"`},
		{`"一" “二”三`, `"一" "二" 三`},

		{"敘利亞", "叙利亚"},
		{"syria !army", "syria !army"},
		{"syria NOT army", "syria !army"},
		{"syria -army", "syria !army"},
		{"syria AND NOT army", "+syria !army"},
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
		{`a "OR" b`, `a "or" b`},
		{"syria OR(iraq iran)", "syria OR iraq iran"},
	})
}

func TestParseReadsSignsAsOperators(t *testing.T) {
	mustRead(t, [][2]string{
		{"syria | army", "syria OR army"},
		{"syria|army", "syria OR army"},
		{"syria || army||iraq", "syria OR army OR iraq"},
		{`"a b"|(c d)|topic:e`, `"a b" OR c d OR topic:e`},
		{`"a|b"`, `"a b"`},
		{"a|-b c", "(a OR c) !b"},
		{"haiti or chile", "haiti OR chile"},
		{`haiti or "chile a" or (peru) or topic:x`, `haiti OR "chile a" OR peru OR topic:x`},
		{"or haiti", "Or haiti"},
		{"haiti or", "haiti Or"},
		{"or", "Or"},
		{"or or or", "Or Or Or"},
		{"a (or b)", "a Or b"},
		{"a (b or) c", "a b Or c"},
		{"a Or b", "a Or b"},
		{"a ｏｒ b", "a Or b"},
		{"a or. b", "a Or b"},
		{`a "or" b`, `a "or" b`},
		{"a or AND b", "a +Or +b"},
		{"!or b", "!Or b"},
		{"or and not", "Or and not"},
		{"a & b && c AND d", "+a +b +c +d"},
		{"a&&b at&t & & c &", "+a +b +at-t +c"},
		{"a and b", "a and b"},
		{"syria ! army", "syria !army"},
		{"syria ! (army iraq)", "syria !(army iraq)"},
		{`syria ! "free army"`, `syria !"free army"`},
		{"syria !! army", "syria army"},
		{"syria! army", "syria army"},
		{`"mayday"! ship`, `"mayday" ship`},
		{"+syria army", "+syria army"},
		{`+"a b" +(c d) ++e f+ + g`, `"a b" +(c d) e +f +g`},
		{"+topic:a +date:2016 +!b +-c !+d e", "topic:a date:2016 !b !c !d e"},
		{"++a c++ b+c", "a c b-c"},
		{"al-qaeda -army", "al-qaeda !army"},
		{`"a"-b (c)-d "e"+f`, `"a" b c d "e" f`},
		{"(-a b) c", "!a b c"},
	})
}

func TestParseReadsWordsWithoutSpaces(t *testing.T) {
	mustRead(t, [][2]string{
		{"haiti,chile", "haiti chile"},
		{"haiti/chile;peru", "haiti chile peru"},
		{"海地，智利", "海地 智利"},
		{"7/7 1,200 9/11", "7-7 1200 9-11"},
		{"-haiti,chile peru", "!haiti-chile peru"},
		{"a/b 24/7news", "a b 24-7news"},
		{",haiti,", "haiti"},
	})
}

func TestParseReadsQuotesOfAllKinds(t *testing.T) {
	mustRead(t, [][2]string{
		{"‘climate change’ talks", `"climate change" talks`},
		{"«climate change»", `"climate change"`},
		{"»Klima Wandel« ›a b‹ ‹c d›", `"klima wandel" "a b" "c d"`},
		{"„climate change“ ‚x y‘", `"climate change" "x y"`},
		{"’climate change’", `"climate change"`},
		{"「叙利亚」『军队』《三体》〈气候〉", `"叙利亚" "军队" "三体" "气候"`},
		{"三「二」一", `三 "二" 一`},
		{"｢叙｣ ＂a b＂ 〝c d〟", `"叙" "a b" "c d"`},
		{"海马‘利亚’军", `海马 "利亚" 军`},
		{`"climate"`, `"climate"`},
		{"!‘a b’ c -«d e»", `!"a b" c !"d e"`},
		{"topic:‘Syrian Army’ source:«BBC» headline:『叙利亚』", `topic:"Syrian Army" source:"BBC" headline:"叙利亚"`},
		{`topic:«a "b» x`, `topic:«a "b» x`},
		{"(‘a b’|‘c d’)", `"a b" OR "c d"`},
		{"‘don’t look up’ film", `"don t look up" film`},
		{"date:‘3 days ago’", "date:2016-04-07"},

		// Apostrophes and signs that stand alone.
		{"don’t l’aquila", "don't l-aquila"},
		{"‘90s music, the ’80s’ best", "90s music the 80s best"},
		{"rock ‘n roll", "rock n roll"},
		{"workers’ rights ‘", "workers rights"},
		{"dogs’ and cats’", "dogs and cats"},
		{"France » Paris", "france paris"},
		{"军队」 a》", "军队 a"},
		{"'climate change'", "climate change"},
		{"rock-‘n’-roll", "rock-n-roll"},
	})
}

func TestAndMakesBothSidesMusts(t *testing.T) {
	mustRead(t, [][2]string{
		{"syria AND army war", "+syria +army war"},
		{"syria && army & war", "+syria +army +war"},
		{"a AND b OR c AND d", "+a +b OR +c +d"},
		{"x a AND b OR c", "(x +a +b) OR c"},
		{"a OR b AND c", "a OR +b +c"},
		{"(a b) AND (c OR d)", "+(a b) +(c OR d)"},
		{"(a AND b) c", "+a +b c"},
		{"(a AND b) c OR d", "(+a +b c) OR d"},
		{"a AND b !c OR d", "(+a +b OR d) !c"},
		{"a AND NOT b OR c", "(+a OR c) !b"},
		{`a AND "b c" OR d`, `(+a "b c") OR d`},
		{"+x a AND b OR c", "(+a +b OR c) +x"},
		{`+"x y" a OR b`, `(a OR b) "x y"`},
		{`+"x y" OR b`, `"x y" OR b`},
		{"topic:x AND a AND date:2014", "topic:x +a date:2014"},
		{"!(a AND b) c", "!(+a +b) c"},
		{"NOT a AND b", "!a +b"},
		{"(!a !b) AND c AND (!d !e)", "!a !b +c !d !e"},
	})
}

func TestParseKnowsSmallWords(t *testing.T) {
	mustRead(t, [][2]string{
		{"who won the election", "who won the election"},
		{"WHO report", "WHO report"},
		{"the IT crowd", "the IT crowd"},
		{"W.H.O. report", "WHO report"},
		{"WHO WON THE US ELECTION", "who won the us election"},
		{"Who Won", "who won"},
		{"WHO 2016", "who 2016"},
		{"WHO 疫情", "WHO 疫情"},
		{`WHO "swine flu"`, `WHO "swine flu"`},
		{"WHO topic:FLU", "who topic:flu"},
		{"WHO topic:flu", "WHO topic:flu"},
		{`WHO topic:"Flu"`, `WHO topic:"Flu"`},
		{"!IT +WHO news", "!IT +WHO news"},
		{"ＡＮＤ a ＯＲ b", "and a Or b"},
	})
	for typed, want := range map[string]bool{"the": true, "WHO": true, "who won": true, "WHO won": false, "IT": true, "us": false, "US": false, "army": false} {
		q, err := Parse(typed, today)
		if all, ok := q.(And); ok {
			q = all.Of[0]
		}
		if word, ok := q.(Word); err != nil || !ok || word.Small != want {
			t.Errorf("Parse(%q) begins with %#v, %v, want Small to be %v", typed, q, err, want)
		}
	}
}

func TestWhatIsNoWordBindsAllAlternatives(t *testing.T) {
	mustRead(t, [][2]string{
		{"isil OR isis date:2014-06..2014-08", "(isil OR isis) date:2014-06..2014-08"},
		{"date:2014 isil OR isis", "(isil OR isis) date:2014"},
		{"isil date:2014 OR isis", "(isil OR isis) date:2014"},
		{"isil or isis or daesh date:2014", "(isil OR isis OR daesh) date:2014"},
		{"a topic:t OR b", "(a OR b) topic:t"},
		{`a source:"X Y" | b`, `(a OR b) source:"X Y"`},
		{"a OR b AND headline:c", "(a OR +b) headline:c"},
		{"a OR b !c", "(a OR b) !c"},
		{"!c a OR b", "(a OR b) !c"},
		{"a OR b NOT (c d)", "(a OR b) !(c d)"},
		{"+a b OR c", "(b OR c) +a"},
		{`"a b" c OR d category:e !f`, `("a b" c OR d) category:e !f`},
		{"a topic:t OR b topic:u", "(a OR b) topic:t topic:u"},
		{"a date:2014..2015 OR b date:2015-06..", "(a OR b) date:2014..2015 date:2015-06.."},

		// An operand that is alone in its alternative is its own.
		{"topic:a OR topic:b", "topic:a OR topic:b"},
		{"a OR topic:b", "a OR topic:b"},
		{`"climate change" OR date:2015`, `"climate change" OR date:2015`},
		{"date:2011 OR date:2009", "date:2011 OR date:2009"},
		{"+a OR +b", "+a OR +b"},
		{"topic:a source:b OR topic:c source:d", "topic:a source:b OR topic:c source:d"},
		{"a !b OR topic:c", "(a OR topic:c) !b"},
		{"topic:a OR topic:b date:2014", "(topic:a OR topic:b) date:2014"},
		{"topic:a OR topic:b !c +d", "(topic:a OR topic:b) !c +d"},
		{"a OR date:2014 !c", "(a OR date:2014) !c"},
		{"a OR +b date:2014", "(a OR +b) date:2014"},

		// Parentheses keep what is in them.
		{"(a OR b) c", "(a OR b) c"},
		{"(a date:2015) OR b", "(a date:2015) OR b"},
		{"(a date:2014) OR (b date:2015)", "(a date:2014) OR (b date:2015)"},
		{"(topic:t) a OR b", "(topic:t a) OR b"},
		{"a (b OR c date:2014)", "a (b OR c) date:2014"},
		{"a (b OR c date:2014) OR d", "(a (b OR c) date:2014) OR d"},
		{"(a OR b topic:t) OR c", "((a OR b) topic:t) OR c"},
		{"(a (b topic:t OR c) OR d !e) f", "((a (b OR c) topic:t) OR d) !e f"},
		{"a (topic:b OR topic:c) OR d", "a (topic:b OR topic:c) OR d"},
		{"!(a OR b topic:t) c", "!((a OR b) topic:t) c"},
		{"+(a OR b) c OR d", "(c OR d) +(a OR b)"},
		{"a OR b (!c)", "a OR (b !c)"},
	})
}

func TestParseNamesTheFieldsWhereOneIsUnknown(t *testing.T) {
	for _, c := range [][3]string{ // the query, the part that the error points at, the start of the hint
		{"title:haiti", "title:haiti", `did you mean headline:haiti? as text it is '"title:haiti"'`},
		{"haiti since:2010", "since:2010", `did you mean date:2010.. or --since 2010? `},
		{"haiti until:2010-03", "until:2010-03", `did you mean date:..2010-03 or --until 2010-03? `},
		{"before:yesterday a", "before:yesterday", `did you mean date:..2016-04-09 or --until 2016-04-09? `},
		{"topics:syria", "topics:syria", `did you mean topic:syria? `},
		{"Topc:syria", "Topc:syria", `did you mean topic:syria? `},
		{"foo:bar", "foo:bar", `as text it is '"foo:bar"'`},
		{"publisher:bbc", "publisher:bbc", `did you mean source:bbc? `},
		{"site:bbc.co.uk", "site:bbc.co.uk", `did you mean source:bbc.co.uk? `},
		{"tag:war", "tag:war", `did you mean topic:war? `},
		{"day:yesterday", "day:yesterday", `did you mean date:2016-04-09? `},
		{"year:2010", "year:2010", `did you mean date:2010? `},
		{"when:noon", "when:noon", `did you mean date:2016-04? `},
		{"categories:sport", "categories:sport", `did you mean category:sport? `},
		{"body:rain", "body:rain", `did you mean rain? `},
		{`a publisher:"BBC News" b`, `publisher:"BBC News"`, `did you mean source:"BBC News"? in quotes it is text`},
		{"since:“3 days ago”", "since:“3 days ago”", `did you mean date:2016-04-07.. or --since 2016-04-07? `},
		{"a (title:(b c))", "title:", `did you mean headline:? in quotes it is text`},
		{"a -title:b", "title:b", `did you mean headline:b? `},
		{"title: haiti quake", "title: haiti", `did you mean headline:haiti? `},
		{"quake since:  2010", "since:  2010", `did you mean date:2010.. or --since 2010? `},
		{`a sites: "BBC News" b`, `sites: "BBC News"`, `did you mean source:"BBC News"? in quotes it is text`},
		{"Publishers: bbc", "Publishers: bbc", `did you mean source:bbc? `},
		{"Re:foo", "Re:foo", `as text it is '"Re:foo"'`},
		{"foo:" + strings.Repeat("a", 100), "foo:" + strings.Repeat("a", 100), `in quotes it is text`},
	} {
		_, err := Parse(c[0], today)
		var fault *QueryError
		if !errors.As(err, &fault) {
			t.Errorf("Parse(%q): %v, want a QueryError", c[0], err)
			continue
		}
		if at := fault.Query[fault.Pos : fault.Pos+fault.Len]; at != c[1] || !strings.HasPrefix(fault.Hint, c[2]) {
			t.Errorf("Parse(%q) points at %q with the hint %q, want %q, %q", c[0], at, fault.Hint, c[1], c[2])
		}
		if !strings.Contains(fault.Message, "headline, topic, source, category, date") {
			t.Errorf("Parse(%q): %q names no fields", c[0], fault.Message)
		}
	}
}

func TestColonsInTextNameNoField(t *testing.T) {
	mustRead(t, [][2]string{
		{"9:30", "9-30"}, {"at 3:1", "at 3-1"}, {"https://example.org/a:b", "https-example-org-a-b"}, {"HTTP://example.org", "http-example-org"},
		{"gopher://example.org", "gopher-example-org"}, {"https:example", "https-example"}, {"mailto:a@b.example", "mailto-a-b-example"},
		{"Re: foo", "re foo"}, {"iraq:", "iraq"}, {"(iraq:) a", "iraq a"}, {"iraq:, syria", "iraq syria"}, {"iraq::", "iraq"}, {"a:b", "a-b"}, {"covid19:news", "covid19-news"},
		{"新闻:军队", "新闻军队"}, {"é:b ça:va", "e-b ca-va"}, {"end-date:2010", "end-date-2010"}, {`"title:haiti"`, `"title haiti"`}, {`topic:"a b:c"`, `topic:"a b:c"`},
		{"topic:re:foo", "topic:re-foo"}, {"iraq:|syria", "iraq OR syria"}, {"sport: results", "sport results"}, {"title:", "title"}, {"title: (x)", "title x"},
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
		{"9:30 https://example.org Re: foo iraq: 新闻:a", "9-30 https-example-org re foo iraq 新闻-a"},
		{"topic:Syria", "topic:syria"},
		{"TOPIC:syria Source:Reuters cateGory:sport headline:word", "topic:syria source:reuters category:sport headline:word"},
		{`topic:"Syrian Army"`, `topic:"Syrian Army"`},
		{"topic:“Syrian Army”", `topic:"Syrian Army"`},
		{`source:"BBC" Category:"Armed  conflicts"`, `source:"BBC" category:"Armed conflicts"`},
		{"topic:\"a “b”\x1b c\"", `topic:"a “b” c"`},
		{`headline:"Syrian Army"`, `headline:"syrian army"`},
		{`!topic:"Syrian Army" a`, `!topic:"Syrian Army" a`},
		{"topic:al-bab", "topic:al-bab"},
		{"source:bbc.co.uk", "source:bbc-co-uk"},
		{"date:2016-04..2016-06", "date:2016-Q2"},
		{"Date:2016/4/3", "date:2016-04-03"},
		{"date:..2003", "date:..2003"},
		{`date:"3 days ago"`, "date:2016-04-07"},
		{"a date:yesterday", "a date:2016-04-09"},
		{"Straße Vučić", "strasse vucic"},
		{"a\x00b \xff c", "a-b c"},
	})
}

// mustPrintBack checks that a query means the same after it is printed and parsed
// again, unless its printed form is longer than a query may be.
func mustPrintBack(t *testing.T, typed string, q Query) {
	t.Helper()
	if utf8.RuneCountInString(q.String()) > longest {
		return
	}
	again, err := Parse(q.String(), today)
	if err != nil {
		t.Errorf("%.99q prints as %.99q, which does not parse: %v", typed, q.String(), err)
		return
	}
	if !reflect.DeepEqual(q, again) {
		t.Errorf("%.99q prints as %.99q, which parses to %.999s, not %.999s", typed, q.String(), fmt.Sprintf("%#v", again), fmt.Sprintf("%#v", q))
	}
}

func TestParseMakesSmallTrees(t *testing.T) {
	april := when.Span{From: event.Date{Year: 2016, Month: 4, Day: 1}, To: event.Date{Year: 2016, Month: 4, Day: 30}}
	word := func(parts ...string) Query { return Word{Parts: parts} }
	for _, c := range []struct {
		typed string
		want  Query
	}{
		{"x", word("x")},
		{"叙利亚", word("叙", "利", "亚")},
		{"x b OR !c d", And{[]Query{Or{[]Query{And{[]Query{word("x"), word("b")}}, word("d")}}, Not{word("c")}}}},
		{"x AND b OR c AND d", Or{[]Query{And{[]Query{Must{word("x")}, Must{word("b")}}}, And{[]Query{Must{word("c")}, Must{word("d")}}}}}},
		{"the x", And{[]Query{Word{Parts: []string{"the"}, Small: true}, word("x")}}},
		{`+"x" +topic:y`, And{[]Query{Phrase{[]string{"x"}}, Within{Topic, word("y")}}}},
		{"+(b c)", Must{And{[]Query{word("b"), word("c")}}}},
		{"+x (b OR c)", And{[]Query{Must{word("x")}, Or{[]Query{word("b"), word("c")}}}}},
		{`"a b"`, Phrase{Parts: []string{"a", "b"}}},
		{`topic:"A b"`, Named{Topic, "A b"}},
		{`headline:"A b"`, Within{Headline, Phrase{Parts: []string{"a", "b"}}}},
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
		{"a OR !b", "!b", "only what not to find"},
		{"a OR b OR !c -d", "!c -d", "only what not to find"},
		{"dead or -alive", "-alive", "only what not to find"},
		{"+(!a !b) c", "+(!a !b)", "only what not to find"},
		{"a |", "|", "| needs a word after it"},
		{"|| a", "||", "|| needs a word before it"},
		{"a | OR b", "OR", "OR needs a word before it"},
		{"(a |) b", "|", "| needs a word after it"},
		{"a && ", "&&", "&& needs a word after it"},
		{"syria !", "!", "! needs a word after it"},
		{"(syria !) army", "!", "! needs a word after it"},
		{"a ! | b", "|", "| needs a word before it"},
		{"a date:2014 OR b date:2015", "date:2015", "no day has both"},
		{"date:..2013 a OR b OR c date:2015", "date:2015", "no day has both"},
		{`a topic:"b`, `"`, "never closed"},
		{`a title:"b`, `"`, "never closed"},
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
		"many fields":        strings.Repeat("a topic:b OR ", 700) + "c",
		"many dates":         strings.Repeat("a date:2016 OR ", 600) + "c",
		"small or":           strings.Repeat("or ", 3_333),
		"bars":               strings.Repeat("a|", 4_999) + "a",
		"pluses":             strings.Repeat("+(", 3_000) + "a" + strings.Repeat(")", 3_000),
		"names":              strings.Repeat(`topic:"a"`, 1_100),
		"single quotes":      strings.Repeat("‘", 3_333),
		"single quotes 2":    strings.Repeat("‘.’ ", 2_000),
		"single quotes 3":    strings.Repeat("‘a ", 3_333),
		"guillemets":         strings.Repeat("» ", 5_000) + strings.Repeat("›", 1_000),
		"small words":        strings.Repeat("WHO a ", 1_600),
		"and":                strings.Repeat("x AND ", 1_600) + "a",
		"exclamation quotes": strings.Repeat(`!"`, 5_000),
	} {
		if q, err := Parse(typed, today); err == nil {
			mustPrintBack(t, name, q)
		}
	}
}

// TestMadeQueriesPrintBack checks queries that are made of random pieces.
func TestMadeQueriesPrintBack(t *testing.T) {
	pieces := []string{"a", "b", "or", "Or", "OR", "|", "||", "AND", "&", "&&", "+", "!", "-", "NOT", "(", ")", "(", ")", "+a", "!b", "-c", "++", "!!",
		`"a b"`, "“q”", "topic:x", `topic:"X “y"`, `source:“Z”`, "headline:h", `headline:"h i"`, "date:2014", "date:2014-03..", "date:..2015", "c-d", "叙利亚", "9:30", "!(", "+(", "-(", "WHO", "the", "‘", "’", "«", "»", "‘s t’", "A", "B", "😀"}
	random := rand.New(rand.NewPCG(2, 3))
	good := 0
	for range 20_000 {
		var typed strings.Builder
		for range 1 + random.IntN(14) {
			typed.WriteString(pickOf(random, pieces) + pickOf(random, []string{" ", " ", " ", ""}))
		}
		if q, err := Parse(typed.String(), today); err == nil {
			mustPrintBack(t, typed.String(), q)
			good++
		}
	}
	if good < 1_000 {
		t.Errorf("only %d queries are well formed", good)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"palmyra army", `"a b" OR !c (d e)`, "topic:x source:\"y z\" date:2016", "3G手机 ½ U.S. “q”",
		"a (b OR (c !d)) -e", "a or b | c date:2014 +d ! e", "(a topic:\"T “u”\") OR +b && source:“X”", "title:x or", "a Or !!(topic:b) OR c", "NOT a", "((", "date:..", "!!!a", "‘a b’ don’t «c» 「d」 WHO it", "a AND b OR +\"c\" AND d", "topic:«a \"b» IT X", "ﷺ ㊀ ǅ İ", "\xff\xfe",
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
