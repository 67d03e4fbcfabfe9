package view

import (
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

// findingJSON is a fault of an archive. Ref is the event, or the day, whose page it
// is; Target is the event without a page that the page names, or the event that is
// copied; Meant is the event that may be meant.
type findingJSON struct {
	Kind    string `json:"kind"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Message string `json:"message"`
	Ref     string `json:"ref"`
	Target  string `json:"target"`
	Meant   string `json:"meant"`
}

// FindingValue returns the value of a fault of an archive.
func FindingValue(f catalog.Finding) Value {
	return Value{findingJSON{string(f.Kind), f.Path, f.Line, f.Message, refOrNone(f.Ref), refOrNone(f.Target), refOrNone(f.Meant)}}
}

// refOrNone returns a reference as it is printed, that of a day without a slug, and
// "" for the zero Ref.
func refOrNone(ref event.Ref) string {
	switch {
	case ref.IsZero():
		return ""
	case ref.Slug == "":
		return ref.Date.Path()
	}
	return ref.String()
}

// Finding writes a fault as a compiler writes a message: path, line, message.
func (l *Lines) Finding(f catalog.Finding) {
	l.w.WriteString(findingLine(f))
	l.w.WriteByte(l.end)
}

func findingLine(f catalog.Finding) string {
	if f.Path == "" { // its page has gone since
		f.Path = refOrNone(f.Ref)
	}
	return f.Problem.String()
}

// FaultKind writes the heading of the faults of a kind, with their number.
func (t *Terminal) FaultKind(kind catalog.FaultKind, faults int) {
	t.section(t.words.faults[kind] + t.words.colon + " " + text.Grouped(faults))
}

// Findings writes faults, each below its place. The place is in one piece, however
// wide the window, so that it can be copied.
func (t *Terminal) Findings(faults []catalog.Finding) {
	for _, f := range faults {
		place := strings.TrimSuffix(findingLine(f), " "+f.Message)
		t.line("  " + paint(t.style.category, place))
		t.set(block{indent: 4, text: f.Message, style: t.style.plain})
	}
}

// MoreFindings writes how many faults are left out.
func (t *Terminal) MoreFindings(faults int) {
	t.set(block{first: "  ", indent: 4, text: fmt.Sprintf(t.words.others, text.Grouped(faults)), style: t.style.quiet})
}
