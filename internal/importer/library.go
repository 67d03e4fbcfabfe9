package importer

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
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

// library is the whole archive, as far as relations need it.
type library struct {
	*run
	days  []*libraryDay // the newest first
	dayOf map[event.Date]*libraryDay
	dayAt []*libraryDay // by node: its day

	names    *numbered
	words    *numbering
	subjects *relation.Subjects
	ranking  *relation.Ranking
	related  map[relation.Node]relatives
}

// libraryDay is a day of the library.
type libraryDay struct {
	date       event.Date
	raw        bool // its events are to be related
	remembered bool // it was in the memo
	first      relation.Node
	briefs     []brief
}

// node returns the event of a day with a slug.
func (d *libraryDay) node(slug string) (relation.Node, bool) {
	at := slices.IndexFunc(d.briefs, func(b brief) bool { return b.slug == slug })
	return d.first + relation.Node(at), at >= 0
}

// brief is what relations need of an event.
type brief struct {
	slug                  string
	headline, description string // both empty until they are needed
	category              int32  // names by their numbers
	topics                []int32
	said                  []relation.PackedWord // nil if it is not known yet
}

// load reads the archive. raw are the days whose events are to be related.
func (r *run) load(ctx context.Context, raw map[event.Date]bool) (*library, error) {
	a := &library{run: r, names: newNumbered(r.known.names), words: newNumbering(r.known.stems)}
	for _, d := range r.dates() {
		a.days = append(a.days, &libraryDay{date: d, raw: raw[d] || r.Relink})
	}
	a.remember(ctx)
	if err := a.readDays(ctx); err != nil {
		return nil, err
	}
	var unknown []*brief
	a.dayOf = make(map[event.Date]*libraryDay, len(a.days))
	for _, d := range a.days {
		d.first = relation.Node(len(a.dayAt))
		a.dayOf[d.date] = d
		for i := range d.briefs {
			a.dayAt = append(a.dayAt, d)
			if d.briefs[i].said == nil {
				unknown = append(unknown, &d.briefs[i])
			}
		}
	}
	a.words.read(unknown)
	a.words.stemOf = nil
	return a, nil
}

// dates returns all days of the archive and of this import, the newest first.
func (r *run) dates() []event.Date {
	var dates []event.Date
	for _, name := range r.state.names() {
		if r.known.hasMonth(name, r.state.months[name].hash) {
			dates = append(dates, r.known.daysOf(name)...)
		} else {
			dates = append(dates, r.state.daysOf(name)...)
		}
	}
	for d := range r.taken {
		dates = append(dates, d)
	}
	slices.SortFunc(dates, func(a, b event.Date) int { return b.Compare(a) })
	return slices.Compact(dates)
}

// remember takes days from the memo that are not raw, and whose pages are as they were.
func (a *library) remember(ctx context.Context) {
	found := make([]*stamps, len(a.days))
	parallel(len(a.days), func() func(int) {
		return func(i int) {
			d := a.days[i]
			if d.raw || ctx.Err() != nil {
				return
			}
			briefs, ok := a.known.briefs(d.date)
			if !ok {
				return
			}
			if is, ok := a.stampsNow(d.date, briefs); ok && is.sum == a.known.days[d.date].stamp {
				d.briefs, found[i] = briefs, is
			}
		}
	})
	for i, d := range a.days {
		if found[i] == nil {
			continue
		}
		if d.remembered = a.hasPages(d); d.remembered {
			a.run.stamps[d.date] = found[i]
		} else {
			d.briefs = nil
		}
	}
}

// stampsNow returns the stamps of the pages of a day. It returns false if one is not
// there.
func (r *run) stampsNow(date event.Date, briefs []brief) (*stamps, bool) {
	is := new(stamps)
	index := r.file(indexKey(date))
	folder := len(index) - len("index.md")
	add := func(file string) bool {
		info, err := os.Stat(file)
		if err == nil {
			is.add(file[folder:], stampOf(info))
		}
		return err == nil
	}
	if !add(index) {
		return nil, false
	}
	for i := range briefs {
		if !add(index[:folder] + briefs[i].slug + ".md") {
			return nil, false
		}
	}
	return is, true
}

