package view

import (
	"news/internal/text"
)

// layout takes the lines of a Terminal for a page, and notes where in them the
// links and the marked words stand. Its methods do nothing for a nil layout, which
// is a Terminal's that writes.
type layout struct {
	Page
	links   []*PageLink
	last    int // the number of the last numbered link
	highest int // the number that the last one of all will have
	sought  *sought
}

// link adds a link to the page, and returns it.
func (p *layout) link(l PageLink) *PageLink {
	if p != nil {
		p.links = append(p.links, &l)
	}
	return &l
}

// numbered adds a link with the next number to the page, and returns it.
func (p *layout) numbered(l PageLink) *PageLink {
	if p != nil {
		p.last++
		l.Number = p.last
	}
	return p.link(l)
}

// mark marks the words that are sought in a block.
func (p *layout) mark(b *block) {
	if p == nil || p.sought == nil {
		return
	}
	if b.parts == nil {
		b.marks = p.sought.marks(b.text)
	}
	for _, part := range b.parts {
		for _, m := range p.sought.marks(b.text[part.start:part.end]) {
			m.Start, m.End = m.Start+part.start, m.End+part.start
			b.marks = append(b.marks, m)
		}
	}
	b.match = len(p.Matches)
	p.Matches = append(p.Matches, make([][]LinkPlace, len(b.marks))...)
}

// record notes where the links and matches of a block stand in the next line of the
// page, which shows a part of the block's text from a column on.
func (p *layout) record(b block, line segment, column int) {
	if p == nil {
		return
	}
	place := func(s segment) (LinkPlace, bool) {
		s.start, s.end = max(s.start, line.start), min(s.end, line.end)
		if s.start >= s.end {
			return LinkPlace{}, false
		}
		from := column + text.Width(b.text[line.start:s.start])
		to := from + text.Width(b.text[s.start:s.end])
		return LinkPlace{len(p.Lines), from, to}, to > from
	}
	if shown, ok := place(line); ok && b.link != nil {
		b.link.Places = append(b.link.Places, shown)
	}
	for _, part := range b.parts {
		if shown, ok := place(part.segment); ok && part.link != nil {
			part.link.Places = append(part.link.Places, shown)
		}
	}
	for i, mark := range b.marks {
		if shown, ok := place(segment{mark.Start, mark.End}); ok && p.sought != nil {
			p.Matches[b.match+i] = append(p.Matches[b.match+i], shown)
		}
	}
}

// finished returns the page, with the links and matches that it shows.
func (p *layout) finished() Page {
	for _, l := range p.links {
		if len(l.Places) > 0 {
			p.Links = append(p.Links, *l)
		}
	}
	shown := p.Matches[:0]
	for _, places := range p.Matches {
		if len(places) > 0 {
			shown = append(shown, places)
		}
	}
	p.Matches = shown
	return p.Page
}
