package view

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/text"
)

// market returns an event with all kinds of blocks in its description.
func market() event.Event {
	return event.Event{
		Ref: event.NewRef(date(2016, 4, 3), "market"), Headline: "A market opens",
		Description: "Sold are:\n\napples\nblue\n2. pears\n\nIt rains.\n\nName · Price\nA|b · 3\n\nif a < b\n    *c*\n\nBackground\n\n[1] In summer.",
		Blocks: []event.Block{
			{Text: "Sold are:"},
			{Kind: event.ListItem, Mark: "-", Text: "apples, which have come by ship from the south and are red"},
			{Kind: event.ListItem, Mark: "-", Depth: 1, Text: "blue"},
			{Kind: event.ListItem, Mark: "2.", Text: "pears"},
			{Kind: event.Quotation, Depth: 1, Text: "It rains."},
			{Kind: event.TableRow, Cells: []string{"Name", "Price"}, Text: "Name · Price"},
			{Kind: event.TableRow, Depth: 1, Cells: []string{"码头|b", "3"}, Text: "码头|b · 3"},
			{Kind: event.CodeLine, Text: "if a < b"},
			{Kind: event.CodeLine},
			{Kind: event.CodeLine, Text: "    *c*"},
			{Kind: event.Heading, Depth: 1, Text: "Background *b*"},
			{Text: "- no item"},
			{Kind: event.Footnote, Mark: "[1]", Text: "In summer."},
		},
	}
}

func TestDescriptionOfMoreThanParagraphs(t *testing.T) {
	var b bytes.Buffer
	_, got, _ := strings.Cut(ansi.Strip(draw(t, "auto", 40, false, func(t *Terminal) { t.Event(market()) })), "A market opens\n")
	want := `
Sold are:

  • apples, which have come by ship from
    the south and are red
    • blue
  2. pears

│ │ It rains.

Name    Price
码头|b  3

    if a < b

        *c*

Background *b*

- no item

[1] In summer.
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("on a terminal (-want +got)\n%s", diff)
	}
	plain := bufio.NewWriter(&b)
	NewMarkdown(plain).Event(market())
	plain.Flush()
	_, got, _ = strings.Cut(b.String(), "3 April 2016\n")
	want = `
Sold are:

- apples, which have come by ship from the south and are red
    - blue
2. pears

> > It rains.

| Name | Price |
| --- | --- |
| 码头\|b | 3 |

    if a < b

        *c*

### Background \*b\*

\- no item

\[1\] In summer.
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("as Markdown (-want +got)\n%s", diff)
	}
}

func TestParagraphsOfADescriptionStayApart(t *testing.T) {
	e := harbour()
	e.Description = "One.\n\nTwo."
	if got := ansi.Strip(draw(t, "auto", 40, false, func(t *Terminal) { t.Event(e) })); !strings.Contains(got, "One.\n\nTwo.\n") {
		t.Errorf("on a terminal:\n%s", got)
	}
}

func TestNoBlockIsWiderThanTheWindow(t *testing.T) {
	for _, width := range []int{20, 24, 30} {
		for _, line := range strings.Split(draw(t, "auto", width, false, func(t *Terminal) { t.Event(market()) }), "\n") {
			if got := text.Width(line); got > width {
				t.Errorf("%d columns in a window of %d: %q", got, width, line)
			}
		}
	}
}