// hasPages reports whether the state has the pages of a day from the memo, and no
// others.
func (a *library) hasPages(d *libraryDay) bool {
	if name := monthOf(indexKey(d.date)); a.known.hasMonth(name, a.state.months[name].hash) {
		return true
	}
	count := 0
	for _, key := range a.state.pagesOf(d.date) {
		if a.state.get(key).intended == gone {
			continue
		}
		ref, _ := refOfKey(key)
		if _, ok := d.node(ref.Slug); !ok {
			return false
		}
		count++
	}
	return count == len(d.briefs)
}

// dayFiles are the pages of a day to read.
type dayFiles struct {
	date   event.Date
	source string
	keys   []string // of its events
}

// filesOf returns the pages of a day to read.
func (r *run) filesOf(date event.Date) dayFiles {
	files := dayFiles{date: date}
	if l := r.state.get(indexKey(date)); l != nil {
		files.source = l.source
	}
	for _, key := range r.state.pagesOf(date) {
		if r.state.get(key).intended != gone {
			files.keys = append(files.keys, key)
		}
	}
	return files
}

// readDays reads the days that the memo does not have.
func (a *library) readDays(ctx context.Context) error {
	const atOnce = 512 // so that not all events are in memory whole
	var unread []*libraryDay
	for _, d := range a.days {
		if !d.remembered {
			unread = append(unread, d)
		}
	}
	for part := range slices.Chunk(unread, atOnce) {
		if err := a.readPart(ctx, part); err != nil {
			return err
		}
		if len(unread) > atOnce {
			a.state.release()
		}
	}
	return ctx.Err()
}

func (a *library) readPart(ctx context.Context, part []*libraryDay) error {
	files, found := make([]dayFiles, len(part)), make([]*stamps, len(part))
	for i, d := range part {
		if a.taken[d.date] == nil {
			files[i] = a.filesOf(d.date)
		}
	}
	packed, errs := make([]string, len(part)), make([]error, len(part))
	parallel(len(part), func() func(int) {
		return func(i int) {
			if taken := a.taken[part[i].date]; taken != nil || ctx.Err() != nil {
				return
			}
			var whole *day
			if whole, found[i], errs[i] = readWhole(a.root, files[i]); errs[i] == nil {
				packed[i] = packTexts(whole.events)
			}
		}
	})
	if err := cmp.Or(ctx.Err(), errors.Join(errs...)); err != nil {
		return err
	}
	for i, d := range part {
		if taken := a.taken[d.date]; taken != nil {
			d.briefs = a.briefsOf(taken.open())
			continue
		}
		a.run.stamps[d.date] = found[i]
		d.briefs = a.briefsOf(unpack(packed[i], d.date))
	}
	return nil
}

// packTexts packs what relations need of events.
func packTexts(events []event.Event) string {
	for i := range events {
		events[i].Sources, events[i].Changes = nil, nil
	}
	return pack(events)
}

// briefsOf returns what relations need of events.
func (a *library) briefsOf(events []event.Event) []brief {
	briefs := make([]brief, len(events))
	for i := range events {
		e, b := &events[i], &briefs[i]
		b.slug, b.headline, b.description = e.Ref.Slug, e.Headline, e.Description
		b.category = a.names.number(e.Category)
		b.topics = make([]int32, len(e.Topics))
		for t, topic := range e.Topics {
			b.topics[t] = a.names.number(topic)
		}
	}
	return briefs
}

// entry is what the page of a day says of an event. Its place is negative, so that events
// that the page does not list come last.
type entry struct {
	place  int
	topics []string
}

// entriesOf returns what the page of a day says of its events.
func entriesOf(index []byte, d event.Date) map[event.Ref]entry {
	listed := page.Day(index, fileOf(indexKey(d)), d).Entries
	entries := make(map[event.Ref]entry, len(listed))
	for i, one := range listed {
		entries[one.Ref] = entry{i - len(listed), one.Topics}
	}
	return entries
}

