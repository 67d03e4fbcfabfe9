package index

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"news/internal/event"
)

// linkSorter sorts links by the keys of their targets, highest first: in the order of
// documents by day. Links to the same target come in the order of their documents and
// of their places.
type linkSorter struct {
	runs
	most    int // the number of links in a run
	waiting []waitingLink
	packed  []byte // the values of the waiting links
}

// waitingLink is a link that is not in a run yet.
type waitingLink struct {
	target     int64
	start, end uint32 // its value, in packed
}

// linksInRun is the usual number of links in a run.
const linksInRun = 1 << 19

// add adds a link. Documents rise, and so do the places of each.
func (l *linkSorter) add(target int64, doc, place uint32, topics []int64) error {
	start := len(l.packed)
	l.packed = binary.AppendUvarint(l.packed, uint64(doc))
	l.packed = binary.AppendUvarint(l.packed, uint64(place))
	l.packed = appendIDs(l.packed, topics)
	l.waiting = append(l.waiting, waitingLink{target, uint32(start), uint32(len(l.packed))})
	const mostBytes = 1 << 30 // so that a start fits into 32 bits
	if len(l.waiting) < l.most && len(l.packed) < mostBytes {
		return nil
	}
	return l.writeRun()
}

func (l *linkSorter) writeRun() error {
	if len(l.waiting) == 0 {
		return nil
	}
	slices.SortFunc(l.waiting, func(a, b waitingLink) int {
		return cmp.Or(highestFirst(a.target, b.target), cmp.Compare(a.start, b.start))
	})
	l.begin()
	var key []byte
	for _, link := range l.waiting {
		key = binary.BigEndian.AppendUint64(key[:0], ^uint64(link.target))
		if err := l.put(key, l.packed[link.start:link.end]); err != nil {
			return err
		}
	}
	l.waiting, l.packed = l.waiting[:0], l.packed[:0]
	return nil
}

// end ends the adding of links.
func (l *linkSorter) end() error {
	err := l.writeRun()
	l.waiting, l.packed = nil, nil
	return err
}

// sortedLink is a link of the linkSorter.
type sortedLink struct {
	target     int64
	doc, place uint32
	topics     []int64
}

// linkIn returns the link of an item. It reuses the slice of topics.
func linkIn(i item, topics []int64) (sortedLink, error) {
	if len(i.key) != keySize {
		return sortedLink{}, errSpoiled
	}
	r := reader{data: i.value}
	l := sortedLink{target: int64(^binary.BigEndian.Uint64(i.key)), doc: uint32(r.uint()), place: uint32(r.uint())}
	topics = topics[:0]
	for len(r.data) > 0 {
		topics = append(topics, int64(r.uint()))
	}
	l.topics = topics
	if r.failed {
		return l, errSpoiled
	}
	return l, nil
}

// sameTarget reports whether two items are links to the same target.
func sameTarget(key []byte, i item) bool { return bytes.Equal(key, i.key) }

// dayOf returns the day of a link's target.
func (l *sortedLink) day() event.Date { return event.DateOfKey(l.target) }
