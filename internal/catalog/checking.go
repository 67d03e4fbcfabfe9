package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/text"
)

// checking gathers what Check reads, day by day, newest first.
type checking struct {
	archive *archive.Archive
	days    int
	dates   []event.Date // that have events
	refs    []event.Ref
	paths   map[event.Ref]string // of pages that have not the usual one
	links   [][]event.Key        // of refs
	has     map[event.Key]bool
	former  map[event.Key]bool
	entries []event.Entry // that no page of their day belongs to
	listing []event.Date  // of entries: the days whose pages list them
	said    []statement   // of the day before
	copies  []copied
	names   [3]map[string]*nameUse

	findings map[FaultKind][]Finding
}

// nameUse is how often a name is written, and the first page that has it.
type nameUse struct {
	pages int
	first event.Ref
}

// copied is a pair of events that are copies.
type copied struct{ one, other statement }

func newChecking(a *archive.Archive) *checking {
	s := &checking{archive: a, paths: make(map[event.Ref]string), has: make(map[event.Key]bool), former: make(map[event.Key]bool), findings: make(map[FaultKind][]Finding)}
	for i := range s.names {
		s.names[i] = make(map[string]*nameUse)
	}
	return s
}

// add adds a day.
func (s *checking) add(day examined) {
	s.days++
	if len(day.pages) > 0 {
		s.dates = append(s.dates, day.date)
	}
	s.findings[BadPages] = append(s.findings[BadPages], day.problems...)
	for _, entry := range day.entries {
		s.entries = append(s.entries, event.Entry{Ref: keptRef(entry.Ref), Headline: strings.Clone(entry.Headline)})
		s.listing = append(s.listing, day.date)
	}
	said := make([]statement, 0, len(day.pages))
	for i, page := range day.pages {
		ref := keptRef(page.ref)
		s.refs = append(s.refs, ref)
		if page.path != usualPath(ref) {
			s.paths[ref] = strings.Clone(page.path)
		}
		s.links = append(s.links, page.links)
		s.has[ref.Key()] = true
		for _, former := range page.former {
			s.former[former.Key()] = true
		}
		for kind, names := range page.names {
			s.addNames(kind, names, ref)
		}
		s.addBare(page.bare, ref)
		if day.hasIndex && !day.listed[i] {
			s.addPage(NoEntries, ref, "the page of its day does not list it")
		}
		said = append(said, page.said)
	}
	s.addCopies(said)
}

// keptRef returns a reference without the memory of the page that it is from.
func keptRef(ref event.Ref) event.Ref {
	return event.Ref{Date: ref.Date, Slug: strings.Clone(ref.Slug)}
}

// usualPath returns the path that the page of an event has in most archives.
func usualPath(ref event.Ref) string { return "news/" + ref.String() + ".md" }

// addPage adds a fault of an event's page.
func (s *checking) addPage(kind FaultKind, ref event.Ref, message string) {
	s.findings[kind] = append(s.findings[kind], Finding{Kind: kind, Ref: ref, Problem: event.Problem{Message: message}})
}

func (s *checking) addNames(kind int, names []string, ref event.Ref) {
	for _, name := range names {
		use := s.names[kind][name]
		if use == nil {
			use = &nameUse{first: ref}
			s.names[kind][strings.Clone(name)] = use
		}
		use.pages++
	}
}

// addBare adds the sources without an address of a page.
func (s *checking) addBare(names []string, ref event.Ref) {
	seen := make(map[string]int)
	for _, name := range names {
		s.findings[NoAddress] = append(s.findings[NoAddress], Finding{
			Kind: NoAddress, Ref: ref, sought: strings.Clone(name), nth: seen[name],
			Problem: event.Problem{Message: fmt.Sprintf("a source without an address: %s", text.Shorten(name, mostQuoted))},
		})
		seen[name]++
	}
}

// mostQuoted is how many characters of a text a message has.
const mostQuoted = 80

// addCopies compares the events of a day with each other and with the day before.
func (s *checking) addCopies(said []statement) {
	for i := range said {
		one := &said[i]
		for j := range said[:i] {
			s.compare(&said[j], one)
		}
		for j := range s.said {
			s.compare(&s.said[j], one)
		}
	}
	s.said = said
}

func (s *checking) compare(x, y *statement) {
	if x.repeats(y) {
		s.copies = append(s.copies, copied{x.kept(), y.kept()})
	}
}

