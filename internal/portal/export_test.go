package portal_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/portal"
	"news/internal/sample"
)

const exportHead = `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>enwiki</dbname>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="100" case="first-letter">Portal</namespace>
    </namespaces>
  </siteinfo>
`

const exportFoot = "</mediawiki>\n"

// exported returns a page of an export with its revisions.
func exported(namespace int, title string, revisions ...string) string {
	return fmt.Sprintf("  <page>\n    <title>%s</title>\n    <ns>%d</ns>\n    <id>77</id>\n%s  </page>\n", xmlText(title), namespace, strings.Join(revisions, ""))
}

// revision returns a revision of a page.
func revision(id int, time, text string) string {
	return fmt.Sprintf(`    <revision>
      <id>%d</id>
      <parentid>%d</parentid>
      <timestamp>%s</timestamp>
      <contributor>
        <username>Someone</username>
        <id>9</id>
      </contributor>
      <minor />
      <comment>/* Sports */ &lt;text&gt; of it</comment>
      <origin>%d</origin>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="%d" sha1="abc" xml:space="preserve">%s</text>
      <sha1>abc</sha1>
    </revision>
`, id, id-1, time, id, len(text), xmlText(text))
}

func xmlText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// readAll reads a file, and returns what its pages say, and the error at the end.
func readAll(name string, r io.Reader) (string, error) {
	var b strings.Builder
	for page, err := range portal.Read(name, r) {
		if err != nil {
			return b.String(), err
		}
		fmt.Fprintf(&b, "%s%s %d %s %q", page.Title, map[bool]string{true: page.File}[page.Title == ""], page.Revision, page.Time.Format(time.DateOnly), page.Text)
		if page.Hidden {
			b.WriteString(" hidden")
		}
		if page.Missing {
			b.WriteString(" missing")
		}
		if page.Redirect != "" {
			b.WriteString(" leads to " + page.Redirect)
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}

func TestExports(t *testing.T) {
	const april3, april4 = "Portal:Current events/2016 April 3", "Portal:Current events/2016 April 4"
	tests := []struct{ name, pages, want string }{
		{"one page", exported(100, april3, revision(5, "2016-04-04T01:02:03Z", "*It rains & <b>pours</b> on \"us\".")),
			april3 + ` 5 2016-04-04 "*It rains & <b>pours</b> on \"us\"."` + "\n"},
		{"other pages", exported(0, "Peru", revision(1, "2016-04-04T01:02:03Z", "Portal:Current events")) +
			exported(101, "Portal talk:Current events/2016 April 3", revision(2, "2016-04-04T01:02:03Z", "*No.")) +
			exported(100, "Portal:Current events/April 2016", revision(2, "2016-04-04T01:02:03Z", "*No.")) +
			exported(100, "Portal:Peru", revision(2, "2016-04-04T01:02:03Z", "*No.")) +
			exported(100, april4, revision(6, "2016-04-05T01:02:03Z", "*It snows.")) +
			exported(4, april3, revision(5, "2016-04-04T01:02:03Z", "*No.")),
			april4 + ` 6 2016-04-05 "*It snows."` + "\n"},
		{"the newest revision, in any order", exported(100, april3,
			revision(5, "2016-04-04T01:00:00Z", "*Second."), revision(9, "2016-04-06T01:00:00Z", "*Last."), revision(4, "2016-04-03T01:00:00Z", "*First."), revision(8, "2016-04-06T01:00:00Z", "*Nearly.")),
			april3 + ` 9 2016-04-06 "*Last."` + "\n"},
		{"the newest revision is empty", exported(100, april3, revision(5, "2016-04-04T01:00:00Z", "*Second."), revision(6, "2016-04-05T01:00:00Z", "")),
			april3 + ` 6 2016-04-05 ""` + "\n"},
		{"without text", "<page><title>" + april3 + `</title><ns>100</ns><id>1</id><revision><id>5</id><timestamp>2016-04-04T01:00:00Z</timestamp><contributor deleted="deleted" /><text bytes="0" /></revision></page>` +
			"<page><title>" + april4 + `</title><ns>100</ns><id>1</id><revision><id>6</id><timestamp>2016-04-04T01:00:00Z</timestamp><text bytes="7" deleted="deleted" /></revision></page>`,
			april3 + ` 5 2016-04-04 ""` + "\n" + april4 + ` 6 2016-04-04 "" hidden` + "\n"},
		{"without a revision", "<page><title>" + april3 + "</title><ns>100</ns><id>1</id></page>", april3 + ` 0 0001-01-01 "" missing` + "\n"},
		{"a redirect", "<page><title>Portal:Current events/2016 April 03</title><ns>100</ns><redirect title=\"" + april3 + "\" />" + revision(5, "2016-04-04T01:00:00Z", "#REDIRECT [["+april3+"]]") + "</page>",
			`Portal:Current events/2016 April 03 5 2016-04-04 "#REDIRECT [[` + april3 + `]]" leads to ` + april3 + "\n"},
		{"an old version without namespaces", "<page><title>" + april3 + "</title><id>1</id><revision><id>5</id><timestamp>2005-01-02T03:04:05Z</timestamp><text xml:space='preserve'>*It rains.</text></revision></page><page><title>Peru</title><id>2</id></page>",
			april3 + ` 5 2005-01-02 "*It rains."` + "\n"},
		{"sections and comments", "<!-- a <page> in a comment --><page><!-- another --><title>" + april3 + "</title><ns>100</ns><revision><id>5</id><timestamp>2016-04-04T01:00:00Z</timestamp><text><![CDATA[*It <b>rains</b> &amp;]]> &amp; pours.</text></revision></page>",
			april3 + ` 5 2016-04-04 "*It <b>rains</b> &amp; & pours."` + "\n"},
		{"numbers for characters", "<page><title>Portal:Current events/2016&#32;April&#x20;3</title><ns>100</ns><revision><id>5</id><timestamp>2016-04-04T01:00:00Z</timestamp><text>&apos;&#8364;&amp;#27;&unknown;&</text></revision></page>",
			april3 + ` 5 2016-04-04 "'€&#27;&unknown;&"` + "\n"},
		{"no pages", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			whole := exportHead + test.pages + exportFoot
			for how, r := range map[string]io.Reader{
				"whole":    strings.NewReader(whole),
				"by bytes": iotest.OneByteReader(strings.NewReader(whole)),
				"halves":   iotest.HalfReader(strings.NewReader(whole)),
				"gzip":     bytes.NewReader(packed(t, whole)),
				"xml":      strings.NewReader("\ufeff<?xml version=\"1.0\"?>\n" + whole),
				"two":      io.MultiReader(strings.NewReader(exportHead+exportFoot), strings.NewReader(whole)),
			} {
				got, err := readAll("export.xml", r)
				if err != nil {
					t.Errorf("%s: %v", how, err)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("%s: (-want +got)\n%s", how, diff)
				}
			}
		})
	}
}

func packed(t testing.TB, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTheNameOfAnExportIsNoDay holds that the date in the name of an export, which
// is when it was made, says nothing of its pages.
func TestTheNameOfAnExportIsNoDay(t *testing.T) {
	export := exportHead + exported(100, "Portal:Current events/2016 April 3", revision(5, "2016-04-04T01:02:03Z", "*It rains.")) + exportFoot
	for page, err := range portal.Read("portal-2020-01-02.xml", strings.NewReader(export)) {
		if err != nil {
			t.Fatal(err)
		}
		if d := portal.Parse(page); d.Date.String() != "2016-04-03" || len(d.Events) != 1 || len(d.Problems) > 0 {
			t.Errorf("%+v", d)
		}
	}
}

func TestABzip2Dump(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "testdata", "portal", "dump.xml.bz2"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := readAll("dump.xml.bz2", f)
	if want := `Portal:Current events/2016 April 3 5 2016-04-04 "*It rains."` + "\n"; err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestExportsThatEndEarly(t *testing.T) {
	page := exported(100, "Portal:Current events/2016 April 3", revision(5, "2016-04-04T01:02:03Z", "*It rains."))
	whole := exportHead + page + page + exportFoot
	want, err := readAll("x", strings.NewReader(exportHead+page+exportFoot))
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{len(exportHead) + 3, len(exportHead) + len(page), len(exportHead) + len(page) + 8, len(exportHead) + len(page) + 500, len(whole) - len(exportFoot), len(whole) - 5} {
		got, err := readAll("x", strings.NewReader(whole[:cut]))
		if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "the export ends") {
			t.Errorf("cut at %d: %v", cut, err)
		}
		if pages := strings.Count(got, "\n"); got != strings.Repeat(want, pages) {
			t.Errorf("cut at %d: %s", cut, got)
		}
	}
	data := packed(t, whole)
	if _, err := readAll("x", bytes.NewReader(data[:len(data)-20])); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a cut file of gzip: %v", err)
	}
	if _, err := readAll("x", iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(whole)))); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

