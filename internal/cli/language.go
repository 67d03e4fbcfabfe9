package cli

import "news/internal/view"

// language returns the language of output for people: the one of --lang, else of
// the locale, else of the archive.
func (s *screen) language() view.Language {
	for _, tag := range []string{s.flags.lang, s.program.locale()} {
		if language, known := view.LanguageOf(tag); known {
			return language
		}
	}
	if s.program.opened == nil {
		return view.English
	}
	if s.archiveLanguage == "" {
		s.archiveLanguage = s.program.catalog.Language()
	}
	language, _ := view.LanguageOf(s.archiveLanguage)
	return language
}

// locale returns the locale for messages, or "" where the environment names none.
func (p *Program) locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value, _ := p.env(name); value != "" {
			return value
		}
	}
	return ""
}
