package view

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

// The room for texts in a drawing, in columns. The tooltip has the whole text.
const (
	headlineRoom = 60
	topicRoom    = 40
	topicsDrawn  = 3
)

// caption returns the headline in the form for a drawing, where it stands below the
// date.
func caption(n catalog.Node) string {
	return truncate(drawable(English.words().headline(n.Headline)), headlineRoom)
}

// edgeCaption returns the lines beside an edge of a drawing: its first topics.
func edgeCaption(e catalog.Edge) []string {
	var lines []string
	for i, topic := range e.Topics {
		if i == topicsDrawn {
			return append(lines, "…")
		}
		lines = append(lines, truncate(drawable(topic), topicRoom))
	}
	return lines
}

// drawable returns a text in a form for one line of a drawing. Readers of SVG
// refuse a whole picture for one character that XML does not have.
func drawable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xfffe || r == 0xffff {
			return '\ufffd'
		}
		return r
	}, text.Plain(s))
}

// alone returns for each node whether no edge begins or ends at it.
func alone(d *catalog.Diagram) []bool {
	alone := make([]bool, len(d.Nodes))
	for i := range alone {
		alone[i] = true
	}
	for _, edge := range d.Edges {
		alone[edge.From], alone[edge.To] = false, false
	}
	return alone
}

// Diagram writes a line for each edge: the reference of the event whose page has
// the link, the reference of the link's target, and the shared topics. A node
// without an edge has its own line after them, with an empty second and third
// field.
func (l *Lines) Diagram(d *catalog.Diagram) {
	for _, edge := range d.Edges {
		l.fields(d.Nodes[edge.From].Ref.String(), d.Nodes[edge.To].Ref.String(), strings.Join(edge.Topics, ", "))
	}
	for i, alone := range alone(d) {
		if alone {
			l.fields(d.Nodes[i].Ref.String(), "", "")
		}
	}
}

func (l *Lines) fields(from, to, topics string) {
	if l.style != nil {
		from, to, topics = paint(l.style.category, from), paint(l.style.category, to), paint(l.style.quiet, topics)
	}
	l.w.WriteString(from + "\t" + to + "\t" + topics)
	l.w.WriteByte(l.end)
}

// tie is the link between a node and a neighbour, from the view of the node.
type tie struct {
	neighbour int
	direction catalog.Direction
	topics    []string
}

// tiesOf returns for each node its neighbours in the order of the edges, each once.
func tiesOf(d *catalog.Diagram) [][]tie {
	type ends struct{ at, neighbour int }
	ties, places := make([][]tie, len(d.Nodes)), make(map[ends]int)
	add := func(pair ends, direction catalog.Direction, topics []string) {
		place, known := places[pair]
		if !known {
			places[pair] = len(ties[pair.at])
			ties[pair.at] = append(ties[pair.at], tie{pair.neighbour, direction, topics})
			return
		}
		first := &ties[pair.at][place]
		if first.direction != direction {
			first.direction = catalog.Both
		}
		first.topics = event.JoinTopics(first.topics, []event.Link{{Topics: topics}})
	}
	for _, edge := range d.Edges {
		add(ends{edge.From, edge.To}, catalog.Out, edge.Topics)
		add(ends{edge.To, edge.From}, catalog.In, edge.Topics)
	}
	return ties
}

// Diagram writes each chosen event with its links below it, and then the links
// among the other events. It writes a headline once in full; where the event comes
// again, it writes only the reference.
func (t *Terminal) Diagram(d *catalog.Diagram) {
	ties, alone := tiesOf(d), alone(d)
	shown := make([]bool, len(d.Nodes))
	first := true
	for _, chosen := range []bool{true, false} {
		for i, node := range d.Nodes {
			if node.Chosen != chosen {
				continue
			}
			below := ties[i]
			if !chosen {
				below = slices.DeleteFunc(below, func(t tie) bool { return d.Nodes[t.neighbour].Chosen || t.neighbour < i })
			}
			if !chosen && len(below) == 0 && !alone[i] {
				continue
			}
			if !first {
				t.line("")
			}
			first = false
			t.star(d, i, below, shown)
		}
	}
}

// star writes a node and, below it, its neighbours.
func (t *Terminal) star(d *catalog.Diagram, centre int, ties []tie, shown []bool) {
	t.centre(d.Nodes[centre], shown[centre])
	shown[centre] = true
	for _, tie := range ties {
		t.tie(d.Nodes[tie.neighbour], tie, shown[tie.neighbour])
		shown[tie.neighbour] = true
	}
}

// centre writes the node above a list of links.
func (t *Terminal) centre(n catalog.Node, again bool) {
	headline, style := t.words.headline(n.Headline), t.style.plain
	if n.Missing && !again {
		headline += " " + t.words.noPage
	}
	first, indent := t.beside(handle(n.Ref, n.Number), t.style.heading)
	if n.Chosen {
		style = t.style.headline
	} else if again {
		headline = truncate(headline, t.column()-indent)
	}
	t.set(block{first: first, indent: indent, text: headline, style: style})
}

// tie writes a node as a neighbour of the node above. A node without a number looks
// like others of its day, so its headline is repeated.
func (t *Terminal) tie(n catalog.Node, tie tie, again bool) {
	before := "  " + arrow(tie.direction) + " "
	lead := before + handle(n.Ref, n.Number)
	if !again || n.Number == 0 {
		r := row{lead: before, handle: handle(n.Ref, n.Number), headline: n.Headline, topics: tie.topics}
		if n.Missing {
			r.note = t.words.noPage
		}
		t.dated(r)
		return
	}
	if len(tie.topics) == 0 {
		t.line(paint(t.style.category, strings.TrimRight(lead, " ")))
		return
	}
	first, indent := t.beside(lead, t.style.category)
	t.set(block{first: first, indent: indent, text: strings.Join(tie.topics, " · "), style: t.style.quiet})
}

// beside returns the start of a text's first line, and the indent of its other
// lines in columns. The text stands to the right of its lead, or below it where
// there is little room.
func (t *Terminal) beside(lead string, style ansi.Style) (first string, indent int) {
	const little = 25
	indent = text.Width(lead) + 2
	if t.column()-indent >= little {
		return paint(style, lead) + "  ", indent
	}
	t.line(paint(style, strings.TrimRight(lead, " ")))
	return "", 4
}
