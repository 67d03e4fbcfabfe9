package text

import (
	"strings"
	"testing"
)

func foldHanString(s string) string { return strings.Map(FoldHan, s) }

// Each line has spellings of one word, all of which fold to the first.
func TestFoldHanSpellings(t *testing.T) {
	for _, line := range []string{
		"叙利亚 敘利亞", "台湾 臺灣 台灣 臺湾", "发展 發展", "头发 頭髮", "后来 後來",
		"皇后", "里面 裡面 裏面", "干部 幹部", "饼干 餅乾", "干隆 乾隆", "面条 麵條 麪條",
		"复杂 複雜", "恢复 恢復", "答复 答覆", "欧洲 歐洲", "联合国 聯合國", "总统 總統",
		"选举 選舉", "地震", "台风 颱風", "台布 檯布", "范围 範圍", "系统 系統", "关系 關係", "联系 聯繫",
		"钟 鐘 鍾 锺", "国 國", "历史 歷史", "日历 日曆", "马来西亚 馬來西亞", "于 於",
		"着 著", "周 週", "志 誌", "制 製", "斗 鬥 鬭", "峰 峯", "为 為 爲", "众 眾 衆",
		"群 羣", "线 線 綫 缐", "罗 羅", "余 餘 馀", "户 戶 戸", "说 說 説", "启 啟 啓",
		"产 產 産", "布 佈", "凶 兇", "托 託 讬", "岩 巖", "开 開 𫔭", "签 簽 籤", "获 獲 穫",
		"汇 匯 彙 滙", "脏 臟 髒", "尽 盡 儘", "弥漫 瀰漫", "你 妳", "仿佛 彷彿", "冢 塚",
	} {
		words := strings.Fields(line)
		for _, w := range words {
			if got := foldHanString(w); got != words[0] {
				t.Errorf("%s folds to %s, want %s", w, got, words[0])
			}
		}
	}
}

func TestFoldHanKeepsApart(t *testing.T) {
	for _, pair := range []string{
		"大太", "日曰", "未末", "土士", "己已", "人入", "千干", "王玉", "天夭", "午牛",
		"托拓", "板版", "只子", "余予", "后侯", "里理", "周州", "坤乾", "复腹", "发法",
		"谷古", "历厉", "钟中", "冢中", "面麦", "向响", "合盒", "台抬", "御卸", "仆扑",
		"获或", "征正", "系糸", "党堂", "折拆", "晴睛", "候侯", "間問", "鳥烏", "兔免",
	} {
		r := []rune(pair)
		if FoldHan(r[0]) == FoldHan(r[1]) {
			t.Errorf("%c and %c both fold to %c", r[0], r[1], FoldHan(r[0]))
		}
	}
}

func TestFoldHanIdempotent(t *testing.T) {
	for _, span := range [][2]rune{{0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF}} {
		for r := span[0]; r <= span[1]; r++ {
			if f := FoldHan(r); FoldHan(f) != f {
				t.Errorf("%c folds to %c, which folds to %c", r, f, FoldHan(f))
			}
		}
	}
}

func TestFoldHanOtherRunes(t *testing.T) {
	other := func(r rune) bool {
		return r < 0x3400 || r > 0x9FFF && r < 0xF900 || r > 0xFAFF && r < 0x20000 || r > 0x323AF
	}
	for r := rune(-1); r <= 0x10FFFF; r++ {
		if other(r) && FoldHan(r) != r {
			t.Errorf("%U folds to %U", r, FoldHan(r))
		}
	}
}

// No class of characters that fold together may be large, else unrelated words
// would fold together.
func TestFoldHanClassSizes(t *testing.T) {
	class := map[rune][]rune{}
	for _, span := range [][2]rune{{0x3400, 0x9FFF}, {0x20000, 0x323AF}} {
		for r := span[0]; r <= span[1]; r++ {
			class[FoldHan(r)] = append(class[FoldHan(r)], r)
		}
	}
	for to, rs := range class {
		if len(rs) > 7 {
			t.Errorf("%d characters fold to %c: %s", len(rs), to, string(rs))
		}
	}
}

