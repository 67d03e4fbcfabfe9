package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// marked returns a text with its marks in square brackets.
func marked(r Results, s string, field Field) string {
	var b strings.Builder
	at := 0
	for _, span := range r.Marks(s, field) {
		b.WriteString(s[at:span.Start] + "[" + s[span.Start:span.End] + "]")
		at = span.End
	}
	return b.String() + s[at:]
}

func TestMarksShowWhatMatched(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, story := range []struct {
		name  string
		cases [][3]string // the query, a text, and the text with its marks
	}{
		{"words, wherever they stand", [][3]string{
			{"palmyra army", "The army in Palmyra, an army", "The [army] in [Palmyra], an [army]"},
			{"palmyra", "", ""}, {"palmyra", "nothing", "nothing"},
			{"iran !united", "United Iran", "United [Iran]"}, {"fiji OR vanuatu", "Fiji, Vanuatu", "[Fiji], [Vanuatu]"},
		}},
		{"of a longer word, the letters that were typed", [][3]string{
			{"earthq", "Earthquakes, an earthquake", "[Earthq]uakes, an [earthq]uake"},
			{"male", "Malevolent in Malé", "[Male]volent in [Malé]"},
		}},
		{"all of a word that was typed with slips", [][3]string{
			{"electoin", "The election", "The [election]"}, {"palmira", "PALMYRA!", "[PALMYRA]!"},
		}},
		{"the letters of a word that was found by them", [][3]string{
			{"qrytn", "al-Qaryatayn falls", "al-[Q]a[ry]a[t]ay[n] falls"},
		}},
		{"all of another form, and of what means the same", [][3]string{
			{"quake", "The earthquake", "The [earthquake]"}, {"soldier", "SOLDIERS", "[SOLDIERS]"}, {"iran", "An Iranian", "An [Iranian]"},
			{"us iran", "Iran and the United States, united", "[Iran] and the [United] [States], united"}, {"opened", "It opens", "It [opens]"},
		}},
		{"each word of a phrase, where the phrase stands", [][3]string{
			{`"syrian army"`, "The army and the Syrian Army", "The army and the [Syrian] [Army]"},
			{"al-qaryatayn", "Bab, al-Qaryatayn", "Bab, [al]-[Qaryatayn]"},
			{"al-qarya", "al-Qaryatayn, bal", "[al]-[Qarya]tayn, bal"},
			{`"earthquake"`, "Earthquakes, earthquake", "Earthquakes, [earthquake]"},
		}},
		{"Chinese characters in either script", [][3]string{
			{"叙利亚", "敘利亞軍隊、叙利亚、利亞", "[敘利亞]軍隊、[叙利亚]、[利亞]"}, {"叙利亚", "亚利、叙事", "亚利、叙事"},
			{"讨论叙利亚", "讨论，叙利亚", "[讨论]，[叙利亚]"}, {"3g手机", "中国的3G手机用户", "中国的[3G手机]用户"},
			{"西安学生", "学生在西安", "[学生]在[西安]"},
			{"叙利亚古城", "古城，敘利亞", "[古城]，[敘利亞]"}, {"brien-o", "O, Brien", "[O], [Brien]"},
		}},
		{"whole characters, however they are made", [][3]string{
			{"strasse", "Straße", "[Straße]"}, {"strasse OR str", "Straße", "[Straße]"}, {"stras", "Straße", "[Straß]e"},
			{"mal", "Male\u0301, Malé", "[Mal]e\u0301, [Mal]é"}, {"male", "Male\u0301!", "[Male\u0301]!"},
			{"vuci", "Vučić, Vuc\u030cic\u0301", "[Vuči]ć, [Vuc\u030ci]c\u0301"},
			{"chan", "ＣＨＡＮＮＥＬ", "[ＣＨＡＮ]ＮＥＬ"}, {"54", "５４", "[５４]"}, {"lodz", "Łódź", "[Łódź]"},
			{"united", "U\u200dnited", "[U\u200dnited]"},
		}},
	} {
		t.Run(story.name, func(t *testing.T) {
			for _, c0 := range story.cases {
				_, results := search(t, c, c0[0], Options{})
				if results.Total == 0 {
					t.Errorf("%s finds nothing", c0[0])
				}
				if got := marked(results, c0[1], Headline); got != c0[2] {
					t.Errorf("%s marks %q, want %q", c0[0], got, c0[2])
				}
				for field := Headline; field <= Source; field <<= 1 {
					if got, want := results.Marker().Marks(c0[1], field), results.Marks(c0[1], field); !slices.Equal(got, want) {
						t.Errorf("%s in %v: without its documents it marks %v, want %v", c0[0], field, got, want)
					}
				}
			}
		})
	}
}

