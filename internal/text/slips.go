package text

import "unicode/utf8"

// Slips returns the number of typing slips between two folded words: letters left
// out, added or changed, and neighbours swapped (the optimal string alignment
// distance). It stops early, and returns limit+1, where there are more than limit.
func Slips(a, b string, limit int) int {
	var bufferA, bufferB [64]rune
	x, y := appendRunes(bufferA[:0], a), appendRunes(bufferB[:0], b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > limit {
		return limit + 1
	}
	for len(x) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	for len(x) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	if len(x) == 0 {
		return len(y)
	}
	return alignment(x, y, limit)
}

// alignment computes the table of distances row by row. It keeps three rows, since
// a swap looks back two.
func alignment(x, y []rune, limit int) int {
	var buffer [3][65]int
	rows := [3][]int{buffer[0][:], buffer[1][:], buffer[2][:]}
	if len(x) >= len(buffer[0]) {
		rows = [3][]int{make([]int, len(x)+1), make([]int, len(x)+1), make([]int, len(x)+1)}
	}
	before, above, row := rows[0], rows[1], rows[2]
	for i := range len(x) + 1 {
		above[i] = i
	}
	for j := 1; j <= len(y); j++ {
		row[0] = j
		least := j
		for i := 1; i <= len(x); i++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[i] = min(above[i-1]+cost, above[i]+1, row[i-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[i] = min(row[i], before[i-2]+1)
			}
			least = min(least, row[i])
		}
		if least > limit {
			return limit + 1
		}
		before, above, row = above, row, before
	}
	return min(above[len(x)], limit+1)
}

func appendRunes(to []rune, s string) []rune {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		to = append(to, r)
		s = s[size:]
	}
	return to
}