func TestHanScript(t *testing.T) {
	for _, c := range []struct {
		want Script
		text string
	}{
		{ScriptSimplified, "叙利亚总统宣布停火。"},
		{ScriptSimplified, "台湾东部发生强烈地震，多人受伤"},
		{ScriptSimplified, "联合国安理会通过决议"},
		{ScriptSimplified, "欧洲联盟各国领导人举行会议"},
		{ScriptSimplified, "马来西亚航空公司一架客机失踪"},
		{ScriptSimplified, "他后来当了总统"},
		{ScriptSimplified, "乾隆年间的历史"},
		{ScriptSimplified, "于北京著名的饭店里"},
		{ScriptSimplified, "科学家发现一颗新的行星"},
		{ScriptSimplified, "法国进行第二轮选举投票"},
		{ScriptSimplified, "印度火车出轨"},
		{ScriptSimplified, "数万人在首都示威，要求总理辞职"},
		{ScriptTraditional, "敘利亞總統宣佈停火。"},
		{ScriptTraditional, "臺灣東部發生強烈地震，多人受傷"},
		{ScriptTraditional, "聯合國安理會通過決議"},
		{ScriptTraditional, "歐洲聯盟各國領導人舉行會議"},
		{ScriptTraditional, "馬來西亞航空公司一架客機失蹤"},
		{ScriptTraditional, "他後來當了總統"},
		{ScriptTraditional, "乾隆年間的歷史"},
		{ScriptTraditional, "於北京著名的飯店裏"},
		{ScriptTraditional, "科學家發現一顆新的行星"},
		{ScriptTraditional, "法國進行第二輪選舉投票"},
		{ScriptTraditional, "印度火車出軌"},
		{ScriptTraditional, "數萬人在首都示威，要求總理辭職"},
		{ScriptUnknown, ""},
		{ScriptUnknown, "Earthquake in Chile"},
		{ScriptUnknown, "日本地震"},
		{ScriptUnknown, "北京"},
		{ScriptUnknown, "皇后在台北"},
		{ScriptUnknown, "国國"},
	} {
		if got := HanScript(c.text); got != c.want {
			t.Errorf("HanScript(%q) = %v, want %v", c.text, got, c.want)
		}
	}
}

// No character can be of one script only and of the other only.
func TestHanScriptsApart(t *testing.T) {
	for i := range hanOnlyTraditional {
		if hanOnlyTraditional[i]&hanOnlySimplified[i] != 0 {
			t.Errorf("characters from %U on are of both scripts", hanFirst+64*i)
		}
	}
}

func TestOtherScript(t *testing.T) {
	for _, c := range []struct{ simplified, traditional string }{
		{"叙利亚总统", "敘利亞總統"},
		{"联合国安理会通过决议", "聯合國安理會通過決議"},
		{"台风后来袭击马来西亚", "颱風後來襲擊馬來西亞"},
		{"几十个国家的选举", "幾十個國家的選舉"},
		{"军队冲突", "軍隊衝突"},
		{"著名", "著名"},
	} {
		if got := Simplified(c.traditional); got != c.simplified {
			t.Errorf("Simplified(%s) = %s, want %s", c.traditional, got, c.simplified)
		}
		// 台 stays as it is: that is its most usual traditional form.
		want := strings.ReplaceAll(c.traditional, "颱", "台")
		if got := Traditional(c.simplified); got != want {
			t.Errorf("Traditional(%s) = %s, want %s", c.simplified, got, want)
		}
	}
}

// A text and its forms in both scripts must fold to the same.
func TestOtherScriptFoldsAlike(t *testing.T) {
	for _, span := range [][2]rune{{0x3400, 0x9FFF}, {0x20000, 0x323AF}} {
		for r := span[0]; r <= span[1]; r++ {
			s := string(r)
			for _, other := range []string{Simplified(s), Traditional(s)} {
				if foldHanString(other) != foldHanString(s) {
					t.Errorf("%s and %s fold apart", s, other)
				}
			}
		}
	}
}

var hanSink rune

func BenchmarkFoldHan(b *testing.B) {
	text := []rune("敘利亞總統宣佈停火。联合国安理会通过决议，马来西亚航空公司一架客机失踪")
	for b.Loop() {
		for _, r := range text {
			hanSink = FoldHan(r)
		}
	}
	b.ReportMetric(float64(len(text)), "runes/op")
}
