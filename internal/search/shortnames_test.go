package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/event"
	"news/internal/text"
)

func TestShortNamesThatATextExplains(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		// initials of words that follow one another
		{"Talks of the Gulf Cooperation Council (GCC) end", "gcc = gulf cooperation council"},
		{"the Islamic State of Iraq and the Levant (ISIL)", "isil = islamic state of iraq and the levant"},
		{"Islamic State in Iraq and al-Sham (ISIS) says", "isis = islamic state in iraq and al sham"},
		{"the Organization for Security and Co-operation in Europe (OSCE)", "osce = organization for security and co operation in europe"},
		{"the UN High Commissioner for Refugees (UNHCR)", "unhcr = un high commissioner for refugees"},
		{"the Sudan People's Liberation Movement (SPLM)", "splm = sudan people s liberation movement"},
		{"al-Qaeda in the Arabian Peninsula (AQAP)", "aqap = al qaeda in the arabian peninsula"},
		{"a United Nations (U.N.) envoy", "un = united nations"},
		{"four non-governmental organisations (NGOs)", "ngo = non governmental organisations"},
		{"an improvised explosive device (IED)", "ied = improvised explosive device"},
		{"the Organization of the Petroleum Exporting Countries (OPEC)", "opec = organization of the petroleum exporting countries"},
		{"the Ministry of Defence (MoD)", "mod = ministry of defence"},
		{"the “North Atlantic Treaty Organization” (Nato)", "nato = north atlantic treaty organization"},
		{"Médecins Sans Frontières (MSF)", "msf = medecins sans frontieres"},
		{"Fuerzas Armadas Revolucionarias de Colombia (FARC)", "farc = fuerzas armadas revolucionarias de colombia"},
		{"the World Trade Organization (WTO, Geneva)", "wto = world trade organization"},
		{"the European Union （EU）", "eu = european union"},
		{"First the Arab League (AL), then the African Union (AU).", "al = arab league, au = african union"},
		{"Международный валютный фонд (МВФ)", "мвф = международныи валютныи фонд"},
		// the other way round
		{"GCC (Gulf Cooperation Council) ministers", "gcc = gulf cooperation council"},
		{"the U.N. (United Nations)", "un = united nations"},
		{"the U.N. Environment Programme (UNEP)", "unep = un environment programme"},
		// no such thing
		{"Ministers meet in Oslo. (BBC)", ""},
		{"Protests go on in Cairo (AP)", ""},
		{"Ann Parker arrives. (AP)", ""},
		{"a planned (AP)", ""},
		{"all parties (AP) agree", ""}, // two words without capitals
		{"Burma (Myanmar) and Taiwan (Republic of China)", ""},
		{"the Kurdistan Workers' Party (PKK)", ""}, // initials of another language
		{"John Parker (R-OH)", ""},
		{"a rocket (ATV-4), ATV (ATV-4)", ""},
		{"of European States (OES)", ""},
		{"the of and in (OAI)", ""},
		{"Bank (B)", ""}, {"Bank ()", ""}, {"(GCC)", ""}, {"Gulf Cooperation Council (GCC", ""}, {"Gulf Cooperation Council GCC)", ""},
		{"Gulf Cooperation Council; (GCC)", ""},
		{"One Two Three Four Five Six Seven Eight Nine (OTTFFSSEN)", ""},
		{"Gulf (of) Cooperation Council (the (GCC))", ""},
		{"the GCC (Gulf Council)", ""},
		// Chinese, where the text says that it is a short name
		{"联合国世界卫生组织（简称世卫组织）宣布", "世卫组织 = 世界卫生组织"},
		{"昨日，北大西洋公约组织（以下简称“北约”）发表声明", "北约 = 北大西洋公约组织"},
		{"「世界衛生組織」(簡稱：世衛)", "世卫 = 世界卫生组织"},
		{"世界卫生组织（WHO）宣布", ""},
		{"中国人民解放军（简称解放军）", ""},
		{"大会，组织（简称世卫组织）", ""},
		{"（简称）世界卫生组织（简称世）", ""},
	} {
		var got []string
		for _, pair := range shortNamesIn(test.text) {
			got = append(got, pair.Short+" = "+pair.Long)
		}
		if have := strings.Join(got, ", "); have != test.want {
			t.Errorf("%s\nexplains %q, want %q", test.text, have, test.want)
		}
	}
}

