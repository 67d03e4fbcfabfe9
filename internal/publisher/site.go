package publisher

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"news/internal/text"
)

// hostOf gives the host of the page that an address leads to in the end: an
// archive of the web has the page's own address behind its own.
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

// siteOf gives the site of a host: the domain that somebody has registered,
// without what stands before it. A host that has none, a number or a machine of a
// local network, is a site as it is. There is none in what is no host, or would not
// be plain text.
func siteOf(host string) string {
	parsed, err := url.Parse("//" + host)
	if err != nil {
		return ""
	}
	name := strings.Trim(strings.ToLower(parsed.Hostname()), ".")
	if !text.IsPlain(name) {
		return ""
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return site
	}
	return name
}

// carries tells whether a site carries what others publish, so that it tells
// nothing of the publisher: portals, search engines, archives of the web. label is
// what such a site is called.
func carries(site string) (label string, ok bool) {
	label, _, _ = strings.Cut(site, ".")
	switch label {
	case "yahoo", "google", "msn", "aol", "archive", "webcitation", "wikipedia", "facebook", "twitter", "youtube":
		return label, true
	}
	return "", false
}
