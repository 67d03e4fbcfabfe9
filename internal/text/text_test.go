package text

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestCleanTurnsMarkupIntoTextForPeople(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"stray spaces", "  A storm  hits\tthe coast. ", "A storm hits the coast."},
		{"entities, once", "&quot;Yes&quot;, she&#039;s in &#x27;Rome&#x27; &amp;amp; out&hellip;", `"Yes", she's in 'Rome' &amp; out…`},
		{"entities as spaces", "Rain&#x20;falls&nbsp;again", "Rain falls again"},
		{"an entity cut off", "He said &quo", "He said &quo"},
		{"no entity", "AT&T, R&D; Q&A", "AT&T, R&D; Q&A"},
		{"italics", "The film ''High Noon'' is shown", "The film High Noon is shown"},
		{"bold", "'''Now''' open", "Now open"},
		{"bold, mangled", `Flight "'Alpha 7"' lands`, "Flight Alpha 7 lands"},
		{"an apostrophe in quotes stays", `He says "'No' is an answer"`, `He says "'No' is an answer"`},
		{"wiki link", "Sales rise. [http://example.org/a (Daily Star)] (free)", "Sales rise. (Daily Star) (free)"},
		{"wiki link with hyphens", "雨停了。[http:--example.org-a-b.htm 晨報]date=2018年5月 ", "雨停了。 晨報"},
		{"two wiki links", "雨停了。[http:--a.example-x 晨報][https:--b.example-y 晚報]date=十一月 2017 ", "雨停了。 晨報 晚報"},
		{"wiki link without text", "雨停了。[http:--a.example-x]", "雨停了。"},
		{"wiki link inside a sentence", "文章《[http:--a.example-x 海與山]》刊出。", "文章《海與山》刊出。"},
		{"text goes on after the date", "死者七人[http:--a.example-x]date=2018年2月 ，另說八人。", "死者七人，另說八人。"},
		{"a wiki link cut off", "雨停了。[http:--a.example-x (晨報", "雨停了。 (晨報"},
		{"page link", "[[Rome]] and [[Paris|the French capital]]", "Rome and the French capital"},
		{"half a page link", "班機]]降落", "班機降落"},
		{"other brackets stay", "It falls to [?]30 degrees [sic]", "It falls to [?]30 degrees [sic]"},
		{"a yes left over", "雪停了。[http:--a.example-x 晨報]yes", "雪停了。 晨報"},
		{"dead link", "雪停了。[http:--a.example-x 晨報]{{dead link ", "雪停了。 晨報"},
		{"template", "Rain {{cite|a=b}} falls", "Rain falls"},
		{"parameters", "疫情升級。 language = zh | author = 甲 | url = http:--a | date = 2009-06-11 ", "疫情升級。"},
		{"a bar in a sentence stays", "News | Weather | Sport", "News | Weather | Sport"},
		{"time stamp", "展覽開幕。:49:46+00:00", "展覽開幕。"},
		{"variant, simplified around", "这是-{zh-tw:數位; zh-cn:数字;}-时代", "这是数字时代"},
		{"variant, traditional around", "這是-{zh-cn:数字; zh-hk:數碼; zh-tw:數位;}-時代", "這是數碼時代"},
		{"variant, nothing around", "-{zh-cn:数字; zh-tw:數位;}-", "数字"},
		{"variant, one value", "小-{栗}-子", "小栗子"},
		{"variant, none", "小-{}-子", "小子"},
		{"variant, doubled key", "這個-{zh-cn:梅; zh-tw:zh-tw:梅伊;}-說話", "這個梅伊說話"},
		{"variant, bare key", "-{zh:甲;zh-hans:乙}-", "甲"},
		{"variant without an end", "这是-{zh-cn:数字; zh-tw:數位", "这是数字"},
		{"controls as entities", "a&#27;]52;c;eA==&#7;b&#x80;31mc&#x202e;d", "a]52;c;eA==b€31mcd"},
		{"escaped wiki markup is text", `\{\{a}} \[\[b\]\] -\{c}- '\'d'\' \[http://e.example f] | g \= h`, "{{a}} [[b]] -{c}- ''d'' [http://e.example f] | g = h"},
		{"an escaped entity is text", `\&lt;b\&#27;`, "&lt;b&#27;"},
		{"an escaped tag is text", `\<b>a\</b>`, "<b>a</b>"},
		{"controls of controls", "a&amp;#27;b", "a&#27;b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q)\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestPlainLeavesNothingThatHarms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{" a \t b\r\nc ", "a b c"},
		{"a\x1b[31mb\x07c\x08d\x7fe", "a[31mbcde"},
		{"a\u009bb\u202ec\u2066d\u200be\ufefff", "abcdef"},
		{"bad \xff\xfe bytes", "bad \ufffd\ufffd bytes"},
		{"family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"},
		{"全角\u3000空格", "全角 空格"},
		{"", ""},
	} {
		if got := Plain(c.in); got != c.want {
			t.Errorf("Plain(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldMakesSpellingsOne(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Malé", "male"}, {"Straße", "STRASSE"}, {"Vučić", "vucic"}, {"Oświęcim", "oswiecim"},
		{"Łódź", "lodz"}, {"Đồng Nai", "dong nai"}, {"İstanbul", "istanbul"}, {"ISPARTA", "ısparta"},
		{"Ærø", "aero"}, {"Œuvre", "oeuvre"}, {"Þór", "thor"}, {"ＡＢＣ１２３", "abc123"},
		{"Erdog\u0306an", "Erdoğan"}, {"Ελλάς", "ΕΛΛΑΣ"}, {"Hawaiʻi", "hawaii"}, {"敘利亞", "叙利亚"}, {"臺灣", "台湾"},
	} {
		if Fold(c.a) != Fold(c.b) {
			t.Errorf("Fold(%q) = %q, but Fold(%q) = %q", c.a, Fold(c.a), c.b, Fold(c.b))
		}
	}
	for _, c := range []struct{ a, b string }{{"한국", "하국"}, {"大", "太"}, {"が", "か"}} {
		if Fold(c.a) == Fold(c.b) {
			t.Errorf("Fold makes %q and %q one", c.a, c.b)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The al-Qaryatayn raid", "the al qaryatayn raid"},
		{"O'Brien's 3.5 m", "o brien s 3 5 m"},
		{"The U.S. and the U.K.", "the us and the uk"},
		{"U.S.-led", "us led"},
		{"a U.S", "a us"},
		{"J.Crew", "j crew"},
		{"1,200,000 people, 12 of 3,45", "1200000 people 12 of 3 45"},
		{"3G手机 is 新", "3g 手 机 is 新"},
		{"Erdog\u0306an", "erdogan"},
		{"カメラ", "カ メ ラ"},
		{"½ ton, ﬁsh", "12 ton fish"},
		{"㍿ABC", "abc"},
		{"COVID19 F16 F-16", "covid19 f16 f 16"},
		{"ไทย ๒๕ กำ", "ไ ท ย ๒๕ กำ"},
		{"ที่นี่ covid19ไทย", "ที่ นี่ covid19 ไ ท ย"},
		{"ພາສາລາວ", "ພ າ ສ າ ລ າ ວ"},
		{"ក្រុង", "ក្រុ ង"},
		{"မြန်မာ ဗုဒ္ဓ", "မြ န် မာ ဗု ဒ္ဓ"},
		{"rain ☔\ufe0f, sun☀", "rain ☔ sun ☀"},
		{"🚢🚢🔥a😀", "🚢 🚢 🔥 a 😀"},
		{"👨\u200d👩\u200d👧👨 🏳\ufe0f\u200d🌈", "👨\u200d👩\u200d👧 👨 🏳\u200d🌈"},
		{"👍🏽 👍", "👍 👍"},
		{"🇩🇰🇫🇷 🇩", "🇩🇰 🇫🇷 🇩"},
		{"1\ufe0f\u20e3 #\ufe0f\u20e3", "1"},
		{"\ufe0f \u200c \u200d \ufe0e", ""},
		{"News™ © → • ✈", "news ✈"},
		{"...", ""},
	} {
		var got []string
		for _, w := range Words(c.in) {
			got = append(got, w.Text)
			if again := Words(w.Text); len(again) != 1 || again[0].Text != w.Text {
				t.Errorf("Words(%q) gives %q, which is %v by itself", c.in, w.Text, again)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("Words(%q) = %q, want %q", c.in, strings.Join(got, " "), c.want)
		}
	}
}

func TestOneWordHasOneSpelling(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"kana, decomposed", "がんばれ", "か\u3099んは\u3099れ"},
		{"half width kana", "ガンバレ パリ", "ｶﾞﾝﾊﾞﾚ ﾊﾟﾘ"},
		{"a long vowel in half width", "サッカー", "ｻｯｶｰ"},
		{"half width kana with a full voice mark", "ガ", "ｶ\u3099"},
		{"a repeated kana with a voice mark", "いすゞ", "いすゝ\u3099"},
		{"Hangul, decomposed", "한국 대통령", norm.NFD.String("한국 대통령")},
		{"Hangul, half decomposed", "한", "하\u11ab"},
		{"a joiner in Persian", "میخواهم", "می\u200cخواهم"},
		{"a style", "❤", "❤\ufe0f"},
		{"a style as text", "✈", "✈\ufe0e"},
		{"a style within a sequence", "🏳\u200d🌈", "🏳\ufe0f\u200d🌈"},
		{"a flag", "🇩🇰", "🇩🇰\ufe0f"},
	} {
		if a, b := words(c.a), words(c.b); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%s: %+q and %+q have the words %+q and %+q", c.name, c.a, c.b, a, b)
		}
	}
	for _, c := range [][2]string{{"が", "か"}, {"パ", "バ"}, {"한", "하"}, {"👨\u200d👩\u200d👧", "👨"}, {"❤\ufe0f", "✈\ufe0f"}, {"🇩🇰", "🇩🇪"}, {scotland, "🏴"}} {
		if a, b := words(c[0]), words(c[1]); slices.Equal(a, b) {
			t.Errorf("%+q and %+q have the same words %+q", c[0], c[1], a)
		}
	}
}