func TestShortNamesOfACorpus(t *testing.T) {
	b := NewBuilder()
	for i, headline := range []string{
		"Interior Crime Council (ICC)", "International Criminal Court (ICC)", "The ICC (International Criminal Court) and the International Criminal Court (ICC)",
		"International Cricket Council (ICC)", "International Cricket Council (ICC)", "International Cricket Council (ICC)",
		"Interior Cricket Cup (ICC)", "Interior Cricket Cup (ICC)", "世界卫生组织（简称世卫组织）", "世界卫生组织（简称世卫组织）", "World Cup (WC)",
		"a criminal court (CC), the International Criminal Court (CC)", "a criminal court (CC), the international criminal court (TICC)",
	} {
		b.Add(event.Event{Ref: event.NewRef(event.Date{Year: 2008, Month: 5, Day: 12}, fmt.Sprint(i)), Number: i + 1, Headline: headline, Description: headline})
	}
	c := b.Corpus()
	names, err := c.ShortNames()
	if err != nil {
		t.Fatal(err)
	}
	written := func(names []Name) (all []string) {
		for _, name := range names {
			all = append(all, fmt.Sprint(strings.Join(name.Words, " "), " ", name.Events))
		}
		return all
	}
	for _, test := range []struct {
		typed       string
		long, short []string
	}{
		{"icc", []string{"international cricket council 3", "interior cricket cup 2", "international criminal court 2"}, nil},
		{"International Criminal Court", nil, []string{"icc 2"}},
		{"世卫组织", []string{"世 界 卫 生 组 织 2"}, nil},
		{"世界卫生组织", nil, []string{"世 卫 组 织 2"}},
		{"wc", nil, nil}, {"world cup", nil, nil}, // in one event only
		{"ic", nil, nil}, {"iccs", nil, nil}, {"", nil, nil},
	} {
		words := text.FoldedWords(test.typed)
		if diff := gocmp.Diff(test.long, written(names.LongOf(words)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the long names of %s (-want +got):\n%s", test.typed, diff)
		}
		if diff := gocmp.Diff(test.short, written(names.ShortOf(words)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the short names of %s (-want +got):\n%s", test.typed, diff)
		}
	}
	loaded, err := Load(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := Compare(c, loaded); err != nil {
		t.Error(err)
	}
	if err := Compare(c, corpusOf(nil)); err == nil {
		t.Error("a corpus is equal to an empty one")
	}
}

// FuzzShortNames checks that a name is made of words as documents have them.
func FuzzShortNames(f *testing.F) {
	for _, s := range []string{
		"Gulf Cooperation Council (GCC)", "GCC (Gulf Cooperation Council)", "世界卫生组织（简称世卫组织）", "((((", "（简称（", "a\xff (A\xffB)",
		strings.Repeat("Aa Bb (AB) ", 50), strings.Repeat("a ", 90) + "B (AAAAAAAB)", "ﷺ ﷺ (ﷺ)", "ǅ ǅ (ǄǄ)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, pair := range shortNamesIn(s) {
			for _, name := range []string{pair.Short, pair.Long} {
				words := text.FoldedWords(name)
				if joined(words) != name || len(words) == 0 || strings.ContainsAny(name, "\t\n") {
					t.Errorf("%q explains the name %q with the words %q", s, name, words)
				}
			}
			if long := text.FoldedWords(pair.Long); !slices.Contains(text.FoldedWords(s), long[0]) {
				t.Errorf("%q explains %q with a word that it does not have", s, pair.Long)
			}
		}
	})
}
