// Command hantable makes han_table.go, the table of traditional and
// simplified Chinese characters of package text, from the data files of
// Unicode's Unihan database (UAX #38). It is run by hand, through go generate,
// and needs these three files, plain or packed with bzip2:
//
//	Unihan_Variants.txt            kSimplifiedVariant, kTraditionalVariant,
//	                               kSemanticVariant, kSpecializedSemanticVariant, kZVariant
//	Unihan_OtherMappings.txt       kGB0, kTGH, kBigFive
//	Unihan_DictionaryLikeData.txt  kFrequency, kGradeLevel, kUnihanCore2020
//
// The last two list the characters of the standards of mainland China (GB 2312, the
// Table of General Standard Chinese Characters) and of Taiwan and Hong Kong (Big5).
// They decide between several variants of a character.
//
// With -list it writes the classes of characters in a readable form instead.
package main

import (
	"bytes"
	"go/format"
	mathbits "math/bits"

	"bufio"
	"cmp"
	"compress/bzip2"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("hantable: ")
	out := flag.String("o", "han_table.go", "the Go `file` to write")
	list := flag.Bool("list", false, "print the classes of characters, write no file")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("usage: hantable [-o file] [-list] Unihan_Variants.txt Unihan_OtherMappings.txt Unihan_DictionaryLikeData.txt")
	}
	db := newUnihan()
	for _, name := range flag.Args() {
		if err := db.readFile(name); err != nil {
			log.Fatal(err)
		}
	}
	if err := db.check(); err != nil {
		log.Fatal(err)
	}
	t := makeTables(db)
	if *list {
		t.list(os.Stdout)
		return
	}
	src, err := t.source()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, src, 0o644); err != nil {
		log.Fatal(err)
	}
}

// unihan holds the used part of the database: for each field, the value of
// each character that has one.
type unihan struct {
	version string
	fields  map[string]map[rune]string
}

func newUnihan() *unihan {
	db := &unihan{fields: map[string]map[rune]string{}}
	for _, f := range []string{
		"kSimplifiedVariant", "kTraditionalVariant",
		"kSemanticVariant", "kSpecializedSemanticVariant", "kZVariant",
		"kGB0", "kTGH", "kBigFive",
		"kFrequency", "kGradeLevel", "kUnihanCore2020",
	} {
		db.fields[f] = map[rune]string{}
	}
	return db
}

// readFile adds the used fields of one data file to the database.
func (db *unihan) readFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".bz2") {
		r = bzip2.NewReader(f)
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if err := db.readLine(sc.Text()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return sc.Err()
}

// readLine reads one line, "U+4E07<tab>kTraditionalVariant<tab>U+842C" or the
// comment that has the version of Unicode.
func (db *unihan) readLine(line string) error {
	if v, ok := strings.CutPrefix(line, "# Unicode version:"); ok {
		v = strings.TrimSpace(v)
		if db.version != "" && db.version != v {
			return fmt.Errorf("data of Unicode %s among data of %s", v, db.version)
		}
		db.version = v
		return nil
	}
	part := strings.SplitN(line, "\t", 3)
	if len(part) != 3 || strings.HasPrefix(line, "#") {
		return nil
	}
	field := db.fields[part[1]]
	if field == nil {
		return nil
	}
	c, err := codePoint(part[0])
	if err != nil {
		return err
	}
	field[c] = part[2]
	return nil
}

// check returns an error where a file is missing.
func (db *unihan) check() error {
	if db.version == "" {
		return fmt.Errorf("no file has a line with the Unicode version")
	}
	for name, field := range db.fields {
		if len(field) == 0 {
			return fmt.Errorf("no file has the field %s", name)
		}
	}
	return nil
}

// link is one variant of a character, with the number of dictionaries that
// the database names for it.
type link struct {
	to      rune
	sources int
}

// links returns the variants of c in a field: "U+88E1<kHKGlyph,kLau U+91CC".
func (db *unihan) links(field string, c rune) []link {
	var out []link
	for _, f := range strings.Fields(db.fields[field][c]) {
		cp, src, _ := strings.Cut(f, "<")
		to, err := codePoint(cp)
		if err != nil {
			log.Fatalf("%s of %U: %v", field, c, err)
		}
		out = append(out, link{to, strings.Count(src, "k")})
	}
	return out
}

func (db *unihan) has(field string, c rune) bool {
	_, ok := db.fields[field][c]
	return ok
}

// number returns the number in a field, or none for a character without it.
func (db *unihan) number(field string, c rune, base int, none int) int {
	v, ok := db.fields[field][c]
	if !ok {
		return none
	}
	n, err := strconv.ParseInt(v, base, 32)
	if err != nil {
		log.Fatalf("%s of %U: %v", field, c, err)
	}
	return int(n)
}

func codePoint(s string) (rune, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "U+"), 16, 32)
	return rune(n), err
}