func TestOtherFiles(t *testing.T) {
	inUTF16 := func(order binary.AppendByteOrder, s string) string {
		var b []byte
		for _, unit := range utf16.Encode([]rune("\ufeff" + s)) {
			b = order.AppendUint16(b, unit)
		}
		return string(b)
	}
	tests := []struct{ name, data, want, fails string }{
		{"2016-04-03.txt", "*It rains in Łódź.", `2016-04-03.txt 0 0001-01-01 "*It rains in Łódź."`, ""},
		{"2016-04-03.txt.gz", string(packed(t, "*It rains.")), `2016-04-03.txt.gz 0 0001-01-01 "*It rains."`, ""},
		{"utf16le.txt", inUTF16(binary.LittleEndian, "*It rains in Łódź."), `utf16le.txt 0 0001-01-01 "*It rains in Łódź."`, ""},
		{"utf16be.txt", inUTF16(binary.BigEndian, "*It rains in Łódź."), `utf16be.txt 0 0001-01-01 "*It rains in Łódź."`, ""},
		{"windows.txt", "*It rains in M\xe1laga \x96 again.", `windows.txt 0 0001-01-01 "*It rains in Málaga – again."`, ""},
		{"empty.txt", "", `empty.txt 0 0001-01-01 ""`, ""},
		{"tags.txt", "<noinclude>x</noinclude>\n{{Current events}}", `tags.txt 0 0001-01-01 "<noinclude>x</noinclude>\n{{Current events}}"`, ""},
		{"page.html", "<!DOCTYPE html>\n<html>", "", "page.html is a page of HTML"},
		{"other.xml", "<?xml version='1.0'?><rss>", "", "another kind of XML"},
		{"answer.json", `{"query":{}}`, "", "is JSON"},
		{"x.xz", "\xfd7zXZ\x00rest", "", "packed with xz"},
		{"x.zst", "\x28\xb5\x2f\xfdrest", "", "packed with zstd"},
		{"x.7z", "7z\xbc\xaf\x27\x1c", "", "packed with 7-Zip"},
		{"x.zip", "PK\x03\x04rest", "", "a ZIP archive"},
		{"binary", strings.Repeat("\x00\x01", 50), "", "no text"},
		{"bad.gz", "\x1f\x8b\x08rest", "", "unexpected EOF"},
		{"german.xml", strings.Replace(exportHead, `"en"`, `"de"`, 1) + exportFoot, "", "another language: de"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readAll(test.name, strings.NewReader(test.data))
			if strings.TrimSpace(got) != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
			if test.fails == "" && err != nil || test.fails != "" && (err == nil || !strings.Contains(err.Error(), test.fails)) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

// TestLongTextsAreProblems reads pages whose text is longer than a wiki allows.
func TestLongTextsAreProblems(t *testing.T) {
	for _, length := range []int{portal.LongestText + 1, 9 << 20} {
		text := strings.Repeat("*It rains and rains.\n", length/21+1)
		for name, data := range map[string]string{"2016-04-03.txt": text, "export.xml": exportHead + exported(100, "Portal:Current events/2016 April 3", revision(5, "2016-04-04T01:02:03Z", text)) + exportFoot} {
			for page, err := range portal.Read(name, strings.NewReader(data)) {
				if err != nil {
					t.Fatal(err)
				}
				if d := portal.Parse(page); len(d.Events) != 0 || len(d.Problems) != 1 || d.Problems[0].Message != "the page is too long" {
					t.Errorf("%s of %d: %d events, %v", name, length, len(d.Events), d.Problems)
				}
			}
		}
	}
}

// TestExportsNeedLittleMemory reads a dump of many and long other pages.
func TestExportsNeedLittleMemory(t *testing.T) {
	const size = 64 << 20
	other := exported(0, "Peru", revision(1, "2016-04-04T01:02:03Z", strings.Repeat("A long page about Peru. ", 2000)))
	history := exported(100, "Portal:Current events/2016 April 3", revision(5, "2016-04-04T01:02:03Z", "*It rains."))
	r := io.MultiReader(strings.NewReader(exportHead), &repeated{s: other, left: size}, strings.NewReader(history+exportFoot))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, err := readAll("dump.xml", r)
	runtime.ReadMemStats(&after)
	if err != nil || !strings.Contains(got, "It rains") {
		t.Errorf("%q, %v", got, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("%d bytes for %d", used, size)
	}
}

// repeated is a stream of a text again and again.
type repeated struct {
	s    string
	at   int
	left int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left <= 0 && r.at == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.s[r.at:])
	r.left -= n
	if r.at += n; r.at == len(r.s) {
		r.at = 0
	}
	return n, nil
}

// FuzzRead reads any file, at once and byte by byte.
func FuzzRead(f *testing.F) {
	page := exported(100, "Portal:Current events/2016 April 3", revision(5, "2016-04-04T01:02:03Z", "*It rains & pours."))
	f.Add([]byte(exportHead + page + exportFoot))
	f.Add([]byte("<page><title>Portal:Current events/2016 April 3</title><revision><text>a<![CDATA[b]]></text>"))
	f.Add([]byte("*It rains."))
	f.Add(packed(f, "*It rains."))
	f.Fuzz(func(t *testing.T, data []byte) {
		whole, err := readAll("x", bytes.NewReader(data))
		parts, err2 := readAll("x", iotest.OneByteReader(bytes.NewReader(data)))
		if whole != parts || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Errorf("at once %q, %v; byte by byte %q, %v", whole, err, parts, err2)
		}
	})
}

// madeExport returns an export of days in random order, made of the sample.
func madeExport(t testing.TB, days int) string {
	t.Helper()
	all := archiveDays(t, archive.FromFS(sample.FS()), nil)
	random := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	b.WriteString(exportHead)
	for _, at := range random.Perm(days) {
		date := event.Date{Year: 2002, Month: 7, Day: 1}.AddDays(at)
		var events []told
		for len(events) < 12 {
			events = append(events, all[random.IntN(len(all))].events...)
		}
		text := dress(uint64(at), date, ordered(events))
		var revisions []string
		if at%10 == 0 {
			revisions = append(revisions, revision(at+1, "2016-04-03T01:02:03Z", text[:len(text)/2]))
		}
		b.WriteString(exported(100, portal.Title(date), append(revisions, revision(at+2, "2016-04-04T01:02:03Z", text))...))
	}
	b.WriteString(exportFoot)
	return b.String()
}

func BenchmarkExport(b *testing.B) {
	export := madeExport(b, 1000)
	b.SetBytes(int64(len(export)))
	b.ReportAllocs()
	for b.Loop() {
		events := 0
		for page, err := range portal.Read("export.xml", strings.NewReader(export)) {
			if err != nil {
				b.Fatal(err)
			}
			events += len(portal.Parse(page).Events)
		}
		if events < 10_000 {
			b.Fatalf("%d events", events)
		}
	}
}

func BenchmarkOtherPages(b *testing.B) {
	other := exported(0, "Peru", revision(1, "2016-04-04T01:02:03Z", strings.Repeat("A long page about Peru. ", 400)))
	dump := exportHead + strings.Repeat(other, 2000) + exportFoot
	b.SetBytes(int64(len(dump)))
	for b.Loop() {
		if _, err := readAll("dump.xml", strings.NewReader(dump)); err != nil {
			b.Fatal(err)
		}
	}
}
