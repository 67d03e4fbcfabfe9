package index

import (
	"strconv"
	"strings"

	"news/internal/search"
)

// The table short_names has what each event explains. What a search needs of it is
// also in the part "short names": a line for each pair that enough events explain,
// its short name, its long name and the number of events, separated by tabs.

// insertShortNames stores the short names that an event explains.
func (w *writer) insertShortNames(e *entry) error {
	for _, pair := range e.document.ShortNames() {
		if err := w.run(`INSERT INTO short_names VALUES (?, ?, ?)`, e.id, pair.Short, pair.Long); err != nil {
			return err
		}
	}
	return nil
}

// storeShortNames stores the part "short names" anew from the table.
func (w *writer) storeShortNames() error {
	events := make(map[search.ShortName]int)
	var pair search.ShortName
	var count int
	err := w.each([]any{&pair.Short, &pair.Long, &count}, func() error {
		events[pair] = count
		return nil
	}, `SELECT short, long, count(*) FROM short_names GROUP BY short, long`)
	if err != nil {
		return err
	}
	var lines []byte
	for pair, events := range search.NewShortNames(events).All() {
		lines = appendLine(lines, pair.Short+"\t"+pair.Long+"\t"+strconv.Itoa(events))
	}
	return w.storePart("short names", lines)
}

// ShortNames returns the short names that events explain.
func (c *corpus) ShortNames() (*search.ShortNames, error) {
	return keptOr(c.kept, &c.kept.shortNames, c.readShortNames)
}

func (c *corpus) readShortNames() (*search.ShortNames, error) {
	lines, err := part(c.session, "short names")
	if err != nil {
		return nil, err
	}
	events := make(map[search.ShortName]int)
	for line := range strings.Lines(string(lines)) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 3 {
			return nil, ErrDamaged
		}
		count, err := strconv.Atoi(columns[2])
		if err != nil {
			return nil, ErrDamaged
		}
		events[search.ShortName{Short: columns[0], Long: columns[1]}] = count
	}
	return search.NewShortNames(events), nil
}
