package view

import (
	"fmt"
	"strings"

	"news/internal/catalog"
)

// Publisher writes a publisher: its name, number of citations, sites, first and
// last day.
func (l *Lines) Publisher(u catalog.Use) {
	fields := []string{u.Name, fmt.Sprint(u.Events), strings.Join(u.Sites, ", "), u.First.String(), u.Last.String()}
	if l.style != nil {
		fields[1] = paint(l.style.category, fields[1])
		for i := 2; i < len(fields); i++ {
			fields[i] = paint(l.style.quiet, fields[i])
		}
	}
	l.w.WriteString(strings.Join(fields, "\t"))
	l.w.WriteByte(l.end)
}

// Publishers writes publishers as a table: number of citations, first and last day,
// name and, below the name, the sites and other names.
func (t *Terminal) Publishers(publishers []catalog.Use) {
	highest := 0
	for _, u := range publishers {
		highest = max(highest, u.Events)
	}
	for _, u := range publishers {
		indent := t.used(u.Name, u.Events, highest, u.First, u.Last)
		if len(u.Sites) > 0 {
			t.items(indent, u.Sites, t.style.address)
		}
		if others := otherNames(u, t.words.more); len(others) > 0 {
			t.items(indent, others, t.style.quiet)
		}
	}
}

// otherNames returns the first few other names of a publisher, and the number of
// more names.
func otherNames(u catalog.Use, more string) []string {
	const most = 5
	var others []string
	for _, name := range u.Names {
		if name != u.Name {
			others = append(others, name)
		}
	}
	if len(others) > most {
		others = append(others[:most], fmt.Sprintf(more, len(others)-most))
	}
	return others
}
