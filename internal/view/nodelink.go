package view

import "news/internal/catalog"

// nodeLinkJSON is the node-link form. D3, and networkx before 3.6, expect the edges
// under the name links; later versions of networkx expect edges. Each looks only
// for its own name, so the list is there twice.
type nodeLinkJSON struct {
	Directed   bool              `json:"directed"`
	Multigraph bool              `json:"multigraph"`
	Graph      struct{}          `json:"graph"`
	Nodes      []diagramNodeJSON `json:"nodes"`
	Links      []diagramEdgeJSON `json:"links"`
	Edges      []diagramEdgeJSON `json:"edges"`
}

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

// DiagramValue returns the value of a diagram in the node-link form that D3 and
// networkx read. A node's id is its reference.
func DiagramValue(d *catalog.Diagram) Value {
	shape := nodeLinkJSON{
		Directed: true,
		Nodes:    make([]diagramNodeJSON, 0, len(d.Nodes)),
		Links:    make([]diagramEdgeJSON, 0, len(d.Edges)),
	}
	for _, n := range d.Nodes {
		shape.Nodes = append(shape.Nodes, diagramNodeJSON{
			n.Ref.String(), n.Ref.Date.String(), n.Headline, n.Category, orEmpty(n.Topics), n.Missing, n.Chosen})
	}
	for _, e := range d.Edges {
		shape.Links = append(shape.Links, diagramEdgeJSON{
			d.Nodes[e.From].Ref.String(), d.Nodes[e.To].Ref.String(), orEmpty(e.Topics)})
	}
	shape.Edges = shape.Links
	return Value{shape}
}
