package view

import (
	"fmt"
	"io"
	"news/internal/catalog"
	"strings"

	"github.com/emicklei/dot"
)

// layered is the most edges that Graphviz sets in layers within seconds. With
// three times as many it takes minutes, where sfdp takes less than a second.
const layered = 500

// WriteDOT writes a diagram for Graphviz. An event's tooltip is its whole
// headline, its id is its reference, its class is chosen or missing where it is
// that: an SVG that Graphviz makes has all three. Edges stand by their From.
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

// place names a node within the library, which writes nodes in the order of
// their names.
func place(i int) string { return fmt.Sprintf("%09d", i) }

// boxed parts a caption into lines of half its width, so that boxes are not so
// wide that a drawing of them is unreadable.
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

// tooltip returns a text that shows when one points at a part of the drawing.
// Graphviz decodes backslashes in it twice, in some versions, unless a sign
// follows that it does not know: a word joiner, which nobody sees.
func tooltip(s string) dot.Literal {
	return quoted(strings.ReplaceAll(drawable(s), `\`, "\\\u2060"))
}