func TestUnspacedWords(t *testing.T) {
	for _, word := range []string{"叙", "が", "カ", "ー", "々", "ก", "ที่", "กำ", "ລ", "ក្រុ", "ဒ္ဓ"} {
		if !IsUnspaced(word) {
			t.Errorf("IsUnspaced(%q) is false", word)
		}
	}
	for _, word := range []string{"", "a", "7", "é", "한", "叙利", "๒", "क", "😀", "a叙"} {
		if IsUnspaced(word) {
			t.Errorf("IsUnspaced(%q) is true", word)
		}
	}
}

// TestEveryCharacterIsWordsInOneWay checks the characters of Unicode, by themselves
// and within a word: of Chinese characters and Hangul, which are many, some.
func TestEveryCharacterIsWordsInOneWay(t *testing.T) {
	for r := rune(0x80); r <= 0x1ffff; r++ {
		if r > 0x3400 && r < 0xd7a3 && r%31 != 0 {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r), "か" + string(r), "ก" + string(r), "가" + string(r), "😀" + string(r) + "😀"} {
			if once := Fold(s); Fold(once) != once {
				t.Fatalf("Fold(%+q) = %+q, but Fold of that is %+q", s, once, Fold(once))
			}
			if nfc, nfd := words(norm.NFC.String(s)), words(norm.NFD.String(s)); !slices.Equal(nfc, nfd) || !slices.Equal(nfc, words(s)) {
				t.Fatalf("the words of %+q are %+q, in NFC %+q, in NFD %+q", s, words(s), nfc, nfd)
			}
			for _, w := range Words(s) {
				if again := Words(w.Text); len(again) != 1 || again[0].Text != w.Text {
					t.Fatalf("Words(%+q) has %+q, which is %+v by itself", s, w.Text, again)
				}
			}
		}
		if isPictogram(r) && norm.NFKC.String(string(r)) != string(r) {
			t.Errorf("the emoji %+q has a plain form", r)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{
		{"election", "election", 2, 0}, {"electoin", "election", 2, 1}, {"eletion", "election", 2, 1},
		{"electtion", "election", 2, 1}, {"elaction", "election", 2, 1}, {"eletoin", "election", 2, 2},
		{"lection", "election", 1, 1}, {"abc", "xyz", 2, 3}, {"", "ab", 2, 2}, {"ab", "", 1, 2},
		{"ab", "ba", 1, 1}, {"strasse", "strase", 1, 1}, {"叙利亚", "叙亚利", 1, 1},
		{strings.Repeat("a", 100), strings.Repeat("a", 99) + "b", 1, 1},
	} {
		if got := Slips(c.a, c.b, c.limit); got != c.want {
			t.Errorf("Slips(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
		if Slips(c.a, c.b, c.limit) != Slips(c.b, c.a, c.limit) {
			t.Errorf("Slips(%q, %q) differs from its mirror image", c.a, c.b)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a &#27; b", "-{zh-tw:甲;", "[[a|b]] [http:--x y]date=", "{{", "'''''", `"'"'`, "| a = b", "<b>\\<ref>", "<!-- -->", "<a b=\"c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := Clean(s); !IsPlain(got) {
			t.Errorf("Clean(%q) = %q", s, got)
		}
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, but Fold of that is %q", s, once, Fold(once))
		}
		for _, w := range Words(s) {
			if w.Start < 0 || w.End > len(s) || w.Start >= w.End {
				t.Errorf("Words(%q) gives %+v", s, w)
			}
			if again := Words(w.Text); len(again) != 1 || again[0].Text != w.Text {
				t.Errorf("Words(%q) gives %q, which is %v by itself", s, w.Text, again)
			}
		}
	})
}

// BenchmarkCleanHostile shows that cleaning takes linear time. Each text is 1 MiB
// of what cleaning looks for.
func BenchmarkCleanHostile(b *testing.B) {
	for _, piece := range []string{"[", "[[", "[[](u)", "|", "| a", "[[a|", "[http://", "{{}}", `"'`, "''", "-{", "-{a;", "&", "&#27;", "]", "<", "<a ", "<a \"", "<!--", "<ref>", "<ref>a</ref", "<http:", "<?", "\\", "\\&", "[]]"} {
		hostile := strings.Repeat(piece, 1<<20/len(piece))
		b.Run(piece, func(b *testing.B) {
			b.SetBytes(int64(len(hostile)))
			for b.Loop() {
				Clean(hostile)
			}
		})
	}
}
