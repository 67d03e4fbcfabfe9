package catalog

import (
	"cmp"
	"slices"
	"sync"

	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
)

// meanings finds the events that dead links mean.
type meanings struct {
	refs []event.Ref // newest day first

	once   sync.Once
	slugs  map[string][]int32      // refs by slug
	byDate map[event.Date][2]int32 // where the refs of a day begin and end

	mu   sync.Mutex
	days map[event.Date]*nearSlugs // of days that were asked for
}

func newMeanings(refs []event.Ref) *meanings {
	return &meanings{refs: refs, days: make(map[event.Date]*nearSlugs)}
}

// prepare makes the tables, once a dead link is found.
func (m *meanings) prepare() {
	m.slugs = make(map[string][]int32, len(m.refs))
	m.byDate = make(map[event.Date][2]int32)
	for i, ref := range m.refs {
		m.slugs[ref.Slug] = append(m.slugs[ref.Slug], int32(i))
		bounds, known := m.byDate[ref.Date]
		if !known {
			bounds[0] = int32(i)
		}
		bounds[1] = int32(i) + 1
		m.byDate[ref.Date] = bounds
	}
}

// of returns the event that is meant by a reference that no event has: the nearest
// day's event with the same slug, else the one of the same day, the next or the day
// before whose slug begins so, or the one of the same day whose slug differs by slips.
// It returns the zero Ref where nothing is near.
func (m *meanings) of(target event.Ref) event.Ref {
	m.once.Do(m.prepare)
	var nearest event.Ref
	for _, i := range m.slugs[target.Slug] {
		ref := m.refs[i]
		if nearest.IsZero() || distance(ref.Date, target.Date) < distance(nearest.Date, target.Date) {
			nearest = ref
		}
	}
	if !nearest.IsZero() {
		return nearest
	}
	for _, step := range []int{0, 1, -1} {
		if ref := m.onDay(target, target.Date.AddDays(step)); !ref.IsZero() {
			return ref
		}
	}
	return event.Ref{}
}

// distance returns how many days one day is from another.
func distance(x, y event.Date) int { return max(daysFrom(x, y), daysFrom(y, x)) - 1 }

// onDay returns the event of a day whose slug is near to that of a reference.
func (m *meanings) onDay(target event.Ref, date event.Date) event.Ref {
	day := m.day(date)
	if day == nil {
		return event.Ref{}
	}
	slug := day.beginningAs(target.Slug)
	if slug == "" && date == target.Date {
		slug = day.nearest(target.Slug)
	}
	if slug == "" {
		return event.Ref{}
	}
	return event.Ref{Date: date, Slug: slug}
}

// mostDaysKept is how many days are kept with what finds their slugs.
const mostDaysKept = 1000

// day returns the slugs of a day, nil where it has none.
func (m *meanings) day(date event.Date) *nearSlugs {
	bounds, known := m.byDate[date]
	if !known {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	day, known := m.days[date]
	if !known {
		if len(m.days) >= mostDaysKept {
			clear(m.days)
		}
		day = newNearSlugs(m.refs[bounds[0]:bounds[1]])
		m.days[date] = day
	}
	return day
}

// nearSlugs finds the slugs of a day that are near to another one, without a look at all
// of them.
type nearSlugs struct {
	slugs   []string
	byStart map[string][]int32 // by their beginnings of enoughAlike bytes

	once  sync.Once
	grams map[string][]int32 // by the three characters in a row that their folded texts have
}

// enoughAlike is how long a beginning two slugs must have in common.
const enoughAlike = 30

func newNearSlugs(refs []event.Ref) *nearSlugs {
	n := &nearSlugs{byStart: make(map[string][]int32)}
	for i, ref := range refs {
		n.slugs = append(n.slugs, ref.Slug)
		if len(ref.Slug) >= enoughAlike {
			start := ref.Slug[:enoughAlike]
			n.byStart[start] = append(n.byStart[start], int32(i))
		}
	}
	return n
}

// mostCompared is how many slugs are compared with one.
const mostCompared = 200

// beginningAs returns the first slug that has a long beginning in common with another, so
// that one can be of a headline that was changed, or be cut off elsewhere.
func (n *nearSlugs) beginningAs(slug string) string {
	if len(slug) < enoughAlike {
		return ""
	}
	with := n.byStart[slug[:enoughAlike]]
	for _, i := range with[:min(len(with), mostCompared)] {
		if beginsAlike(n.slugs[i], slug) {
			return n.slugs[i]
		}
	}
	return ""
}

// beginsAlike reports whether two slugs have a long beginning in common.
func beginsAlike(a, b string) bool {
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return same >= enoughAlike && 2*same >= min(len(a), len(b))
}

// nearest returns the slug that differs least from another, "" where none is near.
func (n *nearSlugs) nearest(slug string) string {
	for _, near := range search.Nearest(slug, n.candidates(slug), 1) {
		return near
	}
	return ""
}

// A slip changes at most four of the groups of three characters of a slug, and a near slug
// has three slips at most. So of any thirteen groups it has one.
const enoughGrams = 3*4 + 1

// candidates returns the slugs of the day that can be near to another, in their order.
func (n *nearSlugs) candidates(slug string) []string {
	grams := gramsOf(slug)
	if len(grams) < enoughGrams && len(n.slugs) <= mostCompared {
		return n.slugs
	}
	n.once.Do(n.index)
	slices.SortStableFunc(grams, func(a, b string) int { return cmp.Compare(len(n.grams[a]), len(n.grams[b])) })
	var at []int32
	for _, gram := range grams[:min(len(grams), enoughGrams)] {
		with := n.grams[gram]
		at = append(at, with[:min(len(with), mostCompared)]...)
	}
	slices.Sort(at)
	at = slices.Compact(at)
	candidates := make([]string, len(at))
	for i, place := range at {
		candidates[i] = n.slugs[place]
	}
	return candidates
}

// index makes the table of groups.
func (n *nearSlugs) index() {
	n.grams = make(map[string][]int32)
	for i, slug := range n.slugs {
		for _, gram := range gramsOf(slug) {
			n.grams[gram] = append(n.grams[gram], int32(i))
		}
	}
}

// gramsOf returns the groups of three characters in a row of a folded slug, each once.
func gramsOf(slug string) []string {
	folded := text.Fold(slug)
	var starts []int
	for i := range folded {
		starts = append(starts, i)
	}
	starts = append(starts, len(folded))
	seen := make(map[string]bool, len(starts))
	var grams []string
	for i := 0; i+3 < len(starts); i++ {
		gram := folded[starts[i]:starts[i+3]]
		if !seen[gram] {
			seen[gram] = true
			grams = append(grams, gram)
		}
	}
	return grams
}