// level returns how usual c is in text of mainland China: 0 for the 3500 everyday
// characters of the Table of General Standard Chinese Characters, 1 for its next
// 3000 and the first level of GB 2312, 2 for the rest of both, 3 for a character in
// neither, 4 for one outside the basic plane as well.
func (db *unihan) level(c rune) int {
	tgh := 1 << 20
	if v, ok := db.fields["kTGH"][c]; ok {
		n, err := strconv.Atoi(strings.TrimPrefix(v, "2013:"))
		if err != nil {
			log.Fatalf("kTGH of %U: %v", c, err)
		}
		tgh = n
	}
	gb := db.number("kGB0", c, 10, 1<<20)
	switch {
	case c > 0xFFFF:
		return 4
	case tgh <= 3500:
		return 0
	case tgh <= 6500 || gb < 5600:
		return 1
	case tgh < 1<<20 || gb < 1<<20:
		return 2
	}
	return 3
}

// standard reports whether c belongs to standard simplified text.
func (db *unihan) standard(c rune) bool { return db.level(c) <= 2 }

// bigFive returns how usual c is in traditional text: 0 for the first level of
// Big5, 1 for its second level, 2 for a character that is not in it.
func (db *unihan) bigFive(c rune) int {
	switch n := db.number("kBigFive", c, 16, 1<<20); {
	case n < 0xC940:
		return 0
	case n < 1<<20:
		return 1
	}
	return 2
}

// supplement has the pairs of everyday characters, traditional and then simplified,
// that the variant fields lack or have wrong. Most are of China's First List of
// Processed Variant Characters (1955) and of its Complete List of Simplified
// Characters (1964); some are other shapes that text of Hong Kong has (説, 閲).
const supplement = `
	亙亘 伕夫 佈布 侷局 俬私 偺咱 兇凶 剷铲 勣绩 嚐尝 嚮向 囌苏 嬝袅 嫋袅
	啣衔 唸念 噁恶 塚冢 妳你 姪侄 崑昆 嶽岳 彆别 彷仿 彿佛 悽凄 慇殷 慼戚 捱挨
	揹背 搾榨 昇升 陞升 枴拐 柺拐 殭僵 氾泛 淩凌 滷卤 瀰弥 灩滟 燉炖 燬毁 譭毁
	牴抵 犛牦 珮佩 琱雕 産产 甦苏 甯宁 痠酸 痲麻 癒愈 瞇眯 祕秘 簑蓑 籐藤 籤签
	糢模 糰团 綵彩 縴纤 繙翻 翫玩 脩修 菸烟 蒐搜 蓆席 蔘参 蠔蚝 衹只 覈核 託托
	説说 諮咨 讚赞 豔艳 跼局 踡蜷 踫碰 遊游 遝沓 釦扣 鈅钥 鉅巨 鉆钻 錼镎 銲焊
	鍊炼 鎗枪 闇暗 霑沾 餬糊 餵喂 鬨哄 鶿鹚 鷴鹇 鹼碱 齧啮
	儁俊 慤悫 旣既 榘矩 欅榉 罎坛 藴蕴 輼辒 醖酝 鈡钟 鎸镌 閲阅 駡骂 朮术 榦干`

// usual has pairs of a simplified character and its most usual traditional form in
// news text, where kFrequency chooses another.
const usual = `
	冲衝 几幾 净淨 占佔 卧臥 只只 余餘 划劃 斗鬥 晒曬 荡蕩 赞贊 采採 里里`

func pairs(s string) map[rune]rune {
	m := map[rune]rune{}
	for _, p := range strings.Fields(s) {
		r := []rune(p)
		if len(r) != 2 || m[r[0]] != 0 {
			log.Fatalf("bad or double pair %q", p)
		}
		m[r[0]] = r[1]
	}
	return m
}

