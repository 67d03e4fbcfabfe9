package event

import "strings"

// Citation is what tells one cited source from another: the name that a page
// writes, and the host of its address.
type Citation struct {
	Name string
	Host string // "" where the source has no address
}

// Citation returns the citation of a source. An archive of the web has the address
// of the page behind its own: then the host is that of the page.
func (s Source) Citation() Citation { return Citation{s.Name, hostOf(s.URL)} }

// Citations returns the citations of an event, each once, in the order of its page.
// A page of very many sources takes no longer for each than others.
func (e *Event) Citations() []Citation {
	if len(e.Sources) == 0 {
		return nil
	}
	cited := make([]Citation, 0, len(e.Sources))
	seen := make(map[Citation]bool, len(e.Sources))
	for _, s := range e.Sources {
		if c := s.Citation(); !seen[c] {
			seen[c] = true
			cited = append(cited, c)
		}
	}
	return cited
}

// hostOf returns the host of the page that an address leads to in the end.
func hostOf(address string) string {
	if end := strings.IndexAny(address, "?#"); end >= 0 {
		address = address[:end]
	}
	address = address[max(strings.LastIndex(address, "/http://"), strings.LastIndex(address, "/https://"))+1:]
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = strings.TrimPrefix(address, "//")
	}
	host, _, _ := strings.Cut(rest, "/")
	return host
}
