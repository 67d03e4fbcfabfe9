package view

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

// quay returns a diagram with everything that a diagram can have: links one way and
// both ways, links between events that are not chosen, an event without a page, and
// one without a link.
func quay() *catalog.Diagram {
	opens, gang := harbour(), hafen()
	node := func(e event.Event, chosen bool) catalog.Node {
		return catalog.Node{Item: catalog.Item{Event: e}, Chosen: chosen}
	}
	missing := event.Event{Ref: opens.Related[1].Ref, Headline: opens.Related[1].Headline}
	return &catalog.Diagram{
		Nodes: []catalog.Node{
			node(opens, true),
			node(event.Event{Ref: opens.Related[0].Ref, Number: 12, Headline: opens.Related[0].Headline, Topics: []string{"Esbjerg"}}, false),
			{Item: catalog.Item{Event: missing, Missing: true}},
			node(gang, true),
			node(event.Event{Ref: event.NewRef(date(2018, 1, 1), `a "quoted" slug`), Number: 3, Headline: `"End" of the #1 <b>quay</b>; it's R&amp;D | [sic]`}, false),
			node(event.Event{Ref: event.NewRef(date(2018, 1, 2), "alone"), Number: 1}, false),
		},
		Edges: []catalog.Edge{
			{From: 0, To: 1, Topics: []string{"Esbjerg", "Container ships of the world"}},
			{From: 0, To: 2, Topics: []string{"Denmark"}},
			{From: 1, To: 0, Topics: []string{"Esbjerg"}},
			{From: 1, To: 4, Topics: []string{"Ships", "Cranes, and what they lift", "Quays", "Pilots"}},
			{From: 4, To: 2},
			{From: 3, To: 0, Topics: []string{"港口"}},
			{From: 4, To: 1, Topics: []string{"Ships"}},
		},
	}
}

// formats returns the writers of all file formats.
func formats() map[string]func(*bytes.Buffer, *catalog.Diagram) error {
	return map[string]func(*bytes.Buffer, *catalog.Diagram) error{
		"diagram.dot":     func(b *bytes.Buffer, d *catalog.Diagram) error { return WriteDOT(b, d) },
		"diagram.mmd":     func(b *bytes.Buffer, d *catalog.Diagram) error { _, err := WriteMermaid(b, d); return err },
		"diagram.graphml": func(b *bytes.Buffer, d *catalog.Diagram) error { return WriteGraphML(b, d) },
		"diagram.json":    func(b *bytes.Buffer, d *catalog.Diagram) error { return WriteNodeLink(b, d) },
		"diagram.tsv": func(b *bytes.Buffer, d *catalog.Diagram) error {
			w := bufio.NewWriter(b)
			NewLines(w, '\n', nil).Diagram(d)
			return w.Flush()
		},
	}
}