func TestMarksStayInTheirField(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, v := range []struct {
		query string
		field Field
		want  string
	}{
		{"topic:army", Topic, "The Syrian [Army]"}, {"topic:army", Headline, "The Syrian Army"},
		{"topic:army fiji OR syria", Headline, "The [Syrian] Army"}, {"headline:army", Headline, "The Syrian [Army]"},
		{"headline:army", Description, "The Syrian Army"}, {`topic:"syrian army"`, Topic, "The Syrian Army"},
		{"+army syria", Headline, "The [Syrian] [Army]"},
		{"syrian", Description, "The [Syrian] Army"}, {"syrian", Source, "The Syrian Army"}, {"date:2016", Headline, "The Syrian Army"},
	} {
		_, results := search(t, c, v.query, Options{})
		if got := marked(results, "The Syrian Army", v.field); got != v.want {
			t.Errorf("%s marks %q in a %v, want %q", v.query, got, v.field, v.want)
		}
	}
	_, results := search(t, c, `topic:"Syrian army"`, Options{})
	for text, want := range map[string]string{"Army of Conquest": "Army of Conquest", "SYRIAN Army": "[SYRIAN] [Army]"} {
		if got := marked(results, text, Topic); got != want {
			t.Errorf("the whole name marks %q, want %q", got, want)
		}
	}
	if spans := (Results{}).Marks("Syrian Army", Headline); len(spans) != 0 {
		t.Errorf("results of nothing mark %v", spans)
	}
}

// FuzzMarks checks that marks are in order, apart, and on whole characters.
func FuzzMarks(f *testing.F) {
	f.Add("mal", "Male\u0301 ﬁne ½ U.S. 1,200 ﷺ")
	f.Add(`"叙利亚" OR 3g`, "敘利亞\u0301３Ｇ手机")
	f.Add("a b", "A\xff\u200dB")
	f.Add("한", "한국 \u1112\u1161\u11ab")
	c := corpusOf(smallArchive())
	f.Fuzz(func(t *testing.T, typed, s string) {
		q, err := Parse(typed, today)
		if err != nil {
			return
		}
		b := NewBuilder()
		b.Add(event.Event{Ref: madeRef(1), Headline: s})
		for _, corpus := range []Corpus{c, b.Corpus()} {
			results, err := Search(t.Context(), corpus, q, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if corpus != Corpus(c) && len(matching(results)) > 0 && len(results.Marks(s, Headline)) == 0 {
				t.Fatalf("%q finds %q and marks nothing in it", typed, s)
			}
			before := -1
			for _, span := range results.Marks(s, Headline) {
				if span.Start <= before || span.End <= span.Start || span.End > len(s) {
					t.Fatalf("%q in %q marks %v after %d", typed, s, span, before)
				}
				if text.Fold(s[span.Start:span.End]) == "" {
					t.Fatalf("%q in %q marks %q", typed, s, s[span.Start:span.End])
				}
				last, _ := utf8.DecodeLastRuneInString(s[:span.End])
				if r, _ := utf8.DecodeRuneInString(s[span.End:]); span.End < len(s) && continues(last, r) {
					t.Fatalf("%q in %q: a mark ends before %q", typed, s, r)
				}
				before = span.End
			}
		}
	})
}

// matching returns the words of a query that matched anything.
func matching(r Results) (found []*finding) {
	for _, leaf := range r.root.leaves(nil) {
		if len(leaf.leaf.docs) > 0 {
			found = append(found, leaf.leaf)
		}
	}
	return found
}
