package index

import (
	"strconv"
	"strings"

	"news/internal/event"
)

// sourcesAtOnce is how many sources are read in one row.
const sourcesAtOnce = 8192

// Citations calls visit with every source that an event cites, and with the day of
// the event, in no order.
func (x *Index) Citations(visit func(event.Source, event.Date)) error {
	days, err := x.daysOfEvents()
	if err != nil {
		return err
	}
	var lines sourceLines
	for {
		if lines, err = x.sourcesAfter(lines.last); err != nil || lines.last == 0 {
			return err
		}
		for {
			id, source, ok := lines.next()
			if !ok {
				break
			}
			day, known := days[id>>positionBits]
			if !known {
				return ErrDamaged
			}
			visit(source, day)
		}
		if lines.odd {
			return ErrDamaged
		}
	}
}

// daysOfEvents gives the day of each event by its id.
func (x *Index) daysOfEvents() (map[int64]event.Date, error) {
	days := make(map[int64]event.Date, x.Len())
	var id, key int64
	err := x.each([]any{&id, &key}, func() error {
		days[id] = event.DateOfKey(key)
		return nil
	}, `SELECT id, key FROM events INDEXED BY events_by_key`)
	return days, err
}

// sourceLines are sources, each column as lines, in the order of their ids.
type sourceLines struct {
	ids, names, urls string
	last             int64 // the highest id; 0 where there are none
	odd              bool  // the columns are not of one length, or an id is no number
}

// sourcesAfter gives the sources that follow the one with an id. They come in one
// row: with a row each, SQLite's driver would take thrice as long as all else that
// is done with them.
func (x *Index) sourcesAfter(id int64) (sourceLines, error) {
	var lines sourceLines
	err := x.one([]any{&lines.ids, &lines.names, &lines.urls, &lines.last},
		`SELECT coalesce(group_concat(id, char(10)), ''), coalesce(group_concat(name, char(10)), ''),
			coalesce(group_concat(url, char(10)), ''), coalesce(max(id), 0)
		FROM (SELECT id, name, url FROM sources WHERE id > ? ORDER BY id LIMIT ?)`, id, sourcesAtOnce)
	return lines, err
}

// next gives the next source and its id. No name and no address holds a line end,
// since texts are cleaned where pages are read.
func (l *sourceLines) next() (id int64, source event.Source, ok bool) {
	if l.ids == "" {
		l.odd = l.odd || l.names != "" || l.urls != ""
		return 0, event.Source{}, false
	}
	var number string
	var more [3]bool
	number, l.ids, more[0] = strings.Cut(l.ids, "\n")
	source.Name, l.names, more[1] = strings.Cut(l.names, "\n")
	source.URL, l.urls, more[2] = strings.Cut(l.urls, "\n")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || more[0] != more[1] || more[1] != more[2] {
		l.odd = true
		return 0, event.Source{}, false
	}
	return id, source, true
}
