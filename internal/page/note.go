package page

import (
	"strings"
	"unicode/utf8"

	"news/internal/text"
)

// noteIn returns the text between the underscores of a note such as "_Context:
// Syria, Palmyra_": between the first and the last underscore of s, because
// topics can contain underscores. A note that is cut off ends at the end of s.
func noteIn(s string) string {
	first := strings.IndexByte(s, '_')
	if first < 0 {
		return ""
	}
	note := s[first+1:]
	if last := strings.LastIndexByte(note, '_'); last >= 0 {
		note = note[:last]
	}
	return trim(note)
}

// lineNote returns the note of a line that consists of a note, with its first
// word. It reports false for other lines, such as a sentence in italics. A note
// whose first word is in no known language needs both underscores.
func lineNote(line string) (note string, ok bool) {
	if len(line) < 2 || line[0] != '_' {
		return "", false
	}
	note = noteIn(line)
	word, _, found := cutNoteWord(note)
	return note, found && (line[len(line)-1] == '_' || isNoteWord(word))
}

// cutNoteWord cuts a note at the colon after its first word. It reports false
// if the note does not begin with a single word and a colon.
func cutNoteWord(note string) (word, list string, found bool) {
	const longest = 40
	for at := range min(len(note), longest) {
		c := note[at]
		wide := strings.HasPrefix(note[at:], "：")
		switch {
		case at > 0 && wide:
			return note[:at], trim(note[at+len("："):]), true
		case at > 0 && c == ':':
			return note[:at], trim(note[at+1:]), true
		case wide, c < utf8.RuneSelf && !isLetter(c):
			return "", note, false
		}
	}
	return "", note, false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isVersion reports whether a note has the form of a former headline's note:
// "2017-12-01 10:30:05 (First version)", "(Current version)".
func isVersion(note string) bool {
	if len(note) > 4 && note[4] == '-' {
		return isYear(note[:4])
	}
	return len(note) > 0 && note[0] == '('
}

// noteTopics returns the topics of a note.
func noteTopics(note string) []string {
	_, list, _ := cutNoteWord(note)
	most := 1 + strings.Count(list, ",")
	var topics []string
	for len(list) > 0 {
		var topic string
		topic, list = cutTopic(list)
		name := text.Clean(topic)
		if name == "" {
			continue
		}
		if topics == nil {
			topics = make([]string, 0, most)
		}
		topics = append(topics, name)
	}
	return topics
}

// cutTopic cuts the first topic off a list. Topics are separated by a comma and
// white space, but some topics contain a comma.
func cutTopic(list string) (topic, rest string) {
	end := pieceEnd(list, 0)
	for end < len(list) {
		next := pieceEnd(list, end+1)
		if !belongsToTopic(trim(list[end+1 : next])) {
			return trim(list[:end]), list[end+1:]
		}
		end = next
	}
	return trim(list), ""
}

// pieceEnd returns the position of the first comma from start that can separate
// two topics, or the length of the list. A comma in language variants,
// -{zh-tw:...; zh-cn:...}-, does not separate topics.
func pieceEnd(list string, start int) int {
	for at := start; at < len(list); at++ {
		switch {
		case list[at] == ',' && (at+1 == len(list) || isBlank(list[at+1])):
			if at == 0 || list[at-1] != '\\' {
				return at
			}
		case list[at] == '-' && at+1 < len(list) && list[at+1] == '{':
			if length := strings.Index(list[at:], "}-"); length > 0 {
				at += length + 1
			} else {
				return len(list)
			}
		}
	}
	return len(list)
}

// belongsToTopic reports whether a piece belongs to the topic before it: a year
// ("Polish presidential election, 2010"), capitals with dots ("Washington,
// D.C."), or a short title with its dot ("Martin Luther King, Jr.").
func belongsToTopic(piece string) bool {
	if isYear(piece) {
		return true
	}
	if len(piece) < 2 || len(piece) > 16 || piece[len(piece)-1] != '.' || !isCapital(piece[0]) {
		return false
	}
	small := 0
	for at := range len(piece) {
		switch c := piece[at]; {
		case c == '.', isCapital(c):
		case isLetter(c):
			small++
		default:
			return false
		}
	}
	return small == 0 || small <= 2 && len(piece) == small+2
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }
