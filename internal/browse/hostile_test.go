package browse

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostileArchive writes an archive whose pages try to break a screen into a folder
// below dir, and returns that folder. crowd is the number of events of its fullest day.
func hostileArchive(t testing.TB, dir string, crowd int) string {
	os.RemoveAll(dir)
	dir = filepath.Join(dir, "archive\x1b]0;owned\x07")
	for i, text := range hostileTexts {
		writePage(t, dir, hostileDays[i%len(hostileDays)], fmt.Sprintf("hostile-%d", i), hostilePage(text, i))
	}
	for i := range crowd {
		writePage(t, dir, "2016/05/07", fmt.Sprintf("crowd-%d", i), hostilePage(fmt.Sprintf("Event %d of a day with many of them", i), i))
	}
	write(t, filepath.Join(dir, "news/2016/05/08/index.md"), hostileIndex)
	write(t, filepath.Join(dir, "news/2016/05/09/index.md"), "")
	write(t, filepath.Join(dir, "news/2016/05/10/empty.md"), "")
	return dir
}

var hostileDays = []string{"1999/12/31", "2016/02/29", "2016/05/06", "2016/05/07", "2016/05/08", "2019/01/01"}

// hostileTexts are headlines that terminals, widths and cleaning stumble over.
var hostileTexts = []string{
	"\x1b[31mRed\x1b[0m \x1b]52;c;bmV3cw==\x07 \x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ \x9b31m \x1b[2J\x1b[?1049l",
	"Entities &#27;]52;c;bmV3cw==&#7; &#x9b;31m &amp;#27;[2J &#8238;drawkcab&#8236;",
	"bell \a backspace \b\b\b tab \t return \r newline &#10; form \f del \x7f nul \x00 shift \x0e\x0f",
	"\u202eright to left override\u202c \u2066isolate\u2069 \u200e\u200f",
	"洪水淹没了城市，数千人撤离，政府宣布进入紧急状态，邻国提供援助，联合国呼吁各方保持克制",
	"全角ＡＢＣ，半角ｶﾀｶﾅ、한국어 단어, 각 decomposed, Việt Nam, ไทยกำลัง ภาษา",
	"e\u0301\u0301\u0301\u0301\u0301\u0301 Z" + strings.Repeat("\u0334\u0335\u0336", 40) + "algo \u20dd\u0488",
	"الأمم المتحدة تدعو إلى وقف إطلاق النار في المدينة القديمة",
	"עברית עם נִקּוּד ומספרים 1234 and English inside",
	"👨\u200d👩\u200d👧\u200d👦 family, 🏳\ufe0f\u200d🌈 flag, 🇩🇪🇫🇷🇯 halves, 👍🏽 thumb, ❤\ufe0f heart, 1\ufe0f\u20e3 key, ☺\ufe0e text",
	"\u200d\ufe0f\u0301 begins with joiners and signs",
	"नमस्ते दुनिया, தமிழ் செய்தி, বাংলা সংবাদ, ᄒ\u1161\u11ab \u1161 \u11ab",
	strings.Repeat("A headline without an end ", 400),
	strings.Repeat("Donaudampfschifffahrt", 500),
	strings.Repeat("没有空格的标题", 1500),
	strings.Repeat("👩\u200d🚀", 800),
	strings.Repeat("\u0301", 10_000),
	"\ufeff\u2060\u00ad\u034f\u061c\u180e invisible \U000e0041\U000e007f tags \ufff9a\ufffab\ufffb",
	"invalid \xff\xfe\xc3\x28 utf-8 \xed\xa0\x80",
	"private \ue000\uf8ff \U000f0000 and unassigned \U000e1000 \u0378",
	"", " ", "#", "###### ", "```", "| a | b |\n|---|---|\n| c | d |",
	"**bold *italics `code` [link](http://a.example/\x1b[31m) ![p](javascript:alert(1))",
	"{{template|x}} '''wiki''' <script>alert(1)</script> <b>tag</b> -{zh-cn:简;zh-tw:繁}-",
}

// hostilePage returns a page with such a headline, in every part of it.
func hostilePage(headline string, seed int) string {
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	var b strings.Builder
	fmt.Fprintf(&b, "### [2016-05-07](/news/2016/05/07/index.md)\n\n##### %s\n# %s\n\n%s\n\n> %s\n\n- %s\n  - %s\n\n", short(headline), headline, headline, headline, headline, headline)
	b.WriteString("### Sources:\n\n")
	for i := range 1 + r.IntN(12) {
		fmt.Fprintf(&b, "%d. [%s](http://example.com/%d/%s)\n", i+1, short(headline), i, strings.Repeat("long/", r.IntN(60)))
	}
	b.WriteString("\n### Related:\n\n")
	topics := make([]string, 300)
	for i := range topics {
		topics[i] = fmt.Sprintf("Topic %d %s", i, short(headline))
	}
	for i := range 1 + r.IntN(6) {
		day := hostileDays[r.IntN(len(hostileDays))]
		fmt.Fprintf(&b, "%d. [%s](/news/%s/hostile-%d.md) _Context: %s_\n", i+1, headline, day, r.IntN(len(hostileTexts)), strings.Join(topics[:r.IntN(len(topics))], ", "))
	}
	return b.String()
}

func short(s string) string {
	runes := []rune(s)
	return strings.ReplaceAll(string(runes[:min(len(runes), 40)]), "\n", " ")
}

// hostileIndex is a day's own page with entries that have no page, and with the same
// entry twice.
var hostileIndex = `## [2016-05-08](/news/2016/05/08/index.md)

##### Nothing
### [An entry without a page \x1b[31m](/news/2016/05/08/no-page.md)
### [The same entry](/news/2016/05/08/no-page.md)
### [](/news/2016/05/08/no-headline.md)
### [Another day's event](/news/2016/02/29/hostile-1.md)
### [Out of the archive](/news/../../etc/passwd)
`

func writePage(t testing.TB, dir, day, slug, page string) {
	write(t, filepath.Join(dir, "news", day, slug+".md"), page)
}

func write(t testing.TB, file, contents string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(contents), 0o644); err != nil {
		t.Fatal(err)
	}
}
