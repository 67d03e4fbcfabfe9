package catalog

import (
	"slices"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/text"
)

// Copy is a second page of an event: its headline is the same, perhaps behind the
// name of a storyline ("X" and "Syrian Civil War. X").
type Copy struct {
	Ref    event.Ref
	Number int // in its day
}

// statement is what an event says, in a form that can be compared with others.
type statement struct {
	ref       event.Ref
	number    int
	headline  string
	words     []text.Word // of the headline
	addresses []string    // of its sources
}

func statementOf(e *event.Event) statement {
	s := statement{ref: e.Ref, number: e.Number, headline: e.Headline, words: text.Words(e.Headline)}
	for _, source := range e.Sources {
		if source.URL != "" {
			s.addresses = append(s.addresses, source.URL)
		}
	}
	return s
}

// kept returns the statement without the memory of its page.
func (s statement) kept() statement {
	s.headline = strings.Clone(s.headline)
	s.words = text.Words(s.headline)
	s.addresses = slices.Clone(s.addresses)
	for i, address := range s.addresses {
		s.addresses[i] = strings.Clone(address)
	}
	return s
}

// enoughToSay is the weight of the words of a headline that hardly anybody writes
// twice in a day for different events: five words, or ten characters of a script
// without spaces.
const enoughToSay = 10

// repeats reports whether two events are one: one headline is the other, or ends
// in it behind the name of a storyline. On one day that is enough for a headline of
// some words. A short headline, or one of the next day, may be said of something
// else ("Airstrikes continue"), so that both must cite the same address.
func (s *statement) repeats(other *statement) bool {
	short, long := s, other
	if len(short.words) > len(long.words) {
		short, long = long, short
	}
	if !mayRepeat(s.ref, other.ref) || !short.ends(long) {
		return false
	}
	return s.ref.Date == other.ref.Date && weightOf(short.words) >= enoughToSay || s.citesAsWell(other)
}

// ends reports whether a longer headline is this one, or ends in it behind a full
// stop or a colon.
func (s *statement) ends(long *statement) bool {
	if len(s.words) == 0 {
		return false
	}
	before := len(long.words) - len(s.words)
	for i, word := range s.words {
		if word.Text != long.words[before+i].Text {
			return false
		}
	}
	return before == 0 || endsStoryline(long.headline[:long.words[before].Start])
}

// endsStoryline reports whether a text before a headline ends with a full stop or a
// colon. The point of initials (U.S.) is no full stop.
func endsStoryline(before string) bool {
	before = strings.TrimRight(before, " \"'“‘«(「『")
	for _, end := range []string{":", "：", "。"} {
		if strings.HasSuffix(before, end) {
			return true
		}
	}
	name, stops := strings.CutSuffix(before, ".")
	last := name[strings.LastIndexAny(name, " .")+1:]
	return stops && len([]rune(last)) > 1
}

// weightOf returns how much words say: two for each word, one for each character of
// a script without spaces.
func weightOf(words []text.Word) int {
	weight := 0
	for _, word := range words {
		if weight += 2; text.IsUnspaced(word.Text) {
			weight--
		}
	}
	return weight
}

func (s *statement) citesAsWell(other *statement) bool {
	return slices.ContainsFunc(s.addresses, func(address string) bool { return slices.Contains(other.addresses, address) })
}

// certainSlug is how many bytes of the beginning of a slug tell it from others.
const certainSlug = 20

// mayRepeat reports whether two events can be copies, as far as their references
// tell: they are of one day or of neighbouring days, and one slug has the beginning
// of the other in it. The end can be cut off.
func mayRepeat(a, b event.Ref) bool {
	near := a.Date == b.Date || a.Date.AddDays(1) == b.Date || b.Date.AddDays(1) == a.Date
	return near && haveLikeSlugs(a, b)
}

func haveLikeSlugs(a, b event.Ref) bool {
	return slugHas(a.Slug, b.Slug) || slugHas(b.Slug, a.Slug)
}

func slugHas(slug, other string) bool {
	return other != "" && strings.Contains(slug, other[:min(len(other), certainSlug)])
}

// folding is which rows of a list are copies of others.
type folding struct {
	under  []int          // the row that each row is folded under, itself for one that is shown
	copies map[int][]Copy // of the rows that are shown
}

// isFolded reports whether a row is a copy of another one that is shown. The zero
// folding folds nothing.
func (f *folding) isFolded(row int) bool { return f.under != nil && f.under[row] != row }

// number returns how many rows are folded.
func (f *folding) number() int {
	n := 0
	for _, copies := range f.copies {
		n += len(copies)
	}
	return n
}

