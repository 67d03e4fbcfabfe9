package bench

import (
	"path/filepath"
	"strings"
)

// everydayQueries are queries that people type, of each kind: one common word,
// several, a place and what happened there, a date, words in quotes, one of two.
var everydayQueries = [...]string{
	"attack", "killed in attack", "president of the united states", "haiti earthquake",
	"january 2010", `"prime minister"`, "earthquake OR flood",
}

// previousContests compares news with another program of it, such as the one before
// a change: with the queries that were picked, those that people type, and the
// commands that follow links. Each of the two has an index of its own.
func (b speedBench) previousContests(p Picked, previous string) []contest {
	other := b
	other.news, other.env = previous, environment(filepath.Join(b.dir, "cache-of-previous"))
	beside := func(what string, args ...string) contest {
		c := contest{what: what, ours: b.command(args...), peer: previous, theirs: other.command(args...)}
		c.ours.NoneFine, c.theirs.NoneFine = true, true
		return c
	}
	all := []contest{beside("version", "version")}
	for _, q := range p.questions() {
		all = append(all, beside("search "+q.kind+" ("+strings.Join(q.typed, " ")+")", append([]string{"search"}, q.typed...)...))
	}
	for _, query := range everydayQueries {
		all = append(all, beside("search "+query, "search", query))
	}
	return append(all,
		beside("search --count "+p.Common, "search", "--count", p.Common),
		beside("related EVENT", "related", p.Event),
		beside("story EVENT", "story", p.Event),
		beside("timeline "+p.Common, "timeline", p.Common),
	)
}
