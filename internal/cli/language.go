package cli

import (
	"news/internal/config"
	"news/internal/view"
)

// language returns the language of output for people: the one of the settings, else
// of the archive.
func (s *screen) language() view.Language {
	chosen := s.program.settings(s.flags).Value(config.Language).Value.Text
	if language, known := view.LanguageOf(chosen); known {
		return language
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
