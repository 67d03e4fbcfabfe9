package catalog

import (
	"fmt"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
	"news/internal/when"
)

// Question asks for events. The zero Question asks for all, newest day first.
type Question struct {
	Query search.Query // nil for every event
	Words string       // the query as it was typed
	Names string       // words to look for in the names of what is counted
	Days  when.Set     // bounds
	Taken []string     // the dates that stood among other words, as they were typed

	// Wishes are the days that were among the words of a search: an event of these
	// days is nearer to what was meant, and others count, too. Where Query is nil,
	// the question asks for all events of the days of any wish.
	Wishes []DayWish

	// The names that an event must have, all of them: whole names, however cased
	// or accented. A source is a publisher, by any of its names or sites.
	Topics, Sources, Categories []string

	// All says that a search finds only events with every wish.
	All     bool
	Order   Order
	Reverse bool
	Limit   int // at most so many; 0 for all
	// OnlyCount asks for no more than how many rows there are: no page of theirs is
	// read.
	OnlyCount bool
	// OnlyLines asks for no more of events than their references, numbers and
	// headlines, once the first were checked.
	OnlyLines bool
}

// DayWish is a date that somebody wished for.
type DayWish struct {
	Days  when.Set
	Typed string // as it was typed
	// Words is how a text names the days: "january 2010". It is "" for days that no
	// text names so, such as last week.
	Words string
}

// Order is the order that rows come in.
type Order string

const (
	ByScore Order = "score"  // of a search: best first
	ByDate  Order = "date"   // newest day first, in a day as its index lists them
	ByCount Order = "count"  // of names: those of most events first
	ByName  Order = "name"   // of names
	Recent  Order = "recent" // of names: those of the newest event first
)

// Asked is what somebody typed.
type Asked struct {
	Args         []string // words and dates
	Queries      []string // more words, from flags
	Since, Until string

	Topics, Sources, Categories []string

	// DaysAreWishes says that dates among the arguments are wishes, not bounds.
	DaysAreWishes bool
	// WordsAreNames says that words are looked for in the names of what is
	// counted, not in events.
	WordsAreNames bool
}

// QuestionError says what is wrong with a question, and what to type.
type QuestionError struct{ Why, Hint string }

func (e *QuestionError) Error() string { return e.Why }

// Understand reads a question. Errors are a *when.Error, a *search.QueryError
// or a *QuestionError.
func (c *Catalog) Understand(a Asked) (Question, error) { return Understand(a, c.Today(), c.Years()) }

// Understand reads a question as Catalog.Understand does, for an archive of some
// years that need not be open. With the zero Years it finds the same errors.
func Understand(a Asked, today event.Date, years when.Years) (Question, error) {
	q := Question{Topics: a.Topics, Sources: a.Sources, Categories: a.Categories}
	if err := q.checkNames(); err != nil {
		return q, err
	}
	words, err := q.takeDays(a, today, years)
	if err != nil {
		return q, err
	}
	queries := a.Queries
	switch {
	case len(words) == 0:
	case a.WordsAreNames:
		q.Names = strings.Join(words, " ")
	default:
		queries = append([]string{strings.Join(words, " ")}, queries...)
	}
	if a.WordsAreNames && len(words) > 0 && text.NameWords(q.Names) == "" {
		return q, &QuestionError{fmt.Sprintf("%q has no word of a name", shorten(q.Names)), "type words of a name, such as syria"}
	}
	if err := q.understand(queries, today); err != nil {
		return q, err
	}
	q.Days, err = within(q.Days, a.Since, a.Until, today)
	return q, err
}

// takeDays takes the days out of the arguments, and returns the words.
func (q *Question) takeDays(a Asked, today event.Date, years when.Years) ([]string, error) {
	if a.DaysAreWishes {
		split, err := when.SplitWishes(daysByPath(a.Args), today, years)
		for _, date := range split.Dates {
			q.Wishes = append(q.Wishes, DayWish{Days: date.Days, Typed: date.Typed, Words: date.Named})
		}
		return split.Words, err
	}
	split, err := when.Split(daysByPath(a.Args), today, years)
	if err != nil {
		return nil, err
	}
	q.Days = split.Days
	if len(split.Words) > 0 {
		for _, date := range split.Dates {
			q.Taken = append(q.Taken, date.Typed)
		}
	}
	return split.Words, nil
}

