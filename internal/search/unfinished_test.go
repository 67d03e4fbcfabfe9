package search

import (
	"strings"
	"testing"
)

// written returns a query as it can be typed, with ~ behind an unfinished word.
func written(q Query) string {
	if q == nil {
		return ""
	}
	var list func(parts []Query) string
	list = func(parts []Query) string {
		var all []string
		for _, part := range parts {
			all = append(all, written(part))
		}
		return strings.Join(all, " ")
	}
	switch q := q.(type) {
	case And:
		return "(" + list(q.Of) + ")"
	case Or:
		return "(OR " + list(q.Of) + ")"
	case Not:
		return "!" + written(q.Of)
	case Must:
		return "+" + written(q.Of)
	case Within:
		return q.Field.String() + ":" + written(q.Of)
	case Word:
		if q.Unfinished {
			return q.String() + "~"
		}
	}
	return q.String()
}

func TestParseUnfinished(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ""},
		{"   ", ""},
		{"s", "s~"},
		{"syria", "syria~"},
		{"syria ", "syria"},
		{"syria ar", "(syria ar~)"},
		{"syria army,", "(syria army)"},
		{"haiti,chi", "(haiti chi~)"},
		{"al-q", "al"},
		{"al-qae", "al-qae~"},
		{"9/11", "9-11"},
		{"2016", "2016~"},
		{"叙利", "叙利"},
		{"syria 军", "(syria 军)"},
		// signs and operators that nothing follows yet
		{"-", ""}, {"!", ""}, {"+", ""}, {"NOT", ""}, {"OR", ""}, {"|", ""}, {"&", ""},
		{"syria -", "syria"}, {"syria !", "syria"}, {"syria +", "syria"}, {"syria NOT", "syria"}, {"syria AND", "+syria"},
		{"syria OR", "syria"}, {"syria |", "syria"}, {"syria OR !", "syria"}, {"syria OR OR iraq", "(OR syria iraq~)"},
		{"OR syria", "syria~"}, {"syria or", "(syria Or~)"},
		{"!army", ""}, {"-army", ""}, {"syria -ar", "(syria !ar~)"}, {"syria +ar", "(syria +ar~)"},
		{"syria OR !ir", "syria"},
		// quotations
		{`"`, ""}, {`"sy`, "sy~"}, {`"climate ch`, `("climate" ch~)`}, {`"climate change con`, `("climate change" con~)`},
		{`"climate `, `"climate"`}, {`"climate change"`, `"climate change"`}, {`syria "`, "syria"}, {`syria -"`, "syria"},
		{`syria -"free ar`, `(syria !"free ar")`}, {`"" syria`, "syria~"}, {`-"" syria`, "syria~"}, {`""`, ""}, {"“climate ch", `("climate" ch~)`},
		// parentheses
		{"(", ""}, {"()", ""}, {")", ""}, {"((", ""}, {"(sy", "sy~"}, {"(isil OR is", "(OR isil is~)"}, {"(isil OR", "isil"},
		{"haiti (isil | is", "(haiti (OR isil is~))"}, {"syria (", "syria"}, {"syria -(", "syria"}, {"-() syria", "syria~"}, {"syria )", "syria"},
		{"syria !(!", "syria"}, {"!(!a) b", "(a b~)"}, {`(isil "isl`, "(isil isl~)"},
		// fields
		{"topic:", ""}, {"topic: ", ""}, {"syria topic:", "syria"}, {"syria -topic:", "syria"}, {"topic:sy", "topic:sy~"}, {"topic:syria ", "topic:syria"},
		{`topic:"`, ""}, {`topic:"Syrian Ar`, `topic:"syrian"`}, {`topic:"Syrian Arm`, `(topic:"syrian" topic:arm~)`}, {`topic:"Syrian Army"`, `topic:"Syrian Army"`},
		{`headline:"a bom`, `(headline:"a" headline:bom~)`}, {`topic:""`, ""}, {"topic:-", ""},
		// dates
		{"date:", ""}, {"syria date:", "syria"}, {"syria date:2016-13", "syria"}, {`syria date:"3 da`, "syria"}, {"syria date:2016-04", "(syria date:2016-04)"},
		{"date: syria", "syria~"},
	} {
		q, err := ParseUnfinished(c.typed, today)
		if got := written(q); got != c.want || err != nil {
			t.Errorf("%q reads as %q, %v, want %q", c.typed, got, err, c.want)
		}
	}
}

// TestParseUnfinishedErrors has what no more text can mend.
func TestParseUnfinishedErrors(t *testing.T) {
	for _, typed := range []string{"tit:obama", "date:2016-13 syria", "(isil date:2014) OR isis date:2013 OR haiti date:2015", strings.Repeat("a ", longest)} {
		if q, err := ParseUnfinished(typed, today); err == nil {
			t.Errorf("%.60q reads as %v, want an error", typed, q)
		}
	}
}

// FuzzParseUnfinished compares the beginnings of queries with the queries: what Parse
// reads is read, and what is read can be typed.
func FuzzParseUnfinished(f *testing.F) {
	for _, typed := range []string{`syria (topic:"Syrian Army" | -"x y") date:2016 `, "a OR !b", `-"" ("`, "+(a -(b", "９/１１ OR"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		whole, err := Parse(typed+" ", today)
		q, unfinishedErr := ParseUnfinished(typed+" ", today)
		if err == nil && (unfinishedErr != nil || q == nil || q.String() != whole.String()) {
			t.Errorf("%q is %v, and unfinished %v, %v", typed, whole, q, unfinishedErr)
		}
		if q, err := ParseUnfinished(typed, today); err == nil && q != nil {
			if _, err := Parse(q.String(), today); err != nil && len(typed) < 100 {
				t.Errorf("%q reads as %q: %v", typed, q, err)
			}
		}
	})
}
