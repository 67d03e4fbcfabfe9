package search

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func chinese() *Memory {
	return corpusOf(headlines(
		"联合国讨论叙利亚局势",    // a
		"敘利亞軍隊進入古城",     // b
		"西安大学的教师参观城墙",   // c
		"中国的3G手机用户超过一亿", // d
		"本拉登被击毙",        // e
		"汶川发生地震",        // f
		"东京のラジオ、がんばれ日本", // g
		"川震",     // h
		"川普訪問首爾", // i
	))
}

func TestRunsOfCharactersNeedNoSpaces(t *testing.T) {
	tell(t, chinese(), []story{
		{"in either script, in any place", [][2]string{
			{"叙利亚", "a b"}, {"敘利亞", "a b"}, {"軍隊", "b"}, {"军队", "b"}, {"局势", "a"}, {"参观", "c"},
		}},
		{"one character", [][2]string{{"城", "b c"}, {"叙", "a b"}, {"毙", "e"}, {"龙", ""}, {"の", "g"}}},
		{"parts of it, in any order", [][2]string{
			{"讨论叙利亚", "a"}, {"教师西安", "c"}, {"教师参观西安", "c"}, {"古城教师", "b[教师] c[古城]"}, {"古城教", "b[教]"}, {"城古", ""},
		}},
		{"its terms are words: no pair reaches from one into the next", [][2]string{
			{"联合国中国", "a[中国]"}, {"地震汶川", "f"}, {"叙利亚联合国", "a"}, {"隊軍", ""},
		}},
		{"small words say nothing", [][2]string{
			{"叙利亚的军队", "a[军队] b"}, {"谁参观", "c"}, {"关于手机的", "d"}, {"为什么地震", "f"}, {"的", "c d"}, {"什么", ""},
		}},
		{"with letters and digits", [][2]string{
			{"3G手机", "d"}, {"手机3g", "d"}, {"3g", "d"}, {"４Ｇ手机", "d[4g]"}, {"手机 3g", "d"},
		}},
		{"other names of the same", [][2]string{
			{"特朗普", "i"}, {"特朗普访问", "i"}, {"汉城", "i"}, {"宾拉登", "e"}, {"特朗普首尔", "i"}, {"本拉登死亡", "e"},
		}},
		{"words with spaces between them are wishes of their own", [][2]string{
			{"叙利亚 军队", "a[军队] b"}, {"叙利亚 AND 军队", "b"}, {"+军队 叙利亚", "b"}, {"叙利亚 !军队", "a"}, {"叙利亚 OR 西安", "a b c"}, {"叙利亚|西安", "a b c"},
		}},
		{"in quotes, side by side", [][2]string{
			{`"叙利亚军队"`, "b"}, {`"军队叙利亚"`, ""}, {`"叙利亚"`, "a b"}, {"「叙利亚军队」", "b"}, {"《军队叙利亚》", ""}, {`"特朗普"`, ""}, {`"3G手机"`, "d"}, {`"手机3G"`, ""},
		}},
		{"in one field", [][2]string{{"headline:叙利亚", "a b"}, {"headline:西安大学", "c"}, {"topic:叙利亚", ""}}},
	})
}

// TestTheLongestRunInCommonWeighsMost ranks by how much of a run stands in one piece.
func TestTheLongestRunInCommonWeighsMost(t *testing.T) {
	for _, v := range []struct{ typed, better, worse string }{
		{"奥运火炬传递", "奥运火炬传递", "奥运村有火炬厂，要传递"},
		{"奥运火炬传递", "奥运火炬到达", "奥运圣火到达"},
		{"地铁列车相撞", "两地铁列车相撞", "列车与地铁，相撞"},
		{"人民币汇率改革", "人民币汇率下降", "人民币利率改变"},
	} {
		got, results := search(t, corpusOf(headlines("Nothing", v.worse, v.better)), v.typed, Options{})
		if len(got) == 0 || got[0] != "c" {
			t.Errorf("%s finds %q, want %q first", v.typed, outline(results.Hits), v.better)
		}
	}
}

// TestNormalFormsDoNotCount asks in composed and in decomposed letters, of archives in
// either.
func TestNormalFormsDoNotCount(t *testing.T) {
	for _, word := range []string{"がんばれ", "パリ", "한국", "대통령", "Malé", "Łódź", "Việt", "ÅŽ", "Ελλάδα", "Йошкар", "नेपाल", "ไทย"} {
		for _, text := range []string{norm.NFC.String(word), norm.NFD.String(word), norm.NFKD.String(word)} {
			c := corpusOf(headlines("x "+text+" y", "Nothing else"))
			for _, typed := range []string{norm.NFC.String(word), norm.NFD.String(word), `"` + norm.NFD.String(word) + `"`, "headline:" + norm.NFD.String(word)} {
				if got := outline(ask(t, c, typed, Options{Full: true}).Hits); got != "a" {
					t.Errorf("%+q finds %q in %+q", typed, got, text)
				}
			}
		}
	}
}

func TestWidthDoesNotCount(t *testing.T) {
	for _, row := range [][]string{
		{"ｶﾞﾝﾊﾞﾚ", "ガンバレ"}, {"ﾗｼﾞｵ", "ラジオ"}, {"ﾊﾟﾘ", "パリ"}, {"ＡＢＣ", "abc"}, {"５４", "54"}, {"ﾃﾚﾋﾞ", "テレビ"}, {"ﾡﾢ", "ᄀᄁ"}, {"Ｃｈｉｌｅ", "Chile"},
	} {
		for _, text := range row {
			for _, typed := range row {
				if got := outline(ask(t, corpusOf(headlines(text, "Nothing")), typed, Options{Full: true}).Hits); got != "a" {
					t.Errorf("%s finds %q in %s", typed, got, text)
				}
			}
		}
	}
}

func TestSignsThatVaryAreNoWords(t *testing.T) {
	tell(t, corpusOf(headlines("☀️ over Oslo", "☂ over Bergen", "🚀 rises", "👨‍👩‍👧 meets", "A U\u200cnited front", "❤ day", "نامه\u200cها")), []story{{"", [][2]string{
		{"☀️", "a"}, {"☀", "a"}, {"☂️", "b"}, {"☂\ufe0e", "b"}, {"🚀", "c"}, {"🚀\ufe0f", "c"}, {"👨‍👩‍👧", "d"}, {"❤️", "f"}, {"🎉", ""}, {"🎉\ufe0f", ""}, {"united", "e"},
		{"u\u200dnited", "e"}, {"\u200cunited\ufe0f", "e"}, {"☀️ oslo", "a"}, {"نامه\u200cها", "g"}, {"نامهها", "g"}, {`"☀️ over"`, "a"},
	}}})
}

func TestThaiNeedsNoSpaces(t *testing.T) {
	tell(t, corpusOf(headlines("นายกรัฐมนตรีลาออก", "แผ่นดินไหวที่เชียงราย", "Bangkok")), []story{{"", [][2]string{
		{"ลาออก", "a"}, {"แผ่นดินไหว", "b"}, {"เชียงราย", "b"}, {`"ลาออก"`, "a"}, {"แผ่นดินไหวเชียงราย", "b"},
	}}})
}
