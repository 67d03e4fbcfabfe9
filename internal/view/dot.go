package view

import (
	"fmt"
	"io"
	"news/internal/catalog"
	"strings"

	"github.com/emicklei/dot"
)

// layered is the most edges that Graphviz sets in layers within seconds. With three
// times as many edges it takes minutes, but sfdp takes less than a second.
const layered = 500

// WriteDOT writes a diagram for Graphviz. The tooltip of an event is its whole
// headline, its id is its reference, and its class is chosen, missing or none: an
// SVG by Graphviz has all three. Edges are sorted by their From. The error is the
// one of w.
func WriteDOT(w io.Writer, d *catalog.Diagram) error {
	graph := dot.NewGraph(dot.Directed).ID("news")
	if len(d.Edges) <= layered {
		graph.Attr("rankdir", "LR")
	} else {
		graph.Attrs("layout", "sfdp", "overlap", "prism")
	}
	nodes := make([]dot.Node, len(d.Nodes))
	for i, n := range d.Nodes {
		nodes[i] = graph.Node(place(i)).Box().
			Attr("id", quoted(drawable(n.Ref.String()))).
			Attr("label", quoted(append([]string{n.Ref.Date.String()}, boxed(caption(n))...)...)).
			Attr("tooltip", tooltip(English.words().headline(n.Headline)))
		switch {
		case n.Missing:
			nodes[i].Attrs("style", "dashed", "class", "missing")
		case n.Chosen:
			nodes[i].Attrs("style", "bold", "peripheries", 2, "class", "chosen")
		}
	}
	for _, e := range d.Edges {
		edge := graph.Edge(nodes[e.From], nodes[e.To])
		if len(e.Topics) > 0 {
			whole := tooltip(strings.Join(e.Topics, ", "))
			edge.Attr("label", quoted(edgeCaption(e)...)).Attr("tooltip", whole).Attr("labeltooltip", whole)
		}
	}
	_, err := io.WriteString(w, graph.String())
	return err
}

// place returns the name of a node for the library, which writes nodes in the order
// of their names.
func place(i int) string { return fmt.Sprintf("%09d", i) }

// boxed splits a caption into lines of half its width, since a drawing of wide
// boxes is hard to read.
func boxed(caption string) []string {
	var lines []string
	for _, line := range wrap(caption, headlineRoom/2) {
		lines = append(lines, caption[line.start:line.end])
	}
	return lines
}

// quoted returns lines as a string of DOT. The library's own strings are Go's,
// whose escapes Graphviz does not know. Graphviz decodes backslashes, with which
// it also names parts of the graph, and after that the entities of HTML.
func quoted(lines ...string) dot.Literal {
	hide := strings.NewReplacer("\n", `\n`, `\`, `\\`, `"`, `\"`, "&", "&amp;")
	return dot.Literal(`"` + hide.Replace(strings.Join(lines, "\n")) + `"`)
}

// tooltip returns the text that shows when somebody points at a part of the
// drawing. Some versions of Graphviz decode its backslashes twice, unless an
// unknown sign follows: a word joiner, which is invisible.
func tooltip(s string) dot.Literal {
	return quoted(strings.ReplaceAll(drawable(s), `\`, "\\\u2060"))
}
