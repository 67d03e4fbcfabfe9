package view

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/emicklei/dot"

	"news/internal/catalog"
)

// The limits of mermaid in its default configuration. A diagram itself cannot raise
// them.
const (
	MermaidEdges = 499    // it must be fewer than 500
	MermaidSize  = 50_000 // of the whole text, in UTF-16 units
)

// WriteMermaid writes a diagram as a flowchart of mermaid. It reports whether the
// diagram keeps to MermaidEdges and MermaidSize. Mermaid refuses a larger diagram
// unless its configuration allows more; WriteMermaid writes it all the same. The
// error is the one of w.
func WriteMermaid(w io.Writer, d *catalog.Diagram) (fits bool, err error) {
	graph := dot.NewGraph(dot.Directed)
	nodes := make([]dot.Node, len(d.Nodes))
	for i, n := range d.Nodes {
		nodes[i] = graph.Node(place(i)).Label(n.Ref.Date.String() + "\n" + numbered(caption(n)))
		switch {
		case n.Missing:
			nodes[i].Attr("style", "stroke-dasharray:5 5")
		case n.Chosen:
			nodes[i].Attr("shape", dot.MermaidShapeSubroutine).Attr("style", "stroke-width:4px")
		}
	}
	for _, e := range d.Edges {
		edge := graph.Edge(nodes[e.From], nodes[e.To])
		if len(e.Topics) > 0 {
			edge.Label(numbered(strings.Join(edgeCaption(e), ", ")))
		}
	}
	chart := dot.MermaidFlowchart(graph, dot.MermaidLeftToRight)
	size := 0
	for _, r := range chart {
		size += utf16.RuneLen(r)
	}
	_, err = io.WriteString(w, chart)
	return size <= MermaidSize && len(d.Edges) <= MermaidEdges, err
}

// place returns the name of a node for the library, which writes nodes in the order
// of their names.
func place(i int) string { return fmt.Sprintf("%09d", i) }

// numbered replaces signs by their numbers in mermaid's own notation, such as #34;.
// The library writes quotes and apostrophes as HTML entities, which mermaid reads
// only in part. It leaves all other signs that mermaid interprets: # and ; and `,
// $$ for formulas, %% for comments, fa: for pictures. Some versions read labels as
// Markdown and draw lists such as "1. " and addresses such as www.example.org as
// "Unsupported markdown". The result has no sign that the library would change.
func numbered(s string) string {
	first := len(s) - len(strings.TrimLeft(s, "0123456789")) // a possible start of a list
	var b strings.Builder
	for i, r := range s {
		ends := i+1 == len(s) || s[i+1] == ' '
		switch {
		case r >= 0x80 || isAlnum(byte(r)):
			b.WriteRune(r)
		case i != first && (strings.ContainsRune(" ,-()!?/", r) || r == '.' && ends):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}
