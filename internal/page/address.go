package page

import (
	"strings"

	"news/internal/text"
)

// webAddress returns the address that a link leads to, fit for showing and for
// opening: escapes and entities decoded, no control character, no space. It reports false
// for addresses of other kinds than the web's (javascript:, data:, file:),
// which no page of an archive has a reason to hold. Addresses without a scheme
// stay as they are.
func webAddress(raw string) (string, bool) {
	address := text.Plain(text.DecodeEntities(text.Unescape(raw)))
	if strings.Contains(address, " ") {
		address = strings.ReplaceAll(address, " ", "%20")
	}
	// Whoever shows the address may decode it again, so that entities of
	// entities count too.
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

// scheme returns what an address has before its colon, "" where it has none:
// example.org:80/page has none.
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

// host returns the name of the site that an address leads to, without www., or
// the address itself where it names none.
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
