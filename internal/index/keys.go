package index

import (
	"cmp"
	"encoding/binary"
	"sort"

	"news/internal/event"
)

// keysInRow is the number of keys in a row of the table keys.
const keysInRow = 1024

// keySize is the size of a packed key, in bytes.
const keySize = 8

// keysWriter writes the keys of all numbers of a full write: rows of the table keys, and
// the part "keys" with how many there are, and how many links the documents have.
type keysWriter struct {
	*writer
	links int
	count int
	row   []byte
}

// add adds the key of the next number.
func (k *keysWriter) add(key int64) error {
	k.row = appendKey(k.row, key)
	if k.count++; k.count%keysInRow > 0 {
		return nil
	}
	return k.storeRow()
}

func (k *keysWriter) storeRow() error {
	first := (k.count - 1) / keysInRow * keysInRow
	err := k.run(`INSERT INTO keys VALUES (?, ?)`, first, seal(numbered("keys", first), k.row))
	k.row = k.row[:0]
	return err
}

// end stores what is left.
func (k *keysWriter) end() error {
	if len(k.row) > 0 {
		if err := k.storeRow(); err != nil {
			return err
		}
	}
	return k.storePart("keys", binary.AppendUvarint(binary.AppendUvarint(nil, uint64(k.count)), uint64(k.links)))
}

// keyCounts are how many numbers have a key, and how many links the documents of the last
// full write have.
type keyCounts struct{ numbers, links int }

// keyCounts reads the part "keys", once for all questions.
func (c *corpus) keyCounts() (*keyCounts, error) {
	return keptOr(c.kept, &c.kept.keyCounts, func() (*keyCounts, error) {
		packed, err := part(c.session, "keys")
		if err != nil {
			return nil, err
		}
		r := reader{data: packed}
		numbers, links := r.uint(), r.uint()
		if r.failed || numbers < uint64(c.main) || numbers > 1<<31 || links > 1<<40 {
			return nil, ErrDamaged
		}
		return &keyCounts{int(numbers), int(links)}, nil
	})
}

// numberOf returns the number of a key, and whether it has one.
func (c *corpus) numberOf(key int64) (number int, found bool, err error) {
	counts, err := c.keyCounts()
	if err != nil {
		return 0, false, err
	}
	first, end := c.places.of(event.DateOfKey(key))
	for number := first; number < end; number++ {
		if at, err := c.key(number); err != nil || at == key {
			return number, true, err
		}
	}
	// The other targets of links are in the order of their keys, the highest first.
	failed := error(nil)
	number = c.main + sort.Search(counts.numbers-c.main, func(i int) bool {
		at, err := c.key(c.main + i)
		failed = cmp.Or(failed, err)
		return at <= key
	})
	if failed != nil || number == counts.numbers {
		return 0, false, failed
	}
	at, err := c.key(number)
	return number, at == key, err
}

// key returns the key of a number. The number must be below keyCounts.numbers.
func (c *corpus) key(number int) (int64, error) {
	at := number % keysInRow
	row, err := c.kept.keys.at(number/keysInRow, c.readKeys)
	if err != nil {
		return 0, err
	}
	if keySize*(at+1) > len(row) {
		return 0, ErrDamaged
	}
	return int64(binary.LittleEndian.Uint64(row[keySize*at:])), nil
}

// readKeys reads a row of keys.
func (c *corpus) readKeys(n int) ([]byte, error) {
	return c.blob("keys", int64(n)*keysInRow, `SELECT keys FROM keys WHERE first = ?`)
}
