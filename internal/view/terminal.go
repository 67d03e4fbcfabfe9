package view

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

// Widest is the greatest width of running text in columns, however wide the window:
// longer lines are hard to read.
const Widest = 100

// narrowest is the smallest width that the view lays its parts out for, in columns.
// In a narrower window lines are too long.
const narrowest = 20

// narrow is the smallest width in columns at which two things stand side by side.
// In a narrower window one stands below the other.
const narrow = 50

// Terminal writes events for people at a terminal. It leaves errors to its writer,
// as bufio.Writer keeps them.
type Terminal struct {
	w        io.Writer
	style    Style
	width    int
	links    bool
	words    *words
	renderer *glamour.TermRenderer // nil until the first prose
	page     *layout               // takes the lines in place of w; nil for a writer
}

// NewTerminal returns a view on w, which is width columns wide, in English. links
// says that the terminal knows hyperlinks (OSC 8).
func NewTerminal(w io.Writer, style Style, width int, links bool) *Terminal {
	return &Terminal{w: w, style: style, width: max(width, narrowest), links: links, words: English.words()}
}

// In sets the language of the view's own words, and returns the view.
func (t *Terminal) In(l Language) *Terminal {
	t.words = l.words()
	return t
}

func (t *Terminal) print(s string) { io.WriteString(t.w, s) }

func (t *Terminal) line(s string) {
	s = strings.TrimRight(s, " ")
	if t.page != nil {
		t.page.Lines = append(t.page.Lines, s)
		return
	}
	t.print(s + "\n")
}

// column is the width of running text.
func (t *Terminal) column() int { return min(t.width, Widest) }

// block is a text with an indent and styles, to be set in lines.
type block struct {
	first  string // styled text before the first line, as wide as indent
	rest   string // styled text before the other lines, as wide as indent
	indent int    // the columns before each line; spaces where first or rest is ""
	text   string
	style  ansi.Style
	marks  []catalog.Mark
	link   *PageLink // the link that the text is
	parts  []linkPart
	match  int // the number on the page of the first of marks
}

// linkPart is a part of a text, by its bytes, that is a link.
type linkPart struct {
	segment
	link *PageLink
}

// set writes a block, wrapped at the width of running text.
func (t *Terminal) set(b block) { t.setLines(b, wrap(b.text, t.column()-b.indent)) }

// setLines writes a block in the given lines.
func (t *Terminal) setLines(b block, lines []segment) {
	t.page.mark(&b)
	spaces := strings.Repeat(" ", b.indent)
	lead := cmp.Or(b.first, spaces)
	for _, line := range lines {
		t.line(lead + t.shown(b, line, b.indent))
		lead = cmp.Or(b.rest, spaces)
	}
}

// whole returns a block in one piece, to stand at a column of the next line.
func (t *Terminal) whole(b block, column int) string {
	t.page.mark(&b)
	return t.shown(b, segment{0, len(b.text)}, column)
}

// shown returns one line of a block, to stand at a column of the next line.
func (t *Terminal) shown(b block, line segment, column int) string {
	t.page.record(b, line, column)
	styled := t.style.marked(b, line)
	if b.link == nil {
		return styled
	}
	return t.linked(b.link.Address, styled)
}

// marked returns one line of a block with its style and its marks.
func (s Style) marked(b block, line segment) string {
	var styled strings.Builder
	at := line.start
	for _, mark := range b.marks {
		start, end := max(mark.Start, at), min(mark.End, line.end)
		if start >= end {
			continue
		}
		styled.WriteString(paint(b.style, b.text[at:start]))
		styled.WriteString(paint(append(b.style[:len(b.style):len(b.style)], s.mark...), b.text[start:end]))
		at = end
	}
	styled.WriteString(paint(b.style, b.text[at:line.end]))
	return styled.String()
}

// paint returns a text in a style; an empty text stays empty.
func paint(style ansi.Style, s string) string {
	if s == "" || len(style) == 0 {
		return s
	}
	return style.Styled(s)
}

// linked returns a text with a hyperlink to an address, where the terminal knows
// hyperlinks.
func (t *Terminal) linked(address, s string) string {
	if !t.links || address == "" {
		return s
	}
	return ansi.SetHyperlink(inASCII(address)) + s + ansi.ResetHyperlink()
}

