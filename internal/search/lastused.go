package search

// LastUsed keeps the values that were used last, up to a number of bytes. The zero
// LastUsed is empty. It serves one goroutine at a time.
type LastUsed[K comparable, V any] struct {
	values map[K]*used[V]
	bytes  int
	time   uint64
}

type used[V any] struct {
	value V
	bytes int
	last  uint64
}

// Get returns the value of a key, and whether it is kept.
func (l *LastUsed[K, V]) Get(key K) (V, bool) {
	u := l.values[key]
	if u == nil {
		var none V
		return none, false
	}
	l.time++
	u.last = l.time
	return u.value, true
}

// Put keeps a value that takes some bytes, and lets go of the ones that were not used
// for longest, so that all take most bytes at most. A larger value is not kept, and a
// key that has a value stays as it is.
func (l *LastUsed[K, V]) Put(key K, value V, bytes, most int) {
	if l.values == nil {
		l.values = make(map[K]*used[V])
	}
	if _, known := l.values[key]; known || bytes > most {
		return
	}
	for l.bytes+bytes > most {
		l.drop()
	}
	l.time++
	l.values[key] = &used[V]{value, bytes, l.time}
	l.bytes += bytes
}

// drop lets go of the value that was not used for longest.
func (l *LastUsed[K, V]) drop() {
	var oldest K
	last := uint64(0)
	for key, u := range l.values {
		if last == 0 || u.last < last {
			oldest, last = key, u.last
		}
	}
	l.bytes -= l.values[oldest].bytes
	delete(l.values, oldest)
}
