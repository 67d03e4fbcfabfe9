package portal

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// FormatError says that a file is neither an export nor wiki text.
type FormatError struct {
	Name string // of the file
	Is   string // what it is
}

func (e *FormatError) Error() string {
	return e.Name + " is " + e.Is + ", not wiki text or an export of MediaWiki"
}

// Read yields the pages of the portal's days in a file, which can be packed with gzip
// or bzip2: an export or a dump of MediaWiki, of which it yields the newest revision
// that a page has in it, or the wiki text of one page, whose File is the name. It
// reads the file as a stream, and keeps one page.
//
// It ends with the first error: a *FormatError, a *LanguageError, or an error of the
// stream, which wraps io.ErrUnexpectedEOF if an export ends early. Pages before it are
// whole.
func Read(name string, r io.Reader) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		w, err := openWindow(name, r)
		if err != nil {
			yield(Page{}, err)
			return
		}
		defer w.close()
		start := w.peek(headSize)
		if !isExport(start) {
			yield(readText(name, w))
			return
		}
		if language := languageOf(start); language != "" && language != "en" {
			yield(Page{}, &LanguageError{Language: language})
			return
		}
		e := export{w: w}
		for {
			page, err := e.next()
			if err == io.EOF {
				return
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// headSize is how much of a file says what it is.
const headSize = 8 << 10

// openWindow returns the content of a file, unpacked.
func openWindow(name string, r io.Reader) (*window, error) {
	packed := bufio.NewReaderSize(r, 64<<10)
	start, err := packed.Peek(6)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		unpacked, err := gzip.NewReader(packed)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return newWindow(unpacked), nil
	case bytes.HasPrefix(start, []byte("BZh")):
		return newWindow(newBzip2Reader(packed)), nil
	}
	if format := packedFormat(start); format != "" {
		return nil, &FormatError{Name: name, Is: format}
	}
	return newWindow(packed), nil
}

// packedFormat returns the name of a format of packed files that cannot be read, or
// "".
func packedFormat(start []byte) string {
	switch s := string(start); {
	case strings.HasPrefix(s, "\xfd7zXZ"):
		return "packed with xz"
	case strings.HasPrefix(s, "\x28\xb5\x2f\xfd"):
		return "packed with zstd"
	case strings.HasPrefix(s, "7z\xbc\xaf"):
		return "packed with 7-Zip"
	case strings.HasPrefix(s, "PK\x03\x04"):
		return "a ZIP archive"
	}
	return ""
}

// isExport reports whether a file begins as an export does, or as a part of one.
func isExport(start []byte) bool {
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(start, []byte("<mediawiki")) || bytes.HasPrefix(start, []byte("<page>")) ||
		bytes.HasPrefix(start, []byte("<?xml")) && bytes.Contains(start, []byte("<mediawiki"))
}

// languageOf returns the language that an export says it is in, or "".
func languageOf(start []byte) string {
	at := bytes.Index(start, []byte("<mediawiki"))
	if at < 0 {
		return ""
	}
	end := bytes.IndexByte(start[at:], '>')
	if end < 0 {
		return ""
	}
	return attributeOf(bytes.Join(bytes.Fields(start[at:at+end]), []byte(" ")), "xml:lang")
}

// readText reads a file of wiki text.
func readText(name string, w *window) (Page, error) {
	data := w.peek(2*LongestText + 8)
	if w.err != nil && w.err != io.EOF {
		return Page{}, fmt.Errorf("%s: %w", name, w.err)
	}
	s := decodeText(data)
	if is := noWikiText(s); is != "" {
		return Page{}, &FormatError{Name: name, Is: is}
	}
	return Page{File: name, Text: s}, nil
}

// noWikiText returns what a text is that is no wiki text, or "".
func noWikiText(s string) string {
	start := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(s[:min(len(s), 400)], "\ufeff"), " \t\r\n"))
	switch {
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return "a page of HTML"
	case strings.HasPrefix(start, "<?xml"):
		return "another kind of XML"
	case strings.HasPrefix(start, `{"`), strings.HasPrefix(start, "[{"):
		return "JSON"
	case strings.Count(s[:min(len(s), headSize)], "\x00") > 8:
		return "no text"
	}
	return ""
}

// decodeText returns text in UTF-8: by its byte order mark, else as Windows-1252
// where it is not UTF-8.
func decodeText(data []byte) string {
	const little, big = "\xff\xfe", "\xfe\xff"
	switch start := string(data[:min(len(data), 2)]); {
	case start == little || start == big:
		units := make([]uint16, 0, len(data)/2)
		for at := 2; at+1 < len(data); at += 2 {
			if start == little {
				units = append(units, uint16(data[at])|uint16(data[at+1])<<8)
			} else {
				units = append(units, uint16(data[at+1])|uint16(data[at])<<8)
			}
		}
		return string(utf16.Decode(units))
	case !utf8.Valid(data):
		if decoded, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
			return string(decoded)
		}
	}
	return string(data)
}
