package view

import (
	"bufio"
	"bytes"
	"io"

	"news/internal/catalog"
)

type diagramNodeJSON struct {
	ID       string   `json:"id"`
	Date     string   `json:"date"`
	Headline string   `json:"headline"`
	Category string   `json:"category"`
	Topics   []string `json:"topics"`
	Missing  bool     `json:"missing"`
	Chosen   bool     `json:"chosen"`
}

type diagramEdgeJSON struct {
	Source string   `json:"source"`
	Target string   `json:"target"`
	Topics []string `json:"topics"`
}

// WriteNodeLink writes a diagram as JSON in the node-link form that D3 and networkx
// read. A node's id is its reference. D3, and networkx before 3.6, expect the edges
// under the name links; later versions of networkx expect edges. Each looks only for
// its own name, so the list is there twice. It writes as it goes, since a graph of a
// whole archive is large. The error is the one of w.
func WriteNodeLink(w io.Writer, d *catalog.Diagram) error {
	out := bufio.NewWriter(w) // its error stays until Flush
	out.WriteString("{\n  \"directed\": true,\n  \"multigraph\": false,\n  \"graph\": {}")
	list := func(name string, n int, shape func(int) any) error {
		out.WriteString(",\n  \"" + name + "\": ")
		return writeList(out, n, shape)
	}
	node := func(i int) any { return shapeNode(d.Nodes[i]) }
	edge := func(i int) any { return shapeEdge(d, d.Edges[i]) }
	if err := list("nodes", len(d.Nodes), node); err != nil {
		return err
	}
	for _, name := range []string{"links", "edges"} {
		if err := list(name, len(d.Edges), edge); err != nil {
			return err
		}
	}
	out.WriteString("\n}\n")
	return out.Flush()
}

// writeList writes a list that is a member of an indented document.
func writeList(out *bufio.Writer, n int, shape func(int) any) error {
	if n == 0 {
		out.WriteString("[]")
		return nil
	}
	var buffer bytes.Buffer
	encoder := newEncoder(&buffer)
	encoder.SetIndent("    ", "  ")
	for i := range n {
		before := ",\n    "
		if i == 0 {
			before = "[\n    "
		}
		out.WriteString(before)
		buffer.Reset()
		if err := encoder.Encode(shape(i)); err != nil {
			return err
		}
		out.Write(bytes.TrimSuffix(buffer.Bytes(), []byte("\n")))
	}
	_, err := out.WriteString("\n  ]")
	return err
}

func shapeNode(n catalog.Node) diagramNodeJSON {
	return diagramNodeJSON{n.Ref.String(), n.Ref.Date.String(), n.Headline, n.Category, orEmpty(n.Topics), n.Missing, n.Chosen}
}

func shapeEdge(d *catalog.Diagram, e catalog.Edge) diagramEdgeJSON {
	return diagramEdgeJSON{d.Nodes[e.From].Ref.String(), d.Nodes[e.To].Ref.String(), orEmpty(e.Topics)}
}
