package event

import "strings"

// Citation identifies a cited source: the name that a page writes, and the host
// of its address.
type Citation struct {
	Name string
	Host string // "" if the source has no address
}

// Citation returns the citation of a source. An address in a web archive ends
// in the address of the archived page: then the host is the archived page's.
func (s Source) Citation() Citation { return Citation{s.Name, hostOf(s.URL)} }

// Citations returns the citations of an event, each once, in the order of its
// page. Its time grows with the number of sources, not with its square.
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

// hostOf returns the host of an address; of an address in a web archive, the
// host of the archived page.
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