// foldRows finds the copies among the rows of a list by their references; a zero
// reference is never a copy. It reads the pages of the few rows that may be
// copies. The first row of each event is shown.
func foldRows(a *archive.Archive, refs []event.Ref) folding {
	pairs := mayBeCopies(refs)
	if len(pairs) == 0 {
		return folding{}
	}
	var rows []int
	for _, pair := range pairs {
		rows = append(rows, pair[:]...)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	said := make(map[int]*statement, len(rows))
	for start := 0; start < len(rows); start += eventsAtOnce {
		some := rows[start:min(len(rows), start+eventsAtOnce)]
		wanted := make([]event.Ref, len(some))
		for i, row := range some {
			wanted[i] = refs[row]
		}
		for i, page := range readEvents(a, wanted) {
			if page != nil {
				s := statementOf(page).kept()
				said[some[i]] = &s
			}
		}
	}
	return foldSaid(len(refs), pairs, said, 0)
}

// foldSaid folds the pairs of rows that are copies. In each group of copies the
// first row is shown, or the preferred one.
func foldSaid(rows int, pairs [][2]int, said map[int]*statement, preferred int) folding {
	f := folding{under: make([]int, rows), copies: make(map[int][]Copy)}
	for i := range f.under {
		f.under[i] = i
	}
	for _, pair := range pairs {
		a, b := said[pair[0]], said[pair[1]]
		if a != nil && b != nil && a.repeats(b) {
			first, other := f.first(pair[0]), f.first(pair[1])
			f.under[max(first, other)] = min(first, other)
		}
	}
	firsts := make([]int, rows)
	for i := range firsts {
		firsts[i] = f.first(i)
	}
	for i, under := range firsts {
		if under == firsts[preferred] {
			under = preferred
		}
		if f.under[i] = under; i != under {
			f.copies[under] = append(f.copies[under], Copy{said[i].ref, said[i].number})
		}
	}
	return f
}

// first returns the first row of the group of a row.
func (f *folding) first(row int) int {
	for f.under[row] != row {
		row = f.under[row]
	}
	return row
}

// mayBeCopies returns the pairs of rows that can be copies, as far as their
// references tell.
func mayBeCopies(refs []event.Ref) [][2]int {
	days := rowsByDay(refs)
	var pairs [][2]int
	for at, rows := range days {
		both := rows
		if at+1 < len(days) && refs[days[at+1][0]].Date == refs[rows[0]].Date.AddDays(1) {
			both = slices.Concat(rows, days[at+1])
		}
		for _, pair := range likeSlugs(refs, both, len(rows)) {
			row, other := both[pair[0]], both[pair[1]]
			pairs = append(pairs, [2]int{min(row, other), max(row, other)})
		}
	}
	return pairs
}

// rowsByDay returns the rows of each day that have a slug, the oldest day first.
func rowsByDay(refs []event.Ref) [][]int {
	byDay := make([]int, 0, len(refs))
	for i, ref := range refs {
		if ref.Slug != "" {
			byDay = append(byDay, i)
		}
	}
	slices.SortStableFunc(byDay, func(x, y int) int { return refs[x].Date.Compare(refs[y].Date) })
	var days [][]int
	for start, end := 0, 0; start < len(byDay); start = end {
		for end = start; end < len(byDay) && refs[byDay[end]].Date == refs[byDay[start]].Date; end++ {
		}
		days = append(days, byDay[start:end:end])
	}
	return days
}

// likeSlugs returns the pairs of places in rows whose slugs are like each other, each
// once and in order; the first place of each pair is one of the first so many.
func likeSlugs(refs []event.Ref, rows []int, first int) [][2]int {
	const few = 50 // are compared with each other in less time
	if len(rows) > few {
		return likeSlugsOfMany(refs, rows, first)
	}
	var pairs [][2]int
	for i, row := range rows[:first] {
		for j := i + 1; j < len(rows); j++ {
			if haveLikeSlugs(refs[row], refs[rows[j]]) {
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	return pairs
}

// likeSlugsOfMany is likeSlugs in a time that grows as the rows do: it looks up which
// slugs begin as any piece of a slug.
func likeSlugsOfMany(refs []event.Ref, rows []int, first int) [][2]int {
	var lengths [certainSlug + 1]bool // of the beginnings
	beginning := make(map[string][]int, len(rows))
	for i, row := range rows {
		slug := refs[row].Slug
		begins := slug[:min(len(slug), certainSlug)]
		beginning[begins] = append(beginning[begins], i)
		lengths[len(begins)] = true
	}
	var pairs [][2]int
	for i, row := range rows {
		slug := refs[row].Slug
		for length, used := range lengths {
			for at := 0; used && at+length <= len(slug); at++ {
				for _, j := range beginning[slug[at:at+length]] {
					if j != i && min(i, j) < first {
						pairs = append(pairs, [2]int{min(i, j), max(i, j)})
					}
				}
			}
		}
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
	return slices.Compact(pairs)
}

// CopyCounter counts the copies among events that are listed day by day, in either
// direction.
type CopyCounter struct {
	Copies int
	last   []event.Event // of the day before
}

// Add adds the events of the next day.
func (c *CopyCounter) Add(events []event.Event) {
	both := slices.Concat(c.last, events)
	refs := make([]event.Ref, len(both))
	for i := range both {
		refs[i] = both[i].Ref
	}
	said := make(map[int]*statement)
	pairs := mayBeCopies(refs)
	for _, pair := range pairs {
		for _, row := range pair {
			if said[row] == nil {
				s := statementOf(&both[row])
				said[row] = &s
			}
		}
	}
	copies := make(map[int]bool)
	for _, pair := range pairs {
		if later := pair[1]; later >= len(c.last) && said[pair[0]].repeats(said[later]) {
			copies[later] = true
		}
	}
	c.Copies += len(copies)
	c.last = slices.Clone(events)
}