func written(t *testing.T, format string, d *catalog.Diagram) string {
	t.Helper()
	var out bytes.Buffer
	if err := formats()[format](&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDiagramIsWrittenAsItWas(t *testing.T) {
	for format := range formats() {
		golden(t, format, written(t, format, quay()))
	}
}

func TestDiagramWithoutEventsIsWhole(t *testing.T) {
	for format, want := range map[string]string{
		"diagram.dot":  "digraph news {\n\trankdir=\"LR\";\n\t\n}\n",
		"diagram.mmd":  "flowchart LR;\n",
		"diagram.json": "{\n  \"directed\": true,\n  \"multigraph\": false,\n  \"graph\": {},\n  \"nodes\": [],\n  \"links\": [],\n  \"edges\": []\n}\n",
		"diagram.tsv":  "",
	} {
		if diff := cmp.Diff(want, written(t, format, &catalog.Diagram{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

func TestDiagramOnATerminalLooksAsItDid(t *testing.T) {
	drawing := func(t *Terminal) { t.Diagram(quay()) }
	for _, width := range []int{40, 80} {
		golden(t, fmt.Sprintf("diagram-%d.txt", width), ansi.Strip(draw(t, "auto", width, false, drawing)))
	}
	for _, style := range StyleNames() {
		for width := 40; width <= 200; width += 20 {
			for line := range strings.Lines(draw(t, style, width, true, drawing)) {
				line = strings.TrimSuffix(line, "\n")
				if plain := ansi.Strip(line); text.Width(line) > width || strings.HasSuffix(plain, " ") {
					t.Errorf("style %s at %d columns: %d columns in %q", style, width, text.Width(line), line)
				}
			}
		}
	}
}

// TestHeadlinesStandInFullOnce checks that a repeated event shows only its
// reference.
func TestHeadlinesStandInFullOnce(t *testing.T) {
	node := func(day int, headline string, chosen bool) catalog.Node {
		e := event.Event{Ref: event.NewRef(date(2016, 4, day), "a"), Number: 1, Headline: headline}
		return catalog.Node{Item: catalog.Item{Event: e}, Chosen: chosen}
	}
	for _, c := range []struct {
		name string
		d    *catalog.Diagram
		want string
	}{
		{"a circle of three", &catalog.Diagram{
			Nodes: []catalog.Node{node(1, "One", true), node(2, "Two", false), node(3, "Three", false)},
			Edges: []catalog.Edge{{From: 0, To: 1}, {From: 1, To: 2, Topics: []string{"T", "U"}}, {From: 2, To: 0}},
		}, `
2016/04/1/1    One
  → 2016/04/2/1    Two
  ← 2016/04/3/1    Three

2016/04/2/1    Two
  → 2016/04/3/1    T · U
`},
		{"both were asked for, each has its links below it", &catalog.Diagram{
			Nodes: []catalog.Node{node(1, "One", true), node(2, "Two", true)},
			Edges: []catalog.Edge{{From: 1, To: 0, Topics: []string{"T"}}, {From: 0, To: 1, Topics: []string{"U", "T"}}},
		}, `
2016/04/1/1    One
  ↔ 2016/04/2/1    Two
                   T · U

2016/04/2/1    Two
  ↔ 2016/04/1/1    T · U
`},
		{"an event that names itself, one that nothing names", &catalog.Diagram{
			Nodes: []catalog.Node{node(1, "One", true), node(2, "Two", false)},
			Edges: []catalog.Edge{{From: 0, To: 0}},
		}, `
2016/04/1/1    One
  ↔ 2016/04/1/1

2016/04/2/1    Two
`},
	} {
		got := ansi.Strip(draw(t, "auto", 80, false, func(t *Terminal) { t.Diagram(c.d) }))
		if diff := cmp.Diff(c.want[1:], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestMermaidTellsWhatItWouldRefuse(t *testing.T) {
	wide := strings.Repeat("港", topicRoom/2) // of 60 bytes, which mermaid counts as 20
	for _, c := range []struct {
		edges  int
		topics []string
		want   bool
	}{
		{1, []string{"A"}, true},
		{MermaidEdges, []string{wide}, true},
		{MermaidEdges + 1, nil, false},
		{MermaidEdges, []string{wide, wide, wide}, false},
	} {
		d := &catalog.Diagram{Nodes: []catalog.Node{{Item: catalog.Item{Event: event.Event{Ref: event.NewRef(date(2016, 4, 3), "0")}}}}}
		for i := range c.edges {
			d.Nodes = append(d.Nodes, catalog.Node{Item: catalog.Item{Event: event.Event{Ref: event.NewRef(date(2016, 4, 3), strconv.Itoa(i+1))}}})
			d.Edges = append(d.Edges, catalog.Edge{From: i, To: i + 1, Topics: c.topics})
		}
		var out bytes.Buffer
		fits, err := WriteMermaid(&out, d)
		if size := utf8.RuneCount(out.Bytes()); err != nil || fits != c.want || fits && size > MermaidSize {
			t.Errorf("%d edges, %d signs in %d bytes: fits %v (%v), want %v", c.edges, size, out.Len(), fits, err, c.want)
		}
		if got := strings.Count(out.String(), "-->"); got != c.edges {
			t.Errorf("%d edges are written, want %d", got, c.edges)
		}
	}
}

func TestGraphvizIsToldToSetManyEdgesInAnotherWay(t *testing.T) {
	for edges, want := range map[int]string{layered: `rankdir="LR";`, layered + 1: `layout="sfdp";overlap="prism";`} {
		d := &catalog.Diagram{Nodes: []catalog.Node{{Item: catalog.Item{Event: event.Event{Ref: event.NewRef(date(2016, 4, 3), "a")}}}}, Edges: make([]catalog.Edge, edges)}
		if got := strings.Split(written(t, "diagram.dot", d), "\n")[1]; got != "\t"+want {
			t.Errorf("%d edges: %s, want %s", edges, got, want)
		}
	}
}

// hostile has headlines that some format would interpret or refuse.
var hostile = []string{
	"", " ", `"`, `a "quoted" headline, it's 'so'`, "`back` ```quotes```", "((round)) [[square]] {{curly}} <<angle>> [/x/] (((",
	"#1 #quot; #35; #", "a; b;", "a|b|", "<b>bold</b><br/><script>alert(1)</script>", "R&amp;D &lt;b&gt; &eacute; & &#34; &#x22;",
	"%% no comment", "%%{init: {}}%%", `back\slash \n \N \G \l \\`, `ends in \`, `ends in \\`, "end", "subgraph end graph", "style n1 fill:#f00;", "click n1 call x()",
	"two\nlines\r\nand\ttabs", "bell\a escape\x1b[31m nul\x00 del\x7f c1\u009b", "\ufffe\uffff\U0001ffff", "\xff\xfe not UTF-8 \xe4\xb8",
	strings.Repeat("A headline of 800 characters. ", 27), strings.Repeat("長", 800), strings.Repeat("x", 800), "新港口的第一座码头“启用”（约三千人）【快讯】",
	"👨‍👩‍👧 🇩🇰 emoji", "e\u0301\u0323\u0330 combining", "مرحبا (بالعالم) ١٢٣", "\u202eright to left\u202c", "1. a list", "- a list", "# a heading", "**bold** _it_ ~~no~~",
	"$$x^2$$ costs $5", "fa:fa-car ::icon(x)", "http://example.org/?a=1&b=2#c", "]]>", "<!-- --> <?xml?>", "--> ---|x| ==>", "n1", "+ + \"a\" + \"b\"", "{\"a\": 1}", "//",
}

func FuzzDiagram(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, headline, slug, topic string) {
		if strings.Contains(slug, "/") || !utf8.ValidString(slug) || !text.IsPlain(slug) {
			slug = "slug" // an archive has no such name
		}
		first, second := event.NewRef(date(2016, 4, 3), slug), event.NewRef(date(2016, 4, 4), slug)
		d := &catalog.Diagram{
			Nodes: []catalog.Node{
				{Item: catalog.Item{Event: event.Event{Ref: first, Headline: headline, Category: topic, Topics: []string{topic, headline}}}, Chosen: true},
				{Item: catalog.Item{Event: event.Event{Ref: second, Headline: topic}, Missing: true}},
			},
			Edges: []catalog.Edge{{From: 0, To: 1, Topics: []string{topic}}, {From: 1, To: 0}},
		}
		readJSON(t, written(t, "diagram.json", d), d)
		readGraphML(t, written(t, "diagram.graphml", d), d)
		readDOT(t, written(t, "diagram.dot", d), d)
		readMermaid(t, written(t, "diagram.mmd", d), d)
	})
}

// nodeLinkJSON is the node-link form as a program reads it.
type nodeLinkJSON struct {
	Nodes        []diagramNodeJSON
	Links, Edges []diagramEdgeJSON
}

// graphML is GraphML as a program reads it.
type graphML struct {
	Graph struct {
		Nodes []graphMLNode `xml:"node"`
		Links []graphMLEdge `xml:"edge"`
	} `xml:"graph"`
}

// TestDiagramsAreWrittenAsTheyGo writes a diagram that is larger than any piece of it
// that is written at once: a graph of a whole archive must not stand in memory as text.
func TestDiagramsAreWrittenAsTheyGo(t *testing.T) {
	d := &catalog.Diagram{}
	for i := range 3000 {
		d.Nodes = append(d.Nodes, catalog.Node{Item: catalog.Item{Event: event.Event{Ref: event.NewRef(date(2018, 1, 1), strconv.Itoa(i)), Headline: "A ship"}}})
		d.Edges = append(d.Edges, catalog.Edge{From: i, To: 0, Topics: []string{"Ships"}})
	}
	for name, write := range map[string]func(io.Writer, *catalog.Diagram) error{"dot": WriteDOT, "graphml": WriteGraphML, "json": WriteNodeLink} {
		var pieces largestPiece
		if err := write(&pieces, d); err != nil || pieces.all < 300_000 || pieces.largest > 10_000 {
			t.Errorf("%s: %d bytes, as many as %d at once, %v", name, pieces.all, pieces.largest, err)
		}
	}
}

// largestPiece counts what is written to it.
type largestPiece struct{ all, largest int }

func (l *largestPiece) Write(p []byte) (int, error) {
	l.all, l.largest = l.all+len(p), max(l.largest, len(p))
	return len(p), nil
}

func readJSON(t *testing.T, doc string, d *catalog.Diagram) {
	t.Helper()
	var read nodeLinkJSON
	if err := json.Unmarshal([]byte(doc), &read); err != nil {
		t.Fatalf("%v in %s", err, doc)
	}
	for i, n := range d.Nodes {
		got := read.Nodes[i]
		if got.ID != n.Ref.String() || got.Headline != string([]rune(n.Headline)) || got.Chosen != n.Chosen || got.Missing != n.Missing {
			t.Fatalf("%+v is read as %+v", n, got)
		}
	}
	if read.Links[0].Source != d.Nodes[0].Ref.String() || read.Edges[1].Target != d.Nodes[0].Ref.String() || len(read.Links) != 2 {
		t.Fatalf("links are read as %+v", read.Links)
	}
}

// inXML returns a text without the characters that XML does not have.
func inXML(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r', r >= ' ' && r < 0xfffe, r > 0xffff:
			return r
		}
		return '\ufffd'
	}, s)
}

// TestNothingInALabelIsMarkup checks that no label has markup. mermaid reads labels
// as Markdown, in which an address is a link by itself, and draws an error in place
// of a link.
func TestNothingInALabelIsMarkup(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"See www.example.org now.", "See www#46;example#46;org now."},
		{"WWW.Example.org", "WWW#46;Example#46;org"},
		{"https://example.org", "https#58;//example#46;org"},
		{"Write to a@example.org", "Write to a#64;example#46;org"},
		{"1. First", "1#46; First"}, {"12) Twelfth", "12#41; Twelfth"}, {"- a", "#45; a"}, {"+ a", "#43; a"}, {"2016", "2016"},
		{"`a` *b* _c_ ~d~ [e](f) <g>", "#96;a#96; #42;b#42; #95;c#95; #126;d#126; #91;e#93;(f) #60;g#62;"},
		{"$$x$$ %% fa:fa-car #1;", "#36;#36;x#36;#36; #37;#37; fa#58;fa-car #35;1#59;"},
		{"U.S. troops, half of them (by 3.5%) leave!", "U#46;S. troops, half of them (by 3#46;5#37;) leave!"},
		{"港口 www.例.cn", "港口 www#46;例#46;cn"},
	} {
		if got := numbered(c.in); got != c.want {
			t.Errorf("%q is written as %q, want %q", c.in, got, c.want)
		}
	}
}

func readGraphML(t *testing.T, doc string, d *catalog.Diagram) {
	t.Helper()
	var read graphML
	if err := xml.Unmarshal([]byte(doc), &read); err != nil {
		t.Fatalf("%v in %s", err, doc)
	}
	for i, n := range d.Nodes {
		got, values := read.Graph.Nodes[i], make(map[string]string)
		for _, data := range got.Data {
			values[data.Key] = data.Value
		}
		if got.ID != inXML(n.Ref.String()) || values["headline"] != inXML(n.Headline) || values["chosen"] != strconv.FormatBool(n.Chosen) ||
			values["topics"] != inXML(strings.Join(n.Topics, ", ")) {
			t.Fatalf("%+v is read as %+v", n, got)
		}
	}
	for i, e := range d.Edges {
		if got := read.Graph.Links[i]; got.Source != inXML(d.Nodes[e.From].Ref.String()) || got.Data[0].Value != inXML(strings.Join(e.Topics, ", ")) {
			t.Fatalf("%+v is read as %+v", e, got)
		}
	}
}

// shownText returns the whole text of s in a drawing.
func shownText(s string) string { return inXML(text.Plain(English.words().headline(s))) }

// readDOT reads the statements that the library writes, one on each line, by the
// rules of the DOT language: a string ends at a quote without a backslash.
func readDOT(t *testing.T, doc string, d *catalog.Diagram) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(doc, "\n"), "\n\t")
	if len(lines) != 2+len(d.Nodes)+len(d.Edges)+1 || lines[0] != "digraph news {" {
		t.Fatalf("%d lines in %s", len(lines), doc)
	}
	for i, n := range d.Nodes {
		values := attributes(t, lines[2+i], fmt.Sprintf("n%d", i+1))
		if values["tooltip"] != shownText(n.Headline) || values["id"] != shownText(n.Ref.String()) {
			t.Fatalf("%+v is read as %q", n, values)
		}
		day, headline, _ := strings.Cut(values["label"], "\n")
		if day != n.Ref.Date.String() || !isShort(strings.ReplaceAll(headline, "\n", ""), strings.ReplaceAll(shownText(n.Headline), " ", "")) {
			t.Fatalf("%+v has the label %q", n, values["label"])
		}
		if class := map[bool]string{n.Chosen: "chosen", n.Missing: "missing"}[true]; values["class"] != class {
			t.Fatalf("%+v has the class %q", n, values["class"])
		}
	}
	values := attributes(t, lines[4], "n1->n2")
	if topic := inXML(text.Plain(d.Edges[0].Topics[0])); values["tooltip"] != topic || !isShort(values["label"], strings.ReplaceAll(topic, " ", "")) {
		t.Fatalf("the topic %q is read as %q", topic, values)
	}
	attributes(t, lines[5], "n2->n1")
}

// isShort reports whether a label is a whole text, or its beginning and an
// ellipsis. It ignores the spaces of both.
func isShort(label, whole string) bool {
	label = strings.ReplaceAll(label, " ", "")
	beginning, cut := strings.CutSuffix(label, "…")
	return label == whole || cut && strings.HasPrefix(whole, beginning) && text.Width(label) <= headlineRoom
}

// attributes reads NAME[key="value",...]; as Graphviz does.
func attributes(t *testing.T, line, name string) map[string]string {
	t.Helper()
	rest, ok := strings.CutPrefix(line, name)
	if !ok {
		t.Fatalf("%q does not begin with %s", line, name)
	}
	values := make(map[string]string)
	for rest = strings.TrimPrefix(rest, "["); rest != "];" && rest != ";"; rest = strings.TrimPrefix(rest, ",") {
		key, after, found := strings.Cut(rest, `="`)
		if !found || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Fatalf("no attribute in %q", rest)
		}
		end := 0
		for end < len(after) && after[end] != '"' {
			if after[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(after) {
			t.Fatalf("a string without an end: %q", rest)
		}
		values[key], rest = unquoted(t, after[:end]), after[end+1:]
		if strings.HasSuffix(key, "tooltip") {
			values[key] = unquoted(t, strings.ReplaceAll(strings.ReplaceAll(after[:end], `\\`+"\u2060", `\\`), "\u2060", "A SIGN NOT BEHIND A BACKSLASH"))
		}
	}
	return values
}

// unquoted decodes a text as Graphviz does. It fails for text that Graphviz would
// replace by a part of the graph, or take for an entity.
func unquoted(t *testing.T, s string) string {
	t.Helper()
	if strings.ContainsAny(s, "\n\x00") {
		t.Fatalf("a line ends in %q", s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && strings.IndexByte(`\"`, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case s[i] == '\\' && s[i+1] == 'n':
			i++
			b.WriteByte('\n')
		case s[i] == '\\':
			t.Fatalf("Graphviz knows %q otherwise", s[i:i+2])
		case s[i] == '&' && !strings.HasPrefix(s[i:], "&amp;"):
			t.Fatalf("an entity may begin in %q", s)
		case s[i] == '&':
			i += len("&amp;") - 1
			b.WriteByte('&')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// readMermaid reads the statements that the library writes, labels in quotes.
func readMermaid(t *testing.T, doc string, d *catalog.Diagram) {
	t.Helper()
	pattern := `^flowchart LR;
	n1\[\["2016-04-03\n([^"\n]*)"\]\];
	style n1 stroke-width:4px
	n2\("2016-04-04\n([^"\n]*)"\);
	style n2 stroke-dasharray:5 5
	n1-->\|"([^"\n]*)"\|n2;
	n2-->n1;
$`
	found := regexp.MustCompile(pattern).FindStringSubmatch(doc)
	if found == nil {
		t.Fatalf("no flowchart: %s", doc)
	}
	for i, want := range []string{shownText(d.Nodes[0].Headline), shownText(d.Nodes[1].Headline), inXML(text.Plain(d.Edges[0].Topics[0]))} {
		number := regexp.MustCompile(`#(\d+);`)
		if strings.ContainsAny(number.ReplaceAllString(found[i+1], ""), "\"'`#;&<>%$[]{}|\\:*_~@^=+") {
			t.Fatalf("signs are left in %q", found[i+1])
		}
		label := number.ReplaceAllStringFunc(found[i+1], func(s string) string {
			n, err := strconv.Atoi(s[1 : len(s)-1])
			if err != nil || n >= 0x80 {
				t.Fatalf("%s in %q", s, found[i+1])
			}
			return string(rune(n))
		})
		if !isShort(label, strings.ReplaceAll(want, " ", "")) {
			t.Fatalf("%q is shown as %q", want, label)
		}
	}
}
