package importer

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/page"
	"news/internal/relation"
)

// The limits of related events.
const (
	mostRelated   = 10  // on a page
	mostRewritten = 100 // older pages for each new day
	mostAsked     = 30  // older events for each new event, whose first ten may change
)

// keep writes the days that were taken, still without related events.
func (r *run) keep() error {
	var fresh []event.Date
	for d, day := range r.taken {
		if day.fresh {
			fresh = append(fresh, d)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := r.begin(); err != nil {
		return err
	}
	slices.SortFunc(fresh, event.Date.Compare)
	var pages []output
	for _, d := range fresh {
		for _, e := range r.taken[d].events {
			pages = append(pages, r.eventOutput(r.taken[d], e))
		}
		pages = append(pages, r.dayOutputs(r.taken[d])...)
	}
	if err := r.writePages(pages); err != nil {
		return err
	}
	for _, d := range fresh {
		r.taken[d].fresh = false
	}
	return nil
}

// finish relates the events of all days that were taken since events were related last,
// and writes what follows from it.
func (r *run) finish(ctx context.Context) error {
	if err := r.followMoved(); err != nil {
		return err
	}
	rawDays := r.rawDays()
	if len(rawDays) == 0 {
		return r.removeGone()
	}
	if err := r.begin(); err != nil {
		return err
	}
	a, err := r.load(ctx, rawDays)
	if err != nil {
		return err
	}
	if err := a.relate(ctx); err != nil {
		return err
	}
	if err := a.write(ctx); err != nil {
		return err
	}
	if err := r.writePages(frontPages()); err != nil {
		return err
	}
	if err := r.removeGone(); err != nil {
		return err
	}
	_ = a.writeMemo(a.stems.all()) // the next import can do without
	return nil
}

// rawDays returns the days whose events are to be related.
func (r *run) rawDays() map[event.Date]bool {
	days := make(map[event.Date]bool)
	for d := range r.taken {
		days[d] = true
	}
	for _, d := range r.state.days() {
		if r.Relink || r.state.get(indexKey(d)).raw {
			days[d] = true
		}
	}
	return days
}

// library is the whole archive in memory, with what its events are related to.
type library struct {
	*run
	days    []*day // the newest first
	dayOf   map[event.Date]*day
	events  []*event.Event // in canonical order: by node
	ofDay   []*day         // by node
	ranking *relation.Ranking
	names   *relation.Subjects
	stems   *numbering
	related map[relation.Node][]relative
}

// relative is an event that another is related to, with the topics that both have.
type relative struct {
	node   relation.Node
	points int64
	topics []relation.Topic
}

// compact returns related events in little memory.
func compact(ranked []relation.Ranked) []relative {
	count := 0
	for _, one := range ranked {
		count += len(one.Topics)
	}
	topics := make([]relation.Topic, 0, count)
	first := make([]relative, len(ranked))
	for i, one := range ranked {
		start := len(topics)
		topics = append(topics, one.Topics...)
		first[i] = relative{one.Node, one.Points, topics[start:]}
	}
	return first
}

// load reads the archive. raw are the days whose events are to be related.
func (r *run) load(ctx context.Context, raw map[event.Date]bool) (*library, error) {
	dates := r.state.days()
	for d := range r.taken {
		dates = append(dates, d)
	}
	slices.SortFunc(dates, func(a, b event.Date) int { return b.Compare(a) })
	dates = slices.Compact(dates)
	a := &library{run: r, days: make([]*day, len(dates)), dayOf: make(map[event.Date]*day, len(dates))}
	known := r.readMemo()
	a.stems = newNumbering(known.stems)
	keys := r.state.pagesOf()
	errs := make([]error, len(dates))
	parallel(len(dates), func(int) func(int) {
		return func(i int) {
			d := dates[i]
			if a.days[i] = r.taken[d]; a.days[i] != nil || ctx.Err() != nil {
				return
			}
			if !raw[d] {
				a.days[i] = known.day(d, r.state.get(indexKey(d)).source)
			}
			if a.days[i] == nil {
				a.days[i], errs[i] = r.read(d, keys[d])
			}
		}
	})
	if err := cmp.Or(ctx.Err(), errors.Join(errs...)); err != nil {
		return nil, err
	}
	count := 0
	for _, d := range a.days {
		count += len(d.events)
	}
	a.events, a.ofDay = make([]*event.Event, 0, count), make([]*day, 0, count)
	for _, d := range a.days {
		d.raw = raw[d.date]
		a.dayOf[d.date] = d
		for i := range d.events {
			a.events = append(a.events, &d.events[i])
			a.ofDay = append(a.ofDay, d)
		}
	}
	return a, nil
}

// read reads a day of the archive, for events to be related to its events: their texts,
// and their own topics.
func (r *run) read(date event.Date, keys []string) (*day, error) {
	d, err := r.readWhole(date, keys)
	if err != nil {
		return nil, err
	}
	for i := range d.events {
		e := &d.events[i]
		topics := make([]string, len(e.Topics))
		for t, topic := range e.Topics {
			topics[t] = strings.Clone(topic)
		}
		*e = event.Event{
			Ref: e.Ref, Number: e.Number, Category: strings.Clone(e.Category), Topics: topics,
			Headline: strings.Clone(e.Headline), Description: strings.Clone(e.Description),
		}
	}
	return d, nil
}

// readWhole reads a day of the archive, with all that its pages say. The topics of its
// events are those of the day's page.
func (r *run) readWhole(date event.Date, keys []string) (*day, error) {
	d := &day{date: date, source: r.state.get(indexKey(date)).source}
	index, err := readIfThere(r.file(indexKey(date)))
	if err != nil {
		return nil, err
	}
	entries := page.Day(index, fileOf(indexKey(date)), date).Entries
	place := make(map[event.Ref]int, len(entries))
	for i, entry := range entries {
		place[entry.Ref] = i - len(entries)
	}
	for _, key := range keys {
		if r.state.get(key).intended == gone {
			continue
		}
		data, err := readIfThere(r.file(key))
		if err != nil {
			return nil, err
		}
		if data == nil {
			continue
		}
		ref, _ := refOfKey(key)
		e := page.Event(data, fileOf(key), ref)
		e.Topics = nil
		if at, listed := place[ref]; listed {
			e.Topics = entries[at+len(entries)].Topics
		}
		d.events = append(d.events, e)
	}
	slices.SortStableFunc(d.events, func(x, y event.Event) int { return cmp.Compare(place[x.Ref], place[y.Ref]) })
	for i := range d.events {
		d.events[i].Number = i + 1
	}
	return d, nil
}

// readIfThere reads a file; a missing one has no bytes.
func readIfThere(file string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// relate finds what the events of raw days are related to, and of older events those
// whose first ten have a new one.
func (a *library) relate(ctx context.Context) error {
	a.rank()
	var raw []relation.Node
	for n := range a.events {
		if a.ofDay[n].raw {
			raw = append(raw, relation.Node(n))
		}
	}
	a.related = make(map[relation.Node][]relative, len(raw))
	if len(raw) < len(a.events) {
		a.relateOlder(ctx, raw)
	} else {
		a.setFirstTen(raw, a.rankAll(ctx, raw, mostRelated))
	}
	return ctx.Err()
}

// rank makes the ranking of all events.
func (a *library) rank() {
	var b relation.Builder
	for _, e := range a.events {
		b.Add(event.Event{Ref: e.Ref, Number: e.Number, Category: e.Category, Topics: e.Topics})
	}
	a.names = b.Graph(relation.InWords).Subjects
	words := a.said()
	a.ranking = relation.NewRanking(a.names, b.Categories(), func(n relation.Node) []relation.SaidWord { return words[n] }, len(a.stems.stems))
}

// said returns what all events say.
func (a *library) said() []said {
	var unknown []*event.Event
	for _, d := range a.days {
		for i := range d.events {
			if d.said == nil {
				unknown = append(unknown, &d.events[i])
			}
		}
	}
	found := a.stems.saidBy(unknown)
	all := make([]said, 0, len(a.events))
	for _, d := range a.days {
		if d.said == nil {
			d.said, found = found[:len(d.events):len(d.events)], found[len(d.events):]
		}
		all = append(all, d.said...)
	}
	return all
}

// fill reads the texts of an event that is known without them. They are never both empty.
func (a *library) fill(n relation.Node) *event.Event {
	e := a.events[n]
	if e.Headline == "" && e.Description == "" {
		key := eventKey(e.Ref)
		if data, err := readIfThere(a.file(key)); err == nil && data != nil {
			whole := page.Event(data, fileOf(key), e.Ref)
			e.Headline, e.Description = strings.Clone(whole.Headline), strings.Clone(whole.Description)
		}
	}
	return e
}

// fillDay reads the texts of the events of a day.
func (a *library) fillDay(d *day) {
	first, found := slices.BinarySearchFunc(a.ofDay, d.date, func(x *day, date event.Date) int { return date.Compare(x.date) })
	for n := first; found && n < len(a.ofDay) && a.ofDay[n] == d; n++ {
		a.fill(relation.Node(n))
	}
}

// setFirstTen sets what events are related to.
func (a *library) setFirstTen(nodes []relation.Node, found [][]relative) {
	for i, n := range nodes {
		a.related[n] = found[i][:min(len(found[i]), mostRelated)]
	}
}

// rankAll ranks what each of some events is related to.
func (a *library) rankAll(ctx context.Context, nodes []relation.Node, limit int) [][]relative {
	found := make([][]relative, len(nodes))
	parallel(len(nodes), func(worker int) func(int) {
		ranker := a.ranking.Ranker()
		return func(i int) {
			if ctx.Err() != nil {
				return
			}
			e := a.fill(nodes[i])
			found[i] = compact(ranker.Rank(nodes[i], e.Headline+"\n"+e.Description, limit))
			if i%256 == 0 {
				a.tell(Progress{Part: Relating, Done: int64(i), Total: int64(len(nodes))})
			}
		}
	})
	return found
}

// relateOlder relates the events of raw days, and finds the older events whose first ten have an event of a raw day, at most
// mostRewritten for each raw day, those with the most in common first.
func (a *library) relateOlder(ctx context.Context, raw []relation.Node) {
	found := a.rankAll(ctx, raw, mostAsked)
	a.setFirstTen(raw, found)
	best := make(map[event.Date]map[relation.Node]int64)
	for i, n := range raw {
		day := a.ofDay[n].date
		for _, other := range found[i] {
			if a.ofDay[other.node].raw {
				continue
			}
			if best[day] == nil {
				best[day] = make(map[relation.Node]int64)
			}
			best[day][other.node] = max(best[day][other.node], other.points)
		}
	}
	asked := make(map[relation.Node]bool)
	for _, points := range best {
		for n := range points {
			asked[n] = true
		}
	}
	nodes := slices.Sorted(maps.Keys(asked))
	lists := a.rankAll(ctx, nodes, mostRelated)
	listOf := make(map[relation.Node][]relative)
	for i, n := range nodes {
		listOf[n] = lists[i]
	}
	for day, points := range best {
		order := slices.SortedFunc(maps.Keys(points), func(x, y relation.Node) int {
			return cmp.Or(cmp.Compare(points[y], points[x]), cmp.Compare(x, y))
		})
		rewritten := 0
		for _, n := range order {
			names := slices.ContainsFunc(listOf[n], func(other relative) bool { return a.ofDay[other.node].date == day })
			if names && rewritten < mostRewritten {
				a.related[n] = listOf[n]
				rewritten++
			}
		}
	}
}

// links returns the links to the events that an event is related to.
func (a *library) links(related []relative) []event.Link {
	var links []event.Link
	for _, one := range related {
		other := a.fill(one.node)
		link := event.Link{Ref: other.Ref, Headline: other.Headline}
		for _, topic := range one.topics {
			link.Topics = append(link.Topics, a.names.Name(topic))
		}
		links = append(links, link)
	}
	return links
}

// write writes the older pages that a new event enters, then the raw days, month by
// month: a month is done when it has no raw day any more.
func (a *library) write(ctx context.Context) error {
	if err := a.writeOlder(); err != nil {
		return err
	}
	months := make(map[string][]*day)
	for _, d := range a.days {
		if d.raw {
			months[monthOf(indexKey(d.date))] = append(months[monthOf(indexKey(d.date))], d)
		}
	}
	nodes := make(map[event.Date]relation.Node) // the first of each day
	for n := len(a.events) - 1; n >= 0; n-- {
		nodes[a.ofDay[n].date] = relation.Node(n)
	}
	done := 0
	for _, month := range slices.Sorted(maps.Keys(months)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.writeMonth(months[month], nodes); err != nil {
			return err
		}
		done++
		a.tell(Progress{Part: Writing, Done: int64(done), Total: int64(len(months)), Day: months[month][0].date})
	}
	return nil
}

func (a *library) writeMonth(days []*day, nodes map[event.Date]relation.Node) error {
	var pages []output
	for _, d := range slices.Backward(days) {
		whole, err := a.whole(d)
		if err != nil {
			return err
		}
		for i, e := range whole.events {
			e.Related = a.links(a.related[nodes[d.date]+relation.Node(i)])
			pages = append(pages, a.eventOutput(d, e))
		}
		if next := a.dayOf[d.date.AddDays(1)]; next != nil && !next.raw {
			a.fillDay(next)
			pages = append(pages, a.dayOutputs(next)...)
		}
		pages = append(pages, a.dayOutputs(d)...)
	}
	for i := range pages {
		pages[i].raw = false
	}
	return a.writePages(pages)
}

// whole returns a day with all that its pages say.
func (a *library) whole(d *day) (*day, error) {
	if a.taken[d.date] != nil {
		return d, nil
	}
	var keys []string
	for i := range d.events {
		keys = append(keys, eventKey(d.events[i].Ref))
	}
	return a.readWhole(d.date, keys)
}

// writeOlder writes the pages of older events that name a new event.
func (a *library) writeOlder() error {
	var pages []output
	for _, n := range slices.Sorted(maps.Keys(a.related)) {
		d := a.ofDay[n]
		if d.raw {
			continue
		}
		a.fill(n)
		key := eventKey(a.events[n].Ref)
		data, err := readIfThere(a.file(key))
		if err != nil {
			return err
		}
		if data == nil {
			continue
		}
		e := page.Event(data, fileOf(key), a.events[n].Ref)
		e.Related = a.links(a.related[n])
		pages = append(pages, a.eventOutput(d, e))
	}
	return a.writePages(pages)
}

// eventOutput returns the page of an event.
func (r *run) eventOutput(d *day, e event.Event) output {
	e.Topics = nil // they stand in the page of the day
	return output{eventKey(e.Ref), d.source, page.FormatEvent(e), false}
}