// readWhole reads a day of an archive, with all that its pages say. The topics of its
// events are those of the day's page.
func readWhole(root string, files dayFiles) (*day, *stamps, error) {
	d, is := &day{date: files.date, source: files.source, events: []event.Event{}}, new(stamps)
	index, err := readPage(root, indexKey(files.date), is)
	if err != nil {
		return nil, nil, err
	}
	entries := entriesOf(index, files.date)
	for _, key := range files.keys {
		data, err := readPage(root, key, is)
		if err != nil {
			return nil, nil, err
		}
		if data == nil {
			continue
		}
		ref, _ := refOfKey(key)
		e := page.Event(data, fileOf(key), ref)
		e.Topics = entries[ref].topics
		d.events = append(d.events, e)
	}
	slices.SortStableFunc(d.events, func(x, y event.Event) int { return cmp.Compare(entries[x.Ref].place, entries[y.Ref].place) })
	for i := range d.events {
		d.events[i].Number = i + 1
	}
	return d, is, nil
}

// readPage reads a page, if it is there, and adds its stamp to those of its day.
func readPage(root, key string, to *stamps) ([]byte, error) {
	data, is, err := readStamped(filepath.Join(root, filepath.FromSlash(fileOf(key))))
	if errors.Is(err, fs.ErrNotExist) {
		to.left = true
		return nil, nil
	}
	to.add(path.Base(key), is)
	return data, err
}

