package config

import (
	"slices"
	"strings"
	"unicode"
)

// The settings with one value each.
const (
	Archive    = "archive"    // the archive that is read where no other is named: a name or a folder
	Style      = "style"      // the look of text on a terminal: a name or a file
	Color      = "color"      // auto, always, never
	Pager      = "pager"      // a command line; empty for none
	Hyperlinks = "hyperlinks" // auto, always, never
	Limit      = "limit"      // rows, where a command limits them
	Language   = "language"   // of headings and dates
)

// The tables. The user makes up the names in the first two; the names in the third
// are actions of the browser.
const (
	Archives = "archives"    // folders by name
	Saved    = "saved"       // questions by name
	Keys     = "browse.keys" // keys by action
)

// InTable returns the name of the setting with a name in a table, such as
// saved.brexit.
func InTable(table, name string) string { return table + "." + name }

// SplitName splits the name of a setting into its table, "" for none, and its name
// in that.
func SplitName(setting string) (table, name string) {
	for _, table := range []string{Archives, Saved, Keys} {
		if name, found := strings.CutPrefix(setting, table+"."); found {
			return table, name
		}
	}
	return "", setting
}

// form is the form of a value.
type form int

const (
	textForm     form = iota
	numberForm        // 0 and more
	keysForm          // a text or several, each the name of a key
	questionForm      // a text, or a list of words
)

// setting says where a setting comes from, and what it can be.
type setting struct {
	name      string
	about     string
	form      form
	flag      string         // the flag that sets it, or ""
	variables []string       // the environment variables that set it, the first before the others
	read      variableReader // of variables
	locale    []string       // the variables of the system's locale, which count after the user's file
	usual     string         // the value that it has where nothing sets it
	values    func(Known) []string
	inArchive bool // the file of an archive may set it
}

// plain are the settings that are in no table, in the order in which they are listed.
func plain() []setting {
	choice := func(Known) []string { return []string{"auto", "always", "never"} }
	return []setting{
		{name: Archive, about: "the archive that is read where no other is named: a name or a folder",
			flag: "archive", variables: []string{"NEWS_ARCHIVE"}, read: ifNotEmpty},
		{name: Style, about: "the look of text on a terminal: a style of glamour's, or a file with one",
			flag: "style", variables: []string{"GLAMOUR_STYLE"}, read: ifNotEmpty, usual: "auto", inArchive: true,
			values: func(known Known) []string { return known.Styles }},
		{name: Color, about: "whether output is coloured: auto, always or never",
			flag: "color", variables: []string{"NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"}, read: readColor, usual: "auto", values: choice},
		{name: Pager, about: "the program for long output; empty for none",
			flag: "no-pager", variables: []string{"NEWS_PAGER", "PAGER"}, read: asItIs, usual: "less"},
		{name: Hyperlinks, about: "whether sources are links that a terminal opens: auto, always or never",
			flag: "hyperlinks", usual: "auto", values: choice},
		{name: Limit, about: "how many rows are shown by commands that show only some; 0 for all",
			form: numberForm, flag: "limit", inArchive: true},
		{name: Language, about: "the language of headings and dates",
			flag: "lang", locale: []string{"LC_ALL", "LC_MESSAGES", "LANG"}, inArchive: true,
			values: func(known Known) []string { return known.Languages }},
	}
}

// find returns the setting of a name, and whether there is one.
func find(name string, known Known) (setting, bool) {
	for _, s := range plain() {
		if s.name == name {
			return s, true
		}
	}
	switch table, in := SplitName(name); {
	case table == Archives && IsName(in):
		return setting{name: name, about: "the folder of an archive"}, true
	case table == Saved && IsName(in):
		return setting{name: name, about: "a saved question", form: questionForm, inArchive: true}, true
	case table == Keys && slices.Contains(known.Actions, in):
		return setting{name: name, about: "the keys of an action of the browser", form: keysForm}, true
	}
	return setting{}, false
}

// About returns what a setting is for, and whether there is such a setting.
func About(name string, known Known) (about string, exists bool) {
	s, exists := find(name, known)
	return s.about, exists
}

// Names returns the names of all settings that have no name of the user's own in
// them, the ones of the browser's keys last.
func Names(known Known) []string {
	var names []string
	for _, s := range plain() {
		names = append(names, s.name)
	}
	for _, action := range known.Actions {
		names = append(names, InTable(Keys, action))
	}
	return names
}

// Values returns the values that a setting can have, nil where these are not a few.
// A style can be a file beside the names.
func Values(name string, known Known) []string {
	if s, exists := find(name, known); exists && s.values != nil {
		return s.values(known)
	}
	return nil
}

// Known is what other packages know about values of settings.
type Known struct {
	Actions   []string // of the browser
	Styles    []string
	Languages []string
	Flags     []Flag // that a saved question can have
	// LanguageOf returns the language of a locale, or "".
	LanguageOf func(locale string) string
}

// longestName is how many characters a name of the user's own can have.
const longestName = 64

// IsName reports whether a text can be the name of an archive or of a saved question:
// letters, digits, and some signs between them, so that it is no path, no flag, and one
// word for a shell.
func IsName(name string) bool {
	length := 0
	for i, r := range name {
		isWord := unicode.In(r, unicode.L, unicode.M, unicode.N) || r == '_'
		if !isWord && (i == 0 || !strings.ContainsRune("-.+", r)) {
			return false
		}
		length++
	}
	return length > 0 && length <= longestName
}
