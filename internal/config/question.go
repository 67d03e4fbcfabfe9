package config

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Flag is a flag that a saved question can have.
type Flag struct {
	Name       string // without dashes
	Short      string // the letter, or ""
	TakesValue bool
	Values     []string // the only values that it can have here, nil for any
}

// Question is a saved question: words of a query, as they would be typed, and flags.
type Question struct {
	Words []string
	Flags []Typed
}

// Typed is a flag with its value.
type Typed struct {
	Flag
	Value string
}

// Argument returns the flag with its value as one argument of a command.
func (t Typed) Argument() string {
	if t.TakesValue {
		return "--" + t.Name + "=" + t.Value
	}
	return "--" + t.Name
}

// questionError says what is wrong with a saved question.
type questionError struct {
	message string
	name    string // of a flag that there is not
	names   []string
}

func (e *questionError) Error() string { return e.message }

// ParseQuestion reads a saved question from a text. Quotes around words stay, since
// they mean something in a query; quotes around the value of a flag go. An error says
// what a question cannot have.
func ParseQuestion(text string, flags []Flag) (Question, error) {
	return questionOf(SplitWords(text), flags, unquote)
}

// questionOf reads a saved question from its words. clean returns the value of a flag
// as it is meant.
func questionOf(words []string, flags []Flag, clean func(string) (string, error)) (Question, error) {
	var q Question
	for i := 0; i < len(words); i++ {
		if !strings.HasPrefix(words[i], "-") {
			q.Words = append(q.Words, words[i])
			continue
		}
		flag, value, hasValue, err := flagOf(words[i], flags)
		if err != nil {
			return Question{}, err
		}
		if flag.TakesValue && !hasValue {
			if i++; i == len(words) {
				return Question{}, &questionError{message: fmt.Sprintf("the flag %s of a saved question needs a value", words[i-1])}
			}
			value = words[i]
		}
		if value, err = clean(value); err != nil {
			return Question{}, err
		}
		if flag.Values != nil && !slices.Contains(flag.Values, value) {
			return Question{}, &questionError{fmt.Sprintf("a saved question cannot have --%s %q", flag.Name, value), value, flag.Values}
		}
		q.Flags = append(q.Flags, Typed{flag, value})
	}
	if len(q.Words)+len(q.Flags) == 0 {
		return Question{}, &questionError{message: "a saved question needs words or flags"}
	}
	return q, nil
}

// flagOf returns the flag of a word, and its value where that is in the same word.
func flagOf(word string, flags []Flag) (flag Flag, value string, hasValue bool, err error) {
	long, isLong := strings.CutPrefix(word, "--")
	name := strings.TrimPrefix(word, "-")
	if isLong {
		name, value, hasValue = strings.Cut(long, "=")
	}
	var names []string
	for _, f := range flags {
		names = append(names, f.Name)
		switch {
		case isLong && name == f.Name, !isLong && name == f.Short && name != "":
			flag = f
		case !isLong && f.TakesValue && f.Short != "" && strings.HasPrefix(name, f.Short):
			flag, value, hasValue = f, strings.TrimPrefix(name[len(f.Short):], "="), true
		}
	}
	if name == "archive" || name == "to" { // these are no slips
		return flag, "", false, &questionError{fmt.Sprintf("a saved question cannot have %s", word), "", names}
	}
	if flag.Name == "" || hasValue && !flag.TakesValue {
		return flag, "", false, &questionError{fmt.Sprintf("a saved question cannot have %s", word), name, names}
	}
	return flag, value, hasValue, nil
}

// SplitWords splits a text into words at white space outside of quotes, and leaves the
// quotes in them. An apostrophe inside of a word is no quote.
func SplitWords(text string) []string {
	var words []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		length := wordLength(text)
		words = append(words, text[:length])
		text = text[length:]
	}
	return words
}

// wordLength returns the length of the word at the start of a text in bytes.
func wordLength(text string) int {
	quote, last := rune(0), ' '
	for i, r := range text {
		switch {
		case quote == 0 && unicode.IsSpace(r):
			return i
		case quote == 0 && r == '"', quote == 0 && r == '\'' && (last == ' ' || last == '='):
			quote = r
		case r == quote:
			quote = 0
		}
		last = r
	}
	return len(text)
}

// unquote removes the quotes around the value of a flag.
func unquote(value string) (string, error) {
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return value, nil
	}
	n := len(value)
	if n < 2 || value[n-1] != value[0] {
		return "", &questionError{message: fmt.Sprintf("the quotes of %s are not around all of it", value)}
	}
	return value[1 : n-1], nil
}

// asIs is for the values of a list, which need no quotes.
func asIs(value string) (string, error) { return value, nil }
