package publisher

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"news/internal/text"
)

// siteOf returns the site of a host: the registered domain, without subdomains.
// For a host without a registered domain, such as an IP address or a machine of
// a local network, it returns the host. It returns "" for an invalid host or
// one that is not plain text.
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

// isUsual reports whether a host has only letters, digits, points and hyphens.
// Nearly all hosts do, and they need not be parsed.
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

// carries reports whether a site carries the texts of others, so that it says
// nothing about the publisher: portals, search engines, web archives. label is
// the name of such a site.
func carries(site string) (label string, ok bool) {
	label, _, _ = strings.Cut(site, ".")
	switch label {
	case "yahoo", "google", "msn", "aol", "archive", "webcitation", "wikipedia", "facebook", "twitter", "youtube":
		return label, true
	}
	return "", false
}
