package publisher

import "strings"

// node is a name or a site: what belongs together is joined.
type node struct{ name, site string }

// grouping joins names and sites to publishers.
type grouping struct {
	keys   map[string]string         // of each name as written
	sites  map[string]string         // of each host
	at     map[string]map[string]int // of each site, how often it was cited by each name
	total  map[string]int            // how often each name was used
	parent map[node]node
}

func newGrouping(cited map[citation]*uses) *grouping {
	g := &grouping{
		keys: make(map[string]string), sites: make(map[string]string), at: make(map[string]map[string]int),
		total: make(map[string]int), parent: make(map[node]node),
	}
	for c, u := range cited {
		key, known := g.keys[c.name]
		if !known {
			key = keyOf(c.name)
			g.keys[c.name] = key
		}
		site, known := g.sites[c.host]
		if !known {
			site = siteOf(c.host)
			g.sites[c.host] = site
		}
		g.total[key] += u.all
		if ownName(c.name) != c.name || !tells(site, key) {
			continue // the site is another's
		}
		if g.at[site] == nil {
			g.at[site] = make(map[string]int)
		}
		g.at[site][key] += u.all
	}
	return g
}

// tells tells whether a site says something of the publisher that goes by a name.
// One that carries others says so of itself alone.
func tells(site, key string) bool {
	if site == "" {
		return false
	}
	label, carrier := carries(site)
	first, _, _ := strings.Cut(key, " ")
	return !carrier || first == label
}

// nodeOf gives what a citation counts for: its name, or, where that says nothing,
// its site.
func (g *grouping) nodeOf(c citation) node {
	switch key, site := g.keys[c.name], g.sites[c.host]; {
	case key != "":
		return node{name: key}
	case site != "":
		return node{site: site}
	}
	return node{name: "\x00" + c.name}
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

// isMixed tells that a site goes by so many names that most of them must be those
// of others that it carries: even the one used most is rare.
func isMixed(names map[string]int, main string) bool {
	const part = 3
	cited := 0
	for _, count := range names {
		cited += count
	}
	return part*names[main] < cited
}

// main gives the name that is used most for a site; among equals the one that is
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
