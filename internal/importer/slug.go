package importer

import (
	"fmt"
	"hash/crc32"
	"strings"

	"news/internal/text"
)

// longestSlug is the greatest length of a slug in bytes.
const longestSlug = 140

// slugOf returns the slug of a headline: its words, folded to ASCII, with hyphens
// between them. Where that is nothing, only digits, or a name that is reserved, the slug
// is event- and a checksum of the text.
func slugOf(headline string) string {
	slug := cutSlug(hyphened(text.Fold(headline)), longestSlug)
	if strings.Trim(slug, "0123456789-") == "" || isReserved(slug) {
		return fmt.Sprintf("event-%08x", crc32.ChecksumIEEE([]byte(headline)))
	}
	return slug
}

// hyphened returns the ASCII letters and digits of a folded text, with a hyphen in the
// place of all else.
func hyphened(folded string) string {
	var b strings.Builder
	pending := false
	for _, r := range folded {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			if pending && b.Len() > 0 {
				b.WriteByte('-')
			}
			pending = false
			b.WriteRune(r)
		default:
			pending = true
		}
	}
	return b.String()
}

// cutSlug cuts a slug at the end of a word, so that it has at most some bytes.
func cutSlug(slug string, most int) string {
	if len(slug) <= most {
		return slug
	}
	if end := strings.LastIndexByte(slug[:most+1], '-'); end > 0 {
		return slug[:end]
	}
	return slug[:most]
}

// isReserved reports whether a page cannot have a name, since the archive or Windows
// has another use for it.
func isReserved(slug string) bool {
	switch slug {
	case "index", "readme", "license", "con", "prn", "aux", "nul":
		return true
	}
	device := len(slug) == 4 && (strings.HasPrefix(slug, "com") || strings.HasPrefix(slug, "lpt"))
	return device && slug[3] >= '0' && slug[3] <= '9'
}

// freeSlug returns a slug, or the first of slug-2, slug-3 and so on that is not taken.
func freeSlug(slug string, taken func(string) bool) string {
	if !taken(slug) {
		return slug
	}
	for n := 2; ; n++ {
		ending := fmt.Sprintf("-%d", n)
		if next := cutSlug(slug, longestSlug-len(ending)) + ending; !taken(next) {
			return next
		}
	}
}
