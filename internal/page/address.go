package page

import (
	"strings"

	"news/internal/text"
)

// webAddress returns the address of a link in a form that can be shown and
// opened: escapes and entities are decoded, and there are no control characters
// and no spaces. It reports false for addresses that are not of the web
// (javascript:, data:, file:), because no page of an archive needs them.
// Addresses without a scheme are returned as they are.
func webAddress(raw string) (string, bool) {
	address := text.Plain(text.DecodeEntities(text.Unescape(raw)))
	if strings.Contains(address, " ") {
		address = strings.ReplaceAll(address, " ", "%20")
	}
	// The address may be decoded again where it is shown, so check the entities
	// of entities too.
	for decoded, again := address, 0; again < 3; again++ {
		if !isWebScheme(scheme(decoded)) {
			return "", false
		}
		if !strings.Contains(decoded, "&") {
			break
		}
		decoded = text.Plain(text.DecodeEntities(decoded))
	}
	return address, true
}

// scheme returns the part of an address before its colon, or "" if it has no
// scheme: example.org:80/page has none.
func scheme(address string) string {
	end := strings.IndexAny(address, ":/?#")
	if end <= 0 || address[end] != ':' {
		return ""
	}
	name := address[:end]
	port := end+1 < len(address) && isDigit(address[end+1])
	if port && (strings.Contains(name, ".") || name == "localhost") {
		return ""
	}
	return name
}

func isWebScheme(name string) bool {
	switch strings.ToLower(name) {
	case "", "http", "https", "ftp":
		return true
	}
	return false
}

// host returns the host of an address, without www., or the address itself if
// it has no host.
func host(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = strings.TrimPrefix(address, "//")
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	rest, _, _ = strings.Cut(rest, ":")
	if rest = strings.TrimPrefix(rest, "www."); rest == "" {
		return address
	}
	return rest
}
