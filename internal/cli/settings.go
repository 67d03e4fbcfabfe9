package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/browse"
	"news/internal/config"
	"news/internal/search"
	"news/internal/view"
)

// known returns what settings can be, from the packages that they are for.
func known() config.Known {
	return config.Known{
		Actions: browse.Actions(), Styles: view.StyleNames(), Languages: view.Languages(), Flags: savedFlags(),
		LanguageOf: languageOf,
	}
}

// languageOf returns the tag of the language of a locale, or "".
func languageOf(locale string) string {
	language, isKnown := view.LanguageOf(locale)
	if !isKnown {
		return ""
	}
	return view.Languages()[language]
}

// settings returns the places that the settings of a command come from.
func (p *Program) settings(flags *common) *config.Sources {
	sources := p.settingsOfUser(flags)
	sources.Archive = p.archiveSettings(flags)
	return sources
}

// settingsOfUser returns the places of settings without the file of an archive, which
// cannot say which archive is read.
func (p *Program) settingsOfUser(flags *common) *config.Sources {
	return &config.Sources{
		Known: known(), Flag: flags.valueOf, Env: p.env, User: p.userSettings(),
		Working: func() (string, bool) {
			dir, err := p.workingArchive()
			return dir, dir != "" || err != nil
		},
	}
}

// valueOf returns the value of a flag, and whether it was typed.
func (f *common) valueOf(name string) (string, bool) {
	if name == "archive" {
		return f.archive, f.archive != ""
	}
	if f.set == nil {
		return "", false
	}
	flag := f.set.Lookup(name)
	if flag == nil || !flag.Changed {
		return "", false
	}
	return flag.Value.String(), true
}

// userSettings returns the user's file, which is read once.
func (p *Program) userSettings() *config.File {
	p.readUser.Do(func() {
		at, err := p.configPlace()
		if err != nil {
			p.user = &config.File{} // the system has no folder for configurations
			return
		}
		p.user = config.Read(at, known())
	})
	return p.user
}

// archiveSettings returns the file of the archive that counts, which is read once.
func (p *Program) archiveSettings(flags *common) *config.File {
	p.choosing.Lock()
	defer p.choosing.Unlock()
	chosen := p.choose(flags)
	if chosen.settings == nil {
		chosen.settings = &config.File{}
		if root := rootOf(chosen.dir); root != "" && chosen.err == nil {
			chosen.settings = config.ReadArchive(root, known())
		}
	}
	return chosen.settings
}

// rootOf returns the folder that holds the folder news of an archive, which may itself
// be what was named.
func rootOf(dir string) string {
	full, err := filepath.Abs(dir)
	if dir == "" || err != nil || filepath.Base(full) != "news" {
		return dir
	}
	if root, err := archive.Find(full); err == nil && root != "" {
		return root
	}
	return dir
}

// mostWrong is how many errors in a file of settings are said at most.
const mostWrong = 5

// reportSettings says once what makes no sense in the settings, and what of an
// archive's is ignored. It stops nothing.
func (p *Program) reportSettings(flags *common) {
	if p.saidSettings {
		return
	}
	p.saidSettings = true
	for _, file := range []*config.File{p.userSettings(), p.archiveSettings(flags)} {
		for _, wrong := range file.Wrong[:min(len(file.Wrong), mostWrong)] {
			p.say("news: %v", wrong)
			if near := nearestSetting(wrong); near != "" {
				p.say("hint: %s", near)
			}
		}
		if more := len(file.Wrong) - mostWrong; more > 0 {
			p.say("news: %s: %d more settings make no sense", file.Path, more)
		}
		if len(file.Ignored) > 0 && !p.leavesNotesOut(flags) {
			p.say("news: %s", ignoredIn(file))
		}
	}
}

// ignoredIn says which settings of an archive are ignored.
func ignoredIn(file *config.File) string {
	are := " are"
	if len(file.Ignored) == 1 {
		are = " is"
	}
	return file.Path + ": " + shorten(strings.Join(file.Ignored, ", ")) + are + " ignored: an archive sets language, style, limit and saved questions alone"
}

// nearestSetting returns a hint with what was probably meant by what settings cannot
// have, or "".
func nearestSetting(wrong *config.Error) string {
	if near := search.Nearest(wrong.Name, wrong.Names, 1); len(near) > 0 {
		return "did you mean " + near[0]
	}
	if n := len(wrong.Names); n > 0 && n <= 10 {
		return "it can be " + strings.Join(wrong.Names[:n-1], ", ") + " or " + wrong.Names[n-1]
	} else if n > 10 {
		return "news help config tells more"
	}
	return ""
}

// settingsNote returns in a few words for the browser what reportSettings says, or "".
func (p *Program) settingsNote(flags *common) string {
	p.saidSettings = true
	var notes []string
	for _, file := range []*config.File{p.userSettings(), p.archiveSettings(flags)} {
		for _, wrong := range file.Wrong {
			note := filepath.Base(wrong.Path) + ": " + wrong.Message
			if wrong.Line > 0 {
				note = filepath.Base(wrong.Path) + ", line " + strconv.Itoa(wrong.Line) + ": " + wrong.Message
			}
			if near := nearestSetting(wrong); strings.HasPrefix(near, "did you mean") {
				note += " (" + near + "?)"
			}
			notes = append(notes, note)
		}
		if len(file.Ignored) > 0 {
			notes = append(notes, ignoredIn(file))
		}
	}
	switch len(notes) {
	case 0:
		return ""
	case 1:
		return notes[0]
	}
	return notes[0] + "; and " + countOf(len(notes)-1, "other mistake")
}

// applyLimit gives a command that shows only some rows the limit of the settings, if
// none was typed. Commands that show all rows go on doing so.
func (p *Program) applyLimit(cmd *cobra.Command, flags *common) error {
	f := cmd.Flags().Lookup("limit")
	if f == nil || f.Changed || f.DefValue == "0" {
		return nil
	}
	if limit := p.settings(flags).Value(config.Limit); limit.IsSet {
		return f.Value.Set(limit.Value.Text)
	}
	return nil
}

// color returns when to colour the output, as --color takes it. It is auto where the
// environment decides, which profile knows better.
func (p *Program) color(flags *common) string {
	switch color := p.settings(flags).Value(config.Color); color.Kind {
	case config.FromFlag, config.FromUser:
		return color.Value.Text
	}
	return "auto"
}

// loadStyle returns the style of the output. Only the flag counts for output that is
// not for people. Where the style of a file cannot be read, an error says so, and the
// usual one is taken.
func (s *screen) loadStyle() (view.Style, error) {
	origin := s.program.settings(s.flags).Value(config.Style)
	if origin.Kind != config.FromFlag && !s.forPeople() {
		return view.LoadStyle("")
	}
	name := origin.Value.Text
	isOfFile := origin.Kind == config.FromUser || origin.Kind == config.FromArchive
	if isOfFile && !slices.Contains(view.StyleNames(), name) {
		name = s.program.besideSettings(name)
	}
	style, err := view.LoadStyle(name)
	if err == nil || !isOfFile {
		return style, err
	}
	s.program.say("news: %s: %v", origin.Place, err)
	return view.LoadStyle("")
}

// besideSettings returns a path of the user's file, which is relative to its folder.
func (p *Program) besideSettings(path string) string {
	path = p.fromHome(path)
	if at, err := p.configPlace(); err == nil && !filepath.IsAbs(path) {
		path = filepath.Join(at.Dir, path)
	}
	return path
}

// isSameFolder reports whether two paths lead to the same folder.
func isSameFolder(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return filepath.Clean(a) == filepath.Clean(b)
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}
