package publisher

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"news/internal/text"
)

// siteOf returns the site of a host: the domain that somebody has registered,
// without what stands before it. A host without such a domain, a number or a machine
// of a local network, is a site as it is. What is no host, or would not be plain
// text, has no site: "".
func siteOf(host string) string {
	if !isUsual(host) {
		parsed, err := url.Parse("//" + host)
		if err != nil {
			return ""
		}
		host = parsed.Hostname()
	}
	name := strings.Trim(strings.ToLower(host), ".")
	if text.Plain(name) != name {
		return ""
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return site
	}
	return name
}

// isUsual reports whether a host has letters, digits, points and hyphens alone, as
// nearly all have, so that it need not be parsed.
func isUsual(host string) bool {
	for i := range len(host) {
		switch c := host[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '.', c == '-':
		default:
			return false
		}
	}
	return true
}

// carries reports whether a site carries what others publish, so that it says
// nothing of the publisher: portals, search engines, archives of the web. label is
// the name of such a site.
func carries(site string) (label string, ok bool) {
	label, _, _ = strings.Cut(site, ".")
	switch label {
	case "yahoo", "google", "msn", "aol", "archive", "webcitation", "wikipedia", "facebook", "twitter", "youtube":
		return label, true
	}
	return "", false
}