// readIfThere reads a file; a missing one has no bytes.
func readIfThere(file string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// fill returns an event with its texts, which are never both empty.
func (a *library) fill(n relation.Node) *brief {
	d := a.dayAt[n]
	b := &d.briefs[n-d.first]
	if b.headline == "" && b.description == "" {
		ref := event.Ref{Date: d.date, Slug: b.slug}
		if data, err := readIfThere(a.file(eventKey(ref))); err == nil && data != nil {
			whole := page.Event(data, fileOf(eventKey(ref)), ref)
			b.headline, b.description = strings.Clone(whole.Headline), strings.Clone(whole.Description)
		}
	}
	return b
}

// relate finds what the events of raw days are related to, and of older events those
// whose first ten have a new one.
func (a *library) relate(ctx context.Context) error {
	a.rank()
	var raw []relation.Node
	for n, d := range a.dayAt {
		if d.raw {
			raw = append(raw, relation.Node(n))
		}
	}
	a.related = make(map[relation.Node]relatives, len(raw))
	if len(raw) < len(a.dayAt) {
		a.relateOlder(ctx, raw)
	} else {
		for i, one := range a.rankAll(ctx, raw) {
			a.related[raw[i]] = one
		}
	}
	a.ranking = nil
	return ctx.Err()
}

// rank makes the ranking of all events.
func (a *library) rank() {
	names := make([]relation.Name, len(a.names.list))
	for i, name := range a.names.list {
		names[i] = relation.NameOf(name)
	}
	topics := relation.NewMaker(len(a.dayAt), 4*len(a.dayAt), names, relation.InWords)
	categories := relation.NewMaker(len(a.dayAt), len(a.dayAt), names, relation.Folded)
	for _, d := range a.days {
		for i := range d.briefs {
			place := relation.Place{Date: d.date, Number: i + 1}
			topics.Event(place, d.briefs[i].topics)
			categories.Category(place, d.briefs[i].category)
		}
	}
	a.subjects = topics.Subjects()
	said := func(n relation.Node) []relation.PackedWord {
		d := a.dayAt[n]
		return d.briefs[n-d.first].said
	}
	a.ranking = relation.NewRanking(a.subjects, categories.Subjects(), said, len(a.words.stems.list))
}

// relatives are the events that another is related to, in little memory: for each its
// node, the number of the topics that both have, and these.
type relatives []int32

func compact(ranked []relation.Ranked) relatives {
	size := 2 * len(ranked)
	for _, one := range ranked {
		size += len(one.Topics)
	}
	all := make(relatives, 0, size)
	for _, one := range ranked {
		all = append(all, int32(one.Node), int32(len(one.Topics)))
		for _, topic := range one.Topics {
			all = append(all, int32(topic))
		}
	}
	return all
}

// each calls a function for each of the events, until it returns false.
func (r relatives) each(yield func(relation.Node, []int32) bool) {
	for len(r) > 0 {
		end := 2 + r[1]
		if !yield(relation.Node(r[0]), r[2:end]) {
			return
		}
		r = r[end:]
	}
}

// rankAll ranks the first ten of each of some events.
func (a *library) rankAll(ctx context.Context, nodes []relation.Node) []relatives {
	found := make([]relatives, len(nodes))
	a.rankEach(ctx, nodes, mostRelated, func(i int, ranked []relation.Ranked) { found[i] = compact(ranked) })
	return found
}

// rankEach ranks what each of some events is related to. Several goroutines call found,
// with the place of the event among the nodes.
func (a *library) rankEach(ctx context.Context, nodes []relation.Node, limit int, found func(int, []relation.Ranked)) {
	parallel(len(nodes), func() func(int) {
		ranker := a.ranking.Ranker()
		return func(i int) {
			if ctx.Err() != nil {
				return
			}
			b := a.fill(nodes[i])
			found(i, ranker.RankTied(nodes[i], b.headline+"\n"+b.description, limit))
			if i%256 == 0 {
				a.tell(Progress{Part: Relating, Done: int64(i), Total: int64(len(nodes))})
			}
		}
	})
}

// relateOlder relates the events of raw days, and finds the older events whose first ten
// have an event of a raw day, at most mostRewritten for each raw day, those with the most
// in common first.
func (a *library) relateOlder(ctx context.Context, raw []relation.Node) {
	found := make([][]relation.Ranked, len(raw))
	a.rankEach(ctx, raw, mostAsked, func(i int, ranked []relation.Ranked) { found[i] = ranked })
	best := make(map[event.Date]map[relation.Node]int64)
	asked := make(map[relation.Node]bool)
	for i, n := range raw {
		a.related[n] = compact(found[i][:min(len(found[i]), mostRelated)])
		day := a.dayAt[n].date
		for _, other := range found[i] {
			if a.dayAt[other.Node].raw {
				continue
			}
			if best[day] == nil {
				best[day] = make(map[relation.Node]int64)
			}
			best[day][other.Node] = max(best[day][other.Node], other.Points)
			asked[other.Node] = true
		}
	}
	nodes := slices.Sorted(maps.Keys(asked))
	listOf := make(map[relation.Node]relatives)
	for i, list := range a.rankAll(ctx, nodes) {
		listOf[nodes[i]] = list
	}
	for day, points := range best {
		a.addOlder(day, points, listOf)
	}
}

// addOlder adds the older events whose first ten have an event of a day. points has how
// much they have in common.
func (a *library) addOlder(day event.Date, points map[relation.Node]int64, listOf map[relation.Node]relatives) {
	order := slices.SortedFunc(maps.Keys(points), func(x, y relation.Node) int {
		return cmp.Or(cmp.Compare(points[y], points[x]), cmp.Compare(x, y))
	})
	rewritten := 0
	for _, n := range order {
		if rewritten == mostRewritten {
			return
		}
		for other := range listOf[n].each {
			if a.dayAt[other].date == day {
				a.related[n] = listOf[n]
				rewritten++
				break
			}
		}
	}
}

// links returns the links to the events that an event is related to.
func (a *library) links(related relatives) []event.Link {
	var links []event.Link
	for n, topics := range related.each {
		other := a.fill(n)
		link := event.Link{Ref: event.Ref{Date: a.dayAt[n].date, Slug: other.slug}, Headline: other.headline}
		for _, topic := range topics {
			link.Topics = append(link.Topics, a.subjects.Name(relation.Topic(topic)))
		}
		links = append(links, link)
	}
	return links
}