// inASCII percent-encodes the bytes of an address that are not printable ASCII: on
// some terminals such a byte can end the escape sequence.
func inASCII(address string) string {
	var b strings.Builder
	for i := 0; i < len(address); i++ {
		if c := address[i]; c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Separate writes a separator between two days or events.
func (t *Terminal) Separate() {
	t.line("")
	t.line(paint(t.style.quiet, strings.Repeat("─", t.column())))
	t.line("")
}

// Day writes a day in the style of a front page.
func (t *Terminal) Day(d event.Day) {
	t.banner(block{text: t.words.day(d.Date)}, t.words.counted(len(d.Events), "event"))
	t.line("")
	highest := 0
	for _, e := range d.Events {
		highest = max(highest, e.Number)
	}
	once, above := runsOfCategories(d.Events), ""
	for _, row := range d.Rows() {
		if row.Event == nil {
			t.absent(row.Entry, highest)
			continue
		}
		e := *row.Event
		if category := e.Category; once && category == above {
			e.Category = ""
		} else {
			above = category
		}
		t.story(e, highest)
	}
}

// runsOfCategories reports whether a category above an event can stand for all events
// below it, up to the next category. An event without a category below others would
// seem to be of theirs.
func runsOfCategories(events []event.Event) bool {
	for i, e := range events {
		if i > 0 && e.Category == "" && events[i-1].Category != "" {
			return false
		}
	}
	return true
}

// banner writes a title with a note at the right end of its line, or below it
// where both do not fit, over a rule.
func (t *Terminal) banner(title block, note string) {
	title.style = t.style.heading
	width := text.Width(title.text)
	if gap := t.column() - width - text.Width(note); gap >= 2 {
		styled := t.whole(title, 0)
		t.line(styled + strings.Repeat(" ", gap) + t.whole(block{text: note, style: t.style.quiet}, width+gap))
	} else {
		t.set(title)
		t.set(block{text: note, style: t.style.quiet})
	}
	t.line(paint(t.style.quiet, strings.Repeat("─", t.column())))
}

// number returns an event's number in a column that is wide enough for the highest
// number.
func (t *Terminal) number(n, highest int) string {
	digits := max(2, len(fmt.Sprint(highest)))
	if n == 0 {
		return strings.Repeat(" ", digits-1) + paint(t.style.quiet, "·") + "  "
	}
	return paint(t.style.category, padLeft(fmt.Sprint(n), digits)) + "  "
}

// story writes one event of a front page, below its category.
func (t *Terminal) story(e event.Event, highest int) {
	number := t.number(e.Number, highest)
	indent := text.Width(number)
	if e.Category != "" {
		t.set(block{first: strings.Repeat(" ", indent), indent: indent, text: e.Category, style: t.style.category})
	}
	t.set(block{first: number, indent: indent, text: t.words.headline(e.Headline), style: t.style.headline})
	for _, line := range strings.FieldsFunc(e.Description, func(r rune) bool { return r == '\n' }) {
		t.set(block{indent: indent, text: line, style: t.style.quiet})
	}
	t.line("")
}

// absent writes an entry of a day's index that has no page.
func (t *Terminal) absent(entry event.Entry, highest int) {
	lead := t.number(0, highest)
	t.set(block{first: lead, indent: text.Width(lead), text: t.words.headline(entry.Headline) + " " + t.words.noPage, style: t.style.quiet})
	t.line("")
}

// Event writes an event with all that its page has.
func (t *Terminal) Event(e event.Event) {
	note := ""
	if e.Number > 0 {
		note = fmt.Sprintf("%s/%d", e.Ref.Date.Path(), e.Number)
	}
	day := t.page.link(PageLink{Kind: DayLink, Ref: event.Ref{Date: e.Ref.Date}})
	t.banner(block{text: t.words.day(e.Ref.Date), link: day}, note)
	t.line("")
	if e.Category != "" {
		t.set(block{text: e.Category, style: t.style.category})
	}
	t.set(block{text: t.words.headline(e.Headline), style: t.style.headline})
	t.description(e)
	t.topics(e.Topics)
	t.sources(e.Sources, e.Image)
	t.related(e.Related)
	t.changes(e.Changes)
}

func (t *Terminal) section(title string) {
	t.line("")
	t.line(t.whole(block{text: title, style: t.style.heading}, 0))
}

func (t *Terminal) topics(topics []string) {
	if len(topics) == 0 {
		return
	}
	t.section(t.words.topics)
	links := make([]*PageLink, len(topics))
	for i, topic := range topics {
		links[i] = t.page.link(PageLink{Kind: TopicLink, Topic: topic})
	}
	t.linkedItems(2, topics, t.style.plain, links)
}

// items writes names side by side. No line ends inside a name that fits on a line.
func (t *Terminal) items(indent int, names []string, style ansi.Style) {
	t.linkedItems(indent, names, style, make([]*PageLink, len(names)))
}

// linkedItems writes names as items does, each a link.
func (t *Terminal) linkedItems(indent int, names []string, style ansi.Style, links []*PageLink) {
	const between = noBreak + "· "
	kept := t.keepTogether(indent, names)
	b := block{indent: indent, style: style}
	at := 0
	for i, name := range kept {
		end := at + len(breakable(name))
		b.parts = append(b.parts, linkPart{segment{at, end}, links[i]})
		at = end + len(breakable(between))
	}
	t.unbroken(b, strings.Join(kept, between))
}

// noBreak and joiner forbid the end of a line: noBreak in place of a space, joiner
// between two characters. No clean text has them.
const (
	noBreak = "\u00a0"
	joiner  = "\u2060"
)

// keepTogether returns the names in a form in which unbroken ends no line inside a
// name that fits on a line.
func (t *Terminal) keepTogether(indent int, names []string) []string {
	kept := slices.Clone(names)
	for i, name := range names {
		if text.Width(name)+len(" ·") <= t.column()-indent {
			kept[i] = inOnePiece(name)
		}
	}
	return kept
}

// inOnePiece returns a name in a form in which unbroken ends no line inside it.
func inOnePiece(name string) string {
	var b strings.Builder
	last := rune('a')
	for i, r := range name {
		if i > 0 && !(isASCIILetter(last) && isASCIILetter(r)) {
			b.WriteString(joiner)
		}
		if last = r; r == ' ' {
			b.WriteString(noBreak)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isASCIILetter reports whether r is an ASCII letter or digit. No line ends between
// two of them anyway.
func isASCIILetter(r rune) bool { return r < 0x80 && isAlnum(byte(r)) }

// unbroken writes a text with the indent and the style of a block, and ends no line
// at a noBreak or a joiner.
func (t *Terminal) unbroken(b block, s string) {
	lines := wrap(s, t.column()-b.indent)
	var clean strings.Builder
	at := 0
	for i, line := range lines {
		clean.WriteString(breakable(s[at:line.start]))
		start := clean.Len()
		clean.WriteString(breakable(s[line.start:line.end]))
		at, lines[i] = line.end, trimmed(clean.String(), segment{start, clean.Len()})
	}
	clean.WriteString(breakable(s[at:]))
	b.text = clean.String()
	t.setLines(b, lines)
}

// breakable returns a text with spaces for each noBreak, and without joiners.
func breakable(s string) string { return strings.NewReplacer(noBreak, " ", joiner, "").Replace(s) }

// trimmed returns a line of a text without spaces at its ends.
func trimmed(s string, line segment) segment {
	line.end = line.start + len(strings.TrimRight(s[line.start:line.end], " "))
	line.start = line.end - len(strings.TrimLeft(s[line.start:line.end], " "))
	return line
}

// sources writes the publications, each with the name of its site as a link. Where
// the terminal does not know hyperlinks, the address stands below, in one piece.
func (t *Terminal) sources(sources []event.Source, image string) {
	if len(sources) == 0 && image == "" {
		return
	}
	t.section(t.words.sources)
	for _, source := range sources {
		t.source(source.Name, source.URL)
	}
	if image != "" {
		t.source(t.words.picture, image)
	}
}

func (t *Terminal) source(name, address string) {
	if name == "" {
		name = site(address)
	}
	link := &PageLink{}
	if address != "" {
		link = t.page.numbered(PageLink{Kind: SourceLink, Address: address})
	}
	lead := t.lead(link)
	b := block{first: lead, indent: text.Width(lead) + 2, style: t.style.address, link: link}
	if name != address {
		t.set(block{first: lead, indent: text.Width(lead), text: name, style: t.style.link, link: link})
		b.first = ""
	} else {
		b.first += "  "
	}
	switch host := site(address); {
	case address == "":
	case !t.links:
		b.text = address
		t.address(b)
	case host != name || name == address:
		b.text = host
		t.set(b)
	}
}

// lead returns what stands before a source or a related event: in a page its
// number, or a point for one that cannot be opened.
func (t *Terminal) lead(link *PageLink) string {
	if t.page == nil {
		return "  "
	}
	return t.number(link.Number, t.page.highest)
}

// address writes an address. A writer gets it in one piece, however wide the
// window: the terminal continues it on its next line, and still copies it in one
// piece.
func (t *Terminal) address(b block) {
	if t.page != nil {
		t.set(b)
		return
	}
	t.line("    " + paint(b.style, b.text))
}

// site returns the host of an address as people know it.
func site(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return address
	}
	return strings.TrimPrefix(parsed.Hostname(), "www.")
}

// related writes links to other events as a list: the reference, the headline, and
// the shared topics below.
func (t *Terminal) related(links []event.Link) {
	if len(links) == 0 {
		return
	}
	t.section(t.words.related)
	for _, l := range links {
		r := row{handle: handle(l.Ref, l.Number), headline: l.Headline, topics: l.Topics, link: &PageLink{}}
		if l.Missing {
			r.note = t.words.noPage
		} else {
			r.link = t.page.numbered(PageLink{Kind: RelatedLink, Ref: l.Ref})
		}
		r.lead = "  "
		if t.page != nil {
			r.number, r.lead = t.lead(r.link), ""
		}
		t.dated(r)
	}
}

// row is one event of a list.
type row struct {
	number   string // styled
	lead     string // before the handle
	handle   string
	headline string
	note     string
	topics   []string
	marks    []catalog.Mark // of the headline
	link     *PageLink
}

// dated writes one event of a list: its number, lead and handle, and beside them,
// or below them in a narrow window, the headline, a note and topics. It returns the
// indent of the headline in columns.
func (t *Terminal) dated(r row) (indent int) {
	before := text.Width(r.number)
	lead := block{first: r.number, indent: before, text: r.lead + r.handle, style: t.style.category}
	lead.parts = []linkPart{{segment{len(r.lead), len(strings.TrimRight(lead.text, " "))}, r.link}}
	headline := block{text: t.words.headline(r.headline), style: t.style.plain, marks: r.marks, link: r.link}
	if t.column() < narrow {
		lead.text = strings.TrimRight(lead.text, " ")
		t.set(lead)
		headline.indent = 4
	} else {
		headline.first = r.number + t.whole(lead, before) + "  "
		headline.indent = text.Width(headline.first)
	}
	t.set(headline)
	if r.note != "" {
		t.set(block{indent: headline.indent, text: r.note, style: t.style.quiet})
	}
	if len(r.topics) > 0 {
		t.items(headline.indent, r.topics, t.style.quiet)
	}
	return headline.indent
}

func (t *Terminal) changes(changes []event.Change) {
	if len(changes) == 0 {
		return
	}
	t.section(t.words.changes)
	for _, change := range changes {
		t.set(block{indent: 2, text: t.words.headline(change.Headline), style: t.style.plain})
		if change.Note != "" {
			t.set(block{indent: 4, text: change.Note, style: t.style.quiet})
		}
	}
}

// List writes events of one day under the date, each with its number in the day.
func (t *Terminal) List(events []event.Event) {
	if len(events) == 0 {
		return
	}
	date, highest := events[0].Ref.Date, 0
	for _, e := range events {
		highest = max(highest, e.Number)
	}
	t.dayHeading(date)
	for _, e := range events {
		number := t.number(e.Number, highest)
		t.set(block{first: number, indent: text.Width(number), text: t.words.headline(e.Headline), style: t.style.plain})
	}
	t.line("")
}

// dayHeading writes a day in words, and beside it, or below it where both do not
// fit, its reference.
func (t *Terminal) dayHeading(d event.Date) {
	title, path := t.words.day(d), d.Path()
	if text.Width(title)+2+text.Width(path) <= t.column() {
		t.line(paint(t.style.heading, title) + "  " + paint(t.style.quiet, path))
		return
	}
	t.set(block{text: title, style: t.style.heading})
	t.set(block{text: path, style: t.style.quiet})
}

// Found writes the events of a search, each behind its reference. Where the
// headline has no match, the words around the first match stand below it; then what
// the event lacks, and if explained what its score is made of.
func (t *Terminal) Found(events []catalog.Hit, explained bool) {
	for _, l := range events {
		indent := t.dated(row{handle: handle(l.Event.Ref, l.Event.Number), headline: l.Event.Headline, marks: l.Marks})
		if l.Where.Text != "" {
			around := excerpt(l.Where, t.column()-indent)
			t.set(block{indent: indent, text: around.Text, style: t.style.quiet, marks: around.Marks})
		}
		if len(l.Lacks) > 0 {
			lacks := t.keepTogether(indent, unmatched(l))
			t.unbroken(block{indent: indent, style: t.style.quiet}, fmt.Sprintf(t.words.without, strings.Join(lacks, t.words.comma)))
		}
		if explained {
			t.set(block{indent: indent, text: t.words.score(l), style: t.style.quiet})
		}
		t.copies(l.Copies, indent)
	}
}

// copies writes the references of the copies of an event.
func (t *Terminal) copies(copies []catalog.Copy, indent int) {
	if len(copies) == 0 {
		return
	}
	handles := handlesOf(copies)
	t.unbroken(block{indent: indent, style: t.style.quiet}, fmt.Sprintf(t.words.copies, strings.Join(t.keepTogether(indent, handles), t.words.comma)))
}

// Also returns the references of the copies of an event in a few words, "" for none.
func Also(copies []catalog.Copy, l Language) string {
	if len(copies) == 0 {
		return ""
	}
	w := l.words()
	return fmt.Sprintf(w.copies, strings.Join(handlesOf(copies), w.comma))
}

func handlesOf(copies []catalog.Copy) []string {
	handles := make([]string, len(copies))
	for i, c := range copies {
		handles[i] = Handle(c.Ref, c.Number)
	}
	return handles
}

// unmatched returns the wishes that an event lacks, cleaned, since somebody typed
// them.
func unmatched(l catalog.Hit) []string {
	lacks := make([]string, len(l.Lacks))
	for i, wish := range l.Lacks {
		lacks[i] = text.Plain(wish)
	}
	return lacks
}

// score returns the parts of a score in words, as "0.71 = words 0.20 + ...". Parts
// that are nothing are left out.
func (w *words) score(l catalog.Hit) string {
	var parts []string
	for _, part := range partsOf(l) {
		if part.value != 0 {
			parts = append(parts, fmt.Sprintf("%s %.3f", w.parts[part.name], part.value))
		}
	}
	return fmt.Sprintf("%.3f = %s", l.Score, strings.Join(parts, " + "))
}

// Related writes related events, each with the direction of the link, and the
// reason below it.
func (t *Terminal) Related(events []catalog.Relative) {
	for _, l := range events {
		r := row{lead: arrow(l.Direction) + " ", handle: handle(l.Event.Ref, l.Event.Number), headline: l.Event.Headline}
		if l.Missing {
			r.note = t.words.noPage
		}
		indent := t.dated(r)
		l.Shared = t.keepTogether(indent, l.Shared)
		t.unbroken(block{indent: indent, style: t.style.quiet}, strings.Join(t.words.reasons(l), noBreak+"· "))
		t.copies(l.Copies, indent)
	}
}

// mostWords is how many words are named at most as the reason for a relation.
const mostWords = 5

// reasons returns the reasons why an event is related to another: links between
// them, shared topics and words.
func (w *words) reasons(l catalog.Relative) []string {
	var told []string
	if l.IsCopy {
		told = append(told, w.isCopy)
	}
	switch l.Direction {
	case catalog.Out:
		told = append(told, w.linksTo)
	case catalog.In:
		told = append(told, w.linkedFrom)
	case catalog.Both:
		told = append(told, w.linksToAndFrom)
	}
	words := l.Words[:min(len(l.Words), mostWords)]
	switch {
	case len(l.Shared) > 0:
		told = append(told, fmt.Sprintf(w.sharesTopics, strings.Join(l.Shared, w.comma)))
	case len(words) == 1:
		told = append(told, fmt.Sprintf(w.sharesWord, words[0]))
	case len(words) > 1:
		told = append(told, fmt.Sprintf(w.sharesWords, strings.Join(words, w.comma)))
	}
	return told
}

// handle returns the shortest reference to an event in a column of fixed width, or
// the day of an event without a page.
func handle(ref event.Ref, number int) string {
	short := ref.Date.Path()
	if number > 0 {
		short += fmt.Sprintf("/%d", number)
	}
	return pad(short, len("2016/04/30/12"))
}

// arrow returns a sign for the direction of a link.
func arrow(d catalog.Direction) string {
	switch d {
	case catalog.Out:
		return "→"
	case catalog.In:
		return "←"
	case catalog.Both:
		return "↔"
	}
	return " "
}

// Calendar writes the days of a span with their numbers of events and bars. The bar
// of the busiest day fills the line. It writes a title such as 2016-04 or 2016 in
// words.
func (t *Terminal) Calendar(title string, days []catalog.DayCount) {
	total, most := 0, 1
	for _, day := range days {
		total += day.Events
		most = max(most, day.Events)
	}
	t.banner(block{text: t.words.period(title)}, fmt.Sprintf(t.words.onDays, t.words.counted(total, "event"), t.words.counted(len(days), "day")))
	lead := len("2016-04-03  ") + text.Width(t.words.short[0]) + len("  1234  ")
	room := t.column() - lead
	for _, day := range days {
		bar := strings.Repeat("▄", max(1, day.Events*room/most))
		t.line(fmt.Sprintf("%s  %s  %4d  %s", paint(t.style.category, day.Date.String()),
			t.words.weekday(day.Date), day.Events, paint(t.style.quiet, truncate(bar, max(0, room)))))
	}
}