// tables are the tables to write: the character that each character folds to, if it
// is another one; the characters of one script only; and the usual traditional form
// of each simplified character.
type tables struct {
	db        *unihan
	chars     []rune // all characters with a variant, in order
	simp      map[rune][]rune
	trad      map[rune][]rune
	extra     map[rune]rune
	fold      map[rune]rune
	onlyTrad  map[rune]bool
	onlySimp  map[rune]bool
	unfolding map[rune]rune
}

func makeTables(db *unihan) *tables {
	t := &tables{db: db, extra: pairs(supplement)}
	t.collect()
	t.makeFold()
	t.makeScripts()
	t.makeUnfolding()
	return t
}

// collect reads the simplified and traditional variants in both directions: one
// side is enough to make a pair. A character is never its own variant.
func (t *tables) collect() {
	t.simp, t.trad = map[rune][]rune{}, map[rune][]rune{}
	all := map[rune]bool{}
	pair := func(trad, simp rune) {
		if trad != simp && !slices.Contains(t.simp[trad], simp) {
			t.simp[trad] = append(t.simp[trad], simp)
			t.trad[simp] = append(t.trad[simp], trad)
		}
	}
	for c := range t.db.fields["kSimplifiedVariant"] {
		for _, l := range t.db.links("kSimplifiedVariant", c) {
			pair(c, l.to)
		}
	}
	for c := range t.db.fields["kTraditionalVariant"] {
		for _, l := range t.db.links("kTraditionalVariant", c) {
			pair(l.to, c)
		}
	}
	for trad, simp := range t.extra {
		pair(trad, simp)
	}
	for _, f := range variantFields {
		for c := range t.db.fields[f] {
			all[c] = true
		}
	}
	for c := range t.simp {
		all[c] = true
	}
	for c := range t.trad {
		all[c] = true
	}
	t.chars = slices.Sorted(maps.Keys(all))
}

// makeFold follows the steps from each character to the end. Of the
// characters after the span it keeps the simplified forms of characters in it
// and those of the Unihan core set, which has all of the modern standards.
func (t *tables) makeFold() {
	step := map[rune]rune{}
	for _, c := range t.chars {
		if to := t.simplify(c); to != 0 {
			step[c] = to
		}
	}
	simplified := maps.Clone(step)
	for _, c := range t.chars {
		if to := t.variant(c, simplified); to != 0 {
			step[c] = to
		}
	}
	for _, c := range t.chars {
		if to := t.sibling(c, step); to != 0 {
			step[c] = to
		}
	}
	t.fold = map[rune]rune{}
	for _, c := range t.chars {
		to := follow(step, c)
		known := c <= last || t.db.has("kUnihanCore2020", c) || to <= last && len(t.trad[c]) > 0
		if to != c && known {
			t.fold[c] = to
		}
	}
}

// follow goes from c step by step to the last character. In a ring of steps the
// last character is the smallest one of the ring.
func follow(step map[rune]rune, c rune) rune {
	seen := []rune{c}
	for step[c] != 0 {
		c = step[c]
		if i := slices.Index(seen, c); i >= 0 {
			return slices.Min(seen[i:])
		}
		seen = append(seen, c)
	}
	return c
}

// simplify returns the simplified form of c, or 0: the most usual of several, then
// the one with the lowest code point. It skips a form outside the basic plane,
// since c itself is better known; that form then folds to c.
func (t *tables) simplify(c rune) rune {
	if to := t.extra[c]; to != 0 {
		return to
	}
	best := t.best(t.simp[c])
	if best > 0xFFFF && c <= 0xFFFF {
		return 0
	}
	return best
}

func (t *tables) best(of []rune) rune {
	if len(of) == 0 {
		return 0
	}
	return slices.MinFunc(of, func(a, b rune) int {
		return cmp.Or(cmp.Compare(t.db.level(a), t.db.level(b)), cmp.Compare(a, b))
	})
}

// variantFields are the fields whose variants are the same word in another
// form, the surest field first.
var variantFields = []string{"kZVariant", "kSemanticVariant", "kSpecializedSemanticVariant"}

