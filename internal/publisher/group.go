package publisher

import (
	"strings"

	"news/internal/event"
)

// grouping joins names and sites to publishers.
type grouping struct {
	nodes  []node                    // by citation: what it counts for
	sites  []string                  // by citation
	at     map[string]map[string]int // of each site, how often it was cited by each name
	total  map[string]int            // how often each name was used
	parent map[node]node
}

// newGrouping returns the grouping of citations, given how many events have each.
// Citations of no event are of nobody.
func newGrouping(citations []event.Citation, uses []int) *grouping {
	g := &grouping{
		nodes: make([]node, len(citations)), sites: make([]string, len(citations)),
		at: make(map[string]map[string]int), total: make(map[string]int), parent: make(map[node]node),
	}
	keys, sites := make(map[string]string), make(map[string]string)
	for i, c := range citations {
		if uses[i] == 0 {
			continue
		}
		key, site := remembered(keys, c.Name, keyOf), remembered(sites, c.Host, siteOf)
		g.nodes[i], g.sites[i] = nodeOf(c, key, site), site
		g.total[key] += uses[i]
		if isCarried(c.Name) || !tells(site, key) {
			continue // the site is another's
		}
		if g.at[site] == nil {
			g.at[site] = make(map[string]int)
		}
		g.at[site][key] += uses[i]
	}
	g.join()
	g.joinSitesAsNames()
	return g
}

// remembered returns what make makes of a text, which it does once.
func remembered(known map[string]string, from string, make func(string) string) string {
	made, found := known[from]
	if !found {
		made = make(from)
		known[from] = made
	}
	return made
}

// tells reports whether a site says something of the publisher that goes by a name.
// One that carries others says so of itself alone.
func tells(site, key string) bool {
	if site == "" {
		return false
	}
	label, carrier := carries(site)
	first, _, _ := strings.Cut(key, " ")
	return !carrier || first == label
}

// join joins each site with the name that is used most for it, and each name with
// the site that it is mostly used for.
func (g *grouping) join() {
	for site, names := range g.at {
		main := g.main(names)
		if main == "" {
			continue
		}
		g.unite(node{name: main}, node{site: site})
		mixed := isMixed(names, main)
		for name, count := range names {
			fits := !mixed || strings.HasPrefix(name, main)
			if name != "" && fits && 2*count > g.total[name] {
				g.unite(node{name: name}, node{site: site})
			}
		}
	}
}

// joinSitesAsNames joins each site with the name that is written as the site is, so
// that who looks for either finds one publisher. A word alone is as often a name
// that has nothing to do with a machine of that name: it is joined only where the
// site has no other name.
func (g *grouping) joinSitesAsNames() {
	named, owned := make(map[node]bool), make(map[string]bool)
	for i, n := range g.nodes {
		named[n] = n.site == ""
		if site := g.sites[i]; n.site != "" || g.at[site] != nil {
			owned[site] = true
		}
	}
	for site := range owned {
		if site == "" || !strings.Contains(site, ".") && g.main(g.at[site]) != "" {
			continue
		}
		if name := namedNode(site); named[name] {
			g.unite(name, node{site: site})
		}
	}
}

// isMixed reports whether a site goes by so many names that most of them must be
// names of others that it carries: even the one used most is rare.
func isMixed(names map[string]int, main string) bool {
	const part = 3
	cited := 0
	for _, count := range names {
		cited += count
	}
	return part*names[main] < cited
}

// main returns the name that is used most for a site; among equals the one that is
// used least for others, then the first.
func (g *grouping) main(names map[string]int) string {
	best := ""
	for name, count := range names {
		if name == "" {
			continue
		}
		more, fewer := count-names[best], g.total[best]-g.total[name]
		if best == "" || more > 0 || more == 0 && (fewer > 0 || fewer == 0 && name < best) {
			best = name
		}
	}
	return best
}

func (g *grouping) find(n node) node {
	for {
		up, joined := g.parent[n]
		if !joined {
			return n
		}
		if above, ok := g.parent[up]; ok {
			g.parent[n] = above // the way is shorter the next time
		}
		n = up
	}
}

func (g *grouping) unite(a, b node) {
	if a, b = g.find(a), g.find(b); a != b {
		g.parent[a] = b
	}
}
