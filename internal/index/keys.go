package index

import (
	"cmp"
	"encoding/binary"
	"sort"
	"sync"

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

// keys are the keys of all numbers: of the documents of the last full write, and of the
// other targets of links. Rows are read when they are asked for, and kept for later
// questions.
type keys struct {
	mu    sync.Mutex
	count int // 0 where it is not known yet
	rows  map[int][]byte
}

// keyCount returns the number of numbers that have a key.
func (c *corpus) keyCount() (int, error) {
	k := &c.kept.keys
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.count > 0 {
		return k.count, nil
	}
	count, _, err := c.countKeys()
	k.count = count
	return count, err
}

// countKeys reads the part "keys".
func (c *corpus) countKeys() (numbers, links int, err error) {
	packed, err := part(c.session, "keys")
	if err != nil {
		return 0, 0, err
	}
	r := reader{data: packed}
	count, linked := r.uint(), r.uint()
	if r.failed || count < uint64(c.main) || count > 1<<31 || linked > 1<<40 {
		return 0, 0, ErrDamaged
	}
	return int(count), int(linked), nil
}

// numberOf returns the number of a key, and whether it has one.
func (c *corpus) numberOf(key int64) (number int, found bool, err error) {
	numbers, err := c.keyCount()
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
	number = c.main + sort.Search(numbers-c.main, func(i int) bool {
		at, err := c.key(c.main + i)
		failed = cmp.Or(failed, err)
		return at <= key
	})
	if failed != nil || number == numbers {
		return 0, false, failed
	}
	at, err := c.key(number)
	return number, at == key, err
}

// key returns the key of a number. The number must be below keyCount.
func (c *corpus) key(number int) (int64, error) {
	n, at := number/keysInRow, number%keysInRow
	k := &c.kept.keys
	k.mu.Lock()
	row := k.rows[n]
	k.mu.Unlock()
	if row == nil {
		var err error
		if row, err = c.keysRow(n); err != nil {
			return 0, err
		}
	}
	if keySize*(at+1) > len(row) {
		return 0, ErrDamaged
	}
	return int64(binary.LittleEndian.Uint64(row[keySize*at:])), nil
}

// keysRow reads a row of keys.
func (c *corpus) keysRow(n int) ([]byte, error) {
	var blob []byte
	first := n * keysInRow
	if err := c.one([]any{&blob}, `SELECT keys FROM keys WHERE first = ?`, first); err != nil {
		return nil, damagedWhereMissing(err)
	}
	row, err := unseal(numbered("keys", first), blob)
	if err != nil {
		return nil, err
	}
	k := &c.kept.keys
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.rows == nil {
		k.rows = make(map[int][]byte)
	}
	k.rows[n] = row
	return row, nil
}
