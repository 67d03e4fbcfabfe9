package view

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"news/internal/catalog"
)

// layered is the most edges that Graphviz sets in layers within seconds. With three
// times as many edges it takes minutes, but sfdp takes less than a second.
const layered = 500

// WriteDOT writes a diagram for Graphviz. The tooltip of an event is its whole
// headline, its id is its reference, and its class is chosen, missing or none: an
// SVG by Graphviz has all three. Edges are sorted by their From. It writes as it goes,
// since a graph of a whole archive is large. The error is the one of w.
func WriteDOT(w io.Writer, d *catalog.Diagram) error {
	out := bufio.NewWriter(w) // its error stays until Flush
	out.WriteString("digraph news {\n\t")
	if len(d.Edges) <= layered {
		out.WriteString(`rankdir="LR";`)
	} else {
		out.WriteString(`layout="sfdp";overlap="prism";`)
	}
	out.WriteString("\n\t")
	for i, n := range d.Nodes {
		dotNode(out, i+1, n)
	}
	for from := range byFrom(d) {
		dotEdge(out, from)
	}
	out.WriteString("\n}\n")
	return out.Flush()
}

// dotNode writes a node with its attributes in the order of their names.
func dotNode(out *bufio.Writer, number int, n catalog.Node) {
	fmt.Fprintf(out, "n%d[", number)
	switch {
	case n.Missing:
		out.WriteString(`class="missing",`)
	case n.Chosen:
		out.WriteString(`class="chosen",`)
	}
	label := quoted(append([]string{n.Ref.Date.String()}, boxed(caption(n))...)...)
	fmt.Fprintf(out, "id=%s,label=%s,", quoted(drawable(n.Ref.String())), label)
	if n.Chosen && !n.Missing {
		out.WriteString(`peripheries="2",`)
	}
	out.WriteString(`shape="box",`)
	switch {
	case n.Missing:
		out.WriteString(`style="dashed",`)
	case n.Chosen:
		out.WriteString(`style="bold",`)
	}
	fmt.Fprintf(out, "tooltip=%s];\n\t", tooltip(English.words().headline(n.Headline)))
}

// dotEdge writes an edge.
func dotEdge(out *bufio.Writer, e catalog.Edge) {
	fmt.Fprintf(out, "n%d->n%d", e.From+1, e.To+1)
	if len(e.Topics) > 0 {
		whole := tooltip(strings.Join(e.Topics, ", "))
		fmt.Fprintf(out, "[label=%s,labeltooltip=%s,tooltip=%s]", quoted(edgeCaption(e)...), whole, whole)
	}
	out.WriteString(";\n\t")
}

// byFrom returns the edges in the order of their From, which is the order of a
// diagram of the catalog.
func byFrom(d *catalog.Diagram) iter.Seq[catalog.Edge] {
	order := func(a, b catalog.Edge) int { return a.From - b.From }
	if slices.IsSortedFunc(d.Edges, order) {
		return slices.Values(d.Edges)
	}
	return slices.Values(slices.SortedStableFunc(slices.Values(d.Edges), order))
}

// boxed splits a caption into lines of half its width, since a drawing of wide
// boxes is hard to read.
func boxed(caption string) []string {
	var lines []string
	for _, line := range wrap(caption, headlineRoom/2) {
		lines = append(lines, caption[line.start:line.end])
	}
	return lines
}

// dotEscapes are the signs that a string of DOT cannot have as they are.
var dotEscapes = strings.NewReplacer("\n", `\n`, `\`, `\\`, `"`, `\"`, "&", "&amp;")

// quoted returns lines as a string of DOT. Graphviz decodes backslashes, with which
// it also names parts of the graph, and after that the entities of HTML.
func quoted(lines ...string) string {
	return `"` + dotEscapes.Replace(strings.Join(lines, "\n")) + `"`
}

// tooltip returns the text that shows when somebody points at a part of the
// drawing. Some versions of Graphviz decode its backslashes twice, unless an
// unknown sign follows: a word joiner, which is invisible.
func tooltip(s string) string {
	return quoted(strings.ReplaceAll(drawable(s), `\`, "\\\u2060"))
}
