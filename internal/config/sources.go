package config

import (
	"fmt"
	"slices"
)

// Sources are the places that settings come from.
type Sources struct {
	Known Known
	// Flag returns the value of a flag, and whether it was typed.
	Flag func(name string) (value string, isTyped bool)
	// Env returns a variable of the environment, and whether it is set.
	Env func(name string) (value string, isSet bool)
	// Working returns the archive around the working folder, and whether there is one.
	Working func() (dir string, exists bool)
	// User is the user's file, Archive the one of the archive that is read.
	User, Archive *File
}

// Kind is the kind of place that a setting comes from.
type Kind int

const (
	Usual Kind = iota // nothing sets it
	FromFlag
	FromEnv
	FromWorking // the folder that the user is in
	FromUser
	FromSystem // the locale
	FromArchive
)

// Origin is a place that a setting can come from, with the value there.
type Origin struct {
	Kind  Kind
	Place string // a flag, a variable, a file with a line
	Value Value
	IsSet bool
}

// Value returns the value of a setting with the place that it comes from, which is the
// first of Origins that sets it. It is the usual one where there is none.
func (s *Sources) Value(name string) Origin {
	for _, origin := range s.Origins(name) {
		if origin.IsSet {
			return origin
		}
	}
	return Origin{Kind: Usual}
}

// Origins returns all places that a setting can come from, the ones that count before
// others first: the flag, the environment, for the archive the working folder, the
// user's file, for the language the locale of the system, the file of the archive, and
// the usual value.
func (s *Sources) Origins(name string) []Origin {
	found, _ := find(name, s.Known)
	var all []Origin
	if found.flag != "" {
		value, isTyped := s.Flag(found.flag)
		if found.name == Pager { // --no-pager is no pager
			value = ""
		}
		all = append(all, Origin{FromFlag, "--" + found.flag, Value{Text: value}, isTyped})
	}
	all = append(all, s.environment(FromEnv, found.variables, found.read)...)
	if name == Archive {
		dir, exists := s.Working()
		all = append(all, Origin{FromWorking, "the working folder", Value{Text: dir}, exists})
	}
	all = append(all, s.inFile(FromUser, s.User, name))
	all = append(all, s.environment(FromSystem, found.locale, readLocale)...)
	if found.inArchive {
		all = append(all, s.inFile(FromArchive, s.Archive, name))
	}
	return append(all, Origin{Usual, "default", Value{Text: found.usual}, found.usual != ""})
}

// environment returns variables of a setting.
func (s *Sources) environment(kind Kind, variables []string, read variableReader) []Origin {
	var all []Origin
	for _, variable := range variables {
		text, isSet := s.Env(variable)
		if isSet {
			text, isSet = read(s, variable, text)
		}
		all = append(all, Origin{kind, variable, Value{Text: text}, isSet})
	}
	return all
}

// inFile returns a file as a place of a setting.
func (s *Sources) inFile(kind Kind, f *File, name string) Origin {
	if f == nil {
		return Origin{Kind: kind}
	}
	v, isSet := f.Value(name)
	place := f.Path
	if isSet {
		place = fmt.Sprintf("%s:%d", f.Path, v.Line)
	}
	return Origin{kind, place, v, isSet}
}

// Saved returns a saved question, and whether there is one. One of the user comes
// before one of the archive.
func (s *Sources) Saved(name string) (Question, bool) {
	found := s.Value(InTable(Saved, name))
	return found.Value.Question, found.IsSet
}

// SavedNames returns the names of all saved questions, the user's first.
func (s *Sources) SavedNames() []string {
	names := slices.Clone(s.User.NamesIn(Saved))
	if s.Archive != nil {
		for _, name := range s.Archive.NamesIn(Saved) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// Names returns the names of the settings that count something, the user's own names
// among them.
func (s *Sources) Names() []string {
	var names []string
	for _, one := range plain() {
		names = append(names, one.name)
	}
	for _, table := range []string{Archives, Keys} {
		for _, name := range s.User.NamesIn(table) {
			names = append(names, InTable(table, name))
		}
	}
	for _, name := range s.SavedNames() {
		names = append(names, InTable(Saved, name))
	}
	return names
}

// variableReader returns the value that a variable sets, and whether it sets any.
type variableReader func(s *Sources, variable, value string) (string, bool)

// asItIs reads a variable that counts where it is set, even if it is empty.
func asItIs(_ *Sources, _, value string) (string, bool) { return value, true }

func ifNotEmpty(_ *Sources, _, value string) (string, bool) { return value, value != "" }

// readColor reads the variables that say whether output is coloured.
func readColor(_ *Sources, variable, value string) (string, bool) {
	switch variable {
	case "NO_COLOR":
		return "never", value != ""
	case "CLICOLOR_FORCE":
		return "always", value != "" && value != "0"
	case "CLICOLOR":
		return "never", value == "0"
	}
	return "never", value == "dumb"
}

// readLocale reads a variable of the locale. The first that is not empty is the
// locale, even if its language is not known.
func readLocale(s *Sources, variable, value string) (string, bool) {
	before := map[string][]string{"LC_MESSAGES": {"LC_ALL"}, "LANG": {"LC_ALL", "LC_MESSAGES"}}[variable]
	for _, name := range before {
		if other, _ := s.Env(name); other != "" {
			return "", false
		}
	}
	language := s.Known.LanguageOf(value)
	return language, language != ""
}