// daysByPath returns arguments with the day in place of the path or the address of
// a day's page.
func daysByPath(args []string) []string {
	days := slices.Clone(args)
	for i, arg := range args {
		if date, slug, ok := event.ParseLink(arg); ok && slug == "" {
			days[i] = date.Path()
		}
	}
	return days
}

// understand parses queries, which an event must match all.
func (q *Question) understand(queries []string, today event.Date) error {
	var parts []search.Query
	for _, typed := range queries {
		parsed, err := search.Parse(typed, today)
		if err != nil {
			return err
		}
		parts = append(parts, parsed)
	}
	q.Words = strings.Join(queries, " ")
	switch len(parts) {
	case 0:
	case 1:
		q.Query = parts[0]
	default:
		q.Query = search.And{Of: parts}
	}
	return nil
}

// within returns those of days that two bounds leave.
func within(days when.Set, since, until string, today event.Date) (when.Set, error) {
	wide := days
	if since != "" {
		span, err := when.Since(since, today)
		if err != nil {
			return days, err
		}
		days = days.Within(span)
	}
	if until != "" {
		span, err := when.Until(until, today)
		if err != nil {
			return days, err
		}
		days = days.Within(span)
	}
	if b := days.Bounds(); since != "" && until != "" && wide.IsEvery() && b.To.Compare(b.From) < 0 {
		return days, &QuestionError{fmt.Sprintf("--since %s is later than --until %s", shorten(since), shorten(until)), "swap the two"}
	}
	return days, nil
}

// checkNames refuses names without a letter, which nothing can have.
func (q *Question) checkNames() error {
	for _, bound := range q.bounds() {
		for _, name := range bound.names {
			if text.Plain(name) == "" {
				return &QuestionError{"--" + bound.kind.String() + " cannot be empty", "name one, such as --" + bound.kind.String() + " " + bound.kind.example()}
			}
		}
	}
	return nil
}

// bound is the names of one kind that an event must have.
type bound struct {
	kind  Kind
	names []string
}

func (q *Question) bounds() []bound {
	return []bound{{Topics, q.Topics}, {Sources, q.Sources}, {Categories, q.Categories}}
}

// isEverything tells that a question asks for all events of its days.
func (q *Question) isEverything() bool { return q.Query == nil && !q.hasNames() }

// hasNames reports whether an event must have names.
func (q *Question) hasNames() bool {
	return len(q.Topics)+len(q.Sources)+len(q.Categories) > 0
}

// needs returns the facts that tell which events a question asks for.
func (q *Question) needs() needs {
	var n needs
	if q.Query != nil || len(q.Wishes) > 0 {
		n |= needsWords
	}
	if len(q.Topics) > 0 || names(q.Query, search.Topic) {
		n |= needsLinks
	}
	if len(q.Sources)+len(q.Categories) > 0 || names(q.Query, search.Source|search.Category) {
		n |= needsLabels
	}
	return n
}

// names reports whether a query asks for whole names of some fields.
func names(q search.Query, fields search.Field) bool {
	any := func(parts []search.Query) bool {
		return slices.ContainsFunc(parts, func(part search.Query) bool { return names(part, fields) })
	}
	switch q := q.(type) {
	case search.And:
		return any(q.Of)
	case search.Or:
		return any(q.Of)
	case search.Not:
		return names(q.Of, fields)
	case search.Must:
		return names(q.Of, fields)
	case search.Named:
		return q.Field&fields != 0
	}
	return false
}

// Kind is a kind of names that events have.
type Kind int

// The kinds of names.
const (
	Topics Kind = iota
	Sources
	Categories
)

// String returns the kind as flags and fields of a query name it.
func (k Kind) String() string { return [...]string{"topic", "source", "category"}[k] }

func (k Kind) example() string { return [...]string{"'Syrian Army'", "Reuters", "Sports"}[k] }

// limited returns the first rows of a list, as many as a limit allows.
func limited[T any](rows []T, limit int) []T {
	if limit > 0 {
		return rows[:min(len(rows), limit)]
	}
	return rows
}

// shorten makes something typed fit for a message.
func shorten(s string) string { return text.Shorten(s, 80) }
