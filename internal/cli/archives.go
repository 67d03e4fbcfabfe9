package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/config"
	"news/internal/search"
)

func (p *Program) newArchives(flags *common) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "archives [list | add | remove | default]",
		Short: "show and change the names of your archives",
		Example: `  news archives                 your archives, and the one that counts here
  news archives add wiki ~/news
  news list --archive wiki
  news archives default wiki    read it where no other is named
  news archives remove wiki     forget the name; the folder stays`,
		Long: `Show and change the names of your archives. They stand in your file of settings,
which news config tells more about.

The archive that counts is the first of these: --archive, NEWS_ARCHIVE, the nearest
archive at or above the folder that you are in, your default, the built-in sample.
--archive and NEWS_ARCHIVE take a name, or a folder; what has a slash or begins with
a dot is a folder.

In a pipe each line has NAME, FOLDER, and words with commas between them: default,
here (and why), missing. The archive that counts here can be without a name.`,
		Args: onlyCommands,
		RunE: func(*cobra.Command, []string) error { return p.listArchives(flags) },
	}
	list := &cobra.Command{
		Use: "list", Short: "show your archives, and the one that counts here", Args: noArguments, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error { return p.listArchives(flags) },
	}
	add := &cobra.Command{
		Use: "add NAME DIR", Short: "name an archive", Args: needs(2, 2, "NAME DIR"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return nil, cobra.ShellCompDirectiveFilterDirs
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.addArchive(flags, args[0], args[1]) },
	}
	remove := &cobra.Command{
		Use: "remove NAME", Short: "forget the name of an archive; its folder stays", Args: needs(1, 1, "NAME"), ValidArgsFunction: p.completeArchiveNames,
		RunE: func(_ *cobra.Command, args []string) error { return p.removeArchive(flags, args[0]) },
	}
	usual := &cobra.Command{
		Use: "default [NAME]", Short: "show or change the archive that is read where no other is named", Args: needs(0, 1, "one NAME"), ValidArgsFunction: p.completeArchiveNames,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.showDefault(flags)
			}
			return p.setDefault(args[0])
		},
	}
	cmd.AddCommand(list, add, remove, usual)
	return cmd
}

// listArchives writes the user's archives and the one that counts here, a line each:
// name, folder, and what is to be said of it.
func (p *Program) listArchives(flags *common) error {
	file := p.userSettings()
	here := p.chosenArchive(flags)
	usual, _ := file.Value(config.Archive)
	var rows [][]string
	isHereNamed := false
	for _, name := range file.NamesIn(config.Archives) {
		dir, _ := p.folderOf(name)
		var remarks []string
		if p.isDefault(usual.Text, name, dir) {
			remarks = append(remarks, "default")
		}
		if here.err == nil && here.dir != "" && (here.name == name || here.name == "" && isSameFolder(rootOf(here.dir), rootOf(dir))) {
			remarks = append(remarks, "here ("+here.why()+")")
			isHereNamed = true
		}
		if a, err := archive.Open(dir); err != nil {
			remarks = append(remarks, troubleOf(err))
		} else {
			a.Close()
		}
		rows = append(rows, []string{name, dir, strings.Join(remarks, ", ")})
	}
	if !isHereNamed && here.err == nil {
		dir := here.dir
		if full, err := filepath.Abs(dir); err == nil && dir != "" {
			dir = full
		}
		rows = append(rows, []string{"", dir, "here (" + here.why() + ")"})
	}
	return errors.Join(p.writeRows(flags, rows), here.err)
}

// why says in a few words why an archive counts.
func (c choice) why() string {
	if c.from.Kind == config.Usual {
		return "the built-in sample"
	}
	if c.from.Kind == config.FromUser {
		return "the default"
	}
	return c.from.Place
}

// troubleOf says in a word why an archive cannot be opened.
func troubleOf(err error) string {
	var not *archive.NotArchiveError
	if !errors.As(err, &not) {
		return "unreadable"
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "missing"
	case not.Cause != nil:
		return "unreadable"
	}
	return "no archive"
}

// isDefault reports whether the default archive is the one of a name and a folder.
func (p *Program) isDefault(usual, name, dir string) bool {
	if usual == "" {
		return false
	}
	if !config.IsPath(usual) {
		return usual == name
	}
	return isSameFolder(p.besideSettings(usual), dir)
}

// addArchive names an archive.
func (p *Program) addArchive(flags *common, name, dir string) error {
	full, err := filepath.Abs(p.fromHome(dir))
	if err != nil {
		return &failure{err, "", exitSystem}
	}
	if err := p.checkSetting(flags, config.InTable(config.Archives, name)); err != nil {
		return err
	}
	a, err := openNamed(full)
	if err != nil {
		return err
	}
	a.Close()
	full = rootOf(full)
	if had, exists := p.userSettings().Value(config.InTable(config.Archives, name)); exists {
		if isSameFolder(p.besideSettings(had.Text), full) {
			return nil
		}
		return usageError("news archives remove "+name+" forgets it", "the name %s is the one of %s", name, had.Text)
	}
	if err := p.changeSettings(config.Edit{Name: config.InTable(config.Archives, name), Values: []string{full}}); err != nil {
		return err
	}
	if _, exists := p.userSettings().Value(config.Archive); !exists && !p.leavesNotesOut(flags) {
		p.say("hint: news archives default %s reads it where no other archive is named", name)
	}
	return nil
}

