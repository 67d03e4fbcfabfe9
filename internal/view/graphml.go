package view

import (
	"encoding/xml"
	"io"
	"news/internal/catalog"
	"strconv"
	"strings"
)

type graphML struct {
	XMLName xml.Name     `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []graphMLKey `xml:"key"`
	Graph   struct {
		ID    string        `xml:"id,attr"`
		Edges string        `xml:"edgedefault,attr"`
		Nodes []graphMLNode `xml:"node"`
		Links []graphMLEdge `xml:"edge"`
	} `xml:"graph"`
}

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
	var doc graphML
	doc.Keys = []graphMLKey{
		{"date", "node", "date", "string"},
		{"headline", "node", "headline", "string"},
		{"category", "node", "category", "string"},
		{"topics", "node", "topics", "string"},
		{"missing", "node", "missing", "boolean"},
		{"chosen", "node", "chosen", "boolean"},
		{"shared", "edge", "topics", "string"},
	}
	doc.Graph.ID, doc.Graph.Edges = "news", "directed"
	for _, n := range d.Nodes {
		doc.Graph.Nodes = append(doc.Graph.Nodes, graphMLNode{n.Ref.String(), []graphMLData{
			{"date", n.Ref.Date.String()},
			{"headline", n.Headline},
			{"category", n.Category},
			{"topics", strings.Join(n.Topics, ", ")},
			{"missing", strconv.FormatBool(n.Missing)},
			{"chosen", strconv.FormatBool(n.Chosen)},
		}})
	}
	for _, e := range d.Edges {
		doc.Graph.Links = append(doc.Graph.Links, graphMLEdge{
			d.Nodes[e.From].Ref.String(), d.Nodes[e.To].Ref.String(),
			[]graphMLData{{"shared", strings.Join(e.Topics, ", ")}},
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