// finish finds what is known only after all pages were read.
func (s *checking) finish() *Checked {
	unread := s.archive.AllSkipped()
	for _, problem := range unread {
		if date, slug, ok := event.ParseLink(problem.Path); ok && slug != "" {
			s.has[event.NewRef(date, slug).Key()] = true // there is a page, though it cannot be read
		}
	}
	c := &Checked{Days: len(s.dates), Events: len(s.refs), archive: s.archive, findings: s.findings, paths: s.paths}
	c.meant = newMeanings(s.refs)
	c.findings[BadPages] = append(badFiles(unread), s.findings[BadPages]...)
	c.findings[NoPages] = s.noPages()
	c.findings[Gaps] = gapsBetween(s.dates)
	c.findings[Copies] = s.copiesFound()
	for kind, thing := range []string{"topic", "source", "category"} {
		c.findings[OtherCases] = append(c.findings[OtherCases], otherCases(s.names[kind], thing)...)
	}
	for i, links := range s.links {
		var dead []int32
		for place, key := range links {
			if !s.has[key] && !s.former[key] {
				dead = append(dead, int32(place))
			}
		}
		if len(dead) > 0 {
			c.dead = append(c.dead, deadLinks{s.refs[i], dead})
			c.links += len(dead)
		}
	}
	return c
}

// badFiles returns the files and folders that could not be read as faults.
func badFiles(problems []event.Problem) []Finding {
	var bad []Finding
	for _, problem := range problems {
		f := Finding{Kind: BadPages, Problem: problem}
		if date, slug, ok := event.ParseLink(problem.Path); ok {
			f.Ref = event.NewRef(date, slug)
		}
		bad = append(bad, f)
	}
	return bad
}

// noPages returns the entries whose events have no page.
func (s *checking) noPages() []Finding {
	var found []Finding
	for i, entry := range s.entries {
		if key := entry.Ref.Key(); s.has[key] || s.former[key] {
			continue
		}
		found = append(found, Finding{
			Kind: NoPages, Ref: event.Ref{Date: s.listing[i]}, Target: entry.Ref,
			Problem: event.Problem{Message: "an entry without a page: " + text.Shorten(cmp.Or(entry.Headline, entry.Ref.Slug), mostQuoted)},
		})
	}
	return found
}

// gap returns days without events as a fault.
func gap(first, last event.Date, n int) Finding {
	message := "no event on this day, but before and after it"
	if n > 1 {
		message = fmt.Sprintf("no event on %d days, to %v", n, last)
	}
	return Finding{Kind: Gaps, Ref: event.Ref{Date: first}, Problem: event.Problem{Path: "news/" + first.Path(), Message: message}}
}

// copiesFound returns the copies. Of the pages of one event, the oldest is the
// event, and of these the one with the shortest headline.
func (s *checking) copiesFound() []Finding {
	at := make(map[event.Ref]int)
	var all []*statement
	place := func(one *statement) int {
		i, known := at[one.ref]
		if !known {
			i = len(all)
			at[one.ref] = i
			all = append(all, one)
		}
		return i
	}
	groups := folding{}
	var pairs [][2]int
	for i := range s.copies {
		pairs = append(pairs, [2]int{place(&s.copies[i].one), place(&s.copies[i].other)})
	}
	for i := range all {
		groups.under = append(groups.under, i)
	}
	for _, pair := range pairs {
		x, y := groups.first(pair[0]), groups.first(pair[1])
		groups.under[max(x, y)] = min(x, y)
	}
	first := make(map[int]*statement) // the event of each group
	for i, one := range all {
		group := groups.first(i)
		if first[group] == nil || isFirst(one, first[group]) {
			first[group] = one
		}
	}
	var order []int
	for i, one := range all {
		if first[groups.first(i)] != one {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(x, y int) int { return inCanonicalOrder(all[x], all[y]) })
	var found []Finding
	for _, i := range order {
		of := first[groups.first(i)]
		found = append(found, Finding{
			Kind: Copies, Ref: all[i].ref, Target: of.ref,
			Problem: event.Problem{Message: fmt.Sprintf("says the same as %s/%d: %s", of.ref.Date.Path(), of.number, text.Shorten(of.headline, mostQuoted))},
		})
	}
	return found
}

// isFirst reports whether the page of one event comes before another page of it.
func isFirst(x, y *statement) bool {
	return cmp.Or(x.ref.Date.Compare(y.ref.Date), cmp.Compare(len(x.words), len(y.words)), cmp.Compare(x.number, y.number)) < 0
}

// otherCases returns the names that differ in case alone from one that more pages
// have.
func otherCases(names map[string]*nameUse, thing string) []Finding {
	spellings := make(map[string][]string)
	for name := range names {
		lower := strings.ToLower(name)
		spellings[lower] = append(spellings[lower], name)
	}
	var found []Finding
	for _, lower := range slices.Sorted(maps.Keys(spellings)) {
		same := spellings[lower]
		slices.SortFunc(same, func(x, y string) int { return cmp.Or(names[y].pages-names[x].pages, strings.Compare(x, y)) })
		usual := same[0]
		for _, name := range same[1:] {
			found = append(found, Finding{Kind: OtherCases, Ref: names[name].first, Problem: event.Problem{
				Message: fmt.Sprintf("the %s %q (%s) is written %q elsewhere (%s)", thing, name, inPages(names[name].pages), usual, inPages(names[usual].pages)),
			}})
		}
	}
	return found
}

func inPages(n int) string {
	if n == 1 {
		return "1 page"
	}
	return text.Grouped(n) + " pages"
}