// checkArchiveName returns an error where the user has no archive of a name.
func (p *Program) checkArchiveName(name string) error {
	names := p.userSettings().NamesIn(config.Archives)
	if slices.Contains(names, name) {
		return nil
	}
	hint := "news archives add NAME DIR names one"
	if near := search.Nearest(name, names, 1); len(near) > 0 {
		hint = "did you mean " + near[0]
	} else if len(names) > 0 {
		hint = "news archives lists them"
	}
	return &failure{fmt.Errorf("there is no archive with the name %s", shorten(name)), hint, exitNotFound}
}

// removeArchive forgets the name of an archive. Where it is the default, there is none
// afterwards.
func (p *Program) removeArchive(flags *common, name string) error {
	if err := p.checkArchiveName(name); err != nil {
		return err
	}
	edits := []config.Edit{{Name: config.InTable(config.Archives, name), Unset: true}}
	usual, _ := p.userSettings().Value(config.Archive)
	if usual.Text == name {
		edits = append(edits, config.Edit{Name: config.Archive, Unset: true})
	}
	if err := p.changeSettings(edits...); err != nil {
		return err
	}
	if usual.Text == name && !p.leavesNotesOut(flags) {
		p.say("news: %s was the default; there is none now", name)
	}
	return nil
}

// showDefault writes the default archive: its name, or its folder where it has none.
func (p *Program) showDefault(flags *common) error {
	usual, exists := p.userSettings().Value(config.Archive)
	if !exists {
		p.reportSettings(flags)
		return &failure{errors.New("there is no default archive"), "news archives default NAME sets it", exitNoMatch}
	}
	return p.writeRows(flags, [][]string{{usual.Text}})
}

// setDefault makes an archive the default: by its name, or by its folder.
func (p *Program) setDefault(named string) error {
	if config.IsPath(named) {
		full, err := filepath.Abs(p.fromHome(named))
		if err != nil {
			return &failure{err, "", exitSystem}
		}
		a, err := openNamed(full)
		if err != nil {
			return err
		}
		a.Close()
		named = rootOf(full)
	} else if err := p.checkArchiveName(named); err != nil {
		return err
	}
	return p.changeSettings(config.Edit{Name: config.Archive, Values: []string{named}})
}

// nameArchive names a folder among the user's archives, and makes it the default where
// there is none. The folder need not be an archive yet. It returns what it has done in
// words for people, "" where there was nothing to do. An error leaves the settings as
// they were.
func (p *Program) nameArchive(dir string) (done string, err error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	file := p.userSettings()
	name := ""
	for _, other := range file.NamesIn(config.Archives) {
		if folder, _ := p.folderOf(other); isSameFolder(folder, full) {
			name = other
			break
		}
	}
	var edits []config.Edit
	var parts []string
	if name == "" {
		name = freeName(filepath.Base(full), file.NamesIn(config.Archives))
		edits = append(edits, config.Edit{Name: config.InTable(config.Archives, name), Values: []string{full}})
		parts = append(parts, "its name among your archives is "+name)
	}
	if _, exists := file.Value(config.Archive); !exists {
		edits = append(edits, config.Edit{Name: config.Archive, Values: []string{name}})
		parts = append(parts, name+" is read where no other archive is named")
	}
	if len(edits) == 0 {
		return "", nil
	}
	return strings.Join(parts, "; "), p.changeSettings(edits...)
}

// freeName returns a name for a folder that no archive has.
func freeName(folder string, taken []string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.L, unicode.M, unicode.N) || strings.ContainsRune("-_.+", r) {
			return r
		}
		return '-'
	}, folder)
	name = strings.Trim(name, "-.+")
	if !config.IsName(name) {
		name = "news"
	}
	free := name
	for n := 2; slices.Contains(taken, free); n++ {
		free = name + "-" + strconv.Itoa(n)
	}
	return free
}

// completeArchiveNames completes the first argument with the names of archives.
func (p *Program) completeArchiveNames(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return beginning(p.userSettings().NamesIn(config.Archives), typed), cobra.ShellCompDirectiveNoFileComp
}

// completeArchives completes the name of an archive, else a folder.
func (p *Program) completeArchives(_ *common, typed string) ([]string, cobra.ShellCompDirective) {
	names := beginning(p.userSettings().NamesIn(config.Archives), typed)
	if len(names) == 0 {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return names, cobra.ShellCompDirectiveDefault
}
