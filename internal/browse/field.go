package browse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"news/internal/text"
)

// field is a line of text that is typed in. Its places are between the characters that
// a reader sees, each of which may be several characters of Unicode.
type field struct {
	characters []string
	at         int  // the cursor stands before characters[at]
	selected   bool // the next letter replaces the whole text
}

// longestTyped is how many bytes a field takes.
const longestTyped = 4000

func (f *field) text() string { return strings.Join(f.characters, "") }

// set puts another text into the field, with the cursor at its end.
func (f *field) set(s string) {
	*f = field{}
	f.insert(s)
}

// selectAll makes the next letter replace the text.
func (f *field) selectAll() { f.selected = len(f.characters) > 0 }

// insert puts a typed or pasted text before the cursor. Line ends and tabs become
// spaces, and signs that a terminal must not get are left out. It returns false, and
// changes nothing, where the text would be too long.
func (f *field) insert(s string) bool {
	if s = shownTyped(s); s == "" {
		return true
	}
	if len(s)+len(f.text()) > longestTyped {
		return false
	}
	if f.selected && s != " " {
		f.characters, f.at = nil, 0
	}
	f.selected = false
	before, after := strings.Join(f.characters[:f.at], "")+s, strings.Join(f.characters[f.at:], "")
	f.characters = splitCharacters(before + after)
	f.at = 0
	for length := 0; length < len(before); f.at++ {
		length += len(f.characters[f.at])
	}
	return true
}

// shownTyped returns a typed text as it may be shown, with its spaces. A sign that
// combines with what stands before it is kept alone.
func shownTyped(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		at := strings.IndexFunc(s, unicode.IsSpace)
		if at < 0 {
			at = len(s)
		}
		b.WriteString(text.Plain(s[:at]))
		if s = s[at:]; s != "" {
			_, size := utf8.DecodeRuneInString(s)
			if !strings.HasPrefix(s, "\r\n") {
				b.WriteByte(' ')
			}
			s = s[size:]
		}
	}
	return b.String()
}

// splitCharacters splits a text into the characters that a reader sees.
func splitCharacters(s string) []string {
	var characters []string
	for s != "" {
		character, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if character == "" { // cannot be, but must not loop
			_, size := utf8.DecodeRuneInString(s)
			character = s[:size]
		}
		characters = append(characters, character)
		s = s[len(character):]
	}
	return characters
}

// edit does what a key means in every field, and reports whether it means something.
func (f *field) edit(key string) bool {
	to := f.at
	switch key {
	case "left", "ctrl+b":
		to--
	case "right", "ctrl+f":
		to++
	case "home", "ctrl+a":
		to = 0
	case "end", "ctrl+e":
		to = len(f.characters)
	case "alt+b", "alt+left", "ctrl+left":
		to = f.wordBefore(isLetter)
	case "alt+f", "alt+right", "ctrl+right":
		to = f.wordAfter()
	default:
		return f.erase(key)
	}
	f.at = max(0, min(to, len(f.characters)))
	f.selected = false
	return true
}

// erase does what a key means that takes text away.
func (f *field) erase(key string) bool {
	from, to := f.at, f.at
	switch key {
	case "backspace", "shift+backspace":
		from--
	case "delete", "ctrl+d":
		to++
	case "ctrl+u":
		from = 0
	case "ctrl+w":
		from = f.wordBefore(isNoSpace)
	case "alt+backspace", "ctrl+backspace":
		from = f.wordBefore(isLetter)
	case "alt+d":
		to = f.wordAfter()
	default:
		return false
	}
	if f.selected {
		from, to = 0, len(f.characters)
	}
	from, to = max(0, from), min(to, len(f.characters))
	rest := strings.Join(f.characters[to:], "")
	f.set(strings.Join(f.characters[:from], ""))
	at := f.at
	f.insert(rest)
	f.at = min(at, len(f.characters))
	return true
}

func isLetter(character string) bool {
	r, _ := utf8.DecodeRuneInString(character)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func isNoSpace(character string) bool { return character != " " }

// wordBefore returns where the word begins that stands before the cursor, made of
// characters that belong to words.
func (f *field) wordBefore(belongs func(string) bool) int {
	at := f.at
	for at > 0 && !belongs(f.characters[at-1]) {
		at--
	}
	for at > 0 && belongs(f.characters[at-1]) {
		at--
	}
	return at
}

// wordAfter returns where the word ends that stands at the cursor or after it.
func (f *field) wordAfter() int {
	at := f.at
	for at < len(f.characters) && !isLetter(f.characters[at]) {
		at++
	}
	for at < len(f.characters) && isLetter(f.characters[at]) {
		at++
	}
	return at
}

// view returns the part of the text around the cursor that so many columns can show,
// and the column of the cursor. An ellipsis stands where text is left out.
func (f *field) view(width int) (shown string, cursor int) {
	from, before := f.at, 0 // the columns of what is shown before the cursor
	for from > 0 {
		wide := columnsOf(f.characters[from-1])
		left := 0 // an ellipsis is needed, unless this is the first character
		if from > 1 {
			left = 1
		}
		if before+wide+left > width-1 {
			break
		}
		from, before = from-1, before+wide
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
		before++
	}
	b.WriteString(strings.Join(f.characters[from:f.at], ""))
	used := before
	for at := f.at; at < len(f.characters); at++ {
		wide := columnsOf(f.characters[at])
		if used+wide > width || at < len(f.characters)-1 && used+wide > width-1 {
			b.WriteString("…")
			break
		}
		b.WriteString(f.characters[at])
		used += wide
	}
	return b.String(), before
}

// columnsOf returns the columns that a character takes in a frame.
func columnsOf(character string) int { return columns(separate(character)) }