// variant returns the standard simplified character of which c is another form (峯
// of 峰, 綫 of 線 and so of 线), or 0. It does so only for a character that is not in
// standard simplified text and has no simplified form there. Otherwise a loose
// entry of a dictionary would join two everyday characters, such as 托 and 拓 or 板
// and 版.
func (t *tables) variant(c rune, step map[rune]rune) rune {
	if t.db.standard(c) || t.db.standard(follow(step, c)) {
		return 0
	}
	weight := map[rune]int{}
	for i, f := range variantFields {
		for _, l := range t.db.links(f, c) {
			if end := follow(step, l.to); t.db.standard(end) {
				weight[end] += (1 + l.sources) * (3 - i)
			}
		}
	}
	if len(weight) == 0 {
		return 0
	}
	return slices.MinFunc(slices.Collect(maps.Keys(weight)), func(a, b rune) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(t.db.level(a), t.db.level(b)), cmp.Compare(a, b))
	})
}

// sibling returns the character that all traditional forms of a simplified
// character fold to, if it is one other character: 锺 joins 钟 through 鍾, and a
// simplified form outside the basic plane joins its traditional one.
func (t *tables) sibling(c rune, step map[rune]rune) rune {
	if step[c] != 0 {
		return 0
	}
	var to rune
	for _, trad := range t.trad[c] {
		end := follow(step, trad)
		if end == c || to != 0 && to != end {
			return 0
		}
		to = end
	}
	return to
}

// makeScripts finds the characters of one script only. A traditional one
// folds to another character, is in use in Taiwan, Hong Kong or Macao, and is
// not usual in simplified text (乾 and 著 are). A simplified one stands for
// a traditional one, is standard, and is not usual in traditional text (后, 台
// and 着 are).
func (t *tables) makeScripts() {
	t.onlyTrad, t.onlySimp = map[rune]bool{}, map[rune]bool{}
	for _, c := range t.chars {
		if c > last {
			continue
		}
		inUse := strings.ContainsAny(t.db.fields["kUnihanCore2020"][c], "HMT")
		if t.fold[c] != 0 && len(t.trad[c]) == 0 && inUse && t.db.level(c) > 1 {
			t.onlyTrad[c] = true
		}
		if len(t.trad[c]) > 0 && t.db.standard(c) && t.db.bigFive(c) > 0 && !t.db.has("kGradeLevel", c) {
			t.onlySimp[c] = true
		}
	}
}

// makeUnfolding finds each simplified character's most usual traditional
// form.
func (t *tables) makeUnfolding() {
	t.unfolding = map[rune]rune{}
	chosen := pairs(usual)
	for _, c := range t.chars {
		to := chosen[c]
		if to == 0 {
			to = t.traditional(c)
		}
		if to != c && c <= last && to <= last {
			t.unfolding[c] = to
		}
	}
}

// traditional chooses among the traditional forms of c, and c itself if it is
// usual in traditional text, by how usual they are (kFrequency), then for
// the one in Big5, then for c, then for the lowest code point.
func (t *tables) traditional(c rune) rune {
	var of []rune
	for _, trad := range t.trad[c] {
		if t.folded(trad) == t.folded(c) {
			of = append(of, trad)
		}
	}
	if t.db.bigFive(c) == 0 || len(of) == 0 {
		of = append(of, c)
	}
	other := func(r rune) int {
		if r == c {
			return 0
		}
		return 1
	}
	return slices.MinFunc(of, func(a, b rune) int {
		return cmp.Or(
			cmp.Compare(t.db.number("kFrequency", a, 10, 6), t.db.number("kFrequency", b, 10, 6)),
			cmp.Compare(t.db.bigFive(a), t.db.bigFive(b)),
			cmp.Compare(other(a), other(b)),
			cmp.Compare(a, b))
	})
}

func (t *tables) folded(c rune) rune {
	if to := t.fold[c]; to != 0 {
		return to
	}
	return c
}

// list writes the classes of characters that fold to one, the largest first,
// with the usual traditional form of each simplified character.
func (t *tables) list(w io.Writer) {
	class := map[rune][]rune{}
	for _, c := range t.chars {
		if to := t.fold[c]; to != 0 {
			class[to] = append(class[to], c)
		}
	}
	reps := slices.Sorted(maps.Keys(class))
	slices.SortStableFunc(reps, func(a, b rune) int { return len(class[b]) - len(class[a]) })
	size := map[int]int{}
	for _, r := range reps {
		size[1+len(class[r])]++
		fmt.Fprintf(w, "%d\t%c\t%s", 1+len(class[r]), r, string(class[r]))
		if to := t.unfolding[r]; to != 0 {
			fmt.Fprintf(w, "\t%c", to)
		}
		fmt.Fprintln(w)
	}
	for _, n := range slices.Sorted(maps.Keys(size)) {
		fmt.Fprintf(w, "classes of %d: %d\n", n, size[n])
	}
	fmt.Fprintf(w, "folding %d, traditional only %d, simplified only %d, unfolding %d\n",
		len(t.fold), len(t.onlyTrad), len(t.onlySimp), len(t.unfolding))
}

// The tables of bits span these characters; han.go has the same numbers.
const (
	first = 0x3400
	last  = 0x9FFF
	words = (last + 1 - first) / 64
)

// source returns the Go file.
func (t *tables) source() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by hantable from the Unihan database of Unicode %s; DO NOT EDIT.\n\n", t.db.version)
	b.WriteString("// The data is © Unicode, Inc., under the Unicode License: https://www.unicode.org/license.txt\n\n")
	b.WriteString("package text\n\n")
	fmt.Fprintf(&b, "// hanVersion is the version of Unicode whose Unihan database the tables are of.\n")
	fmt.Fprintf(&b, "const hanVersion = %q\n", t.db.version)
	writeMap(&b, "hanFold", "what each character folds to", t.fold)
	writeMap(&b, "hanUsual", "the usual traditional form of each simplified character", t.unfolding)
	writeSet(&b, "hanOnlyTraditional", "the characters of traditional text only", t.onlyTrad)
	writeSet(&b, "hanOnlySimplified", "the characters of simplified text only", t.onlySimp)
	t.writeFar(&b)
	return format.Source(b.Bytes())
}

// writeMap writes the spanned part of a map as a bit for each character, the number
// of bits before each word, and the characters that they map to.
func writeMap(b *bytes.Buffer, name, doc string, m map[rune]rune) {
	from := map[rune]bool{}
	var to []rune
	for _, c := range slices.Sorted(maps.Keys(m)) {
		if c <= last {
			from[c] = true
			to = append(to, m[c])
		}
	}
	set := bits(from)
	var before [words]int
	for i := 1; i < words; i++ {
		before[i] = before[i-1] + mathbits.OnesCount64(set[i-1])
	}
	fmt.Fprintf(b, "\n// %s has %s.\nvar %s = hanMap{\nset: hanSet{", name, doc, name)
	writeNumbers(b, set[:], 6, "0x%016x")
	b.WriteString("},\nbefore: [hanWords]uint16{")
	writeNumbers(b, before[:], 16, "%d")
	b.WriteString("},\nto: []uint16{")
	writeNumbers(b, to, 12, "0x%04x")
	b.WriteString("},\n}\n")
}

func writeSet(b *bytes.Buffer, name, doc string, m map[rune]bool) {
	set := bits(m)
	fmt.Fprintf(b, "\n// %s has %s.\nvar %s = hanSet{", name, doc, name)
	writeNumbers(b, set[:], 6, "0x%016x")
	b.WriteString("}\n")
}

// writeFar writes the foldings of the other characters, in the
// order of the characters.
func (t *tables) writeFar(b *bytes.Buffer) {
	var from, to []rune
	for _, c := range slices.Sorted(maps.Keys(t.fold)) {
		if c > last {
			from, to = append(from, c), append(to, t.fold[c])
		}
	}
	fmt.Fprintf(b, "\n// hanFar has the characters after U+%04X that fold to another, in order.\nvar hanFar = []uint32{", last)
	writeNumbers(b, from, 10, "0x%05x")
	b.WriteString("}\n\n// hanFarTo has what the characters of hanFar fold to.\nvar hanFarTo = []uint32{")
	writeNumbers(b, to, 10, "0x%04x")
	b.WriteString("}\n")
}

func writeNumbers[T any](b *bytes.Buffer, ns []T, perLine int, verb string) {
	for i, n := range ns {
		if i%perLine == 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(b, verb+", ", n)
	}
	b.WriteString("\n")
}

// bits packs a set of spanned characters, one bit for each.
func bits(m map[rune]bool) (set [words]uint64) {
	for c := range m {
		set[(c-first)/64] |= 1 << ((c - first) % 64)
	}
	return set
}
