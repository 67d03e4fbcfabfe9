package view

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// Citation returns a citation of an event as text: its headline, its day, the
// archive with the event's lasting reference, the day on which somebody looked at
// it, and each source on a line of its own. An archive without a name and a day
// that is zero are left out. No line end follows.
func Citation(e event.Event, archive string, accessed event.Date, l Language) string {
	w := l.words()
	parts := []string{w.headline(e.Headline), w.date(e.Ref.Date)}
	if archive = text.Plain(archive); archive == "" {
		parts = append(parts, e.Ref.String())
	} else {
		parts = append(parts, fmt.Sprintf(w.cited, archive, e.Ref))
	}
	if !accessed.IsZero() {
		parts = append(parts, fmt.Sprintf(w.accessed, w.date(accessed)))
	}
	var cited strings.Builder
	for _, part := range parts {
		cited.WriteString(part + w.endOf(part))
	}
	lines := []string{strings.TrimRight(cited.String(), " ")}
	if len(e.Sources) > 0 {
		lines = append(lines, w.sources+w.colon)
	}
	for _, source := range e.Sources {
		line := source.Name + source.URL // often only one of them
		if source.Name != "" && source.URL != "" {
			line = fmt.Sprintf(w.listed, source.Name, source.URL)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// endOf returns what stands between a sentence and the next one. A sentence can
// have its own full stop, also within quotes or brackets at its end.
func (w *words) endOf(sentence string) string {
	const stops = ".!?…。！？"
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(sentence, `"'”’)]）」』》`))
	if strings.ContainsRune(stops, last) {
		return strings.TrimLeft(w.end, stops)
	}
	return w.end
}
