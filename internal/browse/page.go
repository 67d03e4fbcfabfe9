package browse

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/event"
	"news/internal/view"
)

// page shows the page of an event, and scrolls in it from link to link.
type page struct {
	event  event.Event // the zero Event where there is none
	isGone bool        // the archive has no page of the event any more
	view.Page
	top   int
	link  int // the link under the cursor; -1 for none
	match int // the match that was gone to; -1 for none

	width, height int
	options       view.PageOptions
}

// set shows an event from its top. The same event, read anew, stays where it was.
func (p *page) set(e event.Event) {
	if e.Ref != p.event.Ref {
		p.top, p.link, p.match = 0, -1, -1
	}
	p.event = e
	p.layOut()
}

func (p *page) resize(width, height int) {
	if p.width == width && p.height == height {
		return
	}
	p.width, p.height = max(1, width), max(1, height)
	p.layOut()
}

func (p *page) layOut() {
	if p.event.Ref.IsZero() || p.width == 0 {
		p.Page = view.Page{}
		return
	}
	p.options.Width = p.width
	o := p.options
	if o.Find != "" { // its matches alone are stepped through
		o.Words, o.Marks = nil, nil
	}
	p.Page = view.NewPage(p.event, o)
	if p.isGone {
		p.Lines = append(p.Lines, "", p.options.Style.Paint(view.Quiet, wordsIn(p.options.Language).gone))
	}
	p.link = min(p.link, len(p.Links)-1)
	p.scrollTo(p.top)
}

func (p *page) scrollTo(top int) { p.top = max(0, min(top, len(p.Lines)-p.height)) }

// step moves to the next link, or to the previous one.
func (p *page) step(by int) {
	if len(p.Links) == 0 {
		return
	}
	p.link = max(0, min(p.link+by, len(p.Links)-1))
	places := p.Links[p.link].Places
	if first, last := places[0].Line, places[len(places)-1].Line; first < p.top {
		p.scrollTo(first - 1)
	} else if last >= p.top+p.height {
		p.scrollTo(last - p.height + 2)
	}
}

// at returns the link under the cursor, or nil where there is none.
func (p *page) at() *view.PageLink {
	if p.link < 0 || p.link >= len(p.Links) {
		return nil
	}
	return &p.Links[p.link]
}

// view returns the lines of the page, as many as it is high.
func (p *page) view(focused bool) []string {
	lines := make([]string, 0, p.height)
	for i := p.top; i < min(p.top+p.height, len(p.Lines)); i++ {
		lines = append(lines, p.line(i, focused))
	}
	return fit(lines, p.width, p.height)
}

// line returns a line, with the link under the cursor in the cursor's style.
func (p *page) line(i int, focused bool) string {
	line := p.paintMatch(p.Lines[i], i)
	link := p.at()
	if link == nil || !focused {
		return line
	}
	for _, place := range link.Places {
		if place.Line == i {
			before, after := ansi.Cut(line, 0, place.From), ansi.Cut(line, place.To, ansi.StringWidth(line))
			linked := ansi.Strip(ansi.Cut(line, place.From, place.To))
			line = strings.Join([]string{before, p.options.Style.Paint(view.Cursor, linked), after}, "")
		}
	}
	return line
}
