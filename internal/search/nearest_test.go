package search

import (
	"context"
	"strings"
	"testing"
)

func TestNearestNames(t *testing.T) {
	commands := "list show search related completion version help"
	slugs := "the-syrian-army-opens-the-road an-earthquake-shakes-fiji malé-chooses-a-new-mayor the-syrian-opposition-meets"
	for _, c := range []struct{ candidates, typed, want string }{
		{commands, "serch", "search"}, {commands, "Search", "search"}, {commands, "lsit", "list"}, {commands, "shwo", "show"},
		{commands, "sho", "show"}, {commands, "rel", "related"}, {commands, "verison", "version"}, {commands, "releated", "related"},
		{commands, "find", ""}, {commands, "zzzz", ""}, {commands, "", ""}, {commands, "  ", ""}, {commands, "x", ""},
		{commands, "s", "show search"}, {commands, "cmpltn", "completion"}, {commands, "ls", "list"}, {commands, "xylophone", ""},
		{"--limit --topic --since --until --source", "--limt", "--limit"}, {"--limit --topic --since --until --source", "--sinse", "--since"},
		{"2016-04-28 2016-04-29 2016-04-30", "2016-04-31", "2016-04-30 2016-04-28 2016-04-29"},
		{slugs, "the-syrain", "the-syrian-army-opens-the-road the-syrian-opposition-meets"},
		{slugs, "earthquake", "an-earthquake-shakes-fiji"}, {slugs, "male-choses", "malé-chooses-a-new-mayor"},
		{slugs, "the-syrian-o", "the-syrian-opposition-meets the-syrian-army-opens-the-road"}, {slugs, "tornado", ""},
		{"Syria Assyria Syrian-army", "syria", "Syria Syrian-army Assyria"}, {"敘利亞 伊拉克 叙利亚内战", "叙利亚", "敘利亞 叙利亚内战"},
		{"dark light notty", "drak", "dark"}, {"a a b", "a", "a"},
	} {
		got := Nearest(c.typed, strings.Fields(c.candidates), 3)
		if strings.Join(got, " ") != c.want {
			t.Errorf("Nearest(%q, %s) = %q, want %q", c.typed, c.candidates, got, c.want)
		}
	}
	if got := Nearest("s", strings.Fields(commands), 1); len(got) != 1 || got[0] != "show" {
		t.Errorf("the nearest one is %q, want show", got)
	}
	if got := Nearest("s", strings.Fields(commands), 0); len(got) != 0 {
		t.Errorf("no name was asked for, got %q", got)
	}
	long := strings.Repeat("a", 5_000)
	if got := Nearest(long, []string{long + "b", "a"}, 3); len(got) != 1 {
		t.Errorf("a long name has %d near ones, want 1", len(got))
	}
}

func TestSuggestNamesTheNearestWords(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, v := range []struct{ typed, want string }{
		{`"electoin"`, `"electoin": election selection`}, {`"pamlyar"`, `"pamlyar": palmyra`}, {`"vonuutu"`, `"vonuutu": vanuatu`},
		{"earthquake zzzz", "zzzz:"}, {"fiji vanuatu", ""}, {"zzzz", "zzzz:"}, {"nepal", "nepal:"},
		{`"vonuutu" OR malevelont`, `"vonuutu": vanuatu`}, {"fiji !elektion", ""}, {"叙亚", "叙亚:"},
	} {
		q, err := Parse(v.typed, today)
		if err != nil {
			t.Fatal(err)
		}
		suggestions, err := Suggest(context.Background(), c, q, Options{})
		var told []string
		for _, s := range suggestions {
			told = append(told, strings.TrimSpace(s.Word+": "+strings.Join(s.Near, " ")))
		}
		if got := strings.Join(told, "; "); err != nil || got != v.want {
			t.Errorf("Suggest(%s) = %q, %v, want %q", v.typed, got, err, v.want)
		}
	}
}
