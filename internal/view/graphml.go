package view

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"news/internal/catalog"
)

type graphMLKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graphMLNode struct {
	ID   string        `xml:"id,attr"`
	Data []graphMLData `xml:"data"`
}

type graphMLEdge struct {
	Source string        `xml:"source,attr"`
	Target string        `xml:"target,attr"`
	Data   []graphMLData `xml:"data"`
}

type graphMLData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

// WriteGraphML writes a diagram as GraphML, with everything known about a node. A
// node's id is its reference. GraphML has no lists: topics are one text, with a
// comma and a space between them, although a topic may contain these, too. The
// error is the one of w.
func WriteGraphML(w io.Writer, d *catalog.Diagram) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encodeGraph(encoder, d); err != nil {
		return err
	}
	if err := encoder.Close(); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// encodeGraph writes a diagram as it goes, since a graph of a whole archive is large.
func encodeGraph(encoder *xml.Encoder, d *catalog.Diagram) error {
	document := xml.StartElement{Name: xml.Name{Space: "http://graphml.graphdrawing.org/xmlns", Local: "graphml"}}
	graph := element("graph", xml.Attr{Name: xml.Name{Local: "id"}, Value: "news"}, xml.Attr{Name: xml.Name{Local: "edgedefault"}, Value: "directed"})
	if err := encoder.EncodeToken(document); err != nil {
		return err
	}
	for _, key := range graphMLKeys() {
		if err := encoder.EncodeElement(key, element("key")); err != nil {
			return err
		}
	}
	if err := encoder.EncodeToken(graph); err != nil {
		return err
	}
	for _, n := range d.Nodes {
		if err := encoder.EncodeElement(graphMLNodeOf(n), element("node")); err != nil {
			return err
		}
	}
	for _, e := range d.Edges {
		if err := encoder.EncodeElement(graphMLEdgeOf(d, e), element("edge")); err != nil {
			return err
		}
	}
	if err := encoder.EncodeToken(graph.End()); err != nil {
		return err
	}
	return encoder.EncodeToken(document.End())
}

func element(name string, attributes ...xml.Attr) xml.StartElement {
	return xml.StartElement{Name: xml.Name{Local: name}, Attr: attributes}
}

func graphMLKeys() []graphMLKey {
	return []graphMLKey{
		{"date", "node", "date", "string"},
		{"headline", "node", "headline", "string"},
		{"category", "node", "category", "string"},
		{"topics", "node", "topics", "string"},
		{"missing", "node", "missing", "boolean"},
		{"chosen", "node", "chosen", "boolean"},
		{"shared", "edge", "topics", "string"},
	}
}

func graphMLNodeOf(n catalog.Node) graphMLNode {
	return graphMLNode{n.Ref.String(), []graphMLData{
		{"date", n.Ref.Date.String()},
		{"headline", n.Headline},
		{"category", n.Category},
		{"topics", strings.Join(n.Topics, ", ")},
		{"missing", strconv.FormatBool(n.Missing)},
		{"chosen", strconv.FormatBool(n.Chosen)},
	}}
}

func graphMLEdgeOf(d *catalog.Diagram, e catalog.Edge) graphMLEdge {
	return graphMLEdge{
		d.Nodes[e.From].Ref.String(), d.Nodes[e.To].Ref.String(),
		[]graphMLData{{"shared", strings.Join(e.Topics, ", ")}},
	}
}
